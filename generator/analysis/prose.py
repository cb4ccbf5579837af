"""The sentences of an article that could stand alone as statements, with what spoils them cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from generator.analysis.clauses import balanced, complete
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import load, per_language, words
from generator.analysis.tokens import FINITE, Tokens
from generator.models import Article, Extent, Region

# Statements are shorter than this many words and longer than the other; both calibrated on headlines and ledes.
MIN_WORDS, MAX_WORDS = 6, 65
_MARKS = '"“”«»'
_PARTING = frozenset({",", "--", "—", "–"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_BULLET = re.compile(r"[\s•·▪■●*–—\-|>+\d.)]*(?=[\"“‘'(]?[^\W\d_])")
# What stands before the lede in brackets: whose it is, or whose picture.
_CREDIT = re.compile(r"\((?:(?:[A-Z][\w.&'’-]*|of|the|and)\s?){1,6}\)\s+(?=[A-Z])")
_END = re.compile(r"[.!?…][\s\"'”’»)\]]*$")


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


def statements(doc: Doc, article: Article, said: Iterable[Extent] = ()) -> Iterator[Statement]:
    """All candidate statements in order, trimmed variants after the full ones; ``said``: the quotations' extents."""
    order, tokens = 0, Tokens.of(doc)
    spoken = Intervals((start, end, None) for start, end in said)
    regions = Intervals((region.start, region.end, region) for region in article.regions)
    lower = article.text.lower()
    furniture, credits = (_present(name, lower) for name in ("furniture", "credits"))
    for sent in doc.sents:
        for start, end in list(_prose(article.text, regions, furniture, credits, sent)):
            for piece in _unglued(doc, tokens, start, end):
                new = list(_variants(doc, tokens, *piece, order, spoken))
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


@per_language
def _patterns(table: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(literal, re.compile(pattern)) for literal, pattern in load("facts")[table].items()]


def _unglued(doc: Doc, tokens: Tokens, start: int, end: int) -> Iterator[Extent]:
    """Captions and teasers copied without their full stops: "... in the rain The driver left ..." is two sentences."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return
    at = span.start
    for i in range(at + MIN_WORDS, span.end - MIN_WORDS):
        if tokens.stops[i] and i - at >= MIN_WORDS and _is_seam(tokens, i):
            yield max(start, tokens.starts[at]), tokens.end(i - 1)
            at = i
    yield max(start, tokens.starts[at]), end


def _is_seam(tokens: Tokens, at: int) -> bool:
    """A function word with a capital after a plain word, outside of any name."""
    word, before = tokens.words[at], tokens.words[at - 1]
    if not word.istitle() or tokens.pos[at] == "PROPN" or tokens.ents[at] or word in ("I", "US"):
        return False
    plain = before.isalpha() and not tokens.stops[at - 1] and not before.isupper()
    return plain and (before.islower() or tokens.pos[at - 1] == "PROPN")


def _variants(
    doc: Doc, tokens: Tokens, start: int, end: int, order: int, spoken: Intervals[None]
) -> Iterator[Statement]:
    start, end = _tidy(tokens.text, start, end)
    span = doc.char_span(start, end, alignment_mode="contract") if start < end else None
    if span is None or not len(span):
        return
    first, last = _without_connective(tokens, span.start, span.end), span.end
    if not _stands(tokens, first, last, spoken):
        return
    whole = bool(_END.search(tokens.slice(first, last)))
    yield Statement(tokens.starts[first], tokens.end(last - 1), order, first, last, whole=whole)
    tail = _tail(tokens, first, last)
    if tail is not None and _stands(tokens, first, tail, spoken):
        yield Statement(tokens.starts[first], tokens.end(tail - 1), order, first, tail, trimmed=True)


def _tidy(text: str, start: int, end: int) -> Extent:
    """Blanks, bullets, counters and credits off the front, blanks off the end."""
    match = _BULLET.match(text, start, end)
    start = match.end() if match and not text[start:end].lstrip()[:1].isdigit() else start
    credit = _CREDIT.match(text, start, end)
    start = credit.end() if credit else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_connective(tokens: Tokens, first: int, last: int) -> int:
    """ "But the minister said" -> "the minister said"; a comma after it goes too. The end where nothing stays."""
    while first < last and _may_connect(tokens.lower[first]):
        for stop in range(min(first + 4, last), first, -1):
            opening = tokens.slice(first, stop).lower()
            comma = stop < last and tokens.words[stop] == ","
            if opening in words("facts", "connectives") and (comma or opening in words("facts", "conjunctions")):
                first = stop + comma
                break
        else:
            break
    return first


@per_language
def _may_connect(word: str) -> bool:
    return any(phrase.startswith(word) for phrase in words("facts", "connectives"))


def _stands(tokens: Tokens, first: int, last: int, spoken: Intervals[None]) -> bool:
    """Long enough, balanced, no question, not spoken by the reporter, with a subject and its verb."""
    if last - first < MIN_WORDS or tokens.pos[last - 1] in ("ADP", "DET", "CCONJ", "SCONJ"):
        return False
    text = tokens.slice(first, last)
    count = len(text.split())
    if not MIN_WORDS <= count <= MAX_WORDS or text.rstrip("\"'”’») \u00a0\u202f").endswith("?"):
        return False
    return balanced(text) and not _is_personal(tokens, first, last, spoken) and _has_clause(tokens, first, last)


def _is_personal(tokens: Tokens, first: int, last: int, spoken: Intervals[None]) -> bool:
    """Whether the reporter says "I", or "you" to the reader; what is quoted, somebody else says."""
    personal = words("facts", "personal")
    if personal.isdisjoint(tokens.lower[first:last]):
        return False
    inside = False
    for i in range(first, last):
        if tokens.words[i] in _MARKS:
            inside = not inside
        elif not inside and tokens.lower[i] in personal and tokens.words[i] not in ("US", "i"):
            at = tokens.starts[i]
            if not any(start <= at < end for start, end, _ in spoken.touching(at, at + 1)):
                return True
    return False


def _has_clause(tokens: Tokens, first: int, last: int) -> bool:
    """A finite verb with its subject, or at least with a noun before it."""
    noun = False
    for i in range(first, last):
        head = tokens.heads[i]
        if tokens.deps[i] in _SUBJECTS and first <= head < last:
            if head in tokens.finite or _is_mistagged(tokens, i, head):
                return True
        elif noun and tokens.tags[i] in FINITE and (head == i or (head == i - 1 and tokens.deps[i] == "acl")):
            return True  # "Detectives named ...", which the parser takes for "detectives, named ..."
        noun = noun or tokens.pos[i] in ("NOUN", "PROPN", "PRON")
    return False


def _is_mistagged(tokens: Tokens, subject: int, verb: int) -> bool:
    """Whether a participle with a subject and no auxiliary is a past tense: "The firm recently lost weight"."""
    root = tokens.heads[verb] == verb and tokens.tags[verb] == "VBN"
    return root and tokens.deps[subject] == "nsubj" and subject < verb


def _tail(tokens: Tokens, first: int, last: int) -> int | None:
    """Where the last tail begins that can go: a clause or apposition behind a comma that reaches to the end."""
    table = load("facts")
    for at in range(last - 2, first + MIN_WORDS - 1, -1):
        if tokens.words[at] not in _PARTING or not complete(tokens, first, last, at):
            continue
        opener = tokens.lower[at + 1]
        if opener in table["kept_openers"] or not any(pos in ("VERB", "AUX") for pos in tokens.pos[first:at]):
            continue
        hanging = (tokens.deps[i] for i in range(at + 1, last) if tokens.heads[i] < at)
        if opener in table["tail_openers"] or any(dep in table["tails"] and dep != "punct" for dep in hanging):
            return at
    return None
