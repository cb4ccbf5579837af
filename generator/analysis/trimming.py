"""What stands before and behind a name in a span: titles, articles, marks, roles."""

from __future__ import annotations

from generator.analysis import bodies, gazetteer, names, organizations
from generator.analysis.lexicon import load, per_language, words
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_address, is_cap, is_generic, is_possessive, is_role, offices, titles_before

# Titles that the recogniser takes for the end of the name before them.
ABBREVIATED = frozenset(["Sen", "Sen.", "Rep", "Rep.", "Gov", "Gov.", "Gen", "Gen.", "Senator", "Governor"])
# So many words before a name are looked at for titles ("Emeritus Professor Sir").
TITLES_MAX = 8


def shrink(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Without small words, marks, numbers and words of captions at the edges."""
    openers = words("notnames", "labels", "openers")
    while start < end and (not is_cap(scene.words[start]) or scene.words[start].casefold() in openers):
        if organizations.is_acronym(scene.words[start]):
            break
        start += 1
    start, closers = _without_article(scene, start, end), words("notnames", "labels", "closers")
    while end > start and (not _is_end(scene, end - 1) or scene.words[end - 1].casefold() in closers):
        end -= 1
    return start, end


def _without_article(scene: Scene, start: int, end: int) -> int:
    """Past the article that a sentence begins with ("La France"), unless it is the name's own ("La Haye")."""
    if end - start < 2 or scene.words[start].lower() not in words("grammar", "articles"):
        return start
    if not bodies.follow_noun() or gazetteer.is_place(_between(scene, start, end)):
        return start
    return start + 1


def _between(scene: Scene, start: int, end: int) -> str:
    first, last = scene.extent(start, end)
    return scene.text[first:last]


def _is_end(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    if at > 1 and scene.words[at - 1] == "-" and scene.joined(at):
        return True
    return any(c.isalnum() for c in word) and not is_possessive(word) and not word.islower()


def strip_titles(scene: Scene, start: int, end: int, kind: str) -> tuple[int, str, bool]:
    """The start of the name behind its titles, the form of address, and whether there was an office."""
    address, titled = "", False
    while start < end:
        if is_regnal(scene, start, end):
            titled = True
            break
        length = office_at(scene, start, end)
        if is_address(scene.words[start]) and (kind != "organization" or can_be_person(scene.words[start + 1 : end])):
            address, start = scene.words[start], start + 1
        elif length and (kind == "person" or can_be_person(scene.words[start + length : end])):
            titled, start = True, start + length
        elif (
            end - start > 1 and is_role(scene.words[start]) and (kind == "person" or is_given_at(scene, start + 1, end))
        ):
            titled, start = True, start + 1
        elif kind == "person" and end - start > 1 and _is_firms(scene, start):
            start += 1
        else:
            break
    return start, address, titled


def _is_firms(scene: Scene, at: int) -> bool:
    """Whether a sentence begins with the noun of a firm: "Retailer Gull"."""
    return scene.opens(at) and scene.words[at].lower() in words("context", "organization")


def titles_from(scene: Scene, start: int) -> int:
    """Where the titles right before a name begin; its own start if there are none, or they are the end of a phrase.

    "Minister Holm" is no form of "Foreign Affairs Minister Holm", but "President Holm" is one of "US President Holm".
    """
    first = max(0, start - TITLES_MAX)
    at = start - titles_before(scene.words[first:start])
    if at == start or is_address(scene.words[at]) or at == 0 or scene.opens(at):
        return at
    before = scene.words[at - 1]
    joined = before == "-" or (scene.tags[at - 1] in ("NNP", "NNPS") and scene.ents[at - 1] not in ("GPE", "NORP"))
    return start if joined and gazetteer.state_of(before) is None and not gazetteer.is_place(before) else at


def is_given_at(scene: Scene, at: int, end: int) -> bool:
    return at < end and names.is_given(names.fold(scene.words[at])) and is_cap(scene.words[at])


def is_regnal(scene: Scene, start: int, end: int) -> bool:
    """Whether the title belongs to the name: "Queen Ada", "Pope Ada II"."""
    if end - start < 2 or scene.words[start] not in _regnal():
        return False
    return end - start == 2 or all(names.generation(("", names.fold(word))) for word in scene.words[start + 2 : end])


@per_language
def _regnal() -> frozenset[str]:
    titles = load("titles")["regnal"]
    return frozenset((*titles["m"], *titles["f"]))


def office_at(scene: Scene, start: int, end: int) -> int:
    """How many tokens from ``start``, ending before ``end``, are an office; 0 if none."""
    found = offices().get(names.fold(scene.words[start]), ())
    if not found:
        return 0
    folded = [names.fold(word) for word in scene.words[start : min(end, start + 5)]]
    return next((len(office) for office in found if tuple(folded[: len(office)]) == office), 0)


def can_be_person(rest: list[str]) -> bool:
    """Whether the words after an office may be a person's name: capitalised, none of them an organisation's."""
    return bool(rest) and is_cap(rest[0]) and not any(is_generic(word) or word in ("of", "for", "and") for word in rest)


def strip_role(scene: Scene, start: int, end: int, kind: str) -> int:
    """The end of an organisation's name without the role of somebody in it ("Home Office minister")."""
    if kind == "person":
        return (
            end - 1
            if end - start > 1 and office_at(scene, end - 1, end) and scene.words[end - 1] in ABBREVIATED
            else end
        )
    cut = next((n for n in (3, 2, 1) if end - n >= start and office_at(scene, end - n, end + 1) == n + 1), 0)
    if cut or end - start < 2 or not is_role(scene.words[end - 1]) or is_generic(scene.words[end - 1]):
        return end - cut
    longest = max((n for n in (4, 3, 2, 1) if end - n >= start and office_at(scene, end - n, end) == n), default=1)
    return end - longest
