"""Forms of a name, and which of them name the same actor."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from generator.analysis import gazetteer, kinds, names
from generator.analysis.chains import Gender
from generator.analysis.lexicon import load, words
from generator.analysis.mentions import Mention, Scene


@dataclass(slots=True)
class Form:
    """All mentions with the same folded name, and the evidence for what they name."""

    key: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    votes: kinds.Votes = field(default_factory=Counter)

    @property
    def kind(self) -> str | None:
        return kinds.decide(self.votes)

    @property
    def first(self) -> int:
        return self.mentions[0].start


Group = list[Form]


def forms_of(scene: Scene, mentions: list[Mention]) -> list[Form]:
    """Mentions gathered by folded name, in order of first appearance."""
    forms: dict[tuple[str, ...], Form] = {}
    for mention in mentions:
        form = forms.setdefault(mention.key, Form(mention.key))
        form.mentions.append(mention)
        form.votes.update(kinds.votes_of(scene, mention))
    return list(forms.values())


class Merger:
    """Joins forms to groups, longest names first; a form joins only a group that it fits alone."""

    def __init__(self, forms: list[Form]) -> None:
        self.groups: list[Group] = []
        self._by_last: dict[str, list[Group]] = defaultdict(list)
        self._by_first: dict[str, list[Group]] = defaultdict(list)
        self._by_identity: dict[str, Group] = {}
        for form in sorted(forms, key=lambda form: (-len(names.core(form.key)), form.first)):
            self._place(form)

    def _place(self, form: Form) -> None:
        identity = _identity(form)
        if identity in self._by_identity:
            self._by_identity[identity].append(form)
            return
        targets = [] if identity and not _yields(form) else self._targets(form)
        if len(targets) == 1:
            targets[0].append(form)
        elif targets:
            self._share(form, targets)
        else:
            self._found(form, identity)

    def _found(self, form: Form, identity: str) -> None:
        group = [form]
        self.groups.append(group)
        if identity:
            self._by_identity[identity] = group
        key = names.core(form.key)
        self._by_last[key[-1]].append(group)
        self._by_first[key[0]].append(group)

    def _targets(self, form: Form) -> list[Group]:
        """The groups that a form may be a shorter or another form of."""
        if len(form.key) == 1:
            return self._for_single(form)
        last, first = names.core(form.key)[-1], form.key[0]
        near = [*self._by_last[last], *(group for group in self._by_first[first] if group not in self._by_last[last])]
        return [group for group in near if _compatible(form, group[0])]

    def _for_single(self, form: Form) -> list[Group]:
        word, kind = form.key[0], form.kind
        surnames = [group for group in self._by_last[word] if _is_short_for(form, kind, group[0])]
        if surnames:
            return surnames
        firsts = [group for group in self._by_first[word] if _is_start_of(form, kind, group[0])]
        if firsts:
            return firsts
        acronyms = [
            group for group in self.groups if names.is_acronym(word, group[0].key) and form.mentions[0].text.isupper()
        ]
        if acronyms:
            return acronyms[:1]
        return [group for group in self.groups if _is_misspelt(form, kind, group[0])][:1]

    def _share(self, form: Form, targets: list[Group]) -> None:
        """Give each mention of a short form that fits several groups to the likeliest one, or to none."""
        shares: dict[int, Form] = {}
        for mention in form.mentions:
            at = _likeliest(mention, targets)
            if at is not None:
                share = shares.setdefault(at, Form(form.key))
                share.mentions.append(mention)
        for at, share in shares.items():
            share.votes[targets[at][0].kind or "person"] += len(share.mentions)
            targets[at].append(share)


def _identity(form: Form) -> str:
    """What a form surely names: a state by its code, a well-known organisation by its number; else empty."""
    mention = form.mentions[0]
    state = gazetteer.state_of(mention.text)
    if state:
        return f"state {state.code}"
    if kinds.is_known(mention):
        return f"organization {kinds.known_organizations()[mention.key]}"
    return ""


def _yields(form: Form) -> bool:
    """Whether a listed name is used here as a person's ("Jordan", "Chad")."""
    return form.votes["person"] > form.votes["place"] + form.votes["group"] + 1


def _compatible(form: Form, leader: Form) -> bool:
    """Whether a name of several words can be another form of a longer or equal one."""
    if "person" in (form.kind, leader.kind) and {form.kind, leader.kind} <= {"person", None, "organization"}:
        return names.same_person(form.key, leader.key)
    if form.kind != leader.kind and None not in (form.kind, leader.kind):
        return False
    return _is_end(form.key, leader.key) or _all_variants(form.key, leader.key)


def _is_end(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) < len(long) and (long[-len(short) :] == short or long[: len(short)] == short)


def _all_variants(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    one = tuple(word for word in one if word not in words("notnames", "joints"))
    other = tuple(word for word in other if word not in words("notnames", "joints"))
    return len(one) == len(other) and all(a == b or names.is_variant(a, b) for a, b in zip(one, other, strict=True))


def _is_short_for(form: Form, kind: str | None, leader: Form) -> bool:
    """Whether a single word is the surname of a person, or the last word of an organisation's or place's name."""
    if len(leader.key) == 1:
        return False
    listed = gazetteer.is_place(form.mentions[0].text) or gazetteer.state_of(form.mentions[0].text) is not None
    if leader.kind == "person":
        return not listed or _yields(form)
    if leader.kind == "organization":
        return not listed and kind in ("organization", None)
    return False


def _is_start_of(form: Form, kind: str | None, leader: Form) -> bool:
    """Whether a single word is a person's given name, or the first word of an organisation's or place's name."""
    if len(leader.key) == 1:
        return False
    listed = gazetteer.is_place(form.mentions[0].text) or gazetteer.state_of(form.mentions[0].text) is not None
    if leader.kind == "person":
        return not listed and (kind == "person" or names.is_given(form.key[0]))
    if leader.kind == "organization":
        return not listed and kind in ("organization", None)
    return leader.kind == "place" and kind == "place" and leader.key[-1] == "city"


def _is_misspelt(form: Form, kind: str | None, leader: Form) -> bool:
    if kind is not None and leader.kind is not None and kind != leader.kind:
        return False
    return leader.key[-1] != form.key[0] and names.is_variant(form.key[0], leader.key[-1]) and not _identity(form)


def _likeliest(mention: Mention, targets: list[Group]) -> int | None:
    """Which of several namesakes a bare name means: by form of address, then the only one introduced, then the main one."""
    fits = range(len(targets))
    gender = gender_of_address(mention.address)
    if gender:
        fits = [i for i in fits if gender_of(targets[i]) in (gender, None)]  # type: ignore[assignment]
    introduced = [i for i in fits if targets[i][0].first < mention.start] or list(fits)
    if len(introduced) <= 1:
        return introduced[0] if introduced else None
    counts = sorted(((len(targets[i][0].mentions), -targets[i][0].first, i) for i in introduced), reverse=True)
    return counts[0][2] if counts[0][0] >= 2 * counts[1][0] else None


def gender_of_address(address: str) -> Gender | None:
    """The gender that a form of address tells: "Mr" -> m."""
    folded = names.fold(address)
    titles = load("titles")
    if folded in {names.fold(word) for word in titles["male"]}:
        return "m"
    return "f" if folded in {names.fold(word) for word in titles["female"]} else None


def gender_of(group: Group) -> Gender | None:
    """A person's gender: by the forms of address, else by the given name."""
    for form in group:
        for mention in form.mentions:
            gender = gender_of_address(mention.address)
            if gender:
                return gender
    return next((g for form in group if len(form.key) > 1 and (g := names.gender_of_given(form.key[0]))), None)
