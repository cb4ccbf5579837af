"""Forms of names: all mentions with the same words, and what they are evidence for."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from generator.analysis import context, gazetteer, kinds, names, organizations, roles
from generator.analysis.chains import ChainType, Gender
from generator.analysis.lexicon import load, words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene


@dataclass(slots=True)
class Form:
    """All mentions with the same folded name, the evidence for what they name, and what that comes to.

    ``identity`` is the same for all forms of a state or a well-known organisation; ``common`` says that only
    the beginning of a sentence accounts for its capital.
    """

    key: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    votes: context.Votes = field(default_factory=kinds.votes)
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
    forms: dict[tuple[tuple[str, ...], bool], Form] = {}
    roles.find(scene, mentions)
    evidence = kinds.votes_of_all(scene, mentions)
    _share_surnames(scene, mentions)
    for mention, votes in zip(mentions, evidence, strict=True):
        form = forms.setdefault((mention.key, mention.definite), Form(mention.key))
        form.mentions.append(mention)
        kinds.add(form.votes, votes)
    towns = {key[0] for key, _ in forms if len(key) > 1 and key[1] in words("organizations", "towns")}
    peoples = {key[0] for (key, _), form in forms.items() if len(key) == 1 and form.votes["group"]}
    for form in forms.values():
        if len(form.key) == 1 and form.key[0] in towns and not names.is_given(form.key[0]):
            form.votes["place"] += kinds.TOWN * len(form.mentions)
        if len(form.key) == 1 and form.key[0].endswith("a") and f"{form.key[0]}n" in peoples:
            form.votes["place"] += kinds.PEOPLED * len(form.mentions)
        form.kind = kinds.decide(form.votes)
        form.identity = _identity(form)
        opens = all(scene.opens(mention.start) for mention in form.mentions)
        form.common = opens and form.text.lower() in scene.counts and not form.mentions[0].generic
    return list(forms.values())


def _share_surnames(scene: Scene, mentions: list[Mention]) -> None:
    """Let "Ada" in "Ada and Piet Holm" be an Ada Holm, where given names, or Mr and Mrs Holm, tell of a couple."""
    taken = {mention.key[0] for mention in mentions if len(mention.key) > 1}
    taken |= {mention.key[-1] for mention in mentions if len(mention.key) > 1 or mention.address or mention.titled}
    addressed = {(mention.key[-1], gender_of_address(mention.address)) for mention in mentions if mention.address}
    for one, other in pairwise(mentions):
        if len(one.key) > 1 or len(other.key) != 2 or one.key[0] in taken or other.kind != "person":
            continue
        last = other.key[-1]
        couple = {(last, "m"), (last, "f")} <= addressed
        given = names.is_given(one.key[0]) and names.is_given(other.key[0])
        if one.kind == "person" and scene.words[one.end : other.start] == ["and"] and (given or couple):
            one.key = (*one.key, last)


def _identity(form: Form) -> str:
    """What a form surely names: a state by its code, a well-known organisation by its number; else empty."""
    state = gazetteer.state_of(form.text)
    if state:
        return f"state {state.code}"
    number = organizations.known(form.text, form.key)
    if number is None and form.key[-1] in words("organizations", "suffixes"):
        number = organizations.known(form.text.rpartition(" ")[0], form.key[:-1])
    return "" if number is None else f"organization {number}"


def is_listed(form: Form) -> bool:
    """Whether a form is a state's, place's or well-known organisation's name."""
    return bool(form.identity) or gazetteer.is_place(form.text)


def gender_of_address(address: str) -> Gender | None:
    """The gender that a form of address tells: "Mr" -> m."""
    if not address:
        return None
    forms = {address.casefold(), f"{address.casefold()}."}
    if forms & words("titles", "male"):
        return "m"
    return "f" if forms & words("titles", "female") else None


def gender_of(group: Group) -> Gender | None:
    """A person's gender: by the forms of address, else by a title or the given name."""
    addresses = [gender for form in group for m in form.mentions if (gender := gender_of_address(m.address))]
    if addresses:
        return addresses[0] if len(set(addresses)) == 1 else None
    titles = load("titles")["regnal"]
    full = [form for form in group if len(form.key) > 1] or group
    for form in full:
        title = form.text.split()[0]
        if title in titles["m"] or title in titles["f"]:
            return "m" if title in titles["m"] else "f"
    return next((gender for form in full if (gender := names.gender_of_given(form.key[0]))), None)
