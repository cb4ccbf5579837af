"""From the form of a temporal expression to its calendar value. Knows no model.

Conventions: a value is as precise as the words; parts of a period give the whole period; numbers are read day first;
a day or month without a year is the latest one in a statement about the past, the next one in a statement about the
future; weeks are ISO weeks; what has no calendar value (lengths, vague times, seasons without a year) has ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TypeVar

from generator.analysis import calendar_values as cal
from generator.analysis.calendar_values import Period, Unit
from generator.analysis.date_patterns import data, holiday_names, holidays

Fields = dict[str, str]
# A day and month without a year are looked for among these years around the publication: 29 February needs eight.
YEARS_AROUND = range(-8, 9)
# Two digits from here on belong to the last century, below it to this one (as in POSIX strptime).
CENTURY_PIVOT = 69
# "Is to run from 23 January to 9 March", told on 28 January: a range nearly a year off is the one that goes on.
FAR_OFF = 300
_FINER: dict[Unit, tuple[str, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "week", "month"),
    "quarter": ("day", "month", "quarter"),
    "year": ("day", "week", "month", "quarter", "year"),
    "decade": ("day", "month", "year", "decade"),
}


class Way(IntEnum):
    """The direction in time of a statement; the present counts as the near future: "leaves on Monday"."""

    PAST = -1
    UNKNOWN = 0
    PRESENT = 1
    FUTURE = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is told from: day of publication, direction in time, earlier values nearest first."""

    published: date | None
    way: Way = Way.UNKNOWN
    before: tuple[str, ...] = ()

    def told(self) -> date:
        """The day of publication.

        Raises:
            ValueError: it is not known, so nothing can be told from it.
        """
        if self.published is None:
            raise ValueError("no day of publication")
        return self.published


Rule = Callable[[Fields, Frame], str | None]
RULES: dict[str, Rule] = {}
R = TypeVar("R", bound=Callable[[Fields, "Frame"], str | None])


def rule(function: R) -> R:
    """Enter a rule under its name without the leading underscore."""
    RULES[function.__name__.lstrip("_")] = function
    return function


def resolve(name: str, fields: Fields, frame: Frame) -> str | None:
    """The value of an expression, ``None`` where it has none that is certain."""
    try:
        return RULES[name](fields, frame)
    except (ValueError, OverflowError):  # a day that no calendar has: 31 June, or no day of publication
        return None


# Words to numbers.


def number(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return sum(data()["numbers"][part] for part in word.split("-"))


def ordinal(word: str) -> int:
    word = word.lower()
    table: dict[str, int] = data()["ordinals"]
    return int(word) if word.isdigit() else table.get(word) or table[word.replace("twenty", "twenty-", 1)]


def month_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(i for i, name in enumerate(data()["months"], 1) if name[:3].lower() == word[:3].lower())


def weekday_number(word: str) -> int:
    return next(i for i, name in enumerate(data()["weekdays"]) if name[:3].lower() == word[:3].lower())


def year_number(word: str) -> int:
    return int(word) if len(word) > 2 else int(word) + (1900 if int(word) >= CENTURY_PIVOT else 2000)


def unit(word: str) -> tuple[Unit, int]:
    name, size = data()["units"].get(word.lower(), ("day", 1))
    return name, size


def following_year(first: int, word: str) -> int:
    """The second year of "2018-19": its two digits in the century of the first."""
    last = int(word) if len(word) == 4 else first - first % 100 + int(word)
    return last if last > first else last + 100


# Choosing among periods that come again.


def choose(periods: Iterable[Period], frame: Frame) -> Period:
    """Past: the latest that has begun; future: the next that is not over; unknown: the nearest to publication.

    Raises:
        ValueError: there is none.
    """
    at, ordered = frame.told(), sorted(periods)
    if frame.way < 0:
        return max(period for period in ordered if period[0] <= at)
    if frame.way > 0:
        return min(period for period in ordered if period[1] >= at)
    return min(ordered, key=lambda period: abs((period[0] - at).days))


def _yearly(make: Callable[[int], Period], at: date) -> list[Period]:
    found = []
    for offset in YEARS_AROUND:
        try:
            found.append(make(at.year + offset))
        except ValueError:  # 29 February, or a year that no calendar has
            continue
    return found


def _single(at: date) -> Period:
    return at, at


def near_weekday(weekday: int, frame: Frame) -> date:
    """The latest such day (publication included) or, in the future, the next one."""
    at = frame.told()
    if frame.way > 0:
        return at + timedelta((weekday - at.weekday()) % 7)
    return at - timedelta((at.weekday() - weekday) % 7)


def _relative(word: str) -> int:
    """-1, 0, 1 for last, this, next."""
    first = word.lower().split()[-1]
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(first, 0)


# Days with a month.


def _named_day(fields: Fields) -> int:
    return ordinal(fields["d"])


@rule
def _iso_day(fields: Fields, _frame: Frame) -> str:
    return cal.day(date(int(fields["y"]), int(fields["m"]), int(fields["d"])))


@rule
def _iso_week(fields: Fields, _frame: Frame) -> str:
    return cal.week(date.fromisocalendar(int(fields["y"]), int(fields["w"]), 1))


@rule
def _iso_month(fields: Fields, _frame: Frame) -> str:
    if int(fields["m"]) == int(fields["y"]) % 100 + 1:  # "2011-12" is a season far more often than a month
        return cal.span(fields["y"], f"{int(fields['y']) + 1:04d}")
    return cal.month(date(int(fields["y"]), int(fields["m"]), 1))


@rule
def _iso_quarter(fields: Fields, _frame: Frame) -> str:
    return f"{fields['y']}-Q{fields['q']}"


@rule
def _numeric(fields: Fields, _frame: Frame) -> str:
    day, number_of_month = int(fields["d"]), int(fields["m"])
    if number_of_month > 12:
        day, number_of_month = number_of_month, day
    return cal.day(date(year_number(fields["y"]), number_of_month, day))


@rule
def _date(fields: Fields, frame: Frame) -> str:
    day, number_of_month = _named_day(fields), month_number(fields["m"])
    if "y" in fields:
        return cal.day(date(year_number(fields["y"]), number_of_month, day))
    days = _yearly(lambda year: _single(date(year, number_of_month, day)), frame.told())
    if "wd" in fields:
        wanted = weekday_number(fields["wd"])
        days = [period for period in days if period[0].weekday() == wanted]
        frame = Frame(frame.published)
    return cal.day(choose(days, frame)[0])


@rule
def _weekday_day(fields: Fields, frame: Frame) -> str:
    wanted, day, at = weekday_number(fields["wd"]), int(fields["d"]), frame.told()
    days = [at + timedelta(offset) for offset in range(-366, 367)]
    found = [_single(each) for each in days if each.day == day and each.weekday() == wanted]
    return cal.day(choose(found, frame)[0])


@rule
def _month_day(fields: Fields, frame: Frame) -> str:
    at, day = frame.told(), int(fields["d"])
    if "rel" in fields and fields["rel"] != "the":
        return cal.day(cal.move(at.replace(day=1), _relative(fields["rel"]), "month").replace(day=day))
    firsts = [cal.move(at.replace(day=1), offset, "month") for offset in (-2, -1, 0, 1, 2)]
    days = [
        _single(first.replace(day=day)) for first in firsts if day <= cal.whole_month(first.year, first.month)[1].day
    ]
    return cal.day(choose(days, frame)[0])


@rule
def _days(fields: Fields, frame: Frame) -> str:
    first = cal.bounds(_date(fields, frame))[0]
    return cal.span(cal.day(first), cal.day(first.replace(day=ordinal(fields["d2"]))))


# Weekdays.


@rule
def _weekday(fields: Fields, frame: Frame) -> str:
    at, weekday = frame.told(), weekday_number(fields["wd"])
    if "ana" in fields:
        return _weekday_from(fields["ana"], weekday, frame)
    if "rel" in fields:
        monday = at - timedelta(at.weekday()) + timedelta(7 * _relative(fields["rel"]))
        return cal.day(monday + timedelta(weekday))
    if "far" in fields:
        return cal.day(_strictly(weekday, at, -1) - timedelta(7))
    if "far2" in fields:
        return cal.day(_strictly(weekday, at, 1) + timedelta(7))
    if "way" in fields:
        return _weeks_off(fields, weekday, frame)
    side = _relative(fields.get("mod", "this"))
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
    side = -1 if word.lower() in ("previous", "preceding") else 1
    return cal.day(_strictly(weekday, _antecedent(frame, "day"), side))


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
def _nth_weekday(fields: Fields, frame: Frame) -> str:
    nth, weekday = ordinal(fields["ord"]), weekday_number(fields["wd"])
    if "m" not in fields:
        at = cal.move(frame.told().replace(day=1), _relative(fields["rel"]), "month")
        return cal.day(cal.nth_weekday(at.year, at.month, weekday, nth))
    month = month_number(fields["m"])
    if "y" in fields:
        return cal.day(cal.nth_weekday(int(fields["y"]), month, weekday, nth))
    days = _yearly(lambda year: _single(cal.nth_weekday(year, month, weekday, nth)), frame.told())
    return cal.day(choose(days, frame)[0])


# Months, quarters, years, decades.


@rule
def _month(fields: Fields, frame: Frame) -> str:
    number_of_month = month_number(fields["m"])
    if "y" in fields:
        return cal.month(date(int(fields["y"]), number_of_month, 1))
    if "yrel" in fields:
        return cal.month(date(_year_of(fields["yrel"], frame), number_of_month, 1))
    at = frame.told()
    months = _yearly(lambda year: cal.whole_month(year, number_of_month), at)
    side = _relative(fields.get("rel", "this"))
    if side:  # "last January" is over, "next January" has not begun
        months = [period for period in months if (period[1] < at if side < 0 else period[0] > at)]
    way = Way.PAST if side < 0 else Way.FUTURE if side > 0 else frame.way
    return cal.month(choose(months, Frame(at, way))[0])


def _year_of(word: str, frame: Frame) -> int:
    """The year of "last year", or of "that year" told from an earlier value."""
    if word in ("last", "this", "next"):
        return frame.told().year + _relative(word)
    return _antecedent(frame, "year").year + {"the following": 1, "the previous": -1}.get(word, 0)


@rule
def _year(fields: Fields, _frame: Frame) -> str:
    return f"{int(fields['y']):04d}"


@rule
def _years(fields: Fields, _frame: Frame) -> str:
    first = int(fields["y"])
    return cal.span(fields["y"], f"{following_year(first, fields['y2']):04d}")


@rule
def _fiscal(fields: Fields, frame: Frame) -> str:
    for first, last in (("y", "y2"), ("y3", "y4"), ("y5", "y6")):
        if first in fields:
            year = year_number(fields[first])
            return (
                cal.span(f"{year:04d}", f"{following_year(year, fields[last]):04d}")
                if last in fields
                else f"{year:04d}"
            )
    return _unit(fields, frame)


@rule
def _decade(fields: Fields, _frame: Frame) -> str | None:
    word = fields["dec"].lower()
    if len(word) == 4 and word.isdigit():
        return f"{word[:3]}X"
    tens = int(word) // 10 if word.isdigit() else data()["decades"][word]
    return f"19{tens}X" if tens >= 3 else None  # the twenties may be of either century


@rule
def _quarter(fields: Fields, frame: Frame) -> str:
    q = ordinal(fields["ord"]) if "ord" in fields else int(fields.get("q") or fields["q2"])
    q = 4 if q < 0 else q
    if "y" in fields or "yy" in fields:
        return f"{year_number(fields.get('y') or fields['yy']):04d}-Q{q}"
    if "yrel" in fields:
        return f"{_year_of(fields['yrel'], frame):04d}-Q{q}"
    at = frame.told()
    if "yrel2" in fields:
        return f"{at.year:04d}-Q{q}"
    quarters = _yearly(lambda year: cal.bounds(f"{year:04d}-Q{q}"), at)
    if frame.way <= 0:  # reported when it is over
        return cal.quarter(max(period for period in quarters if period[1] < at)[0])
    return cal.quarter(choose(quarters, frame)[0])


@rule
def _season(fields: Fields, frame: Frame) -> str:
    return _years(fields, frame) if "y2" in fields else fields["y"]


# Told from the day of publication.


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
        return cal.shift(_antecedent(frame, name), 1 if fields["way"] == "after" else -1, name)
    if "far" in fields or "far2" in fields:
        at = cal.move(frame.told(), -2 if "far" in fields else 2, "week" if fields["u"] == "weekend" else name)
        return cal.weekend(at) if fields["u"] == "weekend" else cal.WRITE[name](at)
    if "rel" not in fields:
        return cal.WRITE[name](_ground(frame, name))
    return cal.shift(frame.told(), _relative(fields["rel"]), name)


def _ground(frame: Frame, name: Unit) -> date:
    """For "the end of the year": the one the sentence tells of, else the one of publication.

    Raises:
        ValueError: "later in the day" without a day.
    """
    if name == "day" or frame.way < 0:
        with suppress(ValueError):
            return _antecedent(frame, name)
    if name == "day":
        raise ValueError("no day to tell it from")
    return frame.told()


def _anaphoric(word: str, name: Unit, noun: str, frame: Frame) -> str:
    side = {"the following": 1, "the next": 1, "the previous": -1, "the preceding": -1, "the prior": -1}.get(word, 0)
    at = _antecedent(frame, name)
    if noun == "weekend":
        return cal.weekend(cal.move(at, side, "week"))
    return cal.shift(at, side, name)


def _antecedent(frame: Frame, name: Unit) -> date:
    """The day that the nearest earlier value fine enough for the unit begins with (a range: ends with).

    Raises:
        ValueError: there is none.
    """
    for value in frame.before:
        kind = cal.precision(value)
        if kind == "range" and cal.precision(value.split("/")[1]) in _FINER[name]:
            return cal.bounds(value)[1]
        if kind in _FINER[name]:
            return cal.bounds(value)[0]
    raise ValueError(f"nothing to count {name}s from")


@rule
def _weekend(fields: Fields, frame: Frame) -> str:
    at, word = frame.told(), fields["rel"].lower()
    side = _relative(word)
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
def _later(fields: Fields, frame: Frame) -> str:
    name, size = unit(fields["u"])
    side = 1 if fields["way"] in ("later", "after", "afterward", "afterwards", "on") else -1
    return cal.shift(_antecedent(frame, name), side * number(fields["n"]) * size, name)


@rule
def _from_now(fields: Fields, frame: Frame) -> str:
    name, size = unit(fields["u"])
    return cal.shift(frame.told(), number(fields["n"]) * size, name)


@rule
def _in_units(fields: Fields, frame: Frame) -> str | None:
    return _from_now(fields, frame) if frame.way > 0 else None


@rule
def _week_number(fields: Fields, frame: Frame) -> str:
    year = int(fields["y"]) if "y" in fields else frame.told().year
    return cal.week(date.fromisocalendar(year, int(fields["w"]), 1))


@rule
def _null(_fields: Fields, _frame: Frame) -> None:
    return None


@rule
def _holiday(fields: Fields, frame: Frame) -> str | None:
    name = fields["hol"].replace("’", "'")
    if holiday_names()[name] == "none":
        return None
    if "y" in fields:
        return cal.day(holiday(name, int(fields["y"])))
    return cal.day(choose(_yearly(lambda year: _single(holiday(name, year)), frame.told()), frame)[0])


def holiday(name: str, year: int) -> date:
    """The day of a holiday of ``data/holidays.yml`` in a year."""
    table = holiday_names()[name]
    entry = holidays()[table][name]
    if table == "day":
        return date(year, *entry)
    if table == "easter":
        return cal.easter(year) + timedelta(entry)
    month, weekday, nth, after = entry
    return cal.nth_weekday(year, month, weekday, nth) + timedelta(after)


# Two expressions in one.


def ranged(rules: tuple[str, str], first: Fields, last: Fields, frame: Frame) -> str | None:
    """A range: the year of the one counts for the other; without any, the second is the next after the first."""
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
    return _span(start, resolve(rules[1], last, frame if "y" in last else Frame(cal.bounds(start)[0], Way.FUTURE)))


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
    if cal.precision(value) not in _FINER[name]:
        return None
    count = number(fields.get("n", "one")) * size
    return cal.shift(cal.bounds(value)[0], -count if fields["way"] == "before" else count, name)
