"""Captions, picture credits and boilerplate inside copied text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.readers import words

# A caption is a sentence or two. Longer runs of text before a credit are prose that the credit follows.
CAPTION_WORDS = 70
_CAPTION_MAX = 12 * CAPTION_WORDS
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = rf"{_CAPITAL}[\w.'’&-]*"
_JOINT = r"(?:\s|\s?/\s?|,\s)(?:&\s|and\s|via\s|for\s|of\s|the\s|de\s|van\s)?"
_CREDITED = rf"{_NAME}(?:{_JOINT}{_NAME}){{0,5}}"


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    """``Image: A. Name.`` -- the label, a colon, a name; to its full stop or the paragraph's end."""
    label = words.alternatives(words.table()["credits"])
    return re.compile(rf"(?:(?<=[\s(])|^)(?i:{label}):\s*{_CREDITED}(?:\)|(?<=\.)(?=\s)|\.?$)")


@lru_cache(maxsize=1)
def _bracket() -> re.Pattern[str]:
    """``(Photo: A. Name)``, ``(AP Photo/A. Name)``, ``(A. Name/Agency)`` after the end of a sentence or a name."""
    label = words.alternatives(words.table()["credits"])
    inside = rf"(?i:{label})\b[:/ ][^()]{{2,90}}|(?P<name>{_CREDITED})\s?/\s?(?P<agency>[^()/]{{2,60}})"
    return re.compile(rf"(?<=\s)\((?:{inside})\)(?=\s+{_CAPITAL}|\s*$)")


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    """``... victory. (Agency) The ...``: a caption glued to the lede, signed by its agency alone."""
    agency = words.alternatives(words.table()["agencies"])
    return re.compile(rf"(?<=[.!?”\"]\s)\({agency}\)(?=\s+{_CAPITAL})")


def caption_end(paragraph: str, *, first: bool = False) -> int | None:
    """Where the caption that a paragraph begins with ends: the paragraph's end, or where prose goes on.

    ``first``: the paragraph is the article's first, where a caption may be signed by an agency alone.
    """
    patterns = [_credit(), _bracket(), *([_bare()] if first else [])]
    start = paragraph[: _CAPTION_MAX + 1]
    ends = [match.end() for pattern in patterns for match in pattern.finditer(start) if _fits(start, match)]
    end = min(ends, default=_CAPTION_MAX + 1)
    return end if end <= _CAPTION_MAX and len(start[:end].split()) <= CAPTION_WORDS else None


def _fits(paragraph: str, match: re.Match[str]) -> bool:
    """A name and an agency in brackets need a sentence's end before them, unless the agency is known."""
    if "agency" not in match.re.groupindex or match["agency"] is None:
        return True
    return words.is_agency(match["agency"]) or paragraph[: match.start()].rstrip()[-1:] in (".", "!", "?", '"', "”")


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{'|'.join(words.table()['boilerplate']['leading'])})(?:\s+|$))+")


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words.table()['boilerplate']['whole'])})")


@lru_cache(maxsize=1)
def _anywhere() -> re.Pattern[str]:
    return re.compile("|".join(words.table()["boilerplate"]["anywhere"]))


def boilerplate_end(paragraph: str) -> int:
    """Where the boilerplate that a paragraph begins with ends; 0 without any."""
    if len(paragraph) <= 2 * 160 and _whole().fullmatch(paragraph):
        return len(paragraph)
    match = _leading().match(paragraph)
    return 0 if match is None else len(paragraph[: match.end()].rstrip())


def boilerplate(text: str) -> Iterator[tuple[int, int]]:
    """Extents of boilerplate that is unmistakable wherever it stands."""
    for match in _anywhere().finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip())
