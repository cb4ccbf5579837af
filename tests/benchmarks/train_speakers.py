"""Train the rankers behind quotations on annotated articles, and cross-validate them over articles.

usage: python -m tests.benchmarks.train_speakers GOLD.jsonl [--write] [--predictions OUT.jsonl] [--folds 5]

GOLD is in the form of ``../shared/gold/quotes``. Two models come out of it: ``speakers.json`` chooses the speaker of a
stretch among the mentions around it (trained with the true speakers of the stretches before), and ``quotations.json``
tells quotations from titles and scare quotes (trained on the answers of speaker models that had not seen the article).
``--predictions`` writes what models say of articles that they were not trained on, for ``score_quotes.py``;
``--write`` trains on everything and writes the weights that the package reads. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from generator.analysis import actors, attribution, model, quotes, quotes_sieve, ranker
from generator.analysis import attribution_candidates as candidates
from generator.analysis import attribution_features as features
from generator.analysis.attribution_types import Kind, Scene
from generator.analysis.chains import Chain
from generator.analysis.cues import Cue
from generator.analysis.marks import Stretch
from generator.analysis.ranker import Trees
from generator.models import Article, Quote
from tests.benchmarks.boosting import Options, group_shares, train

SPEAKERS = Options(trees=120, depth=5, rate=0.1, l2=3.0, min_weight=2.0)
QUOTATIONS = Options(trees=80, depth=4, rate=0.1, l2=4.0, min_weight=3.0)
# Unattributed stretches of fewer words teach nothing about who speaks: they are terms.
NOBODY_WORDS = 3
# The share of cues that the ranker is made to do without in the second copy of the articles that it learns from.
FORGOTTEN = 0.3
Gold = dict[str, Any]


@dataclass(slots=True)
class Sample:
    """One annotated article, parsed."""

    record: dict[str, Any]
    article: Article
    doc: Doc
    chains: list[Chain]
    fold: int


@dataclass(slots=True)
class Table:
    """Rows to train on: which are right, the group (stretch) and the fold of each."""

    x: NDArray[np.float32]
    right: NDArray[np.bool_]
    group: NDArray[np.int64]
    fold: NDArray[np.int64]

    def train(self, names: tuple[str, ...], options: Options, *, without: int | None = None) -> Trees:
        """Fit on all rows but those of one fold."""
        kept = self.fold != without
        _, group = np.unique(self.group[kept], return_inverse=True)
        return train(self.x[kept], self.right[kept], group, names, options)

    def joined(self, other: Table) -> Table:
        """Both tables in one; their groups stay apart."""
        group = np.concatenate([self.group, other.group + self.group.max() + 1])
        right, fold = np.concatenate([self.right, other.right]), np.concatenate([self.fold, other.fold])
        return Table(np.concatenate([self.x, other.x]), right, group, fold)

    def chosen_right(self, trees: Trees, fold: int) -> float:
        """The share of a fold's groups in which the best row is a right one."""
        kept = self.fold == fold
        _, group = np.unique(self.group[kept], return_inverse=True)
        shares = group_shares(trees.score(self.x[kept]), group, int(group.max()) + 1)
        order = np.lexsort((-shares, group))
        best = order[np.flatnonzero(np.diff(group[order], prepend=-1))]
        return float(self.right[kept][best].mean())


def read(path: Path, folds: int) -> list[Sample]:
    """Parse the articles; folds are drawn by article, so that no article is on both sides."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    numbers = np.random.default_rng(0).permutation(len(records)) % folds
    nlp, samples = model.load("en_core_web_sm"), []
    docs = nlp.pipe((record["text"] for record in records), batch_size=8)
    for record, doc, fold in zip(records, docs, numbers, strict=True):
        name = record["id"]
        article = Article(id=name, path=name, text=record["text"], sha256="0" * 64, identity=name)
        samples.append(Sample(record, article, doc, actors.build_chains(doc, article), int(fold)))
    return samples


def gold_of(stretch: Stretch, record: dict[str, Any]) -> Gold | None:
    """The annotated quotation that a stretch is, by overlap."""

    def overlap(quote: Gold) -> float:
        start, end = int(quote["start"]), int(quote["end"])
        return (min(stretch.end, end) - max(stretch.start, start)) / (max(stretch.end, end) - min(stretch.start, start))

    best = max(record["quotes"], key=overlap, default=None)
    return best if best is not None and overlap(best) >= 0.5 else None


def _word(text: str) -> str:
    words = text.casefold().replace("’", "'").removesuffix("'s").split()
    return words[-1].strip(".,'") if words else ""


def is_right(scene: Scene, number: int, quote: Gold) -> bool:
    """Whether a mention names the annotated speaker: lies in the Source, or bears the same surname."""
    mention = scene.mentions[number]
    inside = quote["speaker_start"] <= scene.offsets[mention.head] < quote["speaker_end"]
    kind = quote.get("speaker_type")
    name = quote.get("speaker_head") if kind == "named" else quote.get("speaker_coref") if kind == "pronoun" else None
    same = mention.kind == Kind.NAME and bool(name) and _word(scene.words[mention.head]) == _word(name or "")
    return same if kind == "named" and name else inside or same


def forget_cues(scene: Scene, rng: np.random.Generator) -> dict[int, Cue]:
    """The scene's cues with some taken for verbs that the lexicon does not hold, as will happen in new articles."""
    return {
        verb: Cue.VERB if cue < Cue.SOURCE and rng.random() < FORGOTTEN else cue for verb, cue in scene.cues.items()
    }


def speaker_table(samples: list[Sample], *, forgetful: bool = False) -> Table:
    """Candidates of every stretch whose speaker can be told, with the truth as history."""
    rng = np.random.default_rng(1)
    x: list[list[float]] = []
    right: list[bool] = []
    group: list[int] = []
    fold: list[int] = []
    groups = 0
    for sample in samples:
        context, history = attribution.context(sample.doc, sample.chains), candidates.History()
        known = context.scene.cues
        context.scene.cues = forget_cues(context.scene, rng) if forgetful else known
        for number, stretch in enumerate(context.scene.stretches):
            options = candidates.candidates(context, number, history)
            marks = _marks(context.scene, options, gold_of(stretch, sample.record), stretch, sample.article.text)
            near = [k for k, mark in enumerate(marks) if mark]
            first = context.scene.spans[number][0]
            best = min(near, key=lambda k: _distance(context.scene, options[k], first), default=len(options) - 1)
            table = features.rows(context, number, options, history)
            history.add(options[best], context.keys[options[best]] if options[best] != candidates.NOBODY else None)
            if near:
                x += table
                right += marks
                group += [groups] * len(marks)
                fold += [sample.fold] * len(marks)
                groups += 1
        context.scene.cues = known
    return Table(np.array(x, dtype=np.float32), np.array(right), np.array(group), np.array(fold))


def _distance(scene: Scene, option: int, first: int) -> int:
    return abs(scene.mentions[option].head - first) if option != candidates.NOBODY else 0


def _marks(scene: Scene, options: list[int], quote: Gold | None, stretch: Stretch, text: str) -> list[bool]:
    if quote is None:
        return [
            m == candidates.NOBODY and len(text[stretch.start : stretch.end].split()) >= NOBODY_WORDS for m in options
        ]
    if quote["kind"] == "skip":
        return [False] * len(options)
    if not quote.get("speaker"):
        return [m == candidates.NOBODY for m in options]
    return [m != candidates.NOBODY and is_right(scene, m, quote) for m in options]


def quotation_table(samples: list[Sample], trees_for: Callable[[int], Trees]) -> Table:
    """One pair of rows a stretch: its own, and a constant one that stands for "no quotation"."""
    x: list[list[float]] = []
    right: list[bool] = []
    fold: list[int] = []
    for sample in samples:
        context = attribution.context(sample.doc, sample.chains)
        with serving(speakers=trees_for(sample.fold)):
            answers = attribution.attribute(context)
        for number, answer in enumerate(answers):
            quote = gold_of(context.scene.stretches[number], sample.record)
            if quote is None or quote["kind"] != "skip":
                own = quotes_sieve.row(context.scene, number, answer)
                is_quotation = quote is not None and quote["kind"] in ("direct", "mixed")
                x += [own, [-1e9] * len(own)]
                right += [is_quotation, not is_quotation]
                fold += [sample.fold] * 2
    return Table(np.array(x, dtype=np.float32), np.array(right), np.arange(len(x)) // 2, np.array(fold))


def as_odds(trees: Trees) -> Trees:
    """Let the score of a row be the log odds against the constant row."""
    trees.values[0] -= trees.score(np.full((1, len(trees.names)), -1e9, dtype=np.float32))[0]
    return trees


def serving(**models: Trees) -> Any:
    """A context in which the package uses these models instead of its own."""
    load = ranker.load
    return mock.patch.object(ranker, "load", lambda name: models.get(name) or load(name))


def line(sample: Sample, found: tuple[Quote, ...]) -> str:
    """Predictions in the form that the scorer reads."""
    rows = []
    for quote in found:
        row: dict[str, Any] = {"quote": quote.text, "start": quote.start, "end": quote.end, "speaker": None}
        if quote.speaker is not None:
            row |= {"speaker": quote.speaker.text, "speaker_start": quote.speaker.start}
            row |= {"speaker_end": quote.speaker.end, "speaker_full": quote.speaker_name, "p": quote.confidence}
        rows.append(row)
    return json.dumps({"id": sample.record["id"], "quotes": rows}, ensure_ascii=False)


def dump(trees: Trees, name: str) -> None:
    """Write one model as the package reads it; thresholds without bound become 1e30, which JSON can say."""
    thresholds = np.where(np.isfinite(trees.thresholds), trees.thresholds, 1e30)
    raw = {
        "names": list(trees.names),
        "depth": trees.depth,
        "features": trees.features.tolist(),
        "thresholds": [[float(f"{value:.6g}") for value in row] for row in thresholds],
        "values": [[round(float(value), 5) for value in row] for row in trees.values],
    }
    (ranker.DATA / f"{name}.json").write_text(json.dumps(raw, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    samples = read(options.gold, options.folds)
    table = speaker_table(samples)
    lessons = table.joined(speaker_table(samples, forgetful=True))
    speakers = [lessons.train(features.NAMES, SPEAKERS, without=fold) for fold in range(options.folds)]
    shares = [table.chosen_right(trees, fold) for fold, trees in enumerate(speakers)]
    print("speaker chosen rightly, by fold:", " ".join(f"{share:.3f}" for share in shares))
    stretches = quotation_table(samples, lambda fold: speakers[fold])
    if options.predictions:
        sieves = [
            as_odds(stretches.train(quotes_sieve.NAMES, QUOTATIONS, without=fold)) for fold in range(options.folds)
        ]
        with options.predictions.open("w", encoding="utf-8") as file:
            for sample in samples:
                with serving(speakers=speakers[sample.fold], quotations=sieves[sample.fold]):
                    found = quotes.extract(sample.doc, sample.article, sample.chains, min_confidence=0.0)
                file.write(line(sample, found) + "\n")
    if options.write:
        dump(lessons.train(features.NAMES, SPEAKERS), "speakers")
        dump(as_odds(stretches.train(quotes_sieve.NAMES, QUOTATIONS)), "quotations")


if __name__ == "__main__":
    main()
