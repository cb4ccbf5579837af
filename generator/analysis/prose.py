"""The sentences of an article that could stand alone as statements, with what spoils them cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from generator.analysis.clauses import balanced, complete
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import load, words
from generator.models import Article, Extent, Region

# Statements are shorter than this many words and longer than the other; both calibrated on headlines and ledes.
MIN_WORDS, MAX_WORDS = 6, 65
_MARKS = '"“”'
_BULLET = re.compile(r"[\s•·▪■●*–—\-|>+\d.)]*(?=[\"“‘'(]?[^\W\d_])")
_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of one sentence. ``order``: sentences of prose before it; ``trimmed``: its tail is cut off."""

    start: int
    end: int
    order: int
    first: int
    last: int
    trimmed: bool = False
    whole: bool = True

    def tokens(self, doc: Doc) -> Span:
        return doc[self.first : self.last]


def statements(doc: Doc, article: Article) -> Iterator[Statement]:
    """All candidate statements in order, trimmed variants after the full ones."""
    order = 0
    regions = Intervals((region.start, region.end, region) for region in article.regions)
    lower = article.text.lower()
    furniture, credits = (_present(name, lower) for name in ("furniture", "credits"))
    for sent in doc.sents:
        extents = list(_prose(article.text, regions, furniture, credits, sent))
        for start, end in extents:
            for piece in _unglued(doc, start, end):
                new = list(_variants(doc, article, *piece, order))
                yield from new
                order += bool(new)


def _prose(
    text: str,
    regions: Intervals[Region],
    furniture: Sequence[re.Pattern[str]],
    credits: Sequence[re.Pattern[str]],
    sent: Span,
) -> Iterator[Extent]:
    """The parts of a sentence that are neither in a region nor furniture nor a caption: what a credit follows."""
    start, end = sent.start_char, sent.end_char
    holes = {(first, last): False for first, last, _ in regions.touching(start, end)}
    for patterns, is_credit in ((furniture, False), (credits, True)):
        holes.update((match.span(), is_credit) for each in patterns for match in each.finditer(text, start, end))
    at = start
    for (first, last), is_credit in sorted(holes.items()):
        if first > at and not is_credit:
            yield at, first
        at = max(at, last)
    if at < end:
        yield at, end


def _present(table: str, lower: str) -> list[re.Pattern[str]]:
    """The patterns whose literal occurs in the lower-cased text: most articles have none of them."""
    return [pattern for literal, pattern in _patterns(table) if literal in lower]


@cache
def _patterns(table: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(literal, re.compile(pattern)) for literal, pattern in load("facts")[table].items()]


def _unglued(doc: Doc, start: int, end: int) -> Iterator[Extent]:
    """Captions and teasers copied without their full stops: "... in the rain The driver left ..." is two sentences."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return
    at = span.start
    for token in span[MIN_WORDS:-MIN_WORDS]:
        if token.i - at >= MIN_WORDS and _is_seam(token):
            yield max(start, doc[at].idx), doc[token.i - 1].idx + len(doc[token.i - 1])
            at = token.i
    yield max(start, doc[at].idx), end


def _is_seam(token: Token) -> bool:
    """A function word with a capital after a plain word, outside of any name."""
    if not (token.is_stop and token.is_title) or token.pos_ == "PROPN" or token.ent_type_ or token.text in ("I", "US"):
        return False
    before = token.nbor(-1)
    return (
        before.is_alpha and not before.is_stop and (before.is_lower or before.pos_ == "PROPN") and not before.is_upper
    )


def _variants(doc: Doc, article: Article, start: int, end: int, order: int) -> Iterator[Statement]:
    start, end = _tidy(article.text, start, end)
    span = doc.char_span(start, end, alignment_mode="contract") if start < end else None
    if span is None or not len(span):
        return
    span = _without_connective(span)
    whole = bool(_END.search(span.text))
    if not len(span) or not _stands(span):
        return
    yield Statement(span.start_char, span.end_char, order, span.start, span.end, whole=whole)
    tail = _tail(span)
    if tail is not None and _stands(short := doc[span.start : tail]):
        yield Statement(short.start_char, short.end_char, order, short.start, short.end, trimmed=True)


def _tidy(text: str, start: int, end: int) -> Extent:
    """Blanks, bullets and counters off the front, blanks off the end."""
    match = _BULLET.match(text, start, end)
    start = match.end() if match and not text[start:end].lstrip()[:1].isdigit() else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_connective(span: Span) -> Span:
    """ "But the minister said" -> "the minister said"; a comma after it goes too. Empty where nothing stays."""
    for length in (4, 3, 2, 1):
        opening = span[:length].text.lower()
        if opening in words("facts", "connectives"):
            rest = span[length:]
            comma = bool(len(rest)) and rest[0].text == ","
            if comma or opening in words("facts", "conjunctions"):
                return _without_connective(rest[1:] if comma else rest)
    return span


def _stands(span: Span) -> bool:
    """Long enough, balanced, no question, not spoken by the reporter, with a subject and its verb."""
    text = span.text
    count = len(text.split())
    if not MIN_WORDS <= count <= MAX_WORDS or text.rstrip("\"'”’)").endswith("?"):
        return False
    if any(token.pos_ in ("ADP", "DET", "CCONJ", "SCONJ") for token in span[-1:]):
        return False
    return balanced(text) and not _personal(span) and _has_clause(span)


def _personal(span: Span) -> bool:
    inside, personal = False, words("facts", "personal")
    for token in span:
        if token.text in _MARKS:
            inside = not inside
        elif not inside and token.lower_ in personal and token.text not in ("US", "i"):
            return True
    return False


def _has_clause(span: Span) -> bool:
    """A finite verb with its subject, or at least with a noun before it."""
    noun = False
    for token in span:
        if token.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") and span.start <= token.head.i < span.end:
            if _is_finite(token.head):
                return True
        elif noun and token == token.head and token.tag_ in ("VBD", "VBZ", "VBP"):
            return True
        noun = noun or token.pos_ in ("NOUN", "PROPN", "PRON")
    return False


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in verb.children if child.dep_ in ("aux", "auxpass")
    )


def _tail(span: Span) -> int | None:
    """Where the last tail begins that can go: a clause or apposition behind a comma that reaches to the end."""
    table = load("facts")
    for token in reversed(span[MIN_WORDS:-1]):
        if token.text not in (",", "--", "—", "–") or not complete(span, token.i):
            continue
        heads = [each for each in span.doc[token.i + 1 : span.end] if each.head.i < token.i and each.dep_ != "punct"]
        opener = span.doc[token.i + 1].lower_
        if opener in table["kept_openers"] or not any(
            each.pos_ in ("VERB", "AUX") for each in span[: token.i - span.start]
        ):
            continue
        if opener in table["tail_openers"] or any(each.dep_ in table["tails"] for each in heads):
            return token.i
    return None
