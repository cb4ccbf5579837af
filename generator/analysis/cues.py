"""The lexicon of cues: words that mark who said something."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "cues.yml"


class Cue(IntEnum):
    """Classes of words that may carry an attribution, weakest evidence first (see ``data/cues.yml``)."""

    NONE = 0
    VERB = 1
    MANNER = 2
    JUDGE = 3
    CLAIM = 4
    WRITE = 5
    SAY = 6
    SOURCE = 7


@cache
def _lexicon() -> tuple[dict[str, Cue], frozenset[str]]:
    raw: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    classes = {lemma: cue for cue in Cue if cue > Cue.VERB for lemma in raw[cue.name.lower()].split()}
    return classes, frozenset(raw["words"].split())


def verb_class(lemma: str) -> Cue:
    """The class of a verb's lemma, or of "according"; ``Cue.VERB`` for one that the lexicon does not hold."""
    return _lexicon()[0].get(lemma, Cue.VERB)


def is_words_noun(lemma: str) -> bool:
    """Whether the noun stands for words that were spoken or written ("statement", "tweet")."""
    return lemma in _lexicon()[1]
