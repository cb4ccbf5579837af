"""What comes nearest to an editor's words that are not there, as the end of a message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.text import paragraphs, sentences, squeeze

# Candidates that a message names; how many it lists where none is near; how much of each is shown, in characters.
_NAMED, _LISTED, _SHOWN = 2, 4, 80
# How many candidates are looked at; how much of each and of the words, in characters; how many of them closely.
_LOOKED_AT, _READ, _CLOSELY = 2000, 400, 8
# How many of the words' runs of three characters a candidate must have (0-1), and how like them its nearest stretch
# must be (0-1, difflib's ratio): chosen so that a word put wrong is found and an unrelated sentence is not.
_SHARED, _LIKENESS = 0.35, 0.62
# By how much a stretch must be liker than the whole sentence to be told in its place.
_WHOLE = 0.15


def hint(words: str, candidates: Iterable[str]) -> str:
    """The candidates that come nearest to some words; where none does, the first that there are."""
    known = list(dict.fromkeys(squeeze(one) for one in islice(candidates, _LOOKED_AT)))
    near = _near(words, ((one, one) for one in known))
    if near or not known:
        return _told("nearest", near, 0) if near else "; there is none"
    return _told("there are" if len(known) > 1 else "there is", known[:_LISTED], len(known) - _LISTED)


def hint_in(text: str, words: str) -> str:
    """The stretches of an article that come nearest to some words, each as it stands there."""
    near = _near(words, ((stretch, one) for one in _sentences(text) for stretch in _stretches(one, words)))
    return _told("nearest", near, 0) if near else "; nothing there comes near"


def _told(what: str, shown: list[str], more: int) -> str:
    joined = (" or " if what == "nearest" else ", ").join(f"'{_short(one)}'" for one in shown)
    return f"; {what}: {joined}{f' and {more} more' if more > 0 else ''}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _sentences(text: str) -> Iterator[str]:
    found = (squeeze(text[slice(*extent)]) for block in paragraphs(text) for extent in sentences(text, *block))
    return islice(found, _LOOKED_AT)


def _stretches(sentence: str, words: str) -> Iterator[str]:
    """Stretches of a sentence that are about as long as some words; the sentence itself, if it is not much longer."""
    pieces, size, marks = sentence[:_READ].split(), len(words.split()), ",;:" if words.endswith(".") else ".,;:"
    if _shared(words, sentence) < _SHARED:
        return
    if len(pieces) <= 2 * size + 2:
        yield sentence
    for length in sorted({max(1, size - 1), size, size + 1 + size // 4}):
        yield from (" ".join(pieces[at : at + length]).rstrip(marks) for at in range(max(1, len(pieces) - length + 1)))


def _near(words: str, candidates: Iterable[tuple[str, str]]) -> list[str]:
    """The likest of candidates, each given with what it is a part of, of which one is named."""
    folded = _folded(words)
    sharing = {}
    for one, whole in candidates:
        share = _shared(words, one)
        if share >= _SHARED:
            sharing[one] = (share, whole)
    matcher, found = difflib.SequenceMatcher(autojunk=False), dict[str, tuple[float, str]]()
    matcher.set_seq2(folded)
    for one in sorted(sharing, key=lambda one: -sharing[one][0])[: _CLOSELY * _NAMED]:
        matcher.set_seq1(_folded(one))
        whole = sharing[one][1]
        likeness = 1.0 if folded and folded in _folded(one) else matcher.ratio()
        if likeness < _LIKENESS:
            continue
        likeness += _WHOLE * (one == whole)
        if likeness > found.get(whole, (0.0, ""))[0]:
            found[whole] = likeness, one
    return [one for _, one in sorted(found.values(), key=lambda pair: -pair[0])[:_NAMED]]


def _folded(text: str) -> str:
    """Letters, digits and blanks alone, so that marks and case do not count."""
    plain = "".join(char if char.isalnum() else " " for char in text[:_READ].casefold())
    return squeeze(plain)


def _shared(words: str, candidate: str) -> float:
    """The share of the words' runs of three characters that a candidate has, too."""
    wanted = _runs(words)
    return len(wanted & _runs(candidate)) / len(wanted)


def _runs(text: str) -> set[str]:
    padded = f" {_folded(text)} "
    return {padded[at : at + 3] for at in range(max(1, len(padded) - 2))}
