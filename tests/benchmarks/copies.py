"""How well copies of an article are told from other articles: precision and recall by kind of copy.

    python -m tests.benchmarks.copies [--share S]… [--articles FILE.jsonl]…

The sample articles (and those of JSON lines with a ``text``) are copied as newsrooms copy a wire: words changed, a lede
put in front, shortened, paragraphs dropped or turned around. Every copy should be grouped with its original, and
none of the articles with another, nor with another article that only quotes the same people at length.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from generator import build, readers
from generator.brief import sketch
from generator.brief.sketch import _prose
from generator.config import Project, load
from generator.errors import ArticleError
from generator.models import Article
from generator.pages.duplicates import Copy, leaders

PROJECT = Project(Path(__file__).parents[2])
DAY = "2031-03-04"
# Shorter ones have no middle to keep.
WORDS = 60
Texts = list[str]
Change = Callable[[str, Random, Texts], str]


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?”\"])\s+", text) if one.strip()]


def edited(text: str, chance: Random, _: Texts, *, rate: float) -> str:
    """A word in so many is dropped, replaced or joined by another."""
    found: list[str] = []
    for word in text.split():
        drawn = chance.random()
        found += [] if drawn < rate / 3 else [f"w{chance.randrange(9999)}"] if drawn < rate else [word]
        found += [f"w{chance.randrange(9999)}"] if 2 * rate / 3 < drawn < rate else []
    return " ".join(found)


def new_lede(text: str, chance: Random, others: Texts) -> str:
    """The first sixth is written anew."""
    own = sentences(text)
    first = max(1, len(own) // 6)
    return " ".join([*(" ".join(chance.choices(" ".join(others).split(), k=25)) for _ in range(first)), *own[first:]])


def shortened(text: str, _: Random, __: Texts, *, kept: float) -> str:
    own = sentences(text)
    return " ".join(own[: max(3, int(len(own) * kept))])


def thinned(text: str, chance: Random, _: Texts) -> str:
    """Every other sentence is left out."""
    own = sentences(text)
    return " ".join(one for one in own if chance.random() < 0.5) or text


def turned(text: str, _: Random, __: Texts) -> str:
    own = sentences(text)
    return " ".join([*own[len(own) // 2 :], *own[: len(own) // 2]])


def rewritten(text: str, chance: Random, others: Texts) -> str:
    """A new lede, then the best part shortened, a word in twenty changed."""
    return edited(shortened(new_lede(text, chance, others), chance, others, kept=0.7), chance, others, rate=0.05)


COPIES: dict[str, Change] = {
    "verbatim": lambda text, _, __: text,
    "a word in twenty edited": partial(edited, rate=0.05),
    "a word in ten edited": partial(edited, rate=0.10),
    "a word in five edited": partial(edited, rate=0.20),
    "new lede": new_lede,
    "shortened to 70 %": partial(shortened, kept=0.7),
    "shortened to 50 %": partial(shortened, kept=0.5),
    "shortened to 30 %": partial(shortened, kept=0.3),
    "every other sentence": thinned,
    "halves turned around": turned,
    "new lede, 70 %, edited": rewritten,
}


def quoting(text: str, chance: Random, others: Texts, *, share: float) -> str:
    """Another article, into which so large a share of sentences of this one is put in place of its own."""
    own, other = sentences(text), sentences(min(others, key=lambda one: abs(len(one) - len(text))))
    taken = min(int(len(other) * share), len(own))
    return " ".join([*other[taken:], *chance.sample(own, taken)])


OTHERS: dict[str, Change] = {
    f"another article, {share:.0%} of its sentences the same": partial(quoting, share=share)
    for share in (0.1, 0.2, 0.3)
}


def texts(files: Iterable[Path]) -> Texts:
    """The prose of the sample articles in English and of the dumps, without those that are copies already."""
    found = [_prose(one) for one in _samples()]
    for path in files:
        found += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    signed = [_copy(f"{number:06}", text) for number, text in enumerate(found)]
    copies = leaders([one for one in signed if one], 0.5, 0)
    return [text for number, text in enumerate(found) if f"{number:06}" not in copies and len(text.split()) >= WORDS]


def _samples() -> Iterator[Article]:
    settings = load(PROJECT)
    for record in build.records(PROJECT, settings):
        if not isinstance(record, ArticleError):
            article = readers.parse(record, settings)
            if article.lang == "en":
                yield article


def _copy(page: str, text: str) -> Copy | None:
    made = sketch(Article(id="", path="", text=text, sha256="", identity=""))
    return Copy(page, DAY, made.shingles, made.minhash) if made else None


def pairs(found: Texts, change: Change) -> list[list[Copy]]:
    """Every text with a changed one."""
    chance, made = Random(7), []
    for number, text in enumerate(found):
        changed = change(text, chance, [one for one in found if one is not text])
        made.append([one for one in (_copy(f"{number:06}a", text), _copy(f"{number:06}b", changed)) if one])
    return made


def measure(found: Texts, change: Change, share: float) -> tuple[int, int]:
    """How many copies are grouped with their originals among all texts, and how many with anything else."""
    grouped = leaders([one for pair in pairs(found, change) for one in pair], share, 0)
    right = sum(page[:6] == leader[:6] for page, leader in grouped.items())
    return right, len(grouped) - right


def measure_others(found: Texts, change: Change, share: float) -> tuple[int, int]:
    """How many other articles are taken for copies."""
    return 0, sum(bool(leaders(pair, share, 0)) for pair in pairs(found, change))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--share", type=float, action="append", help="duplicates.share to measure (default: 0.4 0.5 0.6)"
    )
    parser.add_argument("--articles", type=Path, action="append", default=[], help="JSON lines with a text each")
    arguments = parser.parse_args()
    found, shares = texts(arguments.articles), arguments.share or [0.4, 0.5, 0.6]
    print(f"{len(found)} articles, each once copied; by duplicates.share: % grouped rightly (wrongly)")
    print(f"{'':42}" + "".join(f"{share:>12}" for share in shares))
    totals = {share: [0, 0, 0] for share in shares}
    for name, change in {**COPIES, **OTHERS}.items():
        cells = []
        for share in shares:
            right, wrong = (measure if name in COPIES else measure_others)(found, change, share)
            totals[share] = [
                have + add for have, add in zip(totals[share], (right, wrong, name in COPIES), strict=True)
            ]
            cells.append(f"{100 * right / len(found):7.1f} ({wrong})")
        print(f"{name:42}" + "".join(f"{cell:>12}" for cell in cells))
    for share, (right, wrong, kinds) in totals.items():
        precision, recall = right / max(1, right + wrong), right / (kinds * len(found))
        print(f"share {share}: precision {precision:.1%}, recall {recall:.1%}")


if __name__ == "__main__":
    main()
