"""Bodies whose names begin with a common noun, and peoples in small letters: where qualifiers follow the noun (French).

"le ministère de la Santé", "la Compagnie portuaire de Kelmouth", "les soldats français". The recogniser sees parts of
them, if any. In languages whose qualifiers stand first (English) there are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import gazetteer
from generator.analysis.cues import Voice, voice_class
from generator.analysis.lexicon import load, words
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_address, is_cap

# "la fédération des syndicats de pêcheurs de Kelmouth": complements, and words in each.
COMPLEMENTS, COMPLEMENT_WORDS = 3, 5
_KEPT = "bodies"
_NOUNS = ("NN", "NNS", "NNP", "JJ", "HYPH")


def follow_noun() -> bool:
    """Whether qualifiers stand behind their noun in the language that is spoken."""
    return bool(load("grammar")["qualifiers"] == "after")


def find(scene: Scene) -> dict[int, int]:
    """Of each such name its first token and where it ends, in order, not overlapping; found once and kept."""
    if not follow_noun():
        return {}
    if _KEPT not in scene.doc.user_data:
        scene.doc.user_data[_KEPT] = _find(scene)
    found: dict[int, int] = scene.doc.user_data[_KEPT]
    return found


def _find(scene: Scene) -> dict[int, int]:
    found: dict[int, int] = {}
    last = 0
    for at, word in enumerate(scene.words):
        if at >= last and word.casefold() in words("organizations", "heads") and (end := _end(scene, at)):
            found[at] = last = end
    return found


def _end(scene: Scene, start: int) -> int:
    """The end of the name that the noun at ``start`` begins; 0 if it is just that noun."""
    named = is_cap(scene.words[start]) and not scene.opens(start)
    at, end = start + 1, 0
    while at < len(scene.words) and _qualifies(scene, start, at, named=named):
        at += 1
        end = at if named or is_cap(scene.words[at - 1]) else 0
    for _ in range(COMPLEMENTS):
        stop, proper = _complement(scene, at)
        if not stop:
            break
        at, end = stop, stop if proper or named else end
    return end


def _qualifies(scene: Scene, start: int, at: int, *, named: bool) -> bool:
    word = scene.words[at]
    if scene.tags[at] == "JJ":
        return word.islower() or is_cap(word)
    if scene.ents[start] == scene.ents[at] == "ORG" and word.isalpha() and scene.tags[at].startswith("V"):
        return True  # an adjective that the tagger does not know ("portuaire")
    return named and scene.tags[at] == "NNP" and scene.ents[at] in ("ORG", "")


def _complement(scene: Scene, at: int) -> tuple[int, bool]:
    """The end of "de la Santé", and whether it holds a capitalised word; ``0`` if no complement begins here."""
    if scene.word(at).lower() not in words("grammar", "links"):
        return 0, False
    first = at + 1 + (scene.word(at + 1).lower() in words("grammar", "articles"))
    if is_cap(scene.word(first)) and scene.word(first).casefold() in words("organizations", "heads"):
        return 0, False  # "le conseil d'administration de la Compagnie ...": the Compagnie has the name
    stop = first
    while stop < min(len(scene.words), first + COMPLEMENT_WORDS) and _belongs(scene, stop):
        stop += 1
    proper = [i for i in range(first, stop) if is_cap(scene.words[i])]
    if proper:
        stop = proper[-1] + 1
        while stop < len(scene.words) and scene.tags[stop] == "JJ" and scene.words[stop].islower():
            stop += 1
    return (stop, bool(proper)) if stop > first else (0, False)


def _belongs(scene: Scene, at: int) -> bool:
    if scene.ents[at] == "PERSON" or is_address(scene.words[at]):
        return False
    return scene.tags[at] in _NOUNS and scene.words[at].casefold() not in words("notnames", "labels")


def peoples(scene: Scene) -> Iterator[int]:
    """Tokens that name a people or qualify somebody by it: "les Français", "l'armée française"; no language or dish."""
    if not load("grammar")["small_demonyms"]:
        return
    for at, word in enumerate(scene.words):
        if gazetteer.demonym_state(word) is None:
            continue
        if is_cap(word) or (scene.tags[at] == "JJ" and _is_somebody(scene, at - 1)):
            yield at


def _is_somebody(scene: Scene, at: int) -> bool:
    """Whether the noun before an adjective of nationality names those who act: "soldats", "gouvernement"."""
    while at > 0 and scene.tags[at] == "JJ":
        at -= 1
    if at < 0 or not scene.tags[at].startswith("NN"):
        return False
    lemma: str = scene.doc[at].lemma_.lower()
    voices = {voice_class(lemma), voice_class(scene.words[at].lower())}
    return bool(voices - {Voice.NONE, Voice.DOCUMENT}) or lemma in words("context", "national")
