"""The words and patterns of ``data/*.yml``, loaded once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from generator import frontmatter


@lru_cache(maxsize=8)
def table(name: str = "head") -> dict[str, Any]:
    """A data file as it stands."""
    source = files("generator.readers") / "data" / f"{name}.yml"
    values: dict[str, Any] = frontmatter.load_yaml(source.read_text(encoding="utf-8"))
    return values


@lru_cache(maxsize=32)
def folded(key: str) -> frozenset[str]:
    """The words of one list of ``head.yml`` in lower case."""
    return frozenset(word.casefold() for word in table()[key])


def alternatives(words: Iterable[str]) -> str:
    """A regular expression's group of literal words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def is_name(phrase: str, *, most: int = 5) -> bool:
    """Whether a phrase is spelt like a proper name: capitals but for particles, no digits, at most ``most`` words."""
    words = phrase.split()
    if not 1 <= len(words) <= most or any(map(str.isdigit, phrase)):
        return False
    if not words[0][0].isupper() and words[0].casefold() not in folded("particles"):
        return False
    return any(word[0].isupper() for word in words) and all(
        word[0].isupper() or word.casefold() in folded("particles") for word in words
    )


def is_agency(name: str) -> bool:
    """Whether a name in a dateline or a credit is that of a news agency."""
    name = name.strip()
    if name.casefold() in folded("agencies"):
        return True
    ending = name.casefold().split()[-1:] or [""]
    return is_name(name) and ending[0].endswith(tuple(table()["agency_endings"]))
