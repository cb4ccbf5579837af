"""Names as strings: folding for comparison, initials, acronyms, spelling variants, gender of given names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from generator.analysis.chains import Gender
from generator.analysis.lexicon import load, per_language, words

# Below these lengths a difference of one letter, or of two, makes another name ("Mao"/"May").
TYPO_MIN, TYPOS_MIN = 5, 9
# Inner names are not shorter ("Lula" in "Luiz Lula da Silva").
INNER_MIN = 3
# Longer words are not looked at for slips.
SPELT_MAX = 16


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Casefolded, without accents, full stops, apostrophes and a possessive ending: "Müller's" -> "muller"."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain


@lru_cache(maxsize=8192)
def key(name: str) -> tuple[str, ...]:
    """The folded words of a name, for comparison."""
    return tuple(folded for word in name.split() if (folded := fold(word).strip(',;:"“”()[]')))


@per_language
def _given() -> dict[str, Gender | None]:
    table = load("given_names")
    genders: dict[str, Gender | None] = {fold(name): None for name in table["either"]}
    genders.update((fold(name), "m") for name in table["m"])
    genders.update((fold(name), "f") for name in table["f"])
    return genders


@per_language
def _nicknames() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, names in enumerate(load("given_names")["nicknames"]):
        for name in names:
            groups.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def is_given(word: str) -> bool:
    """Whether the folded word, or the first part of a hyphenated one, is a common given name."""
    given = _given()
    return word in given or word.partition("-")[0] in given


def gender_of_given(word: str) -> Gender | None:
    """The gender that a folded given name is mostly of, if it is known."""
    return _given().get(word) or _given().get(word.partition("-")[0])


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names can be one person's: equal, initial, short form or a slip of the pen."""
    if one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1]):
        return True
    known, genders = _nicknames(), {gender_of_given(one), gender_of_given(other)} - {None}
    if known.get(one, frozenset()) & known.get(other, frozenset()):
        return True
    return len(genders) < 2 and is_variant(one, other)


def core(name: tuple[str, ...]) -> tuple[str, ...]:
    """A person's folded name without a generational suffix."""
    return name[:-1] if len(name) > 1 and name[-1] in _generations() else name


def generation(name: tuple[str, ...]) -> str:
    """The folded generational suffix ("jr"), or an empty string."""
    return name[-1] if len(name) > 1 and name[-1] in _generations() else ""


@per_language
def _generations() -> frozenset[str]:
    return frozenset(fold(word) for word in load("titles")["generations"])


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two folded names of two words or more can be one person's: surname equal, given names compatible."""
    if generation(one) != generation(other):
        return False
    one, other = core(one), core(other)
    if min(len(one), len(other)) < 2:
        return False
    if one[-1] == other[-1]:
        return same_given(one[0], other[0])
    shorter = min(len(one[-1]), len(other[-1]))
    return one[0] == other[0] and shorter > TYPO_MIN and _within(one[-1], other[-1], 1)


def short_forms(name: tuple[str, ...]) -> list[str]:
    """Words that a person may go by besides the first and last of a folded name: inner names, "amin" of "al-amin"."""
    inner = [word for word in name[1:-1] if len(word) > INNER_MIN and word not in words("notnames", "particles")]
    article, _, rest = name[-1].partition("-")
    return [*inner, rest] if rest and article in words("notnames", "particles") else inner


def initials(name: tuple[str, ...]) -> str:
    """First letters of the folded words, without joints: ("world", "health", "organisation") -> "who"."""
    return "".join(
        part[0] for word in name if word not in words("notnames", "joints") for part in word.split("-") if part
    )


def acronyms(name: tuple[str, ...]) -> list[str]:
    """The acronyms that a folded name of two words or more may have."""
    if len(name) < 2:
        return []
    both = {initials(name), "".join(word[0] for word in name)}
    return sorted(short for short in both if len(short) > 1)


def is_contracted(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a folded name has initials in place of some words of a longer one, and the others as they are.

    ("east", "la") and ("east", "los", "angeles"); joints count for nothing.
    """
    joints = words("notnames", "joints")
    rest = [word for word in long if word not in joints]
    if not 1 < len(short) < len(rest):
        return False
    plain = at = 0
    for word in short:
        if at < len(rest) and word == rest[at]:
            plain, at = plain + 1, at + 1
        elif len(word) > 1 and initials(tuple(rest[at : at + len(word)])) == word:
            at += len(word)
        else:
            return False
    return plain > 0 and at == len(rest)


@lru_cache(maxsize=8192)
def signatures(word: str) -> tuple[str, ...]:
    """What a word shares with its misspellings: itself without one letter but the first, two in long words."""
    if len(word) < TYPO_MIN or len(word) > SPELT_MAX:
        return ()
    once = {word[:i] + word[i + 1 :] for i in range(1, len(word))} | {word}
    if len(word) < TYPOS_MIN:
        return tuple(sorted(once))
    return tuple(sorted(once | {part[:i] + part[i + 1 :] for part in once for i in range(1, len(part))}))


def _within(one: str, other: str, limit: int) -> bool:
    """Whether the edit distance, an exchange of neighbours counting once, is at most ``limit`` (Damerau 1964)."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
        before, previous = previous, row
    return previous[-1] <= limit


def is_people_of(people: str, place: str) -> bool:
    """Whether a folded word is made from a place's name for those who live there: "torvian" from "torvia"."""
    return place.endswith("a") and people == f"{place}n"


@lru_cache(maxsize=65536)
def is_variant(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name: a letter's difference, two in long names."""
    shorter = min(len(one), len(other))
    if shorter < TYPO_MIN or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    if len(one) == len(other) == TYPO_MIN and sorted(one) != sorted(other):
        return False  # another letter in a short name makes another name
    return _within(one, other, 2 if shorter >= TYPOS_MIN else 1)
