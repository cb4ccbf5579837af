"""How much an article is about each of its actors."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial

from spacy.tokens import Doc

from generator.analysis import gazetteer, names
from generator.analysis.chains import Chain
from generator.analysis.lexicon import load
from generator.models import Article, Quote

# What stands before the name of a photographer or an agency.
_CREDIT = re.compile(r"(?:\b(?:image|photo|photograph|picture|video|credit|source|by)s?\s*:?\s*|\()$", re.IGNORECASE)
# The lede: the first sentence of so many tokens.
LEDE_MIN = 8
TENTHS = 10
DEMONYM = 0.5


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is the same for all chains of an article."""

    title: tuple[str, ...]
    lede: tuple[int, int]
    subjects: frozenset[int]
    text: str
    most: int
    quoted: Counter[str]


def score(doc: Doc, article: Article, chains: list[Chain], quotes: tuple[Quote, ...]) -> dict[str, float]:
    """Salience of each chain by its id, 0-1 with two digits."""
    counted = {chain.id: [at for at in chain.mentions if not _is_credit(article, *at)] for chain in chains}
    lede = _lede(doc, article)
    setting = _Setting(
        title=names.key(article.title.text) if article.title else (),
        lede=lede,
        subjects=_subjects(doc, lede),
        text=article.text,
        most=max((len(found) for found in counted.values()), default=1),
        quoted=Counter(quote.speaker_id for quote in quotes if quote.speaker_id),
    )
    return {chain.id: _score(chain, counted[chain.id], setting) for chain in chains}


def _is_credit(article: Article, start: int, end: int) -> bool:
    """Whether a mention stands in a byline, or as the credit of a picture: "Image: Ada Holm", "(Reuters)"."""
    if any(region.kind == "byline" and region.start <= start < region.end for region in article.regions):
        return True
    before = _CREDIT.search(article.text[max(0, start - 16) : start])
    if before is None or before.group().lower().startswith("by"):
        return False
    return before.group() != "(" or article.text[end : end + 1] in (")", "/")


def _lede(doc: Doc, article: Article) -> tuple[int, int]:
    """Character extent of the first sentence of prose."""
    for sent in doc.sents:
        inside = any(
            region.start <= sent.start_char < region.end for region in article.regions if region.kind != "stamp"
        )
        if len(sent) >= LEDE_MIN and not inside:
            return sent.start_char, sent.end_char
    return 0, 0


def _subjects(doc: Doc, lede: tuple[int, int]) -> frozenset[int]:
    """Character positions of the tokens that are subjects in the lede."""
    span = doc.char_span(*lede) if lede[1] else None
    return frozenset(token.idx for token in span or () if token.dep_ in ("nsubj", "nsubjpass"))


def _score(chain: Chain, mentions: list[tuple[int, int]], setting: _Setting) -> float:
    if not mentions:
        return 0.0
    table = load("salience")
    first = mentions[0][0]
    inside = [at for at in mentions if setting.lede[0] <= at[0] < setting.lede[1]]
    number = len(mentions) if chain.type != "state" else sum(map(partial(_weight, setting), mentions))
    parts = {
        "count": math.log1p(number) / math.log1p(setting.most),
        "early": table["half_life"] / (table["half_life"] + first),
        "spread": len({start * TENTHS // len(setting.text) for start, _ in mentions}) / TENTHS,
        "title": _titled(chain, setting.title, table["title_decay"]),
        "lede": 1.0 if inside else 0.0,
        "subject": 1.0 if any(a <= at < b for a, b in inside for at in setting.subjects) else 0.0,
        "quoted": min(1.0, setting.quoted[chain.id] / 3),
    }
    total = sum(table["weights"][name] * value for name, value in parts.items())
    return round(min(1.0, max(0.01, float(total * table["kinds"][chain.type]))), 2)


def _weight(setting: _Setting, at: tuple[int, int]) -> float:
    """A state counts in full by its name, by half through a demonym ("German")."""
    return 1.0 if gazetteer.named_state(setting.text[at[0] : at[1]]) else DEMONYM


def _titled(chain: Chain, title: tuple[str, ...], decay: float) -> float:
    """1 for a chain that stands first in the headline, less for later ones, 0 for none."""
    forms = [name for name in chain.names if chain.type != "state" or gazetteer.named_state(name)]
    at = min((place for name in forms if (place := _find(names.key(name), title)) is not None), default=None)
    return 0.0 if at is None else float(decay ** (at / 3))


def _find(name: tuple[str, ...], title: tuple[str, ...]) -> int | None:
    """Where a folded name stands in the folded headline."""
    size = len(name)
    return next((i for i in range(len(title) - size + 1) if title[i : i + size] == name), None)
