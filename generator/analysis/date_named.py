"""Rules for expressions that name their place in the calendar: days with a month, months, quarters, years, holidays."""

from __future__ import annotations

from datetime import date, timedelta

from generator.analysis import calendar_values as cal
from generator.analysis.date_frame import (
    Fields,
    Frame,
    Way,
    choose,
    following_year,
    month_number,
    ordinal,
    relative,
    rule,
    single,
    weekday_number,
    year_number,
    year_of,
    yearly,
)
from generator.analysis.date_patterns import data, holiday_names, holidays


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
    day, number_of_month = ordinal(fields["d"]), month_number(fields["m"])
    if "y" in fields:
        return cal.day(date(year_number(fields["y"]), number_of_month, day))
    days = yearly(lambda year: single(date(year, number_of_month, day)), frame.told())
    if "wd" in fields:
        wanted = weekday_number(fields["wd"])
        days = [period for period in days if period[0].weekday() == wanted]
        frame = Frame(frame.published)
    return cal.day(choose(days, frame)[0])


@rule
def _weekday_day(fields: Fields, frame: Frame) -> str:
    wanted, day, at = weekday_number(fields["wd"]), int(fields["d"]), frame.told()
    days = [at + timedelta(offset) for offset in range(-366, 367)]
    found = [single(each) for each in days if each.day == day and each.weekday() == wanted]
    return cal.day(choose(found, frame)[0])


@rule
def _month_day(fields: Fields, frame: Frame) -> str:
    at, day = frame.told(), int(fields["d"])
    if "rel" in fields and fields["rel"] != "the":
        return cal.day(cal.move(at.replace(day=1), relative(fields["rel"]), "month").replace(day=day))
    firsts = [cal.move(at.replace(day=1), offset, "month") for offset in (-2, -1, 0, 1, 2)]
    days = [
        single(first.replace(day=day)) for first in firsts if day <= cal.whole_month(first.year, first.month)[1].day
    ]
    return cal.day(choose(days, frame)[0])


@rule
def _days(fields: Fields, frame: Frame) -> str:
    first = cal.bounds(_date(fields, frame))[0]
    return cal.span(cal.day(first), cal.day(first.replace(day=ordinal(fields["d2"]))))


@rule
def _nth_weekday(fields: Fields, frame: Frame) -> str:
    nth, weekday = ordinal(fields["ord"]), weekday_number(fields["wd"])
    if "m" not in fields:
        at = cal.move(frame.told().replace(day=1), relative(fields["rel"]), "month")
        return cal.day(cal.nth_weekday(at.year, at.month, weekday, nth))
    month = month_number(fields["m"])
    if "y" in fields:
        return cal.day(cal.nth_weekday(int(fields["y"]), month, weekday, nth))
    days = yearly(lambda year: single(cal.nth_weekday(year, month, weekday, nth)), frame.told())
    return cal.day(choose(days, frame)[0])


@rule
def _month(fields: Fields, frame: Frame) -> str:
    number_of_month = month_number(fields["m"])
    if "y" in fields:
        return cal.month(date(int(fields["y"]), number_of_month, 1))
    if "yrel" in fields:
        return cal.month(date(year_of(fields["yrel"], frame), number_of_month, 1))
    at = frame.told()
    months = yearly(lambda year: cal.whole_month(year, number_of_month), at)
    side = relative(fields.get("rel", "this"))
    if side:  # "last January" is over, "next January" has not begun
        months = [period for period in months if (period[1] < at if side < 0 else period[0] > at)]
    way = Way.PAST if side < 0 else Way.FUTURE if side > 0 else frame.way
    return cal.month(choose(months, Frame(at, way))[0])


@rule
def _year(fields: Fields, _frame: Frame) -> str:
    return f"{int(fields['y']):04d}"


@rule
def _years(fields: Fields, _frame: Frame) -> str:
    first = int(fields["y"])
    return cal.span(fields["y"], f"{following_year(first, fields['y2']):04d}")


@rule
def _fiscal(fields: Fields, _frame: Frame) -> str:
    for first, last in (("y", "y2"), ("y3", "y4"), ("y5", "y6")):
        if first in fields:
            year = year_number(fields[first])
            return (
                cal.span(f"{year:04d}", f"{following_year(year, fields[last]):04d}")
                if last in fields
                else f"{year:04d}"
            )
    raise ValueError("no year")


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
        return f"{year_of(fields['yrel'], frame):04d}-Q{q}"
    at = frame.told()
    if "yrel2" in fields:
        return f"{at.year:04d}-Q{q}"
    quarters = yearly(lambda year: cal.bounds(f"{year:04d}-Q{q}"), at)
    if frame.way <= 0:  # reported when it is over
        return cal.quarter(max(period for period in quarters if period[1] < at)[0])
    return cal.quarter(choose(quarters, frame)[0])


@rule
def _season(fields: Fields, frame: Frame) -> str:
    return _years(fields, frame) if "y2" in fields else fields["y"]


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
    return cal.day(choose(yearly(lambda year: single(holiday(name, year)), frame.told()), frame)[0])


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
