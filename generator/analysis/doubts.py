"""What is left out for doubt: common words, and names of which only the recogniser says, once, what they are."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from generator.analysis import bodies, forms, gazetteer, kinds
from generator.analysis.forms import Group
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_generic, is_role
from generator.models import Article, Extent

QUOTES = frozenset(['"', "“", "”", "‘", "’", "'"])
# What names of persons seldom have before them in their own phrase; an owner only surnames ("CNN's Ada Holm").
DEPENDENTS = frozenset(["det", "amod", "nummod"])


def is_common(scene: Scene, group: Group, loud: Sequence[Extent] = ()) -> bool:
    """Whether a single word is as often written small, or capitalised only because a sentence begins with it.

    ``loud``: where all letters are capitals, so that they say nothing.
    """
    form = group[0]
    if len(group) > 1 or len(form.key) > 1 or forms.is_listed(form):
        return False
    small, named = scene.counts[form.text.lower()], [one for one in form.mentions if not _within(one, loud)]
    opens = len(named) < len(form.mentions) and all(scene.opens(one.start) for one in named)
    return form.common or len(named) <= small or (small > 0 and opens)


def loud_of(article: Article) -> list[Extent]:
    """The headline's slices that are in capitals throughout."""
    spans = (article.title and article.title.spans) or ()
    return [(start, end) for start, end in spans if article.text[start:end].isupper()]


def is_shouted(group: Group, loud: Sequence[Extent]) -> bool:
    """Whether a name that no list has stands only in capitals, where every word looks like a name."""
    if not loud or any(map(forms.is_listed, group)):
        return False
    return all(_within(mention, loud) for form in group for mention in form.mentions)


def _within(mention: Mention, extents: Sequence[Extent]) -> bool:
    return any(start <= mention.extent[0] < end for start, end in extents)


def is_doubtful(scene: Scene, group: Group) -> bool:
    """Whether nothing but the recogniser's word, once, says what a name is, and the grammar does not bear it out."""
    form = group[0]
    if len(group) > 1 or len(form.mentions) > 1 or form.kind is None:
        return False
    mention, weight = form.mentions[0], form.votes[form.kind]
    if form.kind == "state":
        return _is_no_state(scene, mention)
    if form.kind == "organization" and not mention.kind and weight <= kinds.ACRONYM:
        return True  # capitals, and nothing else
    if weight > kinds.RECOGNISED + kinds.ACRONYM * (form.kind == "organization" and len(form.key) == 1):
        return False
    check = {"person": _is_no_person, "organization": _is_no_organization, "place": _is_no_place}[form.kind]
    return check(scene, mention)


def _is_no_place(scene: Scene, mention: Mention) -> bool:
    """Whether neither a preposition nor a known name in it bears a place out ("the Upper Danube")."""
    before = scene.word(mention.start - 1).lower()
    return before not in words("notnames", "locating") and not gazetteer.is_place(mention.text.partition(" ")[2])


def _is_no_organization(scene: Scene, mention: Mention) -> bool:
    """Whether a name without "of" and the like neither does anything nor is addressed."""
    if not words("notnames", "joints").isdisjoint(mention.key):
        return False
    root: Token = scene.doc[mention.start : mention.end].root
    if root.tag_ in ("NNS", "NNPS") and (len(mention.key) == 1 or scene.tags[mention.start] == "JJ"):
        return True  # "Commuters", "Happy Commuters"
    return root.dep_ not in ("nsubj", "nsubjpass") and scene.word(mention.start - 1).lower() not in ("by", "to")


def _is_no_person(scene: Scene, mention: Mention) -> bool:
    """Whether words, marks or grammar speak against a person whom only the recogniser saw, and once."""
    root: Token = scene.doc[mention.start : mention.end].root
    if root.tag_ != "NNP" or _is_quoted(scene, mention):
        return True  # "Gull Grants": a plural
    alone = len(mention.key) == 1
    if alone and (root.dep_ == "ROOT" or (_opens_sentence(scene, mention.start) and not _acts(root))):
        return True
    if root.dep_ in ("compound", "nmod") and root.head.i >= mention.end and root.head.tag_ in ("NN", "NNS"):
        return True
    deps = {child.dep_ for child in root.lefts if child.i < mention.start}
    return not deps.isdisjoint(DEPENDENTS) or (alone and "poss" in deps)


def _acts(root: Token) -> bool:
    """Whether a name is the subject of a verb other than "be"."""
    return root.dep_ == "nsubj" and root.head.tag_.startswith("VB") and root.head.lemma_ != "be"


def _opens_sentence(scene: Scene, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins here, but not behind a label ("Image: Holm")."""
    return scene.opens(at) and (at == 0 or scene.tags[at - 1] != ":")


def _is_no_state(scene: Scene, mention: Mention) -> bool:
    """Whether a demonym only qualifies a thing ("Chinese zodiac"), and no office, body or people of the state."""
    at = mention.end
    if bodies.follow_noun():
        return False  # bodies.peoples has looked at the noun
    if gazetteer.demonym_state(mention.text) is None or at >= len(scene.words) or scene.tags[at] != "NN":
        return False
    return not is_role(scene.words[at]) and not is_generic(scene.words[at])


def _is_quoted(scene: Scene, mention: Mention) -> bool:
    """Whether a name stands alone between marks like a title."""
    if not mention.start or mention.end + 1 >= len(scene.words):
        return False
    after = [word for word in scene.words[mention.end : mention.end + 2] if word not in (",", ".")]
    return scene.words[mention.start - 1] in QUOTES and after[:1] != [] and after[0] in QUOTES
