"""Load, in small: the benchmark's own checks on 1,500 articles, every hundredth hostile, with the toy analysis."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import load


@pytest.mark.slow
def test_all_good_articles_are_built_all_bad_ones_named_in_memory_that_does_not_grow(tmp_path: Path) -> None:
    made = load.make(tmp_path / "load", 1500)
    assert len(made.bad) > 5
    figures = load.run(made, jobs=2, toy=True)
    # In the first quarter of so short a run the readers are still being loaded.
    _, half, whole = figures["MB after a quarter, a half, all of the articles"]
    assert whole < half + 60


def test_the_check_sees_what_is_passed_over(tmp_path: Path) -> None:
    made = load.make(tmp_path / "load", 100)
    articles = [{"path": f"content/articles/{name}", "outcome": "built", "class": None} for name in made.good]
    found = {"articles": articles, "exit_code": 1, "reasons": {}, "totals": {}}
    if made.bad:
        with pytest.raises(AssertionError, match="bad ones not named"):
            load.check(made, found, 1, [])
    with pytest.raises(AssertionError, match="good ones not built"):
        load.check(made, {**found, "articles": articles[1:]}, 1, [])
