"""Which forms of names name the same actor."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from generator.analysis import names
from generator.analysis.forms import Form, Group, gender_of, gender_of_address, is_listed
from generator.analysis.matching import (
    are_two,
    fits,
    is_end_of,
    is_misspelt,
    is_of_state,
    is_start_of,
    is_stranger,
    likeliest,
    of_gender,
    offices,
)
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_shaped

# Of so many namesakes at most is one chosen; it bounds the work on lists of names.
NAMESAKES = 24
# Instead of the number of a group: none of them.
NOBODY = -1


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
        self._breaks = [at for at, tag in enumerate(scene.tags) if tag == "_SP" and "\n" in scene.words[at]]
        self._surnames = {form.key[-1] for form in forms if form.kind == "person" and is_shaped(form.text)}
        for form in sorted(forms, key=lambda form: (-len(names.core(form.key)), form.first)):
            self._place(form)

    def _place(self, form: Form) -> None:
        if self._is_family(form) or self._is_somebodys(form):
            return
        if form.identity or is_listed(form):
            form = self._without_namesake(form)
            if not form.mentions:
                return
        if form.identity in self._by_identity:
            self._join(self._by_identity[form.identity], form)
            return
        targets = self._of_state(form) if form.identity else self._targets(form)
        if len(targets) == 1 and is_stranger(form, targets[0]):
            self._set_apart(form, targets[0])
        elif len(targets) == 1 and not any(mention.address for mention in form.mentions):
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
        if form.kind not in ("organization", "place"):
            for short in names.short_forms(key):
                self._index(self._by_last[short], group)
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

    def _is_somebodys(self, form: Form) -> bool:
        """Whether what was taken for a person is a thing called after one: "a Holm Polaroid", where Ada Holm is."""
        if form.kind != "person" or len(form.key) != 2 or names.is_given(form.key[0]):
            return False
        return form.key[0] in self._surnames and names.core(form.key) == form.key

    def _of_state(self, form: Form) -> list[Group]:
        """The groups named by a state and the same well-known name: "US State Department"."""
        if form.identity.startswith("state"):
            return []
        near = self._by_last[form.key[-1]][:NAMESAKES]
        return [group for group in near if group[0].key[-len(form.key) :] == form.key and is_of_state(group[0], form)]

    def _targets(self, form: Form) -> list[Group]:
        """The groups that a form may be a shorter or another form of."""
        if len(form.key) == 1:
            return self._for_single(form)
        first, last = form.key[0], names.core(form.key)[-1]
        near = [*self._by_last[last][:NAMESAKES], *self._by_first[first][:NAMESAKES], *self._spelt_like(last)]
        unique = list({id(group): group for group in near}.values())
        return [group for group in unique if fits(form, group[0])]

    def _spelt_like(self, word: str) -> list[Group]:
        known = self._by_spelling.keys() & names.signatures(word)
        return [group for signature in sorted(known) for group in self._by_spelling[signature][:NAMESAKES]]

    def _for_single(self, form: Form) -> list[Group]:
        word = form.key[0]
        if form.text.isupper() and self._by_initials[word] and not form.identity:
            return self._by_initials[word][:1]
        ends = [group for group in self._by_last[word][:NAMESAKES] if is_end_of(form, group[0])]
        addressed = any(mention.address for mention in form.mentions)
        if names.is_given(word) and not addressed and not any(is_shaped(group[0].text) for group in ends):
            alone = not self._by_first[word]
            ends = [group for group in ends if group[0].kind != "person" or (alone and group[0].first < form.first)]
        starts = [group for group in self._by_first[word][:NAMESAKES] if not ends and is_start_of(form, group[0])]
        if ends or starts or form.mentions[0].generic:
            return ends or starts
        near = self._spelt_like(word)
        return [group for group in near if is_misspelt(form, group[0])][:1]

    def _opening(self, mention: Mention) -> int:
        """The first token of a mention's paragraph."""
        at = bisect_left(self._breaks, mention.start)
        return self._breaks[at - 1] + 1 if at else 0

    def _set_apart(self, form: Form, group: Group) -> None:
        """Found somebody for a surname that is a stranger's; whom it names behind the full name is not known."""
        own, office = Form(form.key, kind=form.kind, votes=form.votes), offices(form.mentions[0])
        own.mentions = [one for one in form.mentions if one.start < group[0].first or offices(one) == office]
        self._found(own)

    def _share(self, form: Form, targets: list[Group]) -> None:
        """Give each mention of a form that fits groups to the likeliest; one whose "Mrs" fits none is somebody else.

        "Mr" and "Mrs" are never one: where nothing tells which of them a person is, neither is.
        """
        shares: dict[tuple[int, str | None], Form] = {}
        for mention in form.mentions:
            allowed, gender = of_gender(mention, targets), gender_of_address(mention.address)
            at = likeliest(mention, targets, allowed, self._opening(mention)) if allowed else NOBODY
            if at is None:
                continue
            kind = form.kind if at == NOBODY else targets[at][0].kind
            share = shares.setdefault((at, gender if at == NOBODY else None), Form(form.key, kind=kind))
            share.mentions.append(mention)
        for (at, _), share in shares.items():
            if are_two(share) and gender_of(targets[at]) is None:
                share.mentions = [mention for mention in share.mentions if not mention.address]
            if not share.mentions:
                continue
            share.votes[share.kind or "person"] += len(share.mentions)
            if at == NOBODY:
                self._found(share)
            else:
                self._join(targets[at], share)
