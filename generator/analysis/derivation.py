"""What may be derived from an article's words, told without a model: dates, numbers, countries.

A model decides what is a date at all, and its direction in time where the words leave it open. What it may have
decided is little, so that a value which nobody could have derived is known for a forgery.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.analysis import calendar_values, date_rules, figure_pattern, gazetteer
from generator.analysis.date_frame import Frame, Way
from generator.analysis.date_patterns import Expression, flatten, scan
from generator.models import Figure, Place, TimeRef


class Dates:
    """The temporal expressions of one article by their form."""

    def __init__(self, text: str, published: str | None) -> None:
        self._published = date.fromisoformat(published) if published else None
        self._starting: dict[int, list[Expression]] = {}
        self._ending: dict[int, list[Expression]] = {}
        for found in scan(flatten(text)):
            self._starting.setdefault(found.start, []).append(found)
            self._ending.setdefault(found.end, []).append(found)

    def may_be(self, ref: TimeRef, before: str) -> bool:
        """Whether the words at ``ref`` may stand for its value; ``before``: the last value told, empty if none was."""
        if ref.value is None:
            return ref.precision is None
        if not is_date(ref.value) or calendar_values.precision(ref.value) != ref.precision:
            return False
        return any(ref.value in self._values(ref.start, ref.end, frame) for frame in self._frames(before))

    def _frames(self, before: str) -> Iterator[Frame]:
        for told in dict.fromkeys([before, ""]):
            for way in Way:
                yield Frame(self._published, way, told)

    def _values(self, start: int, end: int, frame: Frame) -> Iterator[str | None]:
        """Of a single expression, of one with "two days before" in front of it, of a range."""
        for longer in self._starting.get(start, ()):
            if longer.rule == "date" and longer.end > end and "m" in longer.fields:  # "in May 12 people": the month
                yield date_rules.resolve("month", {"m": longer.fields["m"]}, frame)
        for last in self._ending.get(end, ()):
            if last.start == start:
                yield date_rules.resolve(last.rule, last.fields, frame)
                continue
            for first in self._starting.get(start, ()):
                if first.rule == "join":
                    inner = date_rules.resolve(last.rule, last.fields, frame)
                    yield date_rules.joined(first.fields, inner) if inner else None
            yield from self._ranges(start, last, frame)

    def _ranges(self, start: int, last: Expression, frame: Frame) -> Iterator[str | None]:
        for at in range(start, last.start):  # "from" may stand in front of the first one
            for first in self._starting.get(at, ()):
                if first.rule == last.rule and first.end <= last.start:
                    yield date_rules.ranged((first.rule, last.rule), first.fields, last.fields, frame)


def is_date(value: str) -> bool:
    """Whether a calendar has it."""
    try:
        first, last = calendar_values.bounds(value)
    except (ValueError, OverflowError):
        return False
    return first <= last


def figure_may_be(figure: Figure, text: str) -> bool:
    """Whether the words at ``figure`` give its kind, value and unit."""
    match = figure_pattern.find(flatten(text), figure.start)
    if match is None or match.end() > figure.end:
        return False
    kind, unit = figure_pattern.kind(match)
    kind = "quantity" if match["number"] is None and not figure_pattern.is_vague(match) else kind
    return (figure.kind, figure.unit, figure.value) == (kind, unit, figure_pattern.value(match))


def country_may_be(place: Place, text: str) -> bool:
    """Whether the country of a place follows from one of the forms in which the article names it."""
    forms = {place.name, *(text[start:end] for start, end in place.mentions)}
    known = {gazetteer.country_of(form) for form in forms}
    known.update(code for form in forms for code in gazetteer.candidates(form))
    return place.country is None or place.country in known
