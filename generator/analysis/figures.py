"""Numbers as facts: money, percentages, quantities and counts, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from generator.analysis.date_patterns import flatten
from generator.analysis.lexicon import load, words
from generator.models import Article, Figure, FigureKind, TimeRef
from generator.models import Span as Slice

# Words between a number and the noun that it counts: "four new multinational battalions".
REACH = 4
_CURRENCY = "$£€¥₹₽₩₺₴₦₪"


def extract(doc: Doc, article: Article, dates: tuple[TimeRef, ...] = ()) -> tuple[Figure, ...]:
    """All figures in order, none inside a temporal expression or another figure, none in the stamp."""
    taken = sorted((ref.start, ref.end) for ref in dates)
    found: list[Figure] = []
    text = flatten(article.text)
    at = max((region.end for region in article.regions if region.kind in ("stamp", "dateline")), default=0)
    for token in doc:
        if token.idx < at or not _may_begin(token):
            continue
        while taken and taken[0][1] <= token.idx:
            taken.pop(0)
        figure = _figure(doc, article.text, text, token)
        if figure is not None and not (taken and figure.start < taken[0][1] and taken[0][0] < figure.end):
            found.append(figure)
            at = figure.end
    return tuple(found)


def _may_begin(token: Token) -> bool:
    """A digit, a currency, a number word or a hedge: where a figure can start."""
    first = token.text[:1]
    return first.isdigit() or first in _CURRENCY or token.lower_ in _openers()


@cache
def _openers() -> frozenset[str]:
    table = load("units")
    multi = {phrase.split()[0].lower() for phrase in (*table["hedges"], *table["vague"])}
    signs = {sign.rstrip("$ ").lower() for sign in table["currency_signs"] if len(sign) > 1}
    tens = {word for word in table["small"] if len(word) > 2}
    return frozenset(
        multi
        | signs
        | tens
        | set(table["fractions"])
        | {"a", "an", "us$"}
        | {c.lower() for c in table["currency_codes"]}
    )


def _either(entries: list[str] | dict[str, object]) -> str:
    return "|".join(
        re.escape(str(entry)) for entry in sorted(entries, key=lambda entry: (-len(str(entry)), str(entry)))
    )


@cache
def _unit_names() -> dict[str, str]:
    """Each written form of a unit and the name that stands for it."""
    return {form: name for name, forms in load("units")["units"].items() for form in (name, *forms)}


@cache
def _pattern() -> re.Pattern[str]:
    """Hedge, currency, number, scale, unit; or a fraction; or a vague plural."""
    table = load("units")
    small = _either({word: value for word, value in table["small"].items() if len(word) > 2})
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    big = "hundred|thousand|million|billion|trillion|dozen|crore|lakh"
    word_number = rf"(?:(?:{tens})-\w+|{small}|half an?|an?(?= (?:{big})))"
    number = rf"(?P<number>{digits}|{word_number})"
    scale = rf"(?P<scale>(?:[ -](?:{big}))+|(?:k|mn|mln|m|bn|bln|tn|trn)(?![\w/]))?"
    money = rf"(?P<sign>{_either(table['currency_signs'])}|(?P<code>{_either(table['currency_codes'])}) ?)? ?"
    after = (
        rf"(?P<percent> ?%| per ?cent\b)|(?: |-)(?P<words>{_either(table['currency_words'])}|{_either(table['currency_codes'])})\b"
        rf"|(?: |-)?(?P<unit>{_either(dict.fromkeys(_unit_names()))})(?![\w/])(?P<old>[- ]olds?\b)?"
    )
    figure = rf"{money}{number}{scale}(?:{after})?"
    fraction = rf"(?P<numer>an?|one|two|three|four)[ -](?P<denom>{_either(table['fractions'])})\b(?= of| the)|(?P<half>half)(?= of| the)"
    vague = rf"(?P<vague>{_either(table['vague'])}) of(?= [a-z])"
    hedge = rf"(?:(?i:{_either(table['hedges'])}) )?"
    return re.compile(
        rf"(?P<hedge>{hedge})(?i:(?:{fraction})|(?:{vague}))|(?P<hedge2>{hedge})(?:{figure.replace('(?P<unit>', '(?P<unit>(?i:)').replace('(?P<number>', '(?P<number>(?i:)')})"
    )


def _figure(doc: Doc, text: str, flat: str, token: Token) -> Figure | None:
    """The figure that begins at a token. ``flat`` is the text with plain blanks only, for matching."""
    match = _pattern().match(flat, token.idx)
    if match is None or not _is_whole(flat, match):
        return None
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None or span.end_char > match.end() + 1 or _is_name(doc, span):
        return None
    if match["number"] is None:
        return _share(doc, text, match, span)
    kind, unit = _kind(match)
    value = _value(match["number"], match["scale"] or "")
    what = _counted(doc, span, kind)
    if kind == "count" and (what is None or _is_empty(match, what)):
        return None
    end = max(match.end(), what.end) if what is not None and kind == "count" else match.end()
    return Figure(
        text=text[match.start() : end], start=match.start(), end=end, kind=kind, value=value, unit=unit, what=what
    )


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Not a part of something longer: a score, a time, an ordinal, a name with digits, a telephone number."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 6]
    if before and (before.isalnum() or before in ".,:/-–#@") and not before.isspace() and before != "-":
        return before in "–—" and not match["number"]
    if re.match(r"[:.,/–-]\d|(?:st|nd|rd|th)\b| ?(?:a\.m|p\.m|am\b|pm\b)|['’]s?\d", after):
        return False
    return before != "-" and not (after[:1].isalpha() and match["unit"] is None)


def _is_name(doc: Doc, span: Span) -> bool:
    """A number right after a name: "Boeing 737", "Article 50", "No. 10"."""
    if span.start == 0 or not span[0].text[:1].isdigit():
        return False
    before = doc[span.start - 1]
    return (
        before.text[:1].isupper()
        and before.pos_ in ("PROPN", "NOUN")
        and not before.is_sent_start
        and before.ent_type_ not in ("PERSON", "DATE")
    )


def _kind(match: re.Match[str]) -> tuple[FigureKind, str | None]:
    table = load("units")
    if match["percent"]:
        return "percent", "%"
    if match["sign"]:
        return "money", (
            match["code"]
            or table["currency_signs"].get(match["sign"])
            or table["currency_signs"].get(match["sign"].strip())
        )
    if match["words"]:
        word = match["words"]
        return "money", word if word.isupper() else table["currency_words"].get(word) or word
    if match["unit"] and (match["scale"] or "").strip() != "m":
        return "quantity", _unit_names().get(match["unit"], _unit_names().get(match["unit"].lower()))
    return "count", None


def _value(number: str, scale: str) -> float | None:
    table = load("units")
    number = number.lower()
    if number.startswith("half a"):
        value = 0.5
    elif number[0].isdigit():
        value = float(number.replace(",", ""))
    else:
        parts = [table["small"].get(part) for part in number.split("-")]
        if None in parts:
            return None
        value = float(sum(parts))
    for word in re.split(r"[ -]", scale.strip().lower()):
        value *= table["scales"].get(word, 1)
    return round(value, 6)


def _share(doc: Doc, text: str, match: re.Match[str], span: Span) -> Figure | None:
    """ "More than a quarter of voters", "dozens of hikers": a fraction has a value, a vague plural none."""
    what = _after_of(doc, span.end - 1 if match["vague"] else span.end)
    if what is None:
        return None
    table, value = load("units"), None
    if match["half"] or match["denom"]:
        value = table["fractions"][(match["denom"] or "half").lower()] * table["small"][(match["numer"] or "a").lower()]
    end = what.end if match["vague"] else match.end()
    kind: FigureKind = "count" if match["vague"] else "quantity"
    return Figure(
        text=text[match.start() : end],
        start=match.start(),
        end=end,
        kind=kind,
        value=value and round(value, 4),
        what=what,
    )


def _counted(doc: Doc, span: Span, kind: FigureKind) -> Slice | None:
    """The noun phrase that is counted: right after the number, after "of", or "in" for money."""
    if kind in ("money", "percent"):
        return _after_of(doc, span.end, also_in=kind == "money")
    if kind == "quantity":
        return _after_of(doc, span.end)
    last = None
    for token in doc[span.end : span.end + REACH]:
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and token.tag_ not in ("VBG", "VBN") or not token.is_alpha:
            break
        if token.pos_ in ("NOUN", "PROPN"):
            last = token
            if token.tag_ in ("NNS", "NNPS"):
                break
    return _slice(doc, span.end, last.i + 1) if last is not None and last.tag_ != "NNP" else None


def _after_of(doc: Doc, start: int, *, also_in: bool = False) -> Slice | None:
    """The noun phrase after "of" (or "in") at ``start``, without its article."""
    if start >= len(doc) or doc[start].lower_ not in (("of", "in", "worth") if also_in else ("of",)):
        return None
    at = start + (2 if start + 1 < len(doc) and doc[start].lower_ == "worth" and doc[start + 1].lower_ == "of" else 1)
    while at < len(doc) and doc[at].pos_ in ("DET", "PRON") and doc[at].dep_ in ("det", "poss", "predet"):
        at += 1
    end = at
    while end < min(len(doc), at + REACH) and doc[end].pos_ in ("ADJ", "NOUN", "PROPN", "NUM"):
        end += 1
    while end > at and doc[end - 1].pos_ not in ("NOUN", "PROPN"):
        end -= 1
    return _slice(doc, at, end) if end > at and doc[at].ent_type_ not in ("DATE", "GPE") else None


def _slice(doc: Doc, start: int, end: int) -> Slice:
    part = doc[start:end]
    return Slice(text=part.text, start=part.start_char, end=part.end_char)


def _is_empty(match: re.Match[str], what: Slice) -> bool:
    """ "Three times", "two ways", "one" as a pronoun: numbers that say little."""
    number = match["number"].lower()
    if match["scale"]:
        return False
    return (
        number in ("one", "a", "an")
        or (len(number) < 3 or number.isalpha())
        and what.text.lower() in words("units", "empty_nouns")
    )
