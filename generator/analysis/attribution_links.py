"""Which mention is the subject of which verb, looked for in the parse and on the surface of the tagged words."""

from __future__ import annotations

import re

from generator.analysis.attribution_types import STOPS, Link, Scene
from generator.analysis.cues import Cue, cue_class, takes_listener
from generator.analysis.lexicon import load, per_language, words

_DASHES = frozenset({"-", "–", "—", "―", "--"})
# How far an apposition may part a speaker from the verb: "Ada Holm, the ... of ..., said".
_APPOSITION_MAX = 30
# So many tokens at most stand in brackets behind a speaker.
_BRACKETED_MAX = 6
# What finite verbs are that are no predicates of a clause by itself, and words that open relative clauses.
_INSERTED = frozenset({"aux", "auxpass", "acl", "relcl", "advcl"})
_RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})


def find_verbs(scene: Scene) -> None:
    """The verbs outside quotations with their classes, and the words that name a source without a verb."""
    openers = _source_openers()
    for i, code in enumerate(scene.codes):
        if scene.lower[i] in openers and code != "Q" and source(scene, i):
            scene.verbs.append(i)
            scene.cues[i] = Cue.SOURCE
        elif code in "vV" and scene.deps[i] not in ("aux", "auxpass", "amod"):
            scene.verbs.append(i)
            scene.cues[i] = cue_class(scene.lemmas[i])


def source(scene: Scene, i: int) -> int:
    """How many tokens after ``i`` the source begins: "according to X", "in the words of X", "per X", "― X"; else 0."""
    for phrase in _sources().get(scene.lower[i], ()):
        if scene.lower[i : i + len(phrase)] == phrase:
            return len(phrase) if _opens_source(scene, i, phrase) else 0
    word, following = scene.lower[i], scene.lower[i + 1 : i + 2]
    if (word == "according" and following == ["to"]) or (word == "words" and following == ["of"]):
        return 2
    if word == "per":
        return int(scene.codes[i + 1 : i + 2] in ("D", "P"))
    if word in _DASHES and i and scene.codes[i + 1 : i + 2] == "P":
        return int(scene.codes[i - 1] == "Q" or (i > 1 and scene.codes[i - 2 : i] == "Q "))
    return 0


@per_language
def _sources() -> dict[str, list[list[str]]]:
    """The words in front of a source by the first of them, longest first; English has its own below."""
    table: dict[str, list[list[str]]] = {}
    for phrase in sorted(load("cues").get("sources", ()), key=len, reverse=True):
        table.setdefault(phrase[0], []).append(phrase)
    return table


@per_language
def _source_openers() -> frozenset[str]:
    """The words that ``source`` may find one at."""
    return _DASHES.union(_sources(), ("according", "words", "per"))


def _opens_source(scene: Scene, i: int, phrase: list[str]) -> bool:
    """Whether a word with other uses ("pour") names a source here: it opens its clause, and words are quoted next."""
    if phrase[0] not in load("cues")["loose"]:
        return True
    opens = i == 0 or scene.codes[i - 1] in " CQ" or scene.breaks[i] != scene.breaks[i - 1]
    return opens and re.match("[DJNPpd]+(?:C[^Q ]{1,30})?CQ", scene.codes[i + len(phrase) :]) is not None


def _tie(scene: Scene, token: int, verb: int, link: Link) -> None:
    number = scene.mention_at[token] if 0 <= token < len(scene.mention_at) else -1
    if number < 0:
        return
    number += scene.mentions[number].named
    verbs = scene.mentions[number].verbs
    old = verbs.get(verb, Link.NONE)
    parsed = (Link.PARSE, Link.INHERITED)
    both = (old in parsed) != (link in parsed) and Link.NONE not in (old, link)
    verbs[verb] = Link.BOTH if both else max(old, link)


def tie_mentions(scene: Scene) -> None:
    """Tie mentions to verbs."""
    subjects: dict[int, int] = {}
    for i, dep in enumerate(scene.deps):
        if dep in ("nsubj", "nsubjpass", "csubj") and scene.quoted[i] < 0:
            subjects.setdefault(scene.heads[i], i)
    for verb in scene.verbs:
        _link_parse(scene, verb, subjects)
        _link_surface(scene, verb)


def _link_parse(scene: Scene, verb: int, subjects: dict[int, int]) -> None:
    if verb in subjects:
        _tie(scene, subjects[verb], verb, Link.PARSE)
        return
    dep, head = scene.deps[verb], scene.heads[verb]
    for _ in range(3):
        if dep in ("acl", "relcl") and scene.mention_at[head] >= 0:
            _tie(scene, head, verb, Link.INHERITED)
            return
        if dep not in ("conj", "xcomp", "advcl", "ccomp"):
            return
        if head in subjects:
            _tie(scene, subjects[head], verb, Link.INHERITED)
            return
        dep, head = scene.deps[head], scene.heads[head]


def _link_surface(scene: Scene, verb: int) -> None:
    """The mention next to the verb: "she said", "said the minister", "according to X", "called Y by X"."""
    codes = scene.codes
    if scene.cues[verb] == Cue.SOURCE:
        _tie(scene, verb + source(scene, verb), verb, Link.AGENT)
        return
    after = verb + 1
    while after < len(codes) and codes[after] == "r":
        after += 1
    inverted = not takes_listener(scene.lemmas[verb]) and _follows_quote(scene, verb)
    if inverted and after < len(codes) and scene.mention_at[after] >= 0:
        _tie(scene, after, verb, Link.AFTER)
    elif after < len(codes) and scene.lower[after] in words("grammar", "by"):
        _tie(scene, after + 1, verb, Link.AGENT)
    before = verb - 1
    while before >= 0 and (codes[before] == "r" or scene.deps[before] in ("aux", "auxpass")):
        before -= 1
    before = _before_brackets(scene, before)
    if before >= 0 and scene.mention_at[before] >= 0:
        _tie(scene, before, verb, Link.BEFORE)
    elif before >= 0 and codes[before] == "C":
        _link_over_apposition(scene, verb, before)


def _before_brackets(scene: Scene, at: int) -> int:
    """Where the text goes on to the left of a short insertion in brackets ("Ada Holm (Lab.) said")."""
    if at < 0 or scene.words[at] != ")":
        return at
    opening = next((i for i in range(at - 1, max(-1, at - 1 - _BRACKETED_MAX), -1) if scene.words[i] == "("), 0)
    return opening - 1 if opening else at


def _follows_quote(scene: Scene, verb: int) -> bool:
    """Whether only a comma or an adverb stands between a quotation (or the sentence's start) and the verb."""
    at = verb - 1
    while at >= 0 and scene.codes[at] in "rC":
        at -= 1
    return at >= 0 and (scene.codes[at] == "Q" or scene.codes[at + 1] == "C")


def _link_over_apposition(scene: Scene, verb: int, comma: int) -> None:
    """Tie the mention before the comma that opens the insertion which ends at ``comma``.

    The insertion may hold a relative clause ("Ada Holm, who leads the union, said"), but no verb of another kind: in
    "Ada Holm, 54, said that the envoy, Piet Varga, told her" she is no subject of "told".
    """
    floor = max(0, comma - _APPOSITION_MAX)
    at, is_clause = comma - 1, False
    while at > floor and scene.codes[at] not in "Q " and scene.words[at] not in STOPS:
        if scene.codes[at] == "v" and scene.tags[verb] != "VBG" and scene.deps[at] not in _INSERTED:
            is_clause = True
        elif scene.tags[at] in _RELATIVE:
            is_clause = False
        elif scene.codes[at] == "C" and scene.mention_at[at - 1] >= 0:
            if is_clause:
                return
            _tie(scene, at - 1, verb, Link.APPOSITION)
        at -= 1
