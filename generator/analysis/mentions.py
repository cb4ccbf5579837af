"""Mentions: where the article names somebody or something."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import bodies, gazetteer, names, organizations
from generator.analysis.lexicon import words
from generator.analysis.scene import Scene
from generator.analysis.shapes import are_titles, is_address, is_cap, is_generic, is_role, is_shaped
from generator.analysis.spans import BODY, pieces, spans
from generator.analysis.trimming import is_regnal, office_at, shrink, strip_role, strip_titles, titles_from
from generator.models import Article

# A name has no more words than this; what is longer is a heading or a slip of the recogniser.
LONGEST = 12
# What no name has in it, but addresses and code have.
_SIGNS = frozenset("@#/\\_=<>|{}")


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens ``[start, end)`` that state a role, and how ("title", "apposition", "relative", "letters")."""

    start: int
    end: int
    how: str


@dataclass(slots=True)
class Mention:
    """One named mention: tokens ``[start, end)`` and characters ``extent``, its text and folded key.

    ``kind`` is what the recogniser took it for, ``""`` where it saw nothing; ``address`` the form of address before
    it ("Mr"), ``titled`` that there was an office, ``formal`` the text with all titles right before it ("Prime
    Minister Holm"); ``generic`` that it names nobody by itself ("the University") and ``definite`` that an article
    stands before such a word; ``role`` is the role stated with it.
    """

    start: int
    end: int
    extent: tuple[int, int]
    text: str
    key: tuple[str, ...]
    kind: str
    address: str = ""
    titled: bool = False
    formal: str = ""
    generic: bool = False
    definite: bool = False
    role: Role | None = None


def find(scene: Scene, article: Article) -> list[Mention]:
    """All named mentions of an article in order, not overlapping; none in its stamp.

    In headings In Title Case only names are found that the article has elsewhere, and given names before them.
    """
    stamp = max((region.end for region in article.regions if region.kind == "stamp"), default=0)
    found = [mention for mention in _with_peoples(scene, list(_all(scene))) if mention.extent[0] >= stamp]
    if not scene.headings:
        return found
    prose = [mention for mention in found if not _is_within(mention, scene.headings)]
    known = {mention.key for mention in prose if not mention.generic}
    full = {mention.key for mention in found if mention.key[-1:] in known and is_shaped(mention.text)}
    again = [mention for mention in _repeated(scene, known | full) if mention.extent[0] >= stamp]
    return sorted([*prose, *again], key=lambda mention: mention.start)


def _all(scene: Scene) -> Iterator[Mention]:
    for start, end, kind in spans(scene):
        if kind == BODY:
            yield _as_it_stands(scene, start, end, "organization")
            continue
        for first, last in pieces(scene, start, end, kind):
            mention = _mention(scene, first, last, kind)
            if mention:
                yield mention


def _as_it_stands(scene: Scene, start: int, end: int, kind: str) -> Mention:
    extent = scene.extent(start, end)
    text = scene.text[extent[0] : extent[1]]
    return Mention(start, end, extent, text, names.key(text), kind, formal=text)


def _with_peoples(scene: Scene, found: list[Mention]) -> list[Mention]:
    """The mentions with the demonyms that are no part of any; see ``bodies``."""
    taken = {at for mention in found for at in range(mention.start, mention.end)}
    more = [_as_it_stands(scene, at, at + 1, "group") for at in bodies.peoples(scene) if at not in taken]
    return sorted([*found, *more], key=lambda mention: mention.start) if more else found


def _is_within(mention: Mention, extents: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(extents, mention.extent[0], key=lambda extent: extent[0]) - 1
    return at >= 0 and mention.extent[0] < extents[at][1]


def _repeated(scene: Scene, known: set[tuple[str, ...]]) -> Iterator[Mention]:
    """Known names where they stand in headings, longest first."""
    longest = max((len(key) for key in known), default=0)
    for start, end in scene.headings:
        at, stop = bisect_left(scene.starts, start), bisect_left(scene.starts, end)
        while at < stop:
            size = next((n for n in range(min(longest, stop - at), 0, -1) if scene.key(at, at + n) in known), 0)
            if size and is_cap(scene.words[at]):
                extent = scene.extent(at, at + size)
                text = scene.text[extent[0] : extent[1]]
                yield Mention(at, at + size, extent, text, names.key(text), "", formal=text)
            at += max(size, 1)


def _mention(scene: Scene, start: int, end: int, kind: str) -> Mention | None:
    """The name in a span, without what stands before and behind it."""
    start, end = shrink(scene, start, end)
    start, address, titled = strip_titles(scene, start, end, kind)
    end = strip_role(scene, start, end, kind)
    start, end = shrink(scene, start, end)
    if start >= end or end - start > LONGEST:
        return None
    if start and is_regnal(scene, start - 1, end):
        start, titled = start - 1, True
    if not address and start and is_address(scene.words[start - 1]):
        address = scene.words[start - 1]
    extent = scene.extent(start, end)
    text = scene.text[extent[0] : extent[1]]
    key = names.key(text)
    if not key or not _is_name(text, key, kind) or not _is_used(scene, start, text, key):
        return None
    generic = len(key) == 1 and is_generic(text) and kind != "person" and not address
    titles = scene.text[scene.starts[titles_from(scene, start)] : extent[0]]
    formal = titles + text if are_titles(titles) else text
    definite = generic and _is_definite(scene, start)
    return Mention(start, end, extent, text, key, kind, address, titled, formal, generic, definite)


def _is_definite(scene: Scene, start: int) -> bool:
    return start > 0 and scene.words[start - 1].lower() in words("grammar", "articles")


def _is_used(scene: Scene, start: int, text: str, key: tuple[str, ...]) -> bool:
    """Whether a word that is no name in itself is used as one: "the Church", but not the "QC" of "Ada Holm, QC"."""
    before = scene.words[start - 1] if start else ""
    if (
        len(key) == 1
        and key[0] in words("notnames", "words")
        and organizations.known(text, key) is None
        and is_generic(text)
    ):
        return _is_definite(scene, start)
    if len(key) == 1 and gazetteer.demonym_state(text):
        return not _is_modifier(scene, start)
    return not (before == "," and text.isupper() and text.casefold() in words("titles", "after"))


def _is_modifier(scene: Scene, at: int) -> bool:
    """Whether a demonym belongs to a name that follows ("Swiss Cottage") or means a language ("in French")."""
    if at + 1 >= len(scene.words):
        return False
    after, tag = scene.words[at + 1], scene.tags[at + 1]
    if scene.words[at - 1].lower() in ("in", "into", "speak", "speaks", "spoke", "speaking") and not tag.startswith(
        ("NN", "JJ")
    ):
        return not tag.startswith("HYPH")
    named = tag in ("NNP", "NNPS") and is_cap(after) and scene.ents[at + 1] != "PERSON"
    return named and not is_role(after) and not office_at(scene, at + 1, at + 5)


def _is_name(text: str, key: tuple[str, ...], kind: str) -> bool:
    if gazetteer.state_of(text) is not None or organizations.known(text, key) is not None:
        return True
    whole = " ".join(text.casefold().split())
    if (kind == "person" and any(c.isdigit() for c in text)) or names.generation(("", *key[:1])):
        return False
    if len(whole) < 2 or _is_banned(whole) or not _SIGNS.isdisjoint(whole):
        return False
    if len(key) == 1 and (is_role(text) or key[0].endswith(("ism", "phobia"))):
        return False
    return any(c.isalpha() for c in whole) and not all(word in words("notnames", "labels", "openers") for word in key)


def _is_banned(whole: str) -> bool:
    return whole in words("notnames", "words") and not is_generic(whole)
