"""Organisations known the world over, by name. Knows no spaCy."""

from __future__ import annotations

from generator.analysis import names
from generator.analysis.lexicon import load, per_language


@per_language
def _numbers() -> dict[tuple[str, ...], int]:
    groups = load("organizations")["known"]
    return {names.key(name): number for number, group in enumerate(groups) for name in group}


@per_language
def _written() -> frozenset[str]:
    return frozenset(name for group in load("organizations")["known"] for name in group)


def known(text: str, key: tuple[str, ...]) -> int | None:
    """The number of the well-known organisation that ``text`` names, the same for all its names, else ``None``.

    One word must be written as in the list, so that "WHO" is not "Who"; ``key`` is the folded text.
    """
    if len(key) == 1 and text not in _written():
        return None
    return _numbers().get(key)


def is_acronym(word: str) -> bool:
    """Whether a word is a well-known organisation's acronym, in capitals."""
    return word.isupper() and word in _written()
