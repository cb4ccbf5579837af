"""Telling temporal expressions from what only looks like them: names, counts, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from generator.analysis.date_patterns import Expression, data, holidays

_PERIOD_FIELDS = ("y", "yrel", "rel")
_OPEN, _CLOSE = "\"“‘'", "\"”’'"
_QUOTED = re.compile(r"[\"“‘']([A-Z0-9][^\"”’“‘\n]{0,70})[\"”’']")
_PLACES = "date_sieve.month_names"
# "met at 1900 GMT" is no year; "the year 1900" is.
_CLOCK = re.compile(r" (?:GMT|BST|UTC|CET|EST|EDT|hours|hrs|local)\b")


def sift(doc: Doc, text: str, found: list[Expression]) -> list[Expression]:
    """Those that are temporal; "the end of" is completed by what ended."""
    kept: list[Expression] = []
    for item in found:
        span = doc.char_span(item.start, item.end, alignment_mode="expand")
        if span is None or _is_title(text, item, span):
            continue
        kept += _sifted(doc, text, item, span, kept[-1] if kept else None)
    return kept


def _sifted(doc: Doc, text: str, item: Expression, span: Span, last: Expression | None) -> Iterator[Expression]:
    match item.rule:
        case "year":
            linked = last is not None and last.rule == "year" and item.start - last.end <= len(", and ")
            if _is_year(text, item, span, linked=linked):
                yield item
        case "month":
            if any(name in item.fields for name in _PERIOD_FIELDS) or _is_month(doc, text, item, span):
                yield item
        case "holiday":
            if _is_holiday(text, item):
                yield item
        case "date":
            yield _without_count(doc, item, span)
        case "in_units":
            if not _is_length(doc, span):
                yield item
        case "null" if "turn" in item.fields:
            yield from _turning_point(doc, text, item, span)
        case _:
            yield item


def _word_before(text: str, start: int) -> str:
    return (
        (text[max(0, start - 20) : start].split() or [""])[-1] if text[max(0, start - 1) : start] in (" ", "-") else ""
    )


def _is_title(text: str, item: Expression, span: Span) -> bool:
    """A title: "Last Night" in capitals inside a sentence, or words in marks that are all capitalised."""
    first = re.match(r"[A-Za-z]+", text[item.start : item.end])
    if first and first[0][0].isupper() and item.start > span.sent.start_char and first[0].lower() in data()["common"]:
        before = text[max(0, item.start - 3) : item.start].strip()
        return bool(before) and before[-1] not in ".:?!\"“‘'—–-("
    if not any(mark in text[max(0, item.start - 40) : item.start] for mark in _OPEN):
        return False
    for quoted in _QUOTED.finditer(text, max(0, item.start - 60), min(len(text), item.end + 60)):
        if quoted.start() < item.start and item.end < quoted.end():
            return len(quoted[1]) < 60 and all(
                w[0].isupper() or w[0].isdigit() or len(w) < 4 for w in quoted[1].split()
            )
    return False


def _is_year(text: str, item: Expression, span: Span, *, linked: bool) -> bool:
    token = next((token for token in span if token.text.startswith(item.fields["y"])), span[-1])
    before, after = _word_before(text, item.start).lower(), text[item.end : item.end + 12]
    if _CLOCK.match(after) or _counts_something(token):
        return False
    if len(span) > 1 or linked or before in data()["before_year"]:
        return True
    if before in data()["determiners"] or after.startswith(("'s ", "’s ")):
        return True
    if text[max(0, item.start - 1) : item.start] == "(" or text[max(0, item.start - 2) : item.start] == ", ":
        return bool(re.match(r"[),;.–-]|\s", after or " "))
    if token.is_sent_start:
        return token.nbor().pos_ in ("VERB", "AUX") if token.i + 1 < len(token.doc) else False
    previous = token.nbor(-1) if token.i else token
    return token.ent_type_ == "DATE" and previous.pos_ != "PROPN"


def _counts_something(token: Token) -> bool:
    """Whether a number counts the noun after it: "2000 people", not "the 2000 elections"."""
    following = token.doc[token.i + 1 : token.i + 4]
    determiner = token.i > 0 and token.nbor(-1).lower_ in data()["determiners"]
    if any(word.tag_ == "NNS" and token.head == word and token.dep_ == "nummod" for word in following):
        return not determiner
    return token.i > 0 and token.nbor(-1).is_currency


def _is_month(doc: Doc, text: str, item: Expression, span: Span) -> bool:
    token = span[-1]
    if len(span) > 1 and not text[item.start : item.end].startswith(("May", "March", "April", "June", "August")):
        return True
    before = _word_before(text, item.start).lower()
    if _in_name(token):
        return False
    if before in data()["before_month"]:
        return before in data()["before_month_sure"] or not _is_surname(doc, token)
    if token.ent_type_ == "DATE" or (
        before in data()["determiners"] and token.dep_ in ("compound", "nmod", "npadvmod")
    ):
        return not _is_surname(doc, token)
    return item.fields["m"] not in data()["month_names"] and token.is_sent_start is True


def _in_name(token: Token) -> bool:
    """Part of a person's name of several words: "Ada May", "June Holm"."""
    doc, near = token.doc, [token.i - 1, token.i + 1]
    in_entity = token.ent_type_ == "PERSON"
    for i in near:
        if (
            0 <= i < len(doc)
            and doc[i].text[:1].isupper()
            and doc[i].is_alpha
            and (in_entity or doc[i].ent_type_ == "PERSON")
        ):
            return True
    return token.i > 0 and doc[token.i - 1].text in data()["titles"]


def _is_surname(doc: Doc, token: Token) -> bool:
    """Whether the month's name is a person's name elsewhere in the article."""
    return token.text in data()["month_names"] and (
        token.ent_type_ == "PERSON" or any(_in_name(doc[i]) for i in _places_of(doc).get(token.orth, ()))
    )


def _places_of(doc: Doc) -> dict[int, list[int]]:
    """Where each month's name that is also a person's name stands in the document, found once."""
    known: dict[int, list[int]] | None = doc.user_data.get(_PLACES)
    if known is None:
        known = doc.user_data[_PLACES] = {}
        for i, token in enumerate(doc):
            if token.text in data()["month_names"]:
                known.setdefault(token.orth, []).append(i)
    return known


def _is_holiday(text: str, item: Expression) -> bool:
    name = item.fields["hol"]
    if name not in holidays()["bare"] or "y" in item.fields or not text[item.start : item.end].startswith(name):
        return True
    if _word_before(text, item.start).lower() not in holidays()["bare_after"]:
        return False
    return not re.match(
        r" (?!and\b|or\b|but\b|in\b|at\b|on\b|to\b|of\b|for\b|with\b|when\b|as\b|after\b|by\b)[a-z]+(?<!ed)\b",
        text[item.end : item.end + 15],
    )


def _without_count(doc: Doc, item: Expression, span: Span) -> Expression:
    """ "In May 12 people died": the number belongs to the people, the month stands alone."""
    if "y" in item.fields or "wd" in item.fields:
        return item
    token = span[-1]
    following = doc[token.i + 1 : token.i + 3]
    if token.dep_ == "nummod" and any(word.tag_ == "NNS" and token.head == word for word in following) and token.i > 0:
        previous = token.nbor(-1)
        if item.start <= previous.idx:
            return replace(item, rule="month", fields={"m": item.fields["m"]}, end=previous.idx + len(previous))
    return item


def _is_length(doc: Doc, span: Span) -> bool:
    """ "For the first time in four years", "the worst in a decade": how long, not when."""
    before = doc[max(span.sent.start, span.start - 6) : span.start]
    return any(token.tag_ in ("JJS", "RBS") or token.lower_ in data()["rank_words"] for token in before)


def _turning_point(doc: Doc, text: str, item: Expression, span: Span) -> Iterator[Expression]:
    """Complete "the end of" by its noun phrase."""
    following = span.end
    if following >= len(doc):
        return
    chunk_end = following
    while chunk_end < min(len(doc), following + 7) and doc[chunk_end].pos_ in (
        "DET",
        "ADJ",
        "NOUN",
        "PROPN",
        "NUM",
        "PART",
    ):
        chunk_end += 1
    if chunk_end == following or doc[chunk_end - 1].pos_ not in ("NOUN", "PROPN"):
        return
    words = doc[following:chunk_end]
    surely = _word_before(text, item.start).lower() in ("since", "until", "till", "before", "after")
    if surely or any(word.pos_ == "PROPN" for word in words):
        yield replace(item, end=words[-1].idx + len(words[-1]))


def is_moved(doc: Doc, item: Expression) -> bool:
    """ "Moved from Monday to Wednesday": two days, no range."""
    span = doc.char_span(item.start, item.end, alignment_mode="expand")
    words = doc[max(span.sent.start, span.start - 8) : span.start] if span is not None else ()
    return item.rule in ("date", "weekday") and any(word.lemma_.lower() in data()["moves"] for word in words)
