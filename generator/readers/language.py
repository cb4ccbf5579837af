"""The language of a text by its small words, where a format does not say it: told only when there is no doubt."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from generator.readers import words

# Of so long a beginning the words are counted; a text of fewer words tells nothing.
LOOKED_AT, FEWEST = 6000, 40
# Small words make up a third of running text. Other languages share some of them.
SHARE, LEAD = 0.15, 3.0
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _languages() -> dict[str, tuple[str, ...]]:
    """Each small word and the languages that have it."""
    found: dict[str, list[str]] = {}
    for lang, listed in words.table("languages").items():
        for word in listed:
            found.setdefault(word, []).append(lang)
    return {word: tuple(langs) for word, langs in found.items()}


def of(text: str) -> str | None:
    """The ISO 639 code, or ``None`` where the text is too short or looks like several languages, or like none known."""
    found = [match[0].lower() for match in _WORD.finditer(text, 0, LOOKED_AT)]
    if len(found) < FEWEST:
        return None
    known = _languages()
    counts = Counter(lang for word in found for lang in known.get(word, ()))
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= SHARE * len(found) and most >= LEAD * next_most else None
