"""Whether two forms of names can name the same actor, and which of several namesakes is meant."""

from __future__ import annotations

from bisect import bisect_left

from generator.analysis import gazetteer, names
from generator.analysis.forms import Form, Group, gender_of, gender_of_address, is_listed
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.shapes import could_be_person, is_address, is_generic, is_shaped

# The first word of names after saints.
SAINT = frozenset(["st", "saint"])


def is_of_state(long: Form, short: Form) -> bool:
    """Whether a longer name begins with a state's name or demonym, and the rest is the shorter one."""
    return gazetteer.state_of(" ".join(long.text.split()[: -len(short.key)])) is not None


def fits(form: Form, leader: Form) -> bool:
    """Whether a name of several words can be another form of one that is as long or longer."""
    pair = {form.kind, leader.kind}
    if "person" in pair:
        return pair <= {"person", None} and _fits_person(form.key, leader.key)
    if None not in pair and len(pair) > 1:
        return False
    if names.is_contracted(form.key, leader.key):
        return True
    if "place" in pair and len(form.key) < len(leader.key):
        return leader.key[-len(form.key) :] == form.key and is_generic(form.key[-1])
    return _is_part(form.key, leader.key) or _all_variants(form.key, leader.key)


def _fits_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """The same given name and surname, or a double surname, or a full name behind another word."""
    return names.same_person(short, long) or (len(short) < len(long) and long[-len(short) :] == short)


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the end of a longer one, or its beginning before "of ..." or "Inc"."""
    if len(short) >= len(long):
        return False
    tails = words("notnames", "joints") | words("organizations", "suffixes") | {"at"}
    if short[0] in SAINT:  # "St Ada's" for "St Ada's Hospital"
        tails |= words("organizations", "words")
    return long[-len(short) :] == short or (long[: len(short)] == short and long[len(short)] in tails)


def _all_variants(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    joints = words("notnames", "joints")
    one, other = tuple(w for w in one if w not in joints), tuple(w for w in other if w not in joints)
    return len(one) == len(other) and all(a == b or names.is_variant(a, b) for a, b in zip(one, other, strict=True))


def is_end_of(form: Form, leader: Form) -> bool:
    """Whether a single word is a person's surname, or the last word of an organisation's name."""
    if len(leader.key) == 1 or is_listed(form):
        return False
    if leader.kind == "person":
        return not form.mentions[0].definite
    if form.mentions[0].generic and not form.mentions[0].definite:
        return False
    if form.kind == "person":
        return not is_listed(leader) and could_be_person(leader.text.split())
    return leader.kind == "organization" and form.kind in ("organization", None) and not form.common


def is_start_of(form: Form, leader: Form) -> bool:
    """Whether a single word is a person's given name, or the first word of an organisation's or place's name."""
    mention = form.mentions[0]
    if mention.generic and not mention.definite and leader.kind != "person":
        return False
    if leader.kind == "place":
        return leader.key[1:] == ("city",) or (mention.generic and leader.key[1] == "of")
    if is_listed(form):
        return False
    if leader.kind == "person":
        # The first word is a given name, or in an order such as "Kim Jong-un" the family's.
        return form.kind == "person" or names.is_given(form.key[0]) or not is_shaped(leader.text)
    if leader.key[1] in words("organizations", "towns"):
        return False  # "Gullport" is where the Gullport Port Company is
    return leader.kind == "organization" and _is_firm(form, leader) and not form.common


def _is_firm(form: Form, leader: Form) -> bool:
    """Whether a single word may be short for an organisation; one taken for a person only for a firm ("Gull Ltd")."""
    if form.kind != "person":
        return form.kind in ("organization", None)
    weak = form.votes["person"] <= len(form.mentions) and not names.is_given(form.key[0])
    return weak and len(leader.key) == 2 and leader.key[1] in words("organizations", "suffixes", "firms")


def is_misspelt(form: Form, leader: Form) -> bool:
    """Whether a single word is a slip for a surname, or for a name of one word that is commoner."""
    if (form.kind != leader.kind and None not in (form.kind, leader.kind)) or is_listed(form) or is_listed(leader):
        return False
    if (len(leader.key) > 1 and leader.kind != "person") or names.is_given(form.key[0]):
        return False
    if "place" in (form.kind, leader.kind):
        return False  # Walton and Wilton are two towns
    if names.is_people_of(form.key[0], leader.key[-1]) or names.is_people_of(leader.key[-1], form.key[0]):
        return False
    return names.is_variant(form.key[0], names.core(leader.key)[-1]) and len(form.mentions) <= 2


def of_gender(mention: Mention, targets: list[Group]) -> list[int]:
    """Which of several namesakes the form of address allows: those of its gender, else those of none known."""
    gender = gender_of_address(mention.address)
    if not gender:
        return list(range(len(targets)))
    known = [i for i, group in enumerate(targets) if gender_of(group) == gender]
    return known or [i for i, group in enumerate(targets) if gender_of(group) is None]


def are_two(form: Form) -> bool:
    """Whether a form is addressed both as a man and as a woman."""
    return {"m", "f"} <= {gender_of_address(mention.address) for mention in form.mentions}


def offices(mention: Mention) -> tuple[str, ...]:
    """The folded titles right before a name, without forms of address."""
    before = mention.formal.removesuffix(mention.text).split()
    return tuple(names.fold(word) for word in before if not is_address(word))


def is_stranger(form: Form, group: Group) -> bool:
    """Whether a surname with an office, before a full name with another office comes up, is somebody else's.

    "Secretary Holm ... who served under President Piet Holm."
    """
    first, full = offices(form.mentions[0]), {word for one in group[0].mentions for word in offices(one)}
    if len(form.key) > 1 or len(group[0].key) < 2 or not first or not full or form.first > group[0].first:
        return False
    return not any(one.startswith(other) or other.startswith(one) for one in first for other in full)


def likeliest(mention: Mention, targets: list[Group], fits: list[int], opening: int = 0) -> int | None:
    """Which of several namesakes a bare name means, or ``None``.

    Of those introduced before, the one named in full most often is the one whose bare name the reader understands,
    unless the paragraph, which begins at token ``opening``, has named another in full last.
    """
    fits = [i for i in fits if targets[i][0].first < mention.start] or fits
    if len(fits) == 1:
        return fits[0]
    full = ((sum(len(form.mentions) for form in targets[i] if len(form.key) > 1), i) for i in fits)
    counts = sorted(full, reverse=True)
    commonest = counts[0][1] if counts[0][0] > counts[1][0] else None
    here = sorted((at, i) for i in fits if (at := _named_at(targets[i], mention.start)) >= opening)
    if not here or commonest == here[-1][1]:
        return commonest
    return here[-1][1] if len(here) == 1 and commonest is None else None


def _named_at(group: Group, before: int) -> int:
    """The last token before one where a name of several words begins that the group has, or -1."""
    found = -1
    for form in group:
        if len(form.key) > 1:
            at = bisect_left(form.mentions, before, key=lambda mention: mention.start)
            found = max(found, form.mentions[at - 1].start if at else -1)
    return found
