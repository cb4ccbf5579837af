"""Tags: the noun phrases that an article is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc

from generator.analysis import bodies
from generator.analysis.chains import Chain
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import words
from generator.analysis.tokens import Tokens
from generator.models import Article
from generator.text import squeeze

MOST, FEWEST = 8, 4
# A phrase of several words counts when it comes once in headline or lede, or this often.
REPEATED, OFTEN = 2, 3
# Part of the article that tells what it is about.
LEDE_CHARACTERS = 400
# Of longer noun phrases the last two words are taken.
LONGEST = 3
_NOUNS = ("NOUN", "PROPN")
_NOMINAL = frozenset({*_NOUNS, "PRON"})
# The dependencies of noun phrases (spaCy's ``lang/en/syntax_iterators.py``).
_PHRASE_DEPS = frozenset(("oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"))
_PROSE = ("headline", "subheading")
_NO_TOPIC = ("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY")
# Folded lemmas of a phrase.
Key = tuple[str, ...]


def extract(doc: Doc, article: Article, chains: list[Chain]) -> tuple[str, ...]:
    """At most eight, most salient first; lower case but for acronyms; in the number most often used."""
    counts: Counter[Key] = Counter()
    firsts: dict[Key, int] = {}
    shown: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    tokens = Tokens.of(doc)
    for first, last in _phrases(doc, tokens, article, chains):
        key = tuple(tokens.lemmas[first:last])
        counts[key] += 1
        firsts.setdefault(key, tokens.starts[first])
        shown[key][_shown(tokens, first, last)] += 1
    heads: Counter[str] = Counter()
    for key, count in counts.items():
        heads[_head(key)] += count
    title = article.title.text.lower() if article.title else None
    ranked = sorted(counts, key=lambda key: (-_weight(key, counts, firsts, title), firsts[key], key))
    topics = [key for key in ranked if _is_topic(key, counts, heads, firsts, title)]
    others = [key for key in ranked if len(key) > 1 and key not in topics]
    return tuple(_form(shown[key]) for key in _distinct(topics, others))


def _phrases(doc: Doc, tokens: Tokens, article: Article, chains: list[Chain]) -> Iterator[tuple[int, int]]:
    """Noun phrases without determiners and numbers; neither names of actors nor what stands in captions."""
    taken = Intervals((start, end, None) for chain in chains for start, end in chain.mentions)
    regions = Intervals((region.start, region.end, region.kind) for region in article.regions)
    after = bodies.follow_noun()
    for phrase in _qualified(tokens) if after else _cores(doc, tokens):
        start, end = tokens.starts[phrase[0]], tokens.end(phrase[1] - 1)
        if any(taken.touching(start, end)):
            continue
        if all(kind in _PROSE for _, _, kind in regions.touching(start, end)):
            yield phrase


def _cores(doc: Doc, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The nouns at the end of noun phrases with the adjectives of kind right before them."""
    for first, root in chunks(doc, tokens):
        if tokens.pos[root] != "NOUN" or not _is_plain(tokens, root):
            continue
        start = root
        while start > first and _qualifies(tokens, start - 1):
            start -= 1
        yield max(start, root - 1) if root + 1 - start > LONGEST else start, root + 1


def chunks(doc: Doc, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The first and the last token of the base noun phrases that ``doc.noun_chunks`` gives of English.

    By the same rules: spaCy walks the whole Doc for them, which takes three times as long.
    """
    last = -1
    for root, pos in enumerate(tokens.pos):
        if pos not in _NOMINAL or not _is_phrase(tokens, root):
            continue
        first = doc[root].left_edge.i
        if first > last:  # no phrase within a phrase
            last = root
            yield first, root


def _is_phrase(tokens: Tokens, root: int) -> bool:
    """Whether a noun, or the first of those that it is coordinated with, has a place in the clause."""
    if tokens.deps[root] == "conj":
        root = tokens.heads[root]
        while tokens.deps[root] == "conj" and tokens.heads[root] < root:
            root = tokens.heads[root]
    return tokens.deps[root] in _PHRASE_DEPS


def _qualifies(tokens: Tokens, at: int) -> bool:
    """Whether a word is a noun, or an adjective that tells the kind of the noun behind it."""
    nominal = tokens.pos[at] in (*_NOUNS, "ADJ")
    return nominal and _is_plain(tokens, at) and tokens.lower[at] not in words("topics", "adjectives")


def _is_plain(tokens: Tokens, at: int) -> bool:
    """Whether a token is a word, no stop word, and no part of a date or number."""
    return not tokens.stops[at] and tokens.ents[at] not in _NO_TOPIC and tokens.words[at].isalpha()


def _qualified(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Nouns with what qualifies them behind: "énergie éolienne", "quotas de pêche"."""
    links, empty = words("grammar", "links"), words("topics", "adjectives")
    taken = words("roles", "heads") | words("units", "scales")
    for at in range(len(tokens) - 2):
        if tokens.pos[at] != "NOUN" or tokens.ents[at] or not _is_plain(tokens, at) or tokens.lemmas[at] in taken:
            continue
        after = tokens.words[at + 1].islower() and tokens.heads[at + 1] == at
        if after and tokens.tags[at + 1] == "JJ" and tokens.lemmas[at + 1] not in empty:
            yield at, at + 2
        elif tokens.lower[at + 1] in links and tokens.pos[at + 2] == "NOUN" and tokens.words[at + 2].islower():
            yield at, at + 3
        else:
            yield at, at + 1


def _head(key: Key) -> str:
    """The noun of a phrase that the others qualify."""
    return key[0] if bodies.follow_noun() else key[-1]


def _shown(tokens: Tokens, first: int, last: int) -> str:
    """Lower case but for acronyms and proper names."""
    if bodies.follow_noun():
        shown = squeeze(tokens.slice(first, last))
        return shown if tokens.words[first].isupper() else shown.lower()
    return " ".join(
        tokens.words[i] if tokens.pos[i] == "PROPN" or tokens.words[i].isupper() else tokens.lower[i]
        for i in range(first, last)
    )


def _form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _weight(key: Key, counts: Counter[Key], firsts: dict[Key, int], title: str | None) -> float:
    early = firsts[key] < LEDE_CHARACTERS
    return counts[key] * (1.6 if len(key) > 1 else 1.0) + 1.5 * early + 2.0 * _titled(key, title)


def _titled(key: Key, title: str | None) -> bool:
    return title is not None and all(word in title for word in key)


def _is_topic(key: Key, counts: Counter[Key], heads: Counter[str], firsts: dict[Key, int], title: str | None) -> bool:
    """Several words: repeated, or in the lede with a head that comes again; one: often, and not any article's."""
    early = firsts[key] < LEDE_CHARACTERS
    if len(key) > 1:
        return counts[key] >= REPEATED or (early and heads[_head(key)] >= REPEATED) or _titled(key, title)
    usual = key[0] in words("topics", "common") or len(key[0]) < 4
    return not usual and heads[key[0]] >= (REPEATED if early or _titled(key, title) else OFTEN)


def _distinct(topics: list[Key], others: list[Key]) -> list[Key]:
    """Without those whose words another has ("tunnel" beside "rail tunnel"); others fill up to a few."""
    chosen: list[Key] = []
    for keys, most in ((topics, MOST), (others, FEWEST)):
        for key in keys:
            if len(chosen) < most and not any(set(key) <= set(old) or set(old) <= set(key) for old in chosen):
                chosen.append(key)
    return chosen
