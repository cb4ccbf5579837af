"""Finding temporal expressions by their form: patterns from ``data/dates.yml``, tried only where a trigger word is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

from generator.analysis import lexicon
from generator.analysis.lexicon import per_language
from generator.models import Extent
from generator.text import paragraphs

# Characters around a trigger word that a pattern may reach: the longest expression has some 60.
BEFORE, AFTER = 60, 40
# The longest words for a part: "the first three months of ".
PART = 40
_PART = "%part%"
_WORD = re.compile(r"[^\W\d_]+|\d+")
# What stands for any number among the trigger words, and for one of four digits.
_NUMBER, _YEAR = "#", "####"
_FRAGMENT = re.compile(r"%(\w+?)(_|2)?%")
_BLANKS = "\u00a0\u2007\u2009\u202f"


@dataclass(frozen=True, slots=True)
class Form:
    """One pattern: the rule that gives its value, the triggers each of which must be near for it to be tried.

    ``parted``: words for a part of the period ("early", "the end of") may stand before it.
    """

    rule: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch of the text that has the form of a temporal expression; offsets into the text.

    ``parts``: the first and the last of a range, or the one that a join ("two days before ...") is counted from.
    """

    rule: str
    fields: dict[str, str]
    start: int
    end: int
    parts: tuple[Expression, ...] = ()


def data() -> Any:
    """The words, fragments and patterns of ``data/dates.yml``."""
    return lexicon.load("dates")


def holidays() -> Any:
    """The named days of ``data/holidays.yml``."""
    return lexicon.load("holidays")


def holiday_names() -> dict[str, str]:
    """Each name (with a straight apostrophe) and the table it stands in."""
    tables = holidays()
    return {name: table for table in ("day", "easter", "weekday", "none") for name in tables[table]}


def expand(pattern: str) -> str:
    """Put the fragments in: ``%n_%`` without its group names, ``%dd2%`` with a 2 after them."""

    def fill(match: re.Match[str]) -> str:
        inner = expand(data()["fragments"][match[1]])
        if match[2] == "_":
            return re.sub(r"\(\?P<\w+>", "(?:", inner)
        return re.sub(r"\(\?P<(\w+)>", r"(?P<\g<1>2>", inner) if match[2] else inner

    return _FRAGMENT.sub(fill, pattern)


def _holiday_form() -> Form:
    names = sorted(holiday_names(), key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    mods = holidays()["mods"]
    return Form("holiday", ("holiday",), re.compile(rf"\b{mods}(?P<hol>{either})\b(?:,? (?P<y>(?:19|20)\d\d)\b)?"))


@per_language
def forms() -> tuple[Form, ...]:
    """The compiled patterns."""
    found = []
    for name, (triggers, pattern) in data()["patterns"].items():
        core = pattern.removeprefix(_PART)
        prefix = "" if core.startswith(("\\b", "(?<")) else r"\b"
        regex = re.compile(prefix + expand(core))
        found.append(Form(name.split(".")[0], tuple(triggers.split()), regex, core != pattern))
    return (*found, _holiday_form())


@per_language
def _part() -> re.Pattern[str]:
    """The words for a part of a period, up to where the period itself begins."""
    return re.compile(rf"\b(?:{expand(_PART)})$")


@per_language
def _triggers() -> dict[str, tuple[str, ...]]:
    """Trigger word -> the triggers it belongs to."""
    words: dict[str, list[str]] = {}
    for trigger, members in data()["triggers"].items():
        for word in members:
            words.setdefault(word, []).append(trigger)
    for name in holiday_names():
        last = next(word.lower() for word in reversed(_WORD.findall(name)) if len(word) > 1)  # of "New Year's" the year
        if "holiday" not in words.setdefault(last, []):
            words[last].append("holiday")
    words[_YEAR] = [*words.get(_YEAR, ()), *words[_NUMBER]]
    return {word: tuple(names) for word, names in words.items()}


@lru_cache(maxsize=1)
def flatten(text: str) -> str:
    """The text with every blank inside a paragraph, line breaks too, as one plain blank: patterns know no other."""
    pieces, at = [], 0
    for start, end in paragraphs(text):
        pieces += [text[at:start], text[start:end].replace("\n", " ")]
        at = end
    flat = "".join([*pieces, text[at:]])
    for blank in _BLANKS:
        flat = flat.replace(blank, " ")
    return flat


def _windows(text: str) -> dict[str, list[Extent]]:
    """For each trigger that the text has the stretches around its words, merged, in order."""
    triggers, found = _triggers(), dict[str, list[Extent]]()
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word[0].isdigit():
            word = _YEAR if len(word) == len(_YEAR) else _NUMBER
        for trigger in triggers.get(word, ()):
            start, end = max(0, match.start() - BEFORE), match.end() + AFTER
            spans = found.setdefault(trigger, [])
            if spans and spans[-1][1] >= start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return found


def _common(some: list[Extent], others: list[Extent]) -> list[Extent]:
    """What lies in stretches of both kinds, either of which are in order and part."""
    found, i, j = [], 0, 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if start < end:
            found.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return found


def _matches(text: str) -> Iterator[Expression]:
    windows = _windows(text)
    for form in forms():
        for start, end in reduce(_common, (windows.get(trigger, []) for trigger in form.triggers)):
            for match in form.regex.finditer(text, start, min(end, len(text))):
                if match.end() > match.start():
                    fields = {name: _meant(name, value) for name, value in match.groupdict().items() if value}
                    yield Expression(form.rule, fields, _start(text, form, match.start()), match.end())


def _meant(field: str, value: str) -> str:
    """What a field holds in the words that the rules know."""
    table = data()["means"].get(field)
    return str(table.get(value.lower(), value)) if table else value


def _start(text: str, form: Form, start: int) -> int:
    """Where an expression begins with the words before it; looked for backwards, since few matches have any."""
    part = _part().search(text, max(0, start - PART), start) if form.parted else None
    return part.start() if part else start


def select(found: Iterable[Expression]) -> list[Expression]:
    """Leftmost first, of those that start together the longest, none over another."""
    chosen: list[Expression] = []
    for new in sorted(found, key=lambda item: (item.start, -item.end)):
        if not chosen or new.start >= chosen[-1].end:
            chosen.append(new)
    return chosen


def scan(text: str) -> list[Expression]:
    """All expressions of a flattened text (see ``flatten``), in order, none over another."""
    return select(_matches(text))
