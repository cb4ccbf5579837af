"""Calendar values in words a reader knows."""

from __future__ import annotations

import re

from generator.brief.translation import ENGLISH, say

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
UNDATED = "Undated"
# Sorts before every date, so last where the newest come first. What has no date at all a sorted search would drop.
LAST = "0000-00-00"
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_DECADE = re.compile(r"(\d{3})X")


def words(value: str | None, lang: str = ENGLISH) -> str:
    """A value of ``TimeRef.value`` in words: "16 February 2022", "week 6 of 2022", "the 1990s" ..."""
    if value is None:
        return say(UNDATED, lang)
    if "/" in value:
        return " – ".join(words(part, lang) for part in value.split("/", 1))
    if match := _MONTH.fullmatch(value):
        month = f"{say(MONTHS[int(match[2]) - 1], lang)} {match[1]}"
        return f"{say(str(int(match[3])), lang)} {month}" if match[3] else month
    if match := _WEEK.fullmatch(value):
        return say("week {} of {}", lang).format(int(match[2]), match[1])
    if match := _QUARTER.fullmatch(value):
        return say("quarter {} of {}", lang).format(match[2], match[1])
    if match := _DECADE.fullmatch(value):
        return say("the {}0s", lang).format(match[1])
    return value


def month_of(date: str | None) -> str | None:
    """``2022-02`` of ``2022-02-17``."""
    return date[:7] if date else None
