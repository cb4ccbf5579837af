"""A headline for an article that has none: one or two spans of its lede, verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Span, Token

from generator.analysis.chains import Chain
from generator.analysis.clauses import balanced, complete, only_of
from generator.analysis.lexicon import words
from generator.analysis.prose import statements
from generator.analysis.tokens import Tokens
from generator.models import Article, Extent, KeyFact, Quote, Title

# Headlines of news sites have 40-90 characters.
SHORTEST, LONGEST = 40, 90
# Longer than this, words are cut in the middle of a clause.
LONGEST_OF_ALL = 140
# Statements among which the lede is.
LEDE_WITHIN = 8
JOINT = ": "
_OPEN_END = re.compile(r"[\s,;:–—-]+$")


def draw(
    doc: Doc, article: Article, chains: list[Chain], quotes: tuple[Quote, ...], key_facts: tuple[KeyFact, ...]
) -> Title:
    """The lede's claim after its speaker, else its main clause cut to length, else its first words."""
    lede = _lede(doc, article, key_facts)
    spans = _claim(doc, article, lede, chains) or _spoken(lede, quotes) or (_clause(lede, lede.root, LONGEST),)
    spans = tuple(_trimmed(article.text, *extent) for extent in spans)
    return Title(text=JOINT.join(article.text[slice(*extent)] for extent in spans), spans=spans, origin="drawn")


def _lede(doc: Doc, article: Article, key_facts: tuple[KeyFact, ...]) -> Span:
    """The first statement that does not open with a pronoun; else the first fact; else the first words there are."""
    pronouns = words("facts", "opening_pronouns")
    found = (item for item in islice(statements(doc, article), LEDE_WITHIN) if not item.trimmed)
    for item in found:
        if doc[item.first].lower_ not in pronouns:
            return item.tokens(doc)
    if key_facts and (span := doc.char_span(key_facts[0].start, key_facts[0].end)) is not None:
        return span
    return next(_wordy(doc, article), doc[:])


def _wordy(doc: Doc, article: Article) -> Iterator[Span]:
    """Sentences with a letter, outside of regions where there are such."""
    sents = [sent for sent in doc.sents if any(char.isalpha() for char in sent.text)]
    inside = [(region.start, region.end) for region in article.regions]
    yield from (sent for sent in sents if not any(start <= sent.start_char < end for start, end in inside))
    yield from sents


def _claim(doc: Doc, article: Article, lede: Span, chains: list[Chain]) -> tuple[Extent, ...] | None:
    """Speaker and claim of "A, the B, said on Monday that C": ("A", "C"); ("C", "the police") without a name."""
    for verb in lede:
        if verb.lemma_.lower() not in words("facts", "cue_verbs") or verb.pos_ != "VERB" or verb.head != verb:
            continue
        claim = next((child for child in verb.children if child.dep_ == "ccomp"), None)
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "npadvmod")), None)
        if claim is None or subject is None:
            continue
        speaker = _speaker(doc, subject, lede, chains)
        told = _inner(doc, claim, verb, subject, lede)
        if speaker is None or told is None or told[0].lower_ in words("facts", "opening_pronouns"):
            continue
        left = LONGEST - (speaker[1] - speaker[0]) - len(JOINT)
        clause = _clause(told, claim, max(left, SHORTEST))
        return (speaker, clause) if article.text[speaker[0]].isupper() else (clause, speaker)
    return None


def _speaker(doc: Doc, subject: Token, lede: Span, chains: list[Chain]) -> Extent | None:
    """The name that heads the subject, else its noun phrase; a pronoun is no speaker for a headline.

    A subject in front of the lede is a parse led astray by what stands there: the lede's first name then speaks.
    """
    if subject.pos_ == "PRON":
        return None
    at = subject.idx if subject.i >= lede.start else lede.start_char
    for chain in chains:
        for start, end in chain.mentions:
            if start <= at < end and chain.type in ("person", "organization"):
                return max(start, lede.start_char), end
    first = max(subject.left_edge.i, lede.start)
    if first > subject.i:
        return None
    words_of = doc[first : subject.i + 1]
    return words_of.start_char, words_of.end_char


def _inner(doc: Doc, claim: Token, verb: Token, subject: Token, lede: Span) -> Span | None:
    """The words of the claim, without "that"; the attribution lies before or after it, not inside."""
    tokens = [token for token in claim.subtree if lede.start <= token.i < lede.end]
    if not tokens or claim.i < lede.start:
        return None
    first, last = tokens[0].i, tokens[-1].i
    if first < verb.i < last or first < subject.i < last:
        return None
    while first < last and (doc[first].is_punct or doc[first].lower_ in words("grammar", "that")):
        first += 1
    return doc[first : last + 1]


def _spoken(lede: Span, quotes: tuple[Quote, ...]) -> tuple[Extent, ...] | None:
    """Speaker and words of a lede that begins with a quotation."""
    for quote in quotes:
        if lede.start_char <= quote.start <= lede.start_char + 1 and quote.speaker is not None:
            speaker = quote.speaker
            if speaker.end <= lede.end_char and speaker.text.lower() not in words("facts", "opening_pronouns"):
                span = lede.doc.char_span(quote.start, quote.end, alignment_mode="contract")
                return (
                    ((speaker.start, speaker.end), _clause(span, span.root, LONGEST - len(speaker.text)))
                    if span
                    else None
                )
    return None


def _clause(span: Span, root: Token, longest: int) -> Extent:
    """The longest beginning of a clause that is complete and not too long, else the shortest complete one.

    Best it ends where only adjuncts of the verb itself are left out, not the rest of a noun phrase.
    """
    if len(span.text) <= longest:
        return span.start_char, span.end_char
    fits: dict[bool, int] = {}
    tokens = Tokens.of(span.doc)
    for stop in range(root.i + 1, span.end):
        if _size(span, stop) > (longest if fits else LONGEST_OF_ALL):
            break
        if complete(tokens, span.start, span.end, stop):
            fits[only_of(tokens, span.end, stop, root.i)] = stop
    stop = fits.get(True, 0) if _size(span, fits.get(True, 0)) >= SHORTEST else max(fits.values(), default=0)
    return (span.start_char, span.start_char + _size(span, stop)) if stop else _words(span, longest)


def _size(span: Span, stop: int) -> int:
    """Characters from the start of a span to the end of the token before ``stop``."""
    last = span.doc[max(stop - 1, span.start)]
    return last.idx + len(last) - span.start_char if stop > span.start else 0


def _words(span: Span, longest: int) -> Extent:
    """Where no clause fits: whole words, best up to a comma or before a preposition or conjunction."""
    cuts = [token.i for token in span if token.i > span.start and _size(span, token.i) <= longest]
    good = [i for i in cuts if _is_seam(span, i) and _size(span, i) >= SHORTEST // 2]
    stop = (good or cuts or [span.start + 1])[-1]
    return span.start_char, span.start_char + min(_size(span, stop), longest)


def _is_seam(span: Span, stop: int) -> bool:
    last, following = span.doc[stop - 1], span.doc[stop]
    opens = following.text in (",", ";", "--", "—", "–") or following.pos_ in ("ADP", "SCONJ", "CCONJ")
    return opens and last.pos_ in ("NOUN", "PROPN", "NUM", "ADV") and balanced(span.doc[span.start : stop].text)


def _trimmed(text: str, start: int, end: int) -> Extent:
    """Without the comma or full stop at the end and blanks around, but never empty."""
    shown = text[start:end]
    kept = _OPEN_END.sub("", shown)
    if kept.endswith(".") and not re.search(r"\b[A-Z][a-z]{0,3}\.$|\.\w\.$", kept):
        kept = kept[:-1]
    kept = kept or shown
    lead = len(kept) - len(kept.lstrip())
    return start + min(lead, len(kept) - 1 if kept else 0), start + len(kept)
