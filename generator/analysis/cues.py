"""The lexicon of attributions: words that mark who said something, and nouns of those that say it."""

from __future__ import annotations

from enum import IntEnum

from generator.analysis.lexicon import load, per_language


class Cue(IntEnum):
    """Classes of words that may carry an attribution, weakest evidence first (see ``data/cues.yml``).

    ``SOURCE`` is "according to".
    """

    NONE = 0
    VERB = 1
    MANNER = 2
    JUDGE = 3
    CLAIM = 4
    WRITE = 5
    SAY = 6
    SOURCE = 7


class Voice(IntEnum):
    """Classes of nouns that may be a speaker (see ``data/speakers.yml``)."""

    NONE = 0
    PERSON = 1
    CROWD = 2
    BODY = 3
    DOCUMENT = 4


def _read(name: str) -> dict[str, list[str]]:
    return {kind: words.split() for kind, words in load(name).items() if isinstance(words, str)}


@per_language
def _cues() -> dict[str, Cue]:
    raw = _read("cues")
    return {lemma: cue for cue in Cue if Cue.VERB < cue < Cue.SOURCE for lemma in raw[cue.name.lower()]}


@per_language
def _voices() -> dict[str, Voice]:
    raw = _read("speakers")
    return {lemma: voice for voice in reversed(Voice) if voice for lemma in raw[voice.name.lower()]}


def cue_class(lemma: str) -> Cue:
    """The class of a verb's lemma; ``Cue.VERB`` for one that the lexicon does not hold."""
    return _cues().get(lemma, Cue.VERB)


@per_language
def _addressed() -> frozenset[str]:
    return frozenset(_read("cues")["addressed"])


def takes_listener(lemma: str) -> bool:
    """Whether what follows the verb is who was spoken to ("told reporters"), never who spoke."""
    return lemma in _addressed()


def voice_class(lemma: str) -> Voice:
    """What kind of speaker the noun names; ``Voice.NONE`` if none that the lexicon holds."""
    return _voices().get(lemma, Voice.NONE)
