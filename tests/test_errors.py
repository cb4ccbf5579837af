"""Diagnostics read as ``path:line: reason``; every error survives the way from one process to another."""

from __future__ import annotations

import pickle

import pytest

from generator.errors import (
    ArticleError,
    BriefingError,
    ConfigurationError,
    Diagnostic,
    FrontMatterError,
    ModelError,
    StoreError,
)


def test_a_diagnostic_says_where_and_why() -> None:
    assert str(Diagnostic("a/b.txt", 3, "no text in it")) == "a/b.txt:3: no text in it"
    assert str(Diagnostic("a/b.txt", None, "no text in it")) == "a/b.txt: no text in it"


@pytest.mark.parametrize(
    "error",
    [
        BriefingError("x"),
        ModelError("x"),
        StoreError("x"),
        ArticleError("a.txt", "no text", line=3),
        ArticleError("a.txt", "no text"),
        ArticleError.of([Diagnostic("a.txt", 1, "x", "correction"), Diagnostic("a.txt", 2, "y", "correction", 3)]),
        FrontMatterError("unclosed", line=1),
        FrontMatterError("unclosed"),
        ConfigurationError([Diagnostic("b.yml", 2, "unknown key"), Diagnostic("b.yml", None, "x")]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_cross_processes_whole(error: BriefingError) -> None:
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is type(error)
    assert str(copied) == str(error)
    assert vars(copied) == vars(error)
