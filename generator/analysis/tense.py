"""Whether an expression stands in a statement about the past or the future, from the parse."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from generator.analysis.date_frame import Way
from generator.analysis.date_patterns import data

PAST, UNKNOWN, PRESENT, FUTURE = Way.PAST, Way.UNKNOWN, Way.PRESENT, Way.FUTURE
# No sentence nests deeper than this; a bound for the climb through a parse that is wrong.
MAX_CLIMB = 25
_VERBS = ("VERB", "AUX")


def direction(doc: Doc, start: int, end: int) -> Way:
    """The direction in time of what ``doc.text[start:end]`` dates: past, future or unknown (no verb)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return UNKNOWN
    cue = _cue(span)
    if cue:
        return cue
    verb = _governor(span)
    if verb is None:
        return UNKNOWN
    way = _of_verb(verb, MAX_CLIMB)
    if way == PRESENT and span.start > span.sent.start and doc[span.start - 1].lower_ == "of":
        return UNKNOWN  # "the papers include a note of 29 July": the date is the note's
    return FUTURE if way in (PAST, UNKNOWN) and _looks_ahead(span, verb) else way


def _cue(span: Span) -> Way:
    """What the words just before the expression say by themselves: "since", "ahead of"."""
    words = data()["tense"]
    before = span.doc[max(span.sent.start, span.start - 3) : span.start]
    text = before.text.lower()
    if text.endswith(tuple(words["past_before"])):
        return PAST
    return FUTURE if text.endswith(tuple(words["future_before"])) else UNKNOWN


def _governor(span: Span) -> Token | None:
    """The verb that the expression belongs to: the one right before it ("said Thursday"), else up the tree."""
    first = span.start
    while first > span.sent.start and span.doc[first - 1].pos_ in ("ADP", "DET"):
        first -= 1
    before = span.doc[first - 1] if first > span.sent.start else None
    if before is not None and before.tag_ in ("VBD", "VBZ", "VBP") and before.pos_ == "VERB":
        return before
    token = span.root
    for _ in range(MAX_CLIMB):
        if token.pos_ in _VERBS and not (span.start <= token.i < span.end):
            return token
        if _is_prospective(token):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _is_prospective(token: Token) -> bool:
    return token.lemma_.lower() in data()["tense"]["prospective"]


def _looks_ahead(span: Span, verb: Token) -> bool:
    """ "Postponed until Monday", "called a vote for Monday", "promised it by Monday": a past act sets a later day."""
    words = data()["tense"]
    if span.start == span.sent.start or span.doc[span.start - 1].lower_ not in words["setting_prepositions"]:
        return False
    if _is_open(verb):
        return True  # "refused to pay by Monday"
    acts = {verb.lemma_.lower(), verb.head.lemma_.lower() if verb.dep_ == "xcomp" else ""}  # "offered to pay by Monday"
    return not acts.isdisjoint((*words["setting"], *words["prospective"]))


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]


def _of_verb(verb: Token, depth: int) -> Way:
    """The direction of a clause from its verb group; infinitives and bare participles ask their governor."""
    aux = _auxiliaries(verb)
    told = _told_by_form(verb, aux)
    if told is not None:
        return told
    lemmas = {token.lemma_.lower() for token in aux}
    if any(token.tag_ == "MD" for token in (*aux, verb)):
        return PAST if "have" in lemmas and not lemmas & {"will", "shall", "'ll"} else FUTURE
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and any(child.dep_ == "xcomp" for child in verb.children):
        return FUTURE
    finite = next((token for token in aux if token.tag_ in ("VBD", "VBZ", "VBP")), None)
    if any(token.lower_ == "to" for token in aux) and finite is None:
        return _of_infinitive(verb, depth)
    return _of_group(verb, finite, depth)


def _told_by_form(verb: Token, aux: list[Token]) -> Way | None:
    """Of languages with a future and a conditional of their own, which those of others lack."""
    group = (*aux, verb)
    if any("Cnd" in token.morph.get("Mood", []) for token in aux) and verb.tag_ in ("VBD", "VBN"):
        return PAST  # "aurait été fermé"
    ahead = any("Fut" in token.morph.get("Tense", []) or "Cnd" in token.morph.get("Mood", []) for token in group)
    return FUTURE if ahead else None


def _of_infinitive(verb: Token, depth: int) -> Way:
    head = verb.head
    if head == verb or depth == 0:
        return FUTURE
    if _is_prospective(head) or (head.lemma_ == "be" and verb.dep_ == "xcomp"):
        return PAST if _is_past_perfect(head) else FUTURE
    if head.pos_ not in _VERBS:
        return _of_word(head, depth - 1)
    way = _of_verb(head, depth - 1)
    return UNKNOWN if way == PAST and _is_open(verb) else way


def _is_open(verb: Token) -> bool:
    """ "Voted to strike on 10 March": the act is over, what it was about may lie ahead."""
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return is_infinitive and verb.dep_ == "xcomp" and verb.head.lemma_.lower() not in data()["tense"]["implicative"]


def _is_past_perfect(token: Token) -> bool:
    """ "Had been due to": what was ahead is over."""
    return any(child.lower_ == "had" for each in (token, token.head) for child in each.children if child.dep_ == "aux")


def _of_word(token: Token, depth: int) -> Way:
    """A noun or adjective above an infinitive: "plans to", "the first to"."""
    if _is_prospective(token):
        return FUTURE
    while depth and token.head != token:
        token, depth = token.head, depth - 1
        if token.pos_ in _VERBS:
            return _of_verb(token, depth)
    return UNKNOWN


def _of_group(verb: Token, finite: Token | None, depth: int) -> Way:
    if finite is not None:
        if _is_prospective(verb):
            return FUTURE
        return PAST if finite.tag_ == "VBD" or finite.lemma_ == "have" else PRESENT
    if verb.tag_ == "VBD":
        return PAST
    if verb.tag_ in ("VBZ", "VBP"):
        return FUTURE if _is_prospective(verb) else PRESENT
    if _is_prospective(verb):
        return FUTURE
    if verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "dep", "compound", "amod") or verb.tag_ == "VBG":
        return _of_verb(verb.head, depth - 1) if depth and verb.head.pos_ in _VERBS and verb.head != verb else PAST
    return PAST if verb.tag_ == "VBN" else FUTURE
