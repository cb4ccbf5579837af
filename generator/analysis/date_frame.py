"""What the rules for dates share: direction in time, frame, numbers in words, choosing among periods, registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TypeVar

from generator.analysis import calendar_values as cal
from generator.analysis.calendar_values import Period, Unit
from generator.analysis.date_patterns import data

Fields = dict[str, str]
# A day and month without a year are looked for among these years around the publication: 29 February needs eight.
YEARS_AROUND = range(-8, 9)
# Two digits from here on belong to the last century, below it to this one (as in POSIX strptime).
CENTURY_PIVOT = 69
# Precisions that are fine enough to count a unit from.
FINER: dict[Unit, tuple[str, ...]] = {
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
    """What an expression is told from: day of publication, direction in time, the value told before it.

    ``before`` is empty where nothing was told near by, or something that is not known.
    """

    published: date | None
    way: Way = Way.UNKNOWN
    before: str = ""

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


# Words to numbers.


def number(word: str) -> int:
    """Of "three", "twenty-one" or "21"."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    return sum(data()["numbers"][part] for part in word.split("-"))


def ordinal(word: str) -> int:
    """Of "third", "twenty-first" or "21"; -1 for "last"."""
    word = word.lower()
    table: dict[str, int] = data()["ordinals"]
    return int(word) if word.isdigit() else table.get(word) or table[word.replace("twenty", "twenty-", 1)]


def month_number(word: str) -> int:
    """1 for "January", "Jan" or "1"."""
    if word.isdigit():
        return int(word)
    return next(i for i, name in enumerate(data()["months"], 1) if name[:3].lower() == word[:3].lower())


def weekday_number(word: str) -> int:
    """0 for "Monday", "Mon" or "0"."""
    if word.isdigit():
        return int(word)
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


def yearly(make: Callable[[int], Period], at: date) -> list[Period]:
    """What comes once a year, in the years around a day that have it."""
    found = []
    for offset in YEARS_AROUND:
        try:
            found.append(make(at.year + offset))
        except ValueError:  # 29 February, or a year that no calendar has
            continue
    return found


def single(at: date) -> Period:
    """A day as a period."""
    return at, at


def near_weekday(weekday: int, frame: Frame) -> date:
    """The latest such day (publication included) or, in the future, the next one."""
    at = frame.told()
    if frame.way > 0:
        return at + timedelta((weekday - at.weekday()) % 7)
    return at - timedelta((at.weekday() - weekday) % 7)


def relative(word: str) -> int:
    """-1, 0, 1 for last, this, next."""
    first = word.lower().split()[-1]
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(first, 0)


# Told from an earlier value.


def antecedent(frame: Frame, name: Unit) -> date:
    """The day that the value told before begins with (a range: ends with).

    Raises:
        ValueError: there is none, or it is not fine enough for the unit: what was told before it is not meant.
    """
    value = frame.before
    kind = cal.precision(value) if value else None
    if kind == "range" and cal.precision(value.split("/")[1]) in FINER[name]:
        return cal.bounds(value)[1]
    if kind in FINER[name]:
        return cal.bounds(value)[0]
    raise ValueError(f"nothing to count {name}s from")


def year_of(word: str, frame: Frame) -> int:
    """The year of "last year", or of "that year" told from an earlier value."""
    if word in ("last", "this", "next"):
        return frame.told().year + relative(word)
    return antecedent(frame, "year").year + {"the following": 1, "the previous": -1}.get(word, 0)
