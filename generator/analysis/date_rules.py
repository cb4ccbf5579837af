"""From the form of a temporal expression to its calendar value. Knows no model.

Conventions: a value is as precise as the words; parts of a period give the whole period; numbers are read day first;
a day or month without a year is the latest one in a statement about the past, the next one in a statement about the
future; weeks are ISO weeks; what has no calendar value (lengths, vague times, seasons without a year) has ``None``.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from generator.analysis import calendar_values as cal
from generator.analysis import date_named, date_relative
from generator.analysis.date_frame import FINER, RULES, Fields, Frame, Way, number, unit

# "Is to run from 23 January to 9 March", told on 28 January: a range nearly a year off is the one that goes on.
FAR_OFF = 300
# Importing these modules has entered their rules.
FAMILIES = (date_named, date_relative)


def resolve(name: str, fields: Fields, frame: Frame) -> str | None:
    """The value of an expression, ``None`` where it has none that is certain."""
    try:
        return RULES[name](fields, frame)
    except (ValueError, OverflowError):  # a day that no calendar has: 31 June, or no day of publication
        return None


def ranged(rules: tuple[str, str], first: Fields, last: Fields, frame: Frame) -> str | None:
    """A range: the year of the one counts for the other; without any, the second is the next after the first."""
    if "rel" in last and "rel" not in first and rules == ("weekday", "weekday"):
        first = {**first, "rel": last["rel"]}  # "Monday to Thursday next week"
    if "y" in last and "y" not in first and rules[0] in ("date", "month", "quarter"):
        end = resolve(rules[1], last, frame)
        start = resolve(rules[0], first, Frame(cal.bounds(end)[0], Way.PAST)) if end else None
        return _span(start, end)
    found = _ranged_from(rules, first, last, frame)
    if frame.published and found and _far(found, frame) and not _holds(found, frame.published):
        begun = _ranged_from(rules, first, last, Frame(frame.published, Way.PAST, frame.before))
        return begun if begun and _holds(begun, frame.published) else found
    return found


def _ranged_from(rules: tuple[str, str], first: Fields, last: Fields, frame: Frame) -> str | None:
    start = resolve(rules[0], first, frame)
    if start is None:
        return None
    return _span(
        start,
        resolve(rules[1], last, frame if "y" in last or "rel" in last else Frame(cal.bounds(start)[0], Way.FUTURE)),
    )


def _span(start: str | None, end: str | None) -> str | None:
    with suppress(ValueError):
        return cal.span(start, end) if start and end else None
    return None


def _far(value: str, frame: Frame) -> bool:
    """Whether a future range is so far off that the one going on may be meant."""
    first = cal.bounds(value)[0]
    return frame.way < Way.FUTURE or (first - frame.told()).days > FAR_OFF


def _holds(value: str, at: date) -> bool:
    """Whether a period goes on at a day: "runs from January to March", told in February."""
    first, last = cal.bounds(value)
    return first <= at <= last


def joined(fields: Fields, value: str) -> str | None:
    """ "Two days before" + a value, "the week of" + a value, "the night of" + a value."""
    if "u" not in fields:
        return value
    name, size = unit(fields["u"])
    if "of" in fields:
        at = cal.bounds(value)[0]
        return cal.weekend(at) if fields["u"] == "weekend" else cal.week(at)
    if cal.precision(value) not in FINER[name]:
        return None
    count = number(fields.get("n", "one")) * size
    return cal.shift(cal.bounds(value)[0], -count if fields["way"] == "before" else count, name)
