"""Numbers as facts: money, percentages, quantities and counts, with what they count."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from generator.analysis import figure_pattern
from generator.analysis.date_patterns import flatten
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import load, per_language, words
from generator.analysis.tokens import Tokens
from generator.models import Article, Figure, TimeRef
from generator.models import Span as Slice

# Words between a number and the noun that it counts: "four new multinational battalions".
REACH = 4
_HEAD = ("stamp", "byline", "dateline")
_NOUNS = ("NOUN", "PROPN")
_NOMINAL = (*_NOUNS, "ADJ")
_WHEN = ("DATE", "TIME")


def extract(doc: Doc, article: Article, dates: tuple[TimeRef, ...] = ()) -> tuple[Figure, ...]:
    """All figures in order, none inside a temporal expression or another figure, none in the article's head."""
    taken = Intervals((ref.start, ref.end, ref) for ref in dates)
    flat = flatten(article.text)
    found: list[Figure] = []
    at = max((region.end for region in article.regions if region.kind in _HEAD and region.start == 0), default=0)
    tokens, opening = Tokens.of(doc, article.text), figure_pattern.opening()
    openers = figure_pattern.openers(tokens.words)
    for i, (start, word) in enumerate(zip(tokens.starts, tokens.words, strict=True)):
        if word not in openers or start < at or not opening.match(flat, start):
            continue
        figure = _figure(doc, article.text, flat, doc[i])
        if figure is not None and not any(taken.touching(figure.start, figure.end)):
            found.append(figure)
            at = figure.end
    return tuple(found)


def _figure(doc: Doc, text: str, flat: str, token: Token) -> Figure | None:
    """The figure that begins at a token. ``flat`` is the text with plain blanks only, for matching."""
    match = figure_pattern.find(flat, token.idx)
    if match is None or not _is_whole(flat, match):
        return None
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None or span.end_char > match.end() + 1 or _is_name(doc, span):
        return None
    kind, unit = figure_pattern.kind(match)
    what = _counted(doc, text, span, match, kind)
    if kind == "count" and figure_pattern.is_range(match) and match["dash"] and not _are_many(doc, what):
        return None
    if what is None and (kind == "count" or match["number"] is None):
        return None
    if kind == "count" and match["number"] and (_is_denominator(doc, span) or _is_year(match, token, what)):
        return None
    if what is not None and kind == "count" and match["number"] and _is_empty(match, what):
        return None
    kind = "quantity" if match["number"] is None and not figure_pattern.is_vague(match) else kind
    end = max(match.end(), what.end) if what is not None and kind == "count" else match.end()
    return Figure(
        text=text[match.start() : end],
        start=match.start(),
        end=end,
        kind=kind,
        value=figure_pattern.value(match),
        unit=unit,
        what=what,
    )


def _are_many(doc: Doc, what: Slice | None) -> bool:
    """Whether a plural is counted: "a 2-3 defeat" is a score."""
    counted = doc.char_span(what.start, what.end) if what is not None else None
    return counted is not None and (counted[-1].tag_ == "NNS" or "Plur" in counted[-1].morph.get("Number", []))


@per_language
def _goes_on() -> re.Pattern[str]:
    return re.compile(load("units")["written"]["goes_on"])


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Not a part of something longer: a score, a time, an ordinal, a name with digits, a telephone number."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 6]
    if before and (before.isalnum() or before in ".,:/-–#@_"):
        return False
    return not _goes_on().match(after) and not (after[:1].isalpha() and match["unit"] is None)


def _is_name(doc: Doc, span: Span) -> bool:
    """A number right after a name: "Boeing 737", "Article 50", "No. 10"."""
    if span.start == 0 or not span[0].text[:1].isdigit():
        return False
    before = doc[span.start - 1]
    named = before.text[:1].isupper() and before.pos_ in ("PROPN", "NOUN") and not before.is_sent_start
    return named and before.ent_type_ not in ("PERSON", "DATE")


def _is_denominator(doc: Doc, span: Span) -> bool:
    """ "15 of the 19": the number of all says nothing of those that are told of."""
    at = span.start - 1
    if at >= 0 and doc[at].pos_ in ("DET", "PRON"):
        at -= 1
    return at > 0 and doc[at].lower_ in words("units", "of") and doc[at - 1].like_num


def _is_year(match: re.Match[str], token: Token, what: Slice | None) -> bool:
    """ "2016 Democrats": those of a year."""
    is_name = what is not None and what.text[0].isupper()
    return figure_pattern.may_be_year(match) and (is_name or token.ent_type_ == "DATE")


def _counted(doc: Doc, text: str, span: Span, match: re.Match[str], kind: str) -> Slice | None:
    """The noun phrase that is counted, or whose size is told."""
    if figure_pattern.is_vague(match):
        return _after_of(doc, text, span.end - 1)
    if match["number"] is None:
        return _after_of(doc, text, span.end)
    if kind == "count":
        return _behind(doc, text, span) or _casualties(doc, text, span.end) or _after_of(doc, text, span.end)
    after = _after_of(doc, text, span.end, also_in=kind == "money")
    return after or _qualified(doc, text, span) or _measured(doc, text, span)


def _behind(doc: Doc, text: str, span: Span) -> Slice | None:
    """The noun right after a number: "four multinational battalions"."""
    last = None
    for token in doc[span.end : span.end + REACH]:
        nominal = token.pos_ in (*_NOMINAL, "NUM") or token.tag_ in ("VBG", "VBN")
        if not nominal or not token.is_alpha or token.ent_type_ in _WHEN:
            break
        if token.pos_ in _NOUNS:
            last = token
            if token.tag_ in ("NNS", "NNPS"):
                break
    return _slice(doc, text, span.end, last.i + 1) if last is not None and last.tag_ != "NNP" else None


def _casualties(doc: Doc, text: str, start: int) -> Slice | None:
    """What befell people who are told by their number alone: "17 injured", "14 were hurt"."""
    at = start
    while at < min(len(doc), start + 2) and doc[at].pos_ == "AUX":
        at += 1
    return _slice(doc, text, at, at + 1) if at < len(doc) and doc[at].lower_ in words("units", "casualties") else None


def _after_of(doc: Doc, text: str, start: int, *, also_in: bool = False) -> Slice | None:
    """The noun phrase after "of" (or "in", "worth of") at ``start``, without its article and number."""
    openers = words("units", "in" if also_in else "of")
    at = start
    while at < len(doc) and at < start + 2 and doc[at].lower_ in openers:
        at += 1
    if at == start:
        return None
    while at < len(doc) and doc[at].dep_ in ("det", "poss", "predet") and doc[at].pos_ in ("DET", "PRON"):
        at += 1
    while at < len(doc) and doc[at].like_num:
        at += 1
    end = at
    while end < min(len(doc), at + REACH) and doc[end].pos_ in (*_NOMINAL, "NUM") and doc[end].ent_type_ not in _WHEN:
        end += 1
    while end > at and doc[end - 1].pos_ not in _NOUNS:
        end -= 1
    return _slice(doc, text, at, end) if end > at and doc[at].ent_type_ != "GPE" else None


def _qualified(doc: Doc, text: str, span: Span) -> Slice | None:
    """The noun that an amount qualifies: "a $1.2bn contract", "a 20 percent rise"."""
    head = span.root.head
    if not span.end <= head.i < span.end + REACH or head.pos_ not in _NOUNS:
        return None
    phrase = doc[span.end : head.i + 1]
    is_whole = all(token.pos_ in _NOMINAL and token.ent_type_ not in _WHEN for token in phrase)
    return _slice(doc, text, span.end, head.i + 1) if is_whole else None


def _measured(doc: Doc, text: str, span: Span) -> Slice | None:
    """The noun whose size an amount is: "a fine of $3 million"."""
    noun = span.start - 2
    if noun < 0 or doc[noun + 1].lower_ not in words("units", "of") or doc[noun].pos_ != "NOUN":
        return None
    if doc[noun].lower_ in words("units", "empty_measures"):
        return None
    start = noun
    while start > max(0, noun - REACH) and doc[start - 1].pos_ in _NOMINAL and doc[start - 1].head.i <= noun:
        start -= 1
    return _slice(doc, text, start, noun + 1)


def _slice(doc: Doc, text: str, start: int, end: int) -> Slice:
    part = doc[start:end]
    return Slice(text=text[part.start_char : part.end_char], start=part.start_char, end=part.end_char)


def _is_empty(match: re.Match[str], what: Slice) -> bool:
    """ "Three times", "two ways", "one" as a pronoun: numbers that say little."""
    number = match["number"].lower()
    if match["scale"] or figure_pattern.is_range(match):
        return False
    small = len(number) < 3 or number.isalpha()
    return number in words("units", "empty_numbers") or (small and what.text.lower() in words("units", "empty_nouns"))
