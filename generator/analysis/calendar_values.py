"""Calendar arithmetic and the written forms of a date value. Knows neither text nor model.

Forms (see ``models.TimeRef``): ``2022-02-16``, ``2022-02``, ``2022``, ``2022-W06``, ``2022-Q1``, ``199X``,
``start/end``. Everything here raises ``ValueError`` or ``OverflowError`` for what no calendar has.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from generator.models import Precision

Unit = Literal["day", "week", "month", "quarter", "year", "decade"]
Period = tuple[date, date]

# The forms told apart; the order does not matter, each is matched whole.
_FORMS: dict[Precision, re.Pattern[str]] = {
    "day": re.compile(r"\d{4}-\d\d-\d\d"),
    "week": re.compile(r"\d{4}-W\d\d"),
    "month": re.compile(r"\d{4}-\d\d"),
    "quarter": re.compile(r"\d{4}-Q[1-4]"),
    "year": re.compile(r"\d{4}"),
    "decade": re.compile(r"\d{3}X"),
    "range": re.compile(r"[^/]+/[^/]+"),
}


def day(at: date) -> str:
    return at.isoformat()


def week(at: date) -> str:
    """The ISO week, Monday to Sunday; its year is not always the day's."""
    year, number, _ = at.isocalendar()
    return f"{year:04d}-W{number:02d}"


def month(at: date) -> str:
    return f"{at.year:04d}-{at.month:02d}"


def quarter(at: date) -> str:
    return f"{at.year:04d}-Q{(at.month + 2) // 3}"


def year(at: date) -> str:
    return f"{at.year:04d}"


def decade(at: date) -> str:
    return f"{at.year // 10:03d}X"


WRITE: dict[Unit, Callable[[date], str]] = {
    "day": day,
    "week": week,
    "month": month,
    "quarter": quarter,
    "year": year,
    "decade": decade,
}


def span(first: str, last: str) -> str:
    """A range, both ends included; one value where both are the same.

    Raises:
        ValueError: the last day lies before the first.
    """
    if bounds(last)[1] < bounds(first)[0]:
        raise ValueError(f"{first} is after {last}")
    return first if first == last else f"{first}/{last}"


def precision(value: str) -> Precision:
    """How precise a value is, by its form.

    Raises:
        ValueError: it is in none of the forms.
    """
    for name, form in _FORMS.items():
        if form.fullmatch(value):
            return name
    raise ValueError(f"no date value: {value}")


def bounds(value: str) -> Period:
    """The first and the last day of a value."""
    match precision(value):
        case "range":
            first, last = value.split("/")
            return bounds(first)[0], bounds(last)[1]
        case "day":
            return (at := date.fromisoformat(value)), at
        case "week":
            at = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
            return at, at + timedelta(6)
        case "month":
            return whole_month(int(value[:4]), int(value[5:]))
        case "quarter":
            first_month = 3 * int(value[6]) - 2
            return date(int(value[:4]), first_month, 1), whole_month(int(value[:4]), first_month + 2)[1]
        case "year":
            return date(int(value), 1, 1), date(int(value), 12, 31)
        case "decade":
            return date(int(value[:3] + "0"), 1, 1), date(int(value[:3] + "9"), 12, 31)


def whole_month(in_year: int, number: int) -> Period:
    last = calendar.monthrange(in_year, number)[1]
    return date(in_year, number, 1), date(in_year, number, last)


def weekend(at: date) -> str:
    """Saturday and Sunday of the ISO week of a day."""
    saturday = at + timedelta(5 - at.weekday())
    return span(day(saturday), day(saturday + timedelta(1)))


def move(at: date, count: int, unit: Unit) -> date:
    """A day that many units later; the last day of a shorter month stands for the 29th to 31st."""
    if unit in ("day", "week"):
        return at + timedelta(count * (7 if unit == "week" else 1))
    months = at.year * 12 + at.month - 1 + count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    in_year, number = divmod(months, 12)
    if not 1 <= in_year <= 9999:
        raise OverflowError(f"year {in_year}")
    return at.replace(year=in_year, month=number + 1, day=min(at.day, calendar.monthrange(in_year, number + 1)[1]))


def shift(at: date, count: int, unit: Unit) -> str:
    """Count in a unit and keep its precision: three weeks before a day is a week."""
    return WRITE[unit](move(at, count, unit))


def easter(in_year: int) -> date:
    """Easter Sunday in the Gregorian calendar: the "anonymous" computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = in_year % 19, divmod(in_year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * r) // 433
    number = (h + r - 7 * m + 90) // 25
    return date(in_year, number, (h + r - 7 * m + 33 * number + 19) % 32)


def nth_weekday(in_year: int, number: int, weekday: int, nth: int) -> date:
    """The nth Monday (weekday 0) ... of a month, counted from its end where ``nth`` is negative.

    Raises:
        ValueError: the month has no such day.
    """
    first, last = whole_month(in_year, number)
    if nth > 0:
        at = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        at = last - timedelta((last.weekday() - weekday) % 7 - 7 * (nth + 1))
    if at.month != number:
        raise ValueError(f"no {nth}th weekday {weekday} in {in_year}-{number}")
    return at
