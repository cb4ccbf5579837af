"""Dates, datelines and bylines as newsrooms write them above and in front of a lede."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from generator.readers import words

_TIME = (
    r"(?:(?:at\s+|à\s+)?\d{1,2}(?:[:.h]|\sh\s?)\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?)?\s*"
    r"(?:\(?(?:[A-Z]{2,5}|UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?)"
)
_LABEL = (
    r"(?:(?P<label>(?:(?:first|originally)\s+)?(?:published|posted|issued|date|dated|created"
    r"|publiée?|parue?|mise? en ligne|diffusée?))"
    r"(?:\s+(?:on|at|le))?\s*:?\s*)"
)
_UPDATED = r"(?:(?:last\s+)?(?:updated|modified|mise? à jour|modifiée?|actualisée?)\b.{0,60})"
_SEPARATORS = r"[\s|,·•–—-]*"
_DASH = re.compile(r"\s*(?:[—–―]|(?<=\s)--?|(?<=\))--?)\s+(?=[^\sa-z])|(?<=\)):\s+(?=[^\sa-z])")
# A dateline's place is short: "Evansville, Indiana, United States".
_PLACE_MAX = 80
_WIRE = re.compile(r"(?P<place>[^()\n]*?)[\s,]*(?:\((?P<agency>[^()]{2,40})\)|/(?P<wire>[^/]{2,40})/)?\s*")
_BYLINE = re.compile(r"(?:(?:words|written|reported|story|text)\s+)?(?:by|par)\s+(?P<rest>\S.*)", re.IGNORECASE)
_SIGNED = re.compile(r"\(?(?i:(?:(?:additional|further)\s+)?(?:reporting|writing|editing|compiled)\s+by)\s+[A-Z].*")
_BYLINE_MAX = 160
_BYLINE_PARTS = 4


@lru_cache(maxsize=1)
def _date_pattern() -> str:
    month = words.alternatives(words.table()["months"])
    weekday = words.alternatives(words.table()["weekdays"])
    return (
        rf"(?P<weekday>\b{weekday}\b\.?,?\s+)?(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?:T\d{{2}}:\d{{2}}\S*)?"
        rf"|(?P<month1>\b{month}\b)\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year1>\d{{4}}))?"
        rf"|(?:le\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?P<month2>\b{month}\b)\.?(?:,?\s+(?P<year2>\d{{4}}))?)(?![\w])"
    )


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    return re.compile(_date_pattern(), re.IGNORECASE)


@lru_cache(maxsize=1)
def _date_line() -> re.Pattern[str]:
    updated = rf"(?:{_SEPARATORS}{_UPDATED})?"
    return re.compile(
        rf"(?P<place>[^\d|:]{{2,40}},\s+)??{_LABEL}?{_date_pattern()}{_SEPARATORS}{_TIME}?{updated}\.?|{_UPDATED}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _glued_date() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_LABEL}?{_date_pattern()})(?P<dash>\s*[—–|:-])?\s+(?=[^\sa-z])")


def iso(match: re.Match[str]) -> str | None:
    """The calendar date of a match of the date pattern; ``None`` without a year or for an impossible one."""
    try:
        if match["iso"]:
            return datetime.date.fromisoformat(match["iso"]).isoformat()
        month, day = match["month1"] or match["month2"], match["day1"] or match["day2"]
        year = match["year1"] or match["year2"]
        number = words.table()["months"][month.casefold()]
        return datetime.date(int(year), number, int(day)).isoformat() if year else None
    except (ValueError, TypeError, AttributeError):
        return None


def date_line(paragraph: str) -> tuple[bool, str | None]:
    """Whether a paragraph is a date (with its place, time or label) and nothing else; and that date."""
    match = _date_line().fullmatch(paragraph) if len(paragraph) <= _BYLINE_MAX else None
    if match is None or (match["place"] and not _is_place(match["place"].rstrip(", "))):
        return False, None
    has_year = bool(match["iso"] or match["year1"] or match["year2"])
    alone = has_year or match["weekday"] or match["label"] or not (match["month1"] or match["month2"])
    return bool(alone), iso(match)


def glued_date(paragraph: str) -> tuple[int, str] | None:
    """End and value of a full date in front of a lede: ``Thursday, May 7, 2015 On Tuesday ...``."""
    match = _glued_date().match(paragraph)
    if match is None or not (match["weekday"] or match["dash"] or match["label"]):
        return None
    value = iso(match)
    return None if value is None else (match.end(), value)


@dataclass(frozen=True, slots=True)
class Wire:
    """``MOSCOW, Feb 16 (Reuters) - ``: where it ends (dash included), its agency and its date, if they are there."""

    end: int
    agency: str | None = None
    published: str | None = None


def wire(paragraph: str) -> Wire | None:
    """The dateline in front of a lede."""
    dash = _DASH.search(paragraph, 0, _PLACE_MAX + 60)
    if dash is None or not _DASH.match(paragraph, dash.start()):
        return None
    match = _WIRE.fullmatch(paragraph, 0, dash.start())
    if match is None or len(match["place"]) > _PLACE_MAX or paragraph[dash.end()].islower():
        return None
    agency = match["agency"] or match["wire"]
    if agency and not _is_agency_bracket(agency):
        return None
    place, date = _without_date(match["place"])
    if place.casefold() in words.folded("labels"):
        return None
    if not _is_dateline(place, has_agency=agency is not None, has_date=date is not None):
        return None
    known = agency.strip() if agency and words.is_agency(agency.split("/")[0]) else None
    return Wire(len(paragraph[: dash.end()].rstrip()), known, iso(date) if date else None)


def _is_agency_bracket(inside: str) -> bool:
    return all(words.is_agency(part) or words.is_name(part, most=3) for part in re.split(r"\s*[/,]\s*", inside))


def _without_date(place: str) -> tuple[str, re.Match[str] | None]:
    """Part ``MOSCOW, Feb 16`` into place and date."""
    for match in _date().finditer(place):
        if match.end() == len(place.rstrip(" ,")) and (match.start() == 0 or place[match.start() - 1] in " ,"):
            return place[: match.start()].rstrip(" ,"), match
    return place.rstrip(" ,"), None


def _is_place(phrase: str) -> bool:
    parts = [part.strip() for part in phrase.split(",")]
    return len(parts) <= 3 and all(words.is_name(part, most=4) for part in parts)


def _is_dateline(place: str, *, has_agency: bool, has_date: bool) -> bool:
    """Whether what stands before the dash is a place rather than the subject of a sentence."""
    if not place:
        return has_agency
    if not _is_place(place):
        return False
    first, *others = (part.strip() for part in place.split(","))
    capitals = first.isupper() and sum(map(str.isalpha, first)) >= 4
    return bool(has_agency or has_date or others or capitals or first in words.table()["standalone_cities"])


@dataclass(frozen=True, slots=True)
class Byline:
    """The names of a byline as they stand, and what else its line says."""

    names: str
    publisher: str | None = None
    published: str | None = None


def byline(paragraph: str) -> Byline | None:
    """A paragraph that is a byline: ``By A. Writer, Staff | Published May 18, 2015``."""
    match = _BYLINE.fullmatch(paragraph) if len(paragraph) <= _BYLINE_MAX and "\n" not in paragraph else None
    if match is None:
        return None
    line, *rest = re.split(r"\s*[|•·]\s*|\s+[–—-]{1,2}\s+|,?\s+(?=(?:Published|Posted|Updated)\b)", match["rest"])
    names, publisher = _names(line)
    if names is None or len(rest) > _BYLINE_PARTS:
        return None
    dates = [value for is_date, value in map(date_line, rest) if is_date]
    agencies = [part for part in rest if words.is_agency(part)]
    return Byline(names, publisher or (agencies or [None])[0], next((value for value in dates if value), None))


def _names(line: str) -> tuple[str | None, str | None]:
    """The people of a byline as one verbatim string, and the publisher named after them."""
    kept: list[str] = []
    publisher = None
    for part in line.rstrip(".").split(","):
        phrase = part.strip()
        if words.is_agency(phrase) and kept:
            publisher = phrase
        elif kept and (set(phrase.casefold().split()) & words.folded("roles")):
            continue
        elif phrase and words.is_name(_person(phrase), most=9):
            kept.append(part)
        else:
            return None, None
    names = ",".join(kept).strip()
    return (names or None), publisher


def _person(phrase: str) -> str:
    """``A. Writer in Paris`` without the place; names are checked as capitals only."""
    return re.sub(r"\s+in\s+(?=[A-Z])", " ", phrase)


def is_signature(paragraph: str) -> bool:
    """``(Reporting by A. Writer; editing by B. Writer)`` at an article's end."""
    return len(paragraph) <= 2 * _BYLINE_MAX and _SIGNED.fullmatch(paragraph) is not None
