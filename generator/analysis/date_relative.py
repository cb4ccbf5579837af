"""Rules for expressions told from the day of publication or from an earlier value: "last week"."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from generator.analysis import calendar_values as cal
from generator.analysis.calendar_values import Unit
from generator.analysis.date_frame import (
    Fields,
    Frame,
    Way,
    antecedent,
    near_weekday,
    number,
    relative,
    rule,
    unit,
    weekday_number,
)


@rule
def _weekday(fields: Fields, frame: Frame) -> str | None:
    at, weekday = frame.told(), weekday_number(fields["wd"])
    if "ana" in fields:
        return _weekday_from(fields["ana"], weekday, frame)
    if "rel" in fields:
        monday = at - timedelta(at.weekday()) + timedelta(7 * relative(fields["rel"]))
        return cal.day(monday + timedelta(weekday))
    if "far" in fields:
        return cal.day(_strictly(weekday, at, -1) - timedelta(7))
    if "far2" in fields:
        return cal.day(_strictly(weekday, at, 1) + timedelta(7))
    if "way" in fields:
        return _weeks_off(fields, weekday, frame)
    side = relative(fields.get("mod", "this"))
    if side > 0 and weekday > at.weekday() and fields["mod"].lower() == "next":
        return None  # "next Friday" on a Monday: of this week or of the next, speakers differ
    if side:
        return cal.day(_strictly(weekday, at, side))
    return cal.day(near_weekday(weekday, frame))


def _strictly(weekday: int, at: date, side: int) -> date:
    """The first such weekday after (before) a day, that day excluded."""
    return (
        at + timedelta((weekday - at.weekday() - 1) % 7 + 1)
        if side > 0
        else at - timedelta((at.weekday() - weekday - 1) % 7 + 1)
    )


def _weekday_from(word: str, weekday: int, frame: Frame) -> str:
    side = -1 if word.lower().removeprefix("the ") in ("previous", "preceding") else 1
    return cal.day(_strictly(weekday, antecedent(frame, "day"), side))


def _weeks_off(fields: Fields, weekday: int, frame: Frame) -> str:
    """ "A week from Monday", "a week ago on Monday", British "Monday week"."""
    way = fields["way"].lower()
    if way in ("week", "fortnight"):
        name, count = unit(way)
    else:
        name, size = unit(fields["u"].lower())
        count = number(fields["n"]) * size
    side = -1 if way == "ago" else 1
    start = near_weekday(weekday, Frame(frame.told(), Way.FUTURE if side > 0 else Way.PAST))
    return cal.day(cal.move(start, side * count, name))


@rule
def _deictic(fields: Fields, frame: Frame) -> str:
    word = fields["word"].lower()
    offset = 0
    if "before yesterday" in word or "after tomorrow" in word:
        offset = -2 if "before" in word else 2
    elif "yesterday" in word or word.startswith("last"):
        offset = -1
    elif "tomorrow" in word:
        offset = 1
    at = frame.told() + timedelta(offset)
    if "n" in fields:
        name, size = unit(fields["u"])
        at = cal.move(at, number(fields["n"]) * size, name)
    return cal.day(at)


@rule
def _unit(fields: Fields, frame: Frame) -> str:
    name, _ = unit(fields["u"])
    if "ana" in fields:
        return _anaphoric(fields["ana"].lower(), name, fields["u"].lower(), frame)
    if "way" in fields:
        return cal.shift(antecedent(frame, name), 1 if fields["way"] == "after" else -1, name)
    if "far" in fields or "far2" in fields:
        at = cal.move(frame.told(), -2 if "far" in fields else 2, "week" if fields["u"] == "weekend" else name)
        return cal.weekend(at) if fields["u"] == "weekend" else cal.WRITE[name](at)
    if "rel" not in fields:
        return cal.WRITE[name](_ground(frame, name))
    return cal.shift(frame.told(), relative(fields["rel"]), name)


def _ground(frame: Frame, name: Unit) -> date:
    """For "the end of the year": the one the sentence tells of, else the one of publication.

    Raises:
        ValueError: "later in the day" without a day.
    """
    if name == "day" or frame.way < 0:
        with suppress(ValueError):
            return antecedent(frame, name)
    if name == "day":
        raise ValueError("no day to tell it from")
    return frame.told()


def _anaphoric(word: str, name: Unit, noun: str, frame: Frame) -> str:
    side = {"the following": 1, "the next": 1, "the previous": -1, "the preceding": -1, "the prior": -1}.get(word, 0)
    at = antecedent(frame, name)
    if noun == "weekend":
        return cal.weekend(cal.move(at, side, "week"))
    return cal.shift(at, side, name)


@rule
def _weekend(fields: Fields, frame: Frame) -> str:
    at, word = frame.told(), fields["rel"].lower()
    side = relative(word)
    if side > 0:
        return cal.weekend(at + timedelta(0 if "coming" in word else 7))
    latest_over = cal.weekend(at - timedelta(7))
    if side < 0:
        return latest_over
    if word == "this":
        return latest_over if frame.way < 0 and at.weekday() < 5 else cal.weekend(at)
    return cal.weekend(at) if frame.way > 0 else latest_over


@rule
def _ago(fields: Fields, frame: Frame) -> str:
    name, size = unit(fields["u"])
    at = cal.move(frame.told(), -number(fields["n"]) * size, name)
    exact = fields.get("exact")
    if exact:
        return cal.day(at) if exact == "today" else cal.WRITE[unit(exact.split()[-1])[0]](at)
    return cal.WRITE[name](at)


@rule
def _hours_ago(fields: Fields, frame: Frame) -> str | None:
    hours = number(fields["n"]) if fields["hours"] == "hour" else 0
    if hours > 6 and hours % 24:  # it may have been the day before
        return None
    return cal.day(frame.told() - timedelta(hours // 24))


@rule
def _later(fields: Fields, frame: Frame) -> str | None:
    name, size = unit(fields["u"])
    side = 1 if fields["way"] in ("later", "after", "afterward", "afterwards", "on") else -1
    found = cal.shift(antecedent(frame, name), side * number(fields["n"]) * size, name)
    is_to_come = frame.published is not None and cal.bounds(found)[0] > frame.published
    return None if frame.way < 0 and is_to_come else found


@rule
def _from_now(fields: Fields, frame: Frame) -> str:
    name, size = unit(fields["u"])
    return cal.shift(frame.told(), number(fields["n"]) * size, name)


@rule
def _in_units(fields: Fields, frame: Frame) -> str | None:
    return _from_now(fields, frame) if frame.way > 0 else None
