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
        nodes, flat = 2**self.depth - 1, np.ascontiguousarray(rows).ravel()
        tree = np.arange(len(self.features), dtype=np.intp) * nodes
        line = (np.arange(len(rows), dtype=np.intp) * rows.shape[1])[:, None]
        node = np.zeros((len(rows), len(self.features)), dtype=np.intp)
        for _ in range(self.depth):
            at = node + tree
            node = 2 * node + 1 + (flat.take(features.take(at) + line) > thresholds.take(at))
        leaf = node - nodes + np.arange(len(self.features), dtype=np.intp) * (nodes + 1)
        total: Scores = values.take(leaf).sum(axis=1)
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
