"""Where names stand: the recogniser's entities, mended, and the capitalised words that it missed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from generator.analysis import bodies, gazetteer, names, organizations
from generator.analysis.lexicon import words
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_address, is_cap, is_generic, is_possessive, is_role, is_shaped
from generator.analysis.trimming import can_be_person, is_given_at, office_at

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
# A body's whole name as it stands; see bodies.py.
BODY = "body"
# Shorter words in capitals may be initials ("AJ Holm").
SHOUTED_MIN = 3
# What follows the place of a dateline: "HARBOURTON, Tex. (AP) -".
DATELINE = frozenset([",", "(", "-", "–", "—", "--"])
SEPARATORS = frozenset([",", ";", ":", "/", "—", "–", "--", "(", ")", "[", "]", '"', "“", "”", "|", "•", "…", "..."])


def spans(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Entities, grown by what the recogniser cut off, and runs of capitalised words that it missed, in order."""
    may = _may_name(scene)
    at, named = 0, list(bodies.find(scene).items())
    for ent in scene.doc.ents:
        while named and named[0][0] < ent.end:
            start, end = named.pop(0)
            yield from _runs(may, at, start)
            yield start, end, BODY
            at = end
        if ent.label_ not in KINDS or ent.end <= at:
            continue
        start, end = _grown(scene, ent, at)
        start = max(start, at)
        yield from _runs(may, at, start)
        yield start, end, KINDS[ent.label_]
        at = end
    for start, end in named:
        yield from _runs(may, at, start)
        yield start, end, BODY
        at = end
    yield from _runs(may, at, len(may))


def _may_name(scene: Scene) -> list[bool]:
    """For each token whether it may belong to a name: a proper noun, part of a name elsewhere, "the team Gull9"."""
    named = {word for word, label in zip(scene.words, scene.ents, strict=True) if label in ("PERSON", "ORG")}
    named = {word for word in named if word.lower() not in scene.counts}
    sorts = words("context", "organization", "place", "thing")
    return [
        (
            tag == "NNP"
            or tag == "NNPS"
            or word in named
            or organizations.is_acronym(word)
            or (tag == "NN" and scene.words[at - 1] in sorts)
        )
        and (not label or label in KINDS)
        and is_cap(word)
        for at, (word, tag, label) in enumerate(zip(scene.words, scene.tags, scene.ents, strict=True))
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
        given = given or (before.isupper() and scene.words[start].isupper() and scene.word(end) in DATELINE)
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
    if end - start == 1 and end < size and scene.words[end] == scene.words[start] and scene.tags[end] == "NNP":
        end += 1  # "Gull Gull"
    if scene.words[start].isupper() and scene.opens(start):
        end = _with_dateline(scene, end)
    if ent.label_ == "PERSON":
        end = _with_particles(scene, end)
        while end < size and end - start < 4 and _goes_on(scene, end):
            end += 1
    elif "University" in scene.words[start : start + 2] and scene.word(end) == "at" and is_cap(scene.word(end + 1)):
        end = _run_end(scene, end + 1)  # "University of Marrow at Gullport"
    elif is_generic(scene.words[end - 1]) and scene.words[end - 1][0].isupper():
        end = _complement(scene, end)
    return start, end


def _with_dateline(scene: Scene, end: int) -> int:
    """The end of a dateline's place that the recogniser cut short: "PORT | SORREL, Dec. 31"."""
    at = end
    while at < len(scene.words) and scene.words[at].isupper() and scene.words[at].isalpha() and not scene.ents[at]:
        at += 1
    return at if scene.word(at) in DATELINE else end


def _with_particles(scene: Scene, end: int) -> int:
    """The end of a person's name that goes on with particles: "Ursula von | der Leyen"."""
    at, particles = end, words("notnames", "particles")
    while at < len(scene.words) and scene.words[at] in particles:
        at += 1
    linked = at > end or scene.words[end - 1] in particles
    return at + 1 if linked and at < len(scene.words) and scene.words[at][:1].isupper() else end


def _is_hyphenated(scene: Scene, at: int) -> bool:
    """Whether a hyphen and a further part of the name follow ("Lee Min-ho"), and no "-led" or "-based"."""
    if scene.words[at] != "-" or not (scene.joined(at) and scene.joined(at + 1)) or scene.ents[at + 1]:
        return False
    tail = scene.words[at + 1].casefold()
    return tail not in words("notnames", "tails") and not tail.endswith(("ing", "ed"))


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a person's name that the recogniser ended before ``at`` goes on there."""
    word = scene.words[at]
    if scene.tags[at] != "NNP" or scene.ents[at] or not is_cap(word):
        return False
    if is_role(word):
        return _is_surname(scene, at)
    if is_generic(word) or office_at(scene, at, at + 5) or gazetteer.state_of(word) is not None:
        return False
    return word.casefold() not in words("notnames", "closers", "openers")


def _is_surname(scene: Scene, at: int) -> bool:
    """Whether a word for a role is the surname of a given name of one word: "Patty Judge and ..."."""
    alone = scene.ents[at - 1] == "PERSON" and (at < 2 or scene.ents[at - 2] != "PERSON")
    return alone and is_given_at(scene, at - 1, at) and not is_cap(scene.word(at + 1)) and scene.word(at + 1) != ","


def _run_end(scene: Scene, at: int) -> int:
    """The end of the proper nouns that begin at ``at``."""
    while at < len(scene.words) and is_cap(scene.words[at]) and scene.tags[at] in ("NNP", "NNPS"):
        at += 1
    return at


def _complement(scene: Scene, end: int) -> int:
    """The end of an organisation's name with its "of ..." or "for the ..."."""
    at = end
    if at < len(scene.words) and scene.words[at] in ("of", "for"):
        at += 1
        if at < len(scene.words) and scene.words[at] == "the":
            at += 1
        stop = _run_end(scene, at)
        if stop > at and scene.ents[at] not in ("PERSON", "DATE"):
            return _complement(scene, stop)
    return end


def pieces(scene: Scene, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """The spans of single names in a span: split at line breaks, marks, owners, and titles inside."""
    at = start
    for i in range(start, end):
        word = scene.words[i]
        if _parts(scene, at, i, end, kind):
            if i > at:
                yield at, i
            at = i + 1
        elif i == at and kind == "person" and _is_before_name(scene, i, end):
            at = i + 1
        elif i > at and is_role(word) and is_given_at(scene, i + 1, end):
            yield at, i + 1
            at = i + 1
        elif kind == "organization" and _is_other(scene, at, i, end):
            yield at, i
            at = i
    if end > at:
        yield at, end


def _is_before_name(scene: Scene, at: int, end: int) -> bool:
    """Whether a word stands before a person's name: a known firm's, or one in capitals ("KELM Ada Holm")."""
    word = scene.words[at]
    if at + 1 < end and organizations.known(word, names.key(word)) is not None:
        return True
    if not (word.isupper() and word.isalpha() and len(word) >= SHOUTED_MIN) or at + 1 >= end:
        return False
    return not any(other.isupper() for other in scene.words[at + 1 : end] if len(other) > 1)


def _is_other(scene: Scene, start: int, at: int, end: int) -> bool:
    """Whether the rest of an organisation's name is somebody else's."""
    if at == end - 1 and at > start:
        return _is_channel(scene, start, at)
    return at == end - 2 and at > start + 1 and _is_somebody(scene, at, end)


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
    return is_given_at(scene, at, end) and is_cap(scene.words[at - 1]) and can_be_person(scene.words[at:end])


def _parts(scene: Scene, start: int, at: int, end: int, kind: str) -> bool:
    """Whether the token at ``at`` stands between two names."""
    word = scene.words[at]
    if word in SEPARATORS or "\n" in word or (word == "-" and kind != "organization" and not scene.joined(at)):
        return True
    if kind == "person" and word in words("grammar", "parting"):
        return True
    if word == "of" and is_shaped(" ".join(scene.words[start:at])):
        return True
    if word == "at" and kind == "organization":
        return is_generic(scene.words[end - 1]) and end > at + 2  # "Holm Museum at Gull University"
    if kind == "person" and at > start and word.casefold() in words("notnames", "breaks") and is_cap(word):
        return True
    if word in ("the", "The") and at > start:
        return is_cap(scene.words[at - 1])
    if kind == "person" and word.isdigit():
        return True
    return is_possessive(word) and _splits_owner(scene, start, at, end, kind)


def _splits_owner(scene: Scene, start: int, at: int, end: int, kind: str) -> bool:
    """Whether a possessive parts two names ("Malaysia's Ada Holm") and is not part of one ("King's College")."""
    saint = scene.words[start] in ("St", "St.") and at + 1 < end and is_generic(scene.words[at + 1])
    if at + 1 >= end or (kind == "person" and not saint) or is_given_at(scene, at + 1, end):
        return True
    owner = " ".join(scene.words[start:at])
    return gazetteer.country_of(owner) is not None or gazetteer.is_place(owner)
