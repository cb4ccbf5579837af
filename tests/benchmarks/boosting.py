"""Gradient-boosted trees for choosing one candidate of a group: a small trainer in numpy, for offline use.

The loss is the negative logarithm of the probability that the softmax over a group gives to its right candidates
together (several mentions of the same speaker may be right). Second-order boosting over histograms, after
Friedman (2001) and Chen & Guestrin (2016); trees are complete and of one depth, as ``ranker`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analysis.ranker import Trees

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BINS = 64


@dataclass(frozen=True)
class Options:
    """Hyper-parameters, chosen by cross-validation over articles."""

    trees: int = 160
    depth: int = 5
    rate: float = 0.1
    l2: float = 3.0
    min_weight: float = 2.0
    columns: float = 0.6
    rows: float = 0.8
    seed: int = 7


def group_shares(scores: Floats, group: Ints, groups: int) -> Floats:
    """Softmax inside each group; ``group`` holds the group's number of each row."""
    peak = np.full(groups, -np.inf)
    np.maximum.at(peak, group, scores)
    powers = np.exp(scores - peak[group])
    return powers / np.bincount(group, powers, groups)[group]


def train(
    x: NDArray[np.float32], right: NDArray[np.bool_], group: Ints, names: tuple[str, ...], options: Options
) -> Trees:
    """Fit on rows ``x``; groups without a right row must have been left out."""
    rng = np.random.default_rng(options.seed)
    edges = [_edges(x[:, k]) for k in range(x.shape[1])]
    binned = np.stack([np.searchsorted(edge, x[:, k], side="left") for k, edge in enumerate(edges)], axis=1)
    groups, scores = int(group.max()) + 1, np.zeros(len(x))
    trees = []
    for _ in range(options.trees):
        p = group_shares(scores, group, groups)
        mass = np.bincount(group, p * right, groups)[group]
        target = p * right / np.maximum(mass, 1e-12)
        gradient, hessian = p - target, np.maximum(p * (1 - p), 1e-6)
        kept = rng.random(groups)[group] < options.rows
        columns = np.sort(rng.permutation(x.shape[1])[: max(1, int(options.columns * x.shape[1]))])
        tree, leaf = _tree(binned, edges, gradient * kept, hessian * kept, columns, options)
        scores += tree[2][leaf]
        trees.append(tree)
    features, thresholds, values = (np.stack(part) for part in zip(*trees, strict=True))
    return Trees(names, options.depth, features.astype(np.intp), thresholds.astype(np.float32), values)


def _edges(column: NDArray[np.float32]) -> NDArray[np.float32]:
    """Upper bounds of the bins: between all values if they are few, else at quantiles."""
    values = np.unique(column)
    if len(values) > BINS:
        values = np.unique(np.quantile(column, np.linspace(0, 1, BINS), method="nearest"))
    return ((values[:-1] + values[1:]) / 2).astype(np.float32)


def _tree(
    binned: Ints, edges: list[NDArray[np.float32]], gradient: Floats, hessian: Floats, columns: Ints, options: Options
) -> tuple[tuple[Ints, NDArray[np.float32], Floats], Ints]:
    """One tree (features, thresholds, leaf values) and the leaf of each row."""
    size = 2**options.depth - 1
    features, thresholds = np.zeros(size, dtype=np.int64), np.full(size, np.inf, dtype=np.float32)
    node = np.zeros(len(binned), dtype=np.int64)
    for level in range(options.depth):
        first, width = 2**level - 1, 2**level
        local = node - first
        best = np.full(width, 1e-3)
        cut_bin = np.full(width, BINS + 1)
        for k in columns:
            gain, cut = _best_cut(binned[:, k], local, width, gradient, hessian, options)
            better = gain > best
            best = np.where(better, gain, best)
            cut_bin = np.where(better, cut, cut_bin)
            features[first : first + width][better] = k
        for n in range(width):
            if cut_bin[n] <= BINS:
                thresholds[first + n] = edges[features[first + n]][cut_bin[n]]
        goes_right = binned[np.arange(len(binned)), features[node]] > cut_bin[local]
        node = 2 * node + 1 + goes_right
    leaf = node - size
    g, h = np.bincount(leaf, gradient, size + 1), np.bincount(leaf, hessian, size + 1)
    return (features, thresholds, -options.rate * g / (h + options.l2)), leaf


def _best_cut(
    column: Ints, local: Ints, width: int, gradient: Floats, hessian: Floats, options: Options
) -> tuple[Floats, Ints]:
    """For each node of a level: the gain of the best cut of one column, and after which bin it lies."""
    at = local * (BINS + 1) + column
    g = np.bincount(at, gradient, width * (BINS + 1)).reshape(width, BINS + 1)
    h = np.bincount(at, hessian, width * (BINS + 1)).reshape(width, BINS + 1)
    gl, hl = g.cumsum(axis=1), h.cumsum(axis=1)
    gt, ht = gl[:, -1:], hl[:, -1:]
    gain = gl**2 / (hl + options.l2) + (gt - gl) ** 2 / (ht - hl + options.l2) - gt**2 / (ht + options.l2)
    gain[(hl < options.min_weight) | (ht - hl < options.min_weight)] = -1.0
    cut = gain.argmax(axis=1)
    return gain[np.arange(width), cut], cut
