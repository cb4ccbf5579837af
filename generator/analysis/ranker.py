"""Boosted trees over candidates: reading the weights and scoring. Training lies in ``tests/benchmarks``.

A model is a list of complete binary trees of one depth. Node ``n`` of a tree sends a row to ``2n + 1`` if its
feature is at most the threshold, else to ``2n + 2``; the value of the leaf is added to the row's score.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
Rows = NDArray[np.float32]
Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Trees:
    """``features`` and ``thresholds``: (trees, 2**depth - 1); ``values``: (trees, 2**depth); ``names``: columns."""

    names: tuple[str, ...]
    depth: int
    features: NDArray[np.intp]
    thresholds: Rows
    values: Scores

    def score(self, rows: Rows) -> Scores:
        """The sum of the trees' values for each row."""
        features, thresholds, values = self.features.ravel(), self.thresholds.ravel(), self.values.ravel()
        trees, nodes = self.features.shape
        flat, line = np.ascontiguousarray(rows).ravel(), (np.arange(len(rows)) * rows.shape[1])[:, None]
        root = np.arange(trees) * nodes  # each tree's nodes lie behind those of the one before
        at, left = np.repeat(root[None, :], len(rows), axis=0), 1 - root
        for _ in range(self.depth):
            cell = features.take(at)
            cell += line
            passed = flat.take(cell) > thresholds.take(at)
            at *= 2
            at += left
            at += passed
        at += np.arange(trees) - nodes  # of leaves each tree has one more than of nodes
        total: Scores = values.take(at).sum(axis=1)
        return total


def shares(scores: Scores) -> Scores:
    """Softmax: the probability of each candidate among all of them."""
    powers = np.exp(scores - scores.max())
    result: Scores = powers / powers.sum()
    return result


@cache
def load(name: str) -> Trees:
    """The trees in ``data/<name>.json``."""
    raw = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Trees(
        names=tuple(raw["names"]),
        depth=raw["depth"],
        features=np.array(raw["features"], dtype=np.intp),
        thresholds=np.array(raw["thresholds"], dtype=np.float32),
        values=np.array(raw["values"], dtype=np.float64),
    )
