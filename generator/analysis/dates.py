"""Temporal expressions: found by form, sifted by context, resolved against the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from spacy.tokens import Doc

from generator.analysis import calendar_values, date_rules, date_sieve, tense
from generator.analysis.date_frame import Frame
from generator.analysis.date_patterns import Expression, data, flatten, scan
from generator.analysis.lexicon import per_language
from generator.models import Article, TimeRef

# Rules whose value depends on the direction in time, where no year is given.
_DIRECTED = {"date", "days", "month_day", "weekday", "nth_weekday", "month", "quarter", "holiday", "weekend"}
_DIRECTED |= {"in_units", "unit", "weekday_day", "range", "later"}
_RANGED = {"date", "month", "year", "weekday", "quarter"}
# How many sentences back "the following day" may look for the day that it follows.
SENTENCES_BACK = 1


def extract(doc: Doc, article: Article) -> tuple[TimeRef, ...]:
    """All temporal expressions outside the stamp, in order, with their value where it is certain."""
    text = flatten(article.text)
    found = date_sieve.sift(doc, text, scan(text))
    found = list(_ranges(doc, text, _joins(text, found)))
    stamp_end = max((region.end for region in article.regions if region.kind == "stamp"), default=0)
    return tuple(_resolved(doc, article, [item for item in found if item.start >= stamp_end]))


def _joins(text: str, found: list[Expression]) -> list[Expression]:
    """Put "two days before", "the week of" together with the expression right after; drop those that have none."""
    joined: list[Expression] = []
    for item in reversed(found):
        if item.rule != "join":
            joined.append(item)
        elif joined and text[item.end : joined[-1].start].strip() in ("", "the", "on"):
            inner = joined.pop()
            joined.append(Expression("join", item.fields, item.start, inner.end, (inner,)))
    return joined[::-1]


def _ranges(doc: Doc, text: str, found: list[Expression]) -> Iterator[Expression]:
    at = 0
    while at < len(found):
        pair = _range(doc, text, found[at], found[at + 1]) if at + 1 < len(found) else None
        yield pair or found[at]
        at += 2 if pair else 1


def _range(doc: Doc, text: str, first: Expression, last: Expression) -> Expression | None:
    """One expression of two, if they are linked: "from March to May", "between 2012 and 2016", "2012–2016"."""
    if first.rule != last.rule or first.rule not in _RANGED:
        return None
    opener = _range_pattern("opener").search(text, max(0, first.start - 12), first.start)
    link = _range_pattern("between" if opener and opener["between"] else "link")
    if not link.fullmatch(text, first.end, last.start) or date_sieve.is_moved(doc, first):
        return None
    return Expression("range", {}, opener.start() if opener else first.start, last.end, (first, last))


@per_language
def _range_pattern(name: str) -> re.Pattern[str]:
    return re.compile(data()["range"][name])


def _resolved(doc: Doc, article: Article, found: list[Expression]) -> Iterator[TimeRef]:
    published = _published(article)
    starts = [sent.start_char for sent in doc.sents]
    before = (-1, "")
    for item in found:
        sentence = bisect_right(starts, item.start)
        near = before[1] if before[0] >= sentence - SENTENCES_BACK else ""
        way = tense.direction(doc, item.start, item.end) if item.rule in _DIRECTED or item.parts else tense.UNKNOWN
        value = _value(item, Frame(published, way, near))
        before = sentence, value or ""
        precision = calendar_values.precision(value) if value else None
        yield TimeRef(
            text=article.text[item.start : item.end], start=item.start, end=item.end, value=value, precision=precision
        )


def _value(item: Expression, frame: Frame) -> str | None:
    if item.rule == "range":
        first, last = item.parts
        return date_rules.ranged((first.rule, last.rule), first.fields, last.fields, frame)
    if item.rule == "join":
        inner = _value(item.parts[0], frame)
        return date_rules.joined(item.fields, inner) if inner else None
    return date_rules.resolve(item.rule, item.fields, frame)


def _published(article: Article) -> date | None:
    if article.published is not None:
        with suppress(ValueError):
            return date.fromisoformat(article.published.value[:10])
    return None
