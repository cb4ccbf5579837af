"""Forms of a name, and which of them name the same actor."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from generator.analysis import gazetteer, kinds, names, organizations, roles
from generator.analysis.chains import ChainType, Gender
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import could_be_person, is_generic, is_shaped

# Of so many namesakes at most is one chosen; it bounds the work on lists of names.
NAMESAKES = 24
# Instead of the number of a group: none of them.
NOBODY = -1


@dataclass(slots=True)
class Form:
    """All mentions with the same folded name, the evidence for what they name, and what that comes to.

    ``identity`` is the same for all forms of a state or a well-known organisation; ``common`` says that only
    the beginning of a sentence accounts for its capital.
    """

    key: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    votes: kinds.Votes = field(default_factory=kinds.votes)
    kind: ChainType | None = None
    identity: str = ""
    common: bool = False

    @property
    def text(self) -> str:
        return self.mentions[0].text

    @property
    def first(self) -> int:
        return self.mentions[0].start


Group = list[Form]


def forms_of(scene: Scene, mentions: list[Mention]) -> list[Form]:
    """Mentions gathered by folded name, in order of first appearance."""
    forms: dict[tuple[str, ...], Form] = {}
    for mention in mentions:
        mention.role = roles.at(scene, mention)
        form = forms.setdefault(mention.key, Form(mention.key))
        form.mentions.append(mention)
        kinds.add(form.votes, kinds.votes_of(scene, mention))
    for form in forms.values():
        form.kind = kinds.decide(form.votes)
        form.identity = _identity(form)
        opens = all(scene.opens(mention.start) for mention in form.mentions)
        form.common = opens and form.text.lower() in scene.counts and not form.mentions[0].generic
    return list(forms.values())


def _identity(form: Form) -> str:
    """What a form surely names: a state by its code, a well-known organisation by its number; else empty."""
    state = gazetteer.state_of(form.text)
    if state:
        return f"state {state.code}"
    number = organizations.known(form.text, form.key)
    return "" if number is None else f"organization {number}"


def is_listed(form: Form) -> bool:
    """Whether a form is a state's, place's or well-known organisation's name."""
    return bool(form.identity) or gazetteer.is_place(form.text)


class Merger:
    """Joins forms to groups, longest names first; a form that fits several groups is shared out by mention."""

    def __init__(self, scene: Scene, forms: list[Form]) -> None:
        self.groups: list[Group] = []
        self._scene = scene
        self._by_last: dict[str, list[Group]] = defaultdict(list)
        self._by_first: dict[str, list[Group]] = defaultdict(list)
        self._by_initials: dict[str, list[Group]] = defaultdict(list)
        self._by_spelling: dict[str, list[Group]] = defaultdict(list)
        self._by_identity: dict[str, Group] = {}
        for form in sorted(forms, key=lambda form: (-len(names.core(form.key)), form.first)):
            self._place(form)

    def _place(self, form: Form) -> None:
        if self._is_family(form):
            return
        if form.identity or is_listed(form):
            form = self._without_namesake(form)
            if not form.mentions:
                return
        if form.identity in self._by_identity:
            self._join(self._by_identity[form.identity], form)
            return
        targets = self._of_state(form) if form.identity else self._targets(form)
        if len(targets) == 1 and not any(mention.address for mention in form.mentions):
            self._join(targets[0], form)
        elif targets:
            self._share(form, targets)
        elif not all(mention.generic for mention in form.mentions):
            self._found(form)

    def _found(self, form: Form) -> None:
        group: Group = []
        self.groups.append(group)
        if form.identity:
            self._by_identity[form.identity] = group
        self._join(group, form)

    def _join(self, group: Group, form: Form) -> None:
        """Add a form to a group, and let shorter forms find the group by it."""
        group.append(form)
        key = names.core(form.key)
        self._index(self._by_last[key[-1]], group)
        if len(key) > 1:
            self._index(self._by_first[key[0]], group)
            for initials in names.acronyms(key):
                self._index(self._by_initials[initials], group)
        if len(group) == 1:
            for signature in names.signatures(key[-1]):
                self._index(self._by_spelling[signature], group)

    @staticmethod
    def _index(found: list[Group], group: Group) -> None:
        if not found or found[-1] is not group:
            found.append(group)

    def _without_namesake(self, form: Form) -> Form:
        """Give the mentions of a listed name that mean a person ("Cuban" beside "Ada Cuban") to that person."""
        key = form.key[-1]
        persons = [g for g in self._by_last[key] if g[0].kind == "person" and len(g[0].key) > len(form.key) == 1]
        firsts = [g for g in self._by_first[key] if g[0].kind == "person" and len(form.key) == 1]
        if len(persons) != 1 and len(firsts) != 1:
            return form
        rest = Form(form.key, votes=form.votes, kind=form.kind, identity=form.identity)
        given = Form(form.key, kind="person")
        for mention in form.mentions:
            person = mention.kind == "person" or mention.address or (persons and self._stands_alone(mention))
            (given if person else rest).mentions.append(mention)
        if given.mentions:
            (persons or firsts)[0].append(given)
        return rest

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether a demonym is no adjective: no noun follows, no article stands before."""
        if mention.kind != "group":
            return False
        tags, at = self._scene.tags, mention.end
        return not (at < len(tags) and tags[at].startswith(("NN", "JJ"))) and tags[mention.start - 1] != "DT"

    def _is_family(self, form: Form) -> bool:
        """Whether a single word is the plural of persons' surname, which names none of them: "the Holms"."""
        word = form.key[0]
        if len(form.key) > 1 or not word.endswith("s") or any(g[0].kind == "person" for g in self._by_last[word]):
            return False
        return any(group[0].kind == "person" and len(group[0].key) > 1 for group in self._by_last[word[:-1]])

    def _of_state(self, form: Form) -> list[Group]:
        """The groups named by a state and the same well-known name: "US State Department"."""
        if form.identity.startswith("state"):
            return []
        near = self._by_last[form.key[-1]][:NAMESAKES]
        return [group for group in near if group[0].key[-len(form.key) :] == form.key and _is_state(group[0], form)]

    def _targets(self, form: Form) -> list[Group]:
        """The groups that a form may be a shorter or another form of."""
        if len(form.key) == 1:
            return self._for_single(form)
        first, last = form.key[0], names.core(form.key)[-1]
        near = [*self._by_last[last][:NAMESAKES], *self._by_first[first][:NAMESAKES], *self._spelt_like(last)]
        unique = list({id(group): group for group in near}.values())
        return [group for group in unique if _fits(form, group[0])]

    def _spelt_like(self, word: str) -> list[Group]:
        return [group for signature in names.signatures(word) for group in self._by_spelling[signature][:NAMESAKES]]

    def _for_single(self, form: Form) -> list[Group]:
        word = form.key[0]
        if form.text.isupper() and self._by_initials[word] and not form.identity:
            return self._by_initials[word][:1]
        ends = [group for group in self._by_last[word][:NAMESAKES] if _is_end_of(form, group[0])]
        if names.is_given(word) and not any(is_shaped(group[0].text) for group in ends):
            ends = [group for group in ends if group[0].kind != "person"]
        starts = [group for group in self._by_first[word][:NAMESAKES] if not ends and _is_start_of(form, group[0])]
        if ends or starts or form.mentions[0].generic:
            return ends or starts
        near = self._spelt_like(word)
        return [group for group in near if _is_misspelt(form, group[0])][:1]

    def _share(self, form: Form, targets: list[Group]) -> None:
        """Give each mention of a form that fits groups to the likeliest; one whose "Mrs" fits none is somebody else."""
        shares: dict[int, Form] = {}
        for mention in form.mentions:
            fits = _of_gender(mention, targets)
            at = _likeliest(mention, targets, fits) if fits else NOBODY
            if at is not None:
                kind = form.kind if at == NOBODY else targets[at][0].kind
                share = shares.setdefault(at, Form(form.key, kind=kind))
                share.mentions.append(mention)
        for at, share in shares.items():
            share.votes[share.kind or "person"] += len(share.mentions)
            if at == NOBODY:
                self._found(share)
            else:
                self._join(targets[at], share)


def _is_state(long: Form, short: Form) -> bool:
    """Whether a longer name begins with a state's name or demonym, and the rest is the shorter one."""
    return gazetteer.state_of(" ".join(long.text.split()[: -len(short.key)])) is not None


def _fits(form: Form, leader: Form) -> bool:
    """Whether a name of several words can be another form of one that is as long or longer."""
    pair = {form.kind, leader.kind}
    if "person" in pair:
        return pair <= {"person", None} and _fits_person(form.key, leader.key)
    if None not in pair and len(pair) > 1:
        return False
    if "place" in pair and len(form.key) < len(leader.key):
        return leader.key[-len(form.key) :] == form.key and is_generic(form.key[-1])
    return is_part(form.key, leader.key) or _all_variants(form.key, leader.key)


def _fits_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """The same given name and surname, or a double surname, or a full name behind another word."""
    return names.same_person(short, long) or (len(short) < len(long) and long[-len(short) :] == short)


def is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the end of a longer one, or its beginning before "of ..." or "Inc"."""
    if len(short) >= len(long):
        return False
    tails = words("notnames", "joints") | words("organizations", "suffixes")
    return long[-len(short) :] == short or (long[: len(short)] == short and long[len(short)] in tails)


def _all_variants(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    joints = words("notnames", "joints")
    one, other = tuple(w for w in one if w not in joints), tuple(w for w in other if w not in joints)
    return len(one) == len(other) and all(a == b or names.is_variant(a, b) for a, b in zip(one, other, strict=True))


def _is_end_of(form: Form, leader: Form) -> bool:
    """Whether a single word is a person's surname, or the last word of an organisation's name."""
    if len(leader.key) == 1 or is_listed(form):
        return False
    if leader.kind == "person":
        return not form.mentions[0].generic
    if form.kind == "person":
        return not is_listed(leader) and could_be_person(leader.text.split())
    return leader.kind == "organization" and form.kind in ("organization", None) and not form.common


def _is_start_of(form: Form, leader: Form) -> bool:
    """Whether a single word is a person's given name, or the first word of an organisation's or place's name."""
    if leader.kind == "place":
        return leader.key[1:] == ("city",) or (form.mentions[0].generic and leader.key[1] == "of")
    if is_listed(form):
        return False
    if leader.kind == "person":
        return form.kind == "person" or names.is_given(form.key[0])
    return leader.kind == "organization" and form.kind in ("organization", None) and not form.common


def _is_misspelt(form: Form, leader: Form) -> bool:
    """Whether a single word is a slip for a surname, or for a name of one word that is commoner."""
    if (form.kind != leader.kind and None not in (form.kind, leader.kind)) or is_listed(form) or is_listed(leader):
        return False
    if len(leader.key) > 1 and leader.kind != "person":
        return False
    return names.is_variant(form.key[0], names.core(leader.key)[-1]) and len(form.mentions) <= 2


def _of_gender(mention: Mention, targets: list[Group]) -> list[int]:
    """Which of several namesakes the form of address allows."""
    gender = gender_of_address(mention.address)
    return [i for i, group in enumerate(targets) if not gender or gender_of(group) in (gender, None)]


def _likeliest(mention: Mention, targets: list[Group], fits: list[int]) -> int | None:
    """Which of several namesakes a bare name means, or ``None``.

    Of those introduced before, the one named in full most often is the one whose bare name the reader understands.
    """
    fits = [i for i in fits if targets[i][0].first < mention.start] or fits
    if len(fits) == 1:
        return fits[0]
    full = ((sum(len(form.mentions) for form in targets[i] if len(form.key) > 1), i) for i in fits)
    counts = sorted(full, reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else None


def gender_of_address(address: str) -> Gender | None:
    """The gender that a form of address tells: "Mr" -> m."""
    if not address:
        return None
    forms = {address.casefold(), f"{address.casefold()}."}
    if forms & words("titles", "male"):
        return "m"
    return "f" if forms & words("titles", "female") else None


def gender_of(group: Group) -> Gender | None:
    """A person's gender: by the forms of address, else by the given name."""
    addresses = [gender for form in group for m in form.mentions if (gender := gender_of_address(m.address))]
    if addresses:
        return addresses[0] if len(set(addresses)) == 1 else None
    full = [form for form in group if len(form.key) > 1] or group
    return next((gender for form in full if (gender := names.gender_of_given(form.key[0]))), None)
