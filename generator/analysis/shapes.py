"""What single words and names look like: capitals, titles, roles, persons' names. Knows no spaCy."""

from __future__ import annotations

import re

from generator.analysis import names
from generator.analysis.lexicon import load, per_language, words

# No title of ``titles.yml`` has more words ("Vice President - elect").
TITLE_MAX = 5
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")


def is_cap(word: str) -> bool:
    """Whether a word begins like a name: a capital, or a small letter or two before one ("iPhone", "al-Amin")."""
    return word[:1].isupper() or (word[:1].isalpha() and any(c.isupper() for c in word[1:4]))


def is_possessive(word: str) -> bool:
    """Whether a token is a possessive ending."""
    return word in ("'s", "’s", "'", "’")


@per_language
def is_address(word: str) -> bool:
    """Whether a word is a form of address: "Mr", "Dr."."""
    addresses = words("titles", "male", "female", "neutral")
    return word[:1].isupper() and (word.casefold() in addresses or f"{word.casefold()}." in addresses)


@per_language
def offices() -> dict[str, list[tuple[str, ...]]]:
    """The offices of ``titles.yml`` as folded words, by their first word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for office in load("titles")["offices"]:
        parts = tuple(names.fold(part) for word in office.split() for part in word.replace("-", " - ").split())
        table.setdefault(parts[0], []).append(parts)
    return {first: sorted(found, key=len, reverse=True) for first, found in table.items()}


def titles_before(parts: list[str]) -> int:
    """How many words at the end of ``parts`` are titles of the name that follows: "Mr", "Emeritus Professor"."""
    at = len(parts)
    while at and _may_end_title(parts[at - 1]):
        sizes = range(min(at, TITLE_MAX), 0, -1)
        size = next((size for size in sizes if _is_title(parts[at - size : at])), 0)
        if not size:
            break
        at -= size
    return len(parts) - at


def are_titles(before: str) -> bool:
    """Whether all that stands before a name is titles: "Prime Minister ", "Dr. "."""
    parts = before.replace("-", " - ").split()
    return before[:1].isalpha() and before[-1:].isspace() and titles_before(parts) == len(parts)


def are_letters(after: str) -> bool:
    """Whether what stands behind a name is a comma and letters that belong to it: ", QC"."""
    comma, letters = after[:1], after[1:].strip()
    return comma == "," and letters.isupper() and letters.casefold() in words("titles", "after")


def _is_title(parts: list[str]) -> bool:
    if not parts[0][:1].isupper() or names.fold(parts[0]) in words("titles", "plurals"):
        return False
    if len(parts) == 1 and is_address(parts[0]):
        return True
    return tuple(map(names.fold, parts)) in offices().get(names.fold(parts[0]), ())


@per_language
def _may_end_title(word: str) -> bool:
    ends = {parts[-1] for found in offices().values() for parts in found}
    return names.fold(word) in ends or is_address(word)


@per_language
def _role_words() -> frozenset[str]:
    last = (parts[-1] for found in offices().values() for parts in found if "of" not in parts)
    return frozenset({names.fold(word) for word in words("roles", "heads")} | set(last))


@per_language
def is_role(word: str) -> bool:
    """Whether a word is the head noun of a role in the singular: "spokeswoman", "co-founder", "Sen."."""
    folded = names.fold(word)
    if not word[:1].isalnum() or folded in words("roles", "never") or word in _lower_abbreviations():
        return False
    return folded in _role_words() or folded.rpartition("-")[2] in _role_words() or folded.endswith(_endings())


@per_language
def _lower_abbreviations() -> frozenset[str]:
    """Abbreviated titles in small letters, which are other words: "rep", "gen"."""
    titles = (title for title in load("titles")["offices"] if title.endswith(".") and " " not in title)
    return frozenset(title.rstrip(".").lower() for title in titles)


@per_language
def _endings() -> tuple[str, ...]:
    return tuple(load("roles")["endings"])


@per_language
def is_generic(word: str) -> bool:
    """Whether a capitalised word alone names no organisation or place, but may stand for one: "the Church"."""
    return word.casefold() in words("organizations", "words", "places")


@per_language
def is_shaped(text: str) -> bool:
    """Whether a name looks like a person's: a given name or initials, then one to three words, none of a firm."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or not could_be_person(parts):
        return False
    return bool(_INITIALS.match(parts[0])) or names.is_given(names.fold(parts[0]))


def could_be_person(parts: list[str]) -> bool:
    """Whether no word tells that a name is none of a person; a surname like "Hill" counts behind two others."""
    surname = parts[-1].casefold() in words("organizations", "surnames") and len(parts) > 2
    if any(is_generic(part) for part in (parts[:-1] if surname else parts)):
        return False
    if any(part in ("of", "for", "the", "and", "&") for part in parts) or not parts[-1][:1].isupper():
        return False
    return parts[-1].casefold() not in words("organizations", "things")
