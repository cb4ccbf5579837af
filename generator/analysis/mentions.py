"""Mentions: where the article names somebody or something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from generator.analysis import gazetteer, names, organizations
from generator.analysis.lexicon import load, words
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_address, is_cap, is_generic, is_possessive, is_role, is_shaped, offices
from generator.models import Article

# Entity labels that may name actors or places, and those which say that a name is something else.
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
# A name has no more words than this; what is longer is a heading or a slip of the recogniser.
LONGEST = 12
# Titles that the recogniser takes for the end of the name before them.
ABBREVIATED = frozenset(["Sen", "Sen.", "Rep", "Rep.", "Gov", "Gov.", "Gen", "Gen.", "Senator", "Governor"])
SEPARATORS = frozenset([",", ";", ":", "/", "—", "–", "--", "(", ")", "[", "]", '"', "“", "”", "|", "•", "…", "..."])


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
    it ("Mr"), ``titled`` that there was an office; ``generic`` that it names nobody by itself ("the University");
    ``role`` is the role stated with it.
    """

    start: int
    end: int
    extent: tuple[int, int]
    text: str
    key: tuple[str, ...]
    kind: str
    address: str = ""
    titled: bool = False
    generic: bool = False
    role: Role | None = None


def find(scene: Scene, article: Article) -> list[Mention]:
    """All named mentions of an article in order, not overlapping; none in its stamp.

    In headings In Title Case only names are found that the article has elsewhere, and given names before them.
    """
    stamp = max((region.end for region in article.regions if region.kind == "stamp"), default=0)
    found = [mention for mention in _all(scene) if mention.extent[0] >= stamp]
    if not scene.headings:
        return found
    prose = [mention for mention in found if not _is_within(mention, scene.headings)]
    known = {mention.key for mention in prose if not mention.generic}
    full = {mention.key for mention in found if mention.key[-1:] in known and is_shaped(mention.text)}
    again = [mention for mention in _repeated(scene, known | full) if mention.extent[0] >= stamp]
    return sorted([*prose, *again], key=lambda mention: mention.start)


def _all(scene: Scene) -> Iterator[Mention]:
    for start, end, kind in _spans(scene):
        for first, last in _pieces(scene, start, end, kind):
            mention = _mention(scene, first, last, kind)
            if mention:
                yield mention


def _is_within(mention: Mention, extents: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= mention.extent[0] < end for start, end in extents)


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
                yield Mention(at, at + size, extent, text, names.key(text), "")
            at += max(size, 1)


def _spans(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Entities, grown by what the recogniser cut off, and runs of capitalised words that it missed, in order."""
    may = _may_name(scene)
    at = 0
    for ent in scene.doc.ents:
        if ent.label_ not in KINDS or ent.end <= at:
            continue
        start, end = _grown(scene, ent, at)
        yield from _runs(may, at, start)
        yield start, end, KINDS[ent.label_]
        at = end
    yield from _runs(may, at, len(may))


def _may_name(scene: Scene) -> list[bool]:
    """For each token whether it may belong to a name: a proper noun, or a word that is part of a name elsewhere."""
    named = {word for word, label in zip(scene.words, scene.ents, strict=True) if label in ("PERSON", "ORG")}
    named = {word for word in named if word.lower() not in scene.counts}
    return [
        (tag == "NNP" or tag == "NNPS" or word in named or organizations.is_acronym(word))
        and (not label or label in KINDS)
        and is_cap(word)
        for word, tag, label in zip(scene.words, scene.tags, scene.ents, strict=True)
    ]


def _runs(may: list[bool], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at = start
    while at < end:
        stop = at
        while stop < end and may[stop]:
            stop += 1
        if stop > at:
            yield at, stop, ""
        at = max(stop, at + 1)


def _grown(scene: Scene, ent: Span, floor: int) -> tuple[int, int]:
    """An entity with the given name before it, the rest of a hyphenated name, or "of ..." after it."""
    start, end = ent.start, ent.end
    if ent.label_ in ("PERSON", "GPE") and start > floor and not scene.ents[start - 1]:
        before = scene.words[start - 1]
        given = names.is_given(names.fold(before)) or (end - start == 1 and not scene.opens(start - 1))
        if (
            scene.tags[start - 1] == "NNP"
            and given
            and is_cap(before)
            and not is_role(before)
            and not is_address(before)
        ):
            start -= 1
    size = len(scene.words)
    while end + 1 < size and _is_hyphenated(scene, end):
        end += 2
    if ent.label_ == "PERSON":
        while end < size and end - start < 4 and _goes_on(scene, end):
            end += 1
    elif is_generic(scene.words[end - 1]) and scene.words[end - 1][0].isupper():
        end = _complement(scene, end)
    return start, end


def _is_hyphenated(scene: Scene, at: int) -> bool:
    """Whether a hyphen and a further part of the name follow ("Lee Min-ho"), and no "-led" or "-based"."""
    if scene.words[at] != "-" or not (scene.joined(at) and scene.joined(at + 1)) or scene.ents[at + 1]:
        return False
    tail = scene.words[at + 1].casefold()
    return tail not in words("notnames", "tails") and not tail.endswith(("ing", "ed"))


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a person's name that the recogniser ended before ``at`` goes on there."""
    word = scene.words[at]
    if scene.tags[at] != "NNP" or scene.ents[at] or not is_cap(word) or is_role(word):
        return False
    if is_generic(word) or office_at(scene, at, at + 5) or gazetteer.state_of(word) is not None:
        return False
    return word.casefold() not in words("notnames", "closers", "openers")


def _complement(scene: Scene, end: int) -> int:
    """The end of an organisation's name with its "of ..." or "for the ..."."""
    at = end
    if at < len(scene.words) and scene.words[at] in ("of", "for"):
        at += 1
        if at < len(scene.words) and scene.words[at] == "the":
            at += 1
        stop = at
        while stop < len(scene.words) and is_cap(scene.words[stop]) and scene.tags[stop] in ("NNP", "NNPS"):
            stop += 1
        if stop > at and scene.ents[at] not in ("PERSON", "DATE"):
            return _complement(scene, stop)
    return end


def _pieces(scene: Scene, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """The spans of single names in a span: split at line breaks, marks, owners, and titles inside."""
    at = start
    for i in range(start, end):
        word = scene.words[i]
        if _parts(scene, at, i, end, kind):
            if i > at:
                yield at, i
            at = i + 1
        elif i == at and kind == "person" and i + 1 < end and organizations.known(word, names.key(word)) is not None:
            at = i + 1
        elif i > at and is_role(word) and _is_given_at(scene, i + 1, end):
            yield at, i + 1
            at = i + 1
        elif (i == end - 1 and i > at and kind == "organization" and _is_channel(scene, at, i)) or (
            i == end - 2 and i - at > 1 and kind == "organization" and _is_somebody(scene, i, end)
        ):
            yield at, i
            at = i
    if end > at:
        yield at, end


def _is_given_at(scene: Scene, at: int, end: int) -> bool:
    return at < end and names.is_given(names.fold(scene.words[at])) and is_cap(scene.words[at])


def _is_channel(scene: Scene, start: int, at: int) -> bool:
    """Whether a firm of one word stands behind another's name ("Gull Trust Facebook page")."""
    word, before = scene.words[at], " ".join(scene.words[start:at])
    return (
        organizations.known(word, names.key(word)) is not None
        and gazetteer.state_of(before) is None
        and not is_generic(word)
    )


def _is_somebody(scene: Scene, at: int, end: int) -> bool:
    """Whether the last two words of an organisation's name are a person's: "... Gull Trust Ada Holm"."""
    return _is_given_at(scene, at, end) and is_cap(scene.words[at - 1]) and _can_be_person(scene.words[at:end])


def _parts(scene: Scene, start: int, at: int, end: int, kind: str) -> bool:
    """Whether the token at ``at`` stands between two names."""
    word = scene.words[at]
    if word in SEPARATORS or "\n" in word or (word == "-" and kind != "organization" and not scene.joined(at)):
        return True
    if word in ("and", "&", "or", "of", "the") and kind == "person":
        return True
    if word == "of" and is_shaped(" ".join(scene.words[start:at])):
        return True
    if kind == "person" and at > start and word.casefold() in words("notnames", "breaks") and is_cap(word):
        return True
    if word in ("the", "The") and at > start:
        return is_cap(scene.words[at - 1])
    return is_possessive(word) and _splits_owner(scene, start, at, end, kind)


def _splits_owner(scene: Scene, start: int, at: int, end: int, kind: str) -> bool:
    """Whether a possessive parts two names ("Malaysia's Ada Holm") and is not part of one ("King's College")."""
    if at + 1 >= end or kind == "person" or _is_given_at(scene, at + 1, end):
        return True
    owner = " ".join(scene.words[start:at])
    return gazetteer.country_of(owner) is not None or gazetteer.is_place(owner)


def _mention(scene: Scene, start: int, end: int, kind: str) -> Mention | None:
    """The name in a span, without what stands before and behind it."""
    start, end = _shrink(scene, start, end)
    start, address, titled = _strip_titles(scene, start, end, kind)
    end = _strip_role(scene, start, end, kind)
    start, end = _shrink(scene, start, end)
    if start >= end or end - start > LONGEST:
        return None
    if not address and start and is_address(scene.words[start - 1]):
        address = scene.words[start - 1]
    extent = scene.extent(start, end)
    text = scene.text[extent[0] : extent[1]]
    key = names.key(text)
    if not key or not _is_name(text, key, kind) or not _is_used(scene, start, text, key):
        return None
    return Mention(start, end, extent, text, key, kind, address, titled, _is_generic(text, key, kind, address))


def _is_generic(text: str, key: tuple[str, ...], kind: str, address: str) -> bool:
    return len(key) == 1 and is_generic(text) and kind != "person" and not address


def _shrink(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Without small words, marks, numbers and words of captions at the edges."""
    closers, openers = words("notnames", "labels", "closers"), words("notnames", "labels", "openers")
    while start < end and (not is_cap(scene.words[start]) or scene.words[start].casefold() in openers):
        if organizations.is_acronym(scene.words[start]):
            break
        start += 1
    while end > start and (not _is_end(scene, end - 1) or scene.words[end - 1].casefold() in closers):
        end -= 1
    return start, end


def _is_end(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    if at > 1 and scene.words[at - 1] == "-" and scene.joined(at):
        return True
    return any(c.isalnum() for c in word) and not is_possessive(word) and not word.islower()


def _strip_titles(scene: Scene, start: int, end: int, kind: str) -> tuple[int, str, bool]:
    """The start of the name behind its titles, the form of address, and whether there was an office."""
    address, titled = "", False
    while start < end:
        if _is_regnal(scene, start, end):
            break
        length = office_at(scene, start, end)
        if is_address(scene.words[start]):
            address, start = scene.words[start], start + 1
        elif length and (kind == "person" or _can_be_person(scene.words[start + length : end])):
            titled, start = True, start + length
        elif (
            end - start > 1
            and is_role(scene.words[start])
            and (kind == "person" or _is_given_at(scene, start + 1, end))
        ):
            titled, start = True, start + 1
        else:
            break
    return start, address, titled


def _is_person_at(scene: Scene, start: int, end: int, kind: str) -> bool:
    """Whether the rest of a span behind a role is a person's name."""
    rest = scene.words[start:end]
    return bool(rest) and (
        kind == "person" or _is_given_at(scene, start, end) or (len(rest) == 2 and _can_be_person(rest))
    )


def _is_regnal(scene: Scene, start: int, end: int) -> bool:
    """Whether the title belongs to the name: "Queen Ada", "Pope Ada II"."""
    titles = load("titles")["regnal"]
    if end - start < 2 or scene.words[start] not in (*titles["m"], *titles["f"]):
        return False
    return end - start == 2 or all(names.generation(("", names.fold(word))) for word in scene.words[start + 2 : end])


def office_at(scene: Scene, start: int, end: int) -> int:
    """How many tokens from ``start``, ending before ``end``, are an office; 0 if none."""
    found = offices().get(names.fold(scene.words[start]), ())
    if not found:
        return 0
    folded = [names.fold(word) for word in scene.words[start : min(end, start + 5)]]
    return next((len(office) for office in found if tuple(folded[: len(office)]) == office), 0)


def _can_be_person(rest: list[str]) -> bool:
    """Whether the words after an office may be a person's name: capitalised, none of them an organisation's."""
    return bool(rest) and is_cap(rest[0]) and not any(is_generic(word) or word in ("of", "for", "and") for word in rest)


def _strip_role(scene: Scene, start: int, end: int, kind: str) -> int:
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


def _is_used(scene: Scene, start: int, text: str, key: tuple[str, ...]) -> bool:
    """Whether a word that is no name in itself is used as one: "the Church", but not the "QC" of "Ada Holm, QC"."""
    before = scene.words[start - 1] if start else ""
    if len(key) == 1 and is_generic(text) and organizations.known(text, key) is None:
        return before.lower() == "the"
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
    if len(whole) < 2 or _is_banned(whole) or any(c in whole for c in "@#/\\_=<>|{}"):
        return False
    if len(key) == 1 and (is_role(text) or key[0].endswith(("ism", "phobia"))):
        return False
    return any(c.isalpha() for c in whole) and not all(word in words("notnames", "labels", "openers") for word in key)


def _is_banned(whole: str) -> bool:
    return whole in words("notnames", "words") and not is_generic(whole)
