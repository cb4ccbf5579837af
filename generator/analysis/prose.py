"""The sentences of an article that could stand alone as statements, with what spoils them cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from generator.analysis.clauses import balanced, complete
from generator.analysis.lexicon import load, words
from generator.models import Article, Extent

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


def statements(doc: Doc, article: Article) -> list[Statement]:
    """All candidate statements in order, trimmed variants after the full ones."""
    found: list[Statement] = []
    order = 0
    for sent in doc.sents:
        extents = list(_prose(article, sent))
        for start, end in extents:
            for piece in _unglued(doc, start, end):
                new = list(_variants(doc, article, sent, *piece, order))
                found += new
                order += bool(new)
    return found


def _prose(article: Article, sent: Span) -> Iterator[Extent]:
    """The parts of a sentence that are neither in a region nor furniture."""
    holes = [
        (region.start, region.end)
        for region in article.regions
        if region.start < sent.end_char and region.end > sent.start_char
    ]
    holes += [match.span() for match in _furniture().finditer(article.text, sent.start_char, sent.end_char)]
    credits = [match.span() for match in _credits().finditer(article.text, sent.start_char, sent.end_char)]
    at = sent.start_char
    for start, end in sorted(holes + credits):
        if start > at and (start, end) not in credits:
            yield at, start
        at = max(at, end)
    if at < sent.end_char:
        yield at, sent.end_char


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


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in load("facts")["furniture"]))


@cache
def _credits() -> re.Pattern[str]:
    """A picture's credit: what stands before it in its sentence is the caption."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in load("facts")["credits"]))


def _variants(doc: Doc, article: Article, sent: Span, start: int, end: int, order: int) -> Iterator[Statement]:
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
