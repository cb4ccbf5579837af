"""Tags: the noun phrases that an article is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from generator.analysis.chains import Chain
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import words
from generator.models import Article

MOST, FEWEST = 8, 4
# A phrase of several words counts when it comes once in headline or lede, or this often.
REPEATED, OFTEN = 2, 3
# Part of the article that tells what it is about.
LEDE_CHARACTERS = 400
_NOUNS = ("NOUN", "PROPN")
_PROSE = ("headline", "subheading")
_NO_TOPIC = ("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY")
# Folded lemmas of a phrase.
Key = tuple[str, ...]


def extract(doc: Doc, article: Article, chains: list[Chain]) -> tuple[str, ...]:
    """At most eight, most salient first; lower case but for acronyms; in the number most often used."""
    counts: Counter[Key] = Counter()
    firsts: dict[Key, int] = {}
    shown: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for phrase in _phrases(doc, article, chains):
        key = tuple(token.lemma_.lower() for token in phrase)
        counts[key] += 1
        firsts.setdefault(key, phrase.start_char)
        shown[key][_shown(phrase)] += 1
    heads: Counter[str] = Counter()
    for key, count in counts.items():
        heads[key[-1]] += count
    ranked = sorted(counts, key=lambda key: (-_weight(key, counts, firsts, article), firsts[key], key))
    topics = [key for key in ranked if _is_topic(key, counts, heads, firsts, article)]
    others = [key for key in ranked if len(key) > 1 and key not in topics]
    return tuple(_form(shown[key]) for key in _distinct(topics, others))


def _phrases(doc: Doc, article: Article, chains: list[Chain]) -> Iterator[Span]:
    """Noun phrases without determiners and numbers; neither names of actors nor what stands in captions."""
    taken = Intervals((start, end, None) for chain in chains for start, end in chain.mentions)
    regions = Intervals((region.start, region.end, region.kind) for region in article.regions)
    for chunk in doc.noun_chunks:
        phrase = _core(chunk)
        if phrase is None or any(taken.touching(phrase.start_char, phrase.end_char)):
            continue
        if all(kind in _PROSE for _, _, kind in regions.touching(phrase.start_char, phrase.end_char)):
            yield phrase


def _core(chunk: Span) -> Span | None:
    """The nouns at the end of a noun phrase with the adjectives of kind right before them."""
    end = chunk.end
    start = chunk.root.i
    if chunk.root.pos_ != "NOUN" or not chunk.root.is_alpha or chunk.root.ent_type_ in _NO_TOPIC or chunk.root.is_stop:
        return None
    while start > chunk.start:
        before = chunk.doc[start - 1]
        if (
            before.pos_ not in (*_NOUNS, "ADJ")
            or before.ent_type_ in _NO_TOPIC
            or before.is_stop
            or not before.is_alpha
            or before.lower_ in words("topics", "adjectives")
        ):
            break
        start -= 1
    end = chunk.root.i + 1
    return chunk.doc[start:end] if end - start <= 3 else chunk.doc[end - 2 : end]


def _shown(phrase: Span) -> str:
    """Lower case but for acronyms and proper names."""
    return " ".join(token.text if token.pos_ == "PROPN" or token.is_upper else token.lower_ for token in phrase)


def _form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _weight(key: Key, counts: Counter[Key], firsts: dict[Key, int], article: Article) -> float:
    early = firsts[key] < LEDE_CHARACTERS
    return counts[key] * (1.6 if len(key) > 1 else 1.0) + 1.5 * early + 2.0 * _titled(key, article)


def _titled(key: Key, article: Article) -> bool:
    return article.title is not None and all(word in article.title.text.lower() for word in key)


def _is_topic(key: Key, counts: Counter[Key], heads: Counter[str], firsts: dict[Key, int], article: Article) -> bool:
    """Several words: repeated, or in the lede with a head that comes again; one: often, and not any article's."""
    early = firsts[key] < LEDE_CHARACTERS
    if len(key) > 1:
        return counts[key] >= REPEATED or (early and heads[key[-1]] >= REPEATED) or _titled(key, article)
    usual = key[0] in words("topics", "common") or len(key[0]) < 4
    return not usual and heads[key[0]] >= (REPEATED if early or _titled(key, article) else OFTEN)


def _distinct(topics: list[Key], others: list[Key]) -> list[Key]:
    """Without those whose words another has ("tunnel" beside "rail tunnel"); others fill up to a few."""
    chosen: list[Key] = []
    for keys, most in ((topics, MOST), (others, FEWEST)):
        for key in keys:
            if len(chosen) < most and not any(set(key) <= set(old) or set(old) <= set(key) for old in chosen):
                chosen.append(key)
    return chosen
