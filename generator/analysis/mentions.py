"""Mentions: where the article names somebody or something, with the evidence for what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from generator.analysis import gazetteer, names
from generator.analysis.lexicon import load, words
from generator.models import Article

# Entity labels that may name actors or places; the vote of the others says that a name is something else.
KINDS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "PRODUCT": "thing",
    "EVENT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
}
LONGEST = 12


@dataclass(slots=True)
class Mention:
    """One named mention: tokens ``[start, end)``, its text and folded key, and the words before it.

    ``kind`` is what the recogniser took it for, ``""`` where it saw nothing; ``address`` the honorific before it
    ("Mr"), ``office`` the tokens of the title before it ("Prime Minister").
    """

    start: int
    end: int
    text: str
    key: tuple[str, ...]
    kind: str
    address: str = ""
    office: tuple[int, int] | None = None
    extent: tuple[int, int] = field(default=(0, 0))


@dataclass(slots=True)
class Scene:
    """The article's tokens as plain lists, which are much faster to walk than a Doc."""

    doc: Doc
    words: list[str]
    kinds: list[str]
    tags: list[str]

    @classmethod
    def of(cls, doc: Doc) -> Scene:
        tokens = list(doc)
        return cls(
            doc,
            [t.text for t in tokens],
            [KINDS.get(t.ent_type_, t.ent_type_) for t in tokens],
            [t.tag_ for t in tokens],
        )


@cache
def _offices() -> dict[str, list[tuple[str, ...]]]:
    """Offices by their first folded word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for office in load("titles")["offices"]:
        parts = tuple(names.fold(word) for word in office.split())
        table.setdefault(parts[0], []).append(parts)
    return {first: sorted(found, key=len, reverse=True) for first, found in table.items()}


def _addresses() -> frozenset[str]:
    return words("titles", "male", "female", "neutral")


def is_cap(word: str) -> bool:
    """Whether a word begins like a name: a capital, or a small particle before one ("al-Assad", "iPhone")."""
    return word[:1].isupper() or any(c.isupper() for c in word[1:4])


def find(doc: Doc, article: Article) -> list[Mention]:
    """All named mentions of an article in order, not overlapping; none in its stamp."""
    scene = Scene.of(doc)
    found: list[Mention] = []
    stamps = [(region.start, region.end) for region in article.regions if region.kind == "stamp"]
    for start, end, kind in _spans(scene):
        for mention in _trim(scene, start, end, kind):
            if not any(a <= mention.extent[0] < b for a, b in stamps):
                found.append(mention)
    return found


def _spans(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Entities, and runs of proper nouns that the recogniser missed, in order."""
    at = 0
    for ent in scene.doc.ents:
        yield from _runs(scene, at, ent.start)
        kind = KINDS.get(ent.label_)
        if kind:
            yield ent.start, ent.end, kind
        at = ent.end
    yield from _runs(scene, at, len(scene.words))


def _runs(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at = start
    while at < end:
        stop = at
        while stop < end and scene.tags[stop] in ("NNP", "NNPS") and is_cap(scene.words[stop]):
            stop += 1
        if stop > at:
            yield at, stop, ""
        at = max(stop, at + 1)


def _trim(scene: Scene, start: int, end: int, kind: str) -> Iterator[Mention]:
    """The names in a span: split at line breaks, owners and commas, without titles and articles."""
    for first, last in _pieces(scene, start, end, kind):
        mention = _mention(scene, first, last, kind)
        if mention:
            yield mention


def _pieces(scene: Scene, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    at = start
    for i in range(start, end):
        word = scene.words[i]
        owner = word in ("'s", "’s") and _splits_owner(scene, at, i, end, kind)
        if (
            "\n" in word
            or owner
            or word in (",", ";", ":", "/", "—", "–", "--")
            or (kind == "person" and word == "and")
        ):
            if i > at:
                yield at, i
            at = i + 1
    if end > at:
        yield at, end


def _splits_owner(scene: Scene, start: int, at: int, end: int, kind: str) -> bool:
    """Whether a possessive parts two names ("Malaysia's Najib Razak") and is not part of one ("King's College")."""
    if at + 1 >= end or kind == "person":
        return True
    owner = " ".join(scene.words[start:at])
    return gazetteer.country_of(owner) is not None or gazetteer.is_place(owner)


def _mention(scene: Scene, start: int, end: int, kind: str) -> Mention | None:
    start, end = _shrink(scene, start, end)
    address, office = "", None
    while start < end:
        word = names.fold(scene.words[start])
        if _is_address(scene, start):
            address, start = scene.words[start], start + 1
        elif _is_regnal(scene, start, end):
            break
        elif (length := _office_at(scene, start, end, kind)) > 0:
            office, start = (start, start + length), start + length
        elif word in ("the", "a", "an", "former", "then", "ex", "and", "of"):
            start += 1
        else:
            break
    start, end = _shrink(scene, start, end)
    if start >= end or end - start > LONGEST:
        return None
    if not address and not office:
        address, office = _before(scene, start)
    extent = scene.doc[start].idx, scene.doc[end - 1].idx + len(scene.words[end - 1])
    text = scene.doc.text[extent[0] : extent[1]]
    folded = names.key(text)
    if not folded or not _is_name(scene, start, end, folded, kind):
        return None
    return Mention(start, end, text, folded, kind, address, office, extent)


def _shrink(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Without small words, marks and numbers at the edges."""
    while start < end and not (is_cap(scene.words[start]) and scene.words[start][0] not in "@#"):
        start += 1
    while end > start and not any(c.isalnum() for c in scene.words[end - 1]):
        end -= 1
    while end > start and (scene.words[end - 1] in ("'s", "’s", "'", "’") or scene.words[end - 1].islower()):
        end -= 1
        while end > start and not any(c.isalnum() for c in scene.words[end - 1]):
            end -= 1
    return start, end


def _is_address(scene: Scene, at: int) -> bool:
    word = scene.words[at].casefold()
    return word in _addresses() or f"{word}." in _addresses()


def _is_regnal(scene: Scene, start: int, end: int) -> bool:
    """Whether the title belongs to the name: "Queen Ada", "Pope Ada II"."""
    titles = load("titles")["regnal"]
    if scene.words[start] not in (*titles["m"], *titles["f"]) or end - start < 2:
        return False
    return end - start == 2 or all(names.generation(("x", names.fold(word))) for word in scene.words[start + 2 : end])


def _office_at(scene: Scene, start: int, end: int, kind: str) -> int:
    """How many tokens from ``start`` are an office before a person's name; 0 if none, or if it is part of the name."""
    folded = [names.fold(word) for word in scene.words[start : start + 4]]
    for office in _offices().get(folded[0], ()):
        if tuple(folded[: len(office)]) == office:
            rest = scene.words[start + len(office) : end]
            return len(office) if _can_be_person(rest) else 0
    return 0


def _can_be_person(rest: list[str]) -> bool:
    """Whether words after an office may be a person's name: capitalised, no word of an organisation."""
    if not rest or not is_cap(rest[0]):
        return False
    other = words("organizations", "words", "places")
    return not any(word.casefold() in other or word in ("of", "for") for word in rest)


def _before(scene: Scene, start: int) -> tuple[str, tuple[int, int] | None]:
    """The honorific or the office in the tokens right before a name."""
    if start and _is_address(scene, start - 1):
        return scene.words[start - 1], None
    for length in (3, 2, 1):
        first = start - length
        if first >= 0 and _office_at(scene, first, start + 1, "") == length and is_cap(scene.words[first]):
            return "", (first, start)
    return "", None


def _is_name(scene: Scene, start: int, end: int, folded: tuple[str, ...], kind: str) -> bool:
    whole = " ".join(scene.words[start:end]).casefold()
    if whole in words("notnames", "words") or all(word in words("notnames", "words") for word in folded):
        return gazetteer.state_of(" ".join(scene.words[start:end])) is not None
    if len(whole) < 2 or any(c in whole for c in "@#/\\_=<>|{}"):
        return False
    return not whole.replace(".", "").replace(",", "").isdigit()
