"""Load, in small: the benchmark's own checks on some articles, every hundredth hostile, with the toy analysis."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import load


@pytest.mark.slow
def test_all_good_articles_are_built_and_all_bad_ones_named(tmp_path: Path) -> None:
    made = load.make(tmp_path / "load", 1500)
    assert len(made.bad) > 5
    load.run(made, jobs=2, toy=True)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_articles(tmp_path: Path) -> None:
    """Of good ones alone: a bad one may be large, and what it took is not all given back."""
    whole = []
    for count in (400, 2000):
        made = load.make(tmp_path / str(count), count, every=count + 1)
        whole.append(load.run(made, jobs=2, toy=True)["MB after a quarter, a half, all of the articles"][2])
    assert whole[1] < whole[0] + 30


def test_the_check_sees_what_is_passed_over(tmp_path: Path) -> None:
    made = load.make(tmp_path / "load", 100)
    articles = [{"path": f"content/articles/{name}", "outcome": "built", "class": None} for name in made.good]
    found = {"articles": articles, "exit_code": 1, "reasons": {}, "totals": {}}
    if made.bad:
        with pytest.raises(AssertionError, match="bad ones not named"):
            load.check(made, found, 1, [])
    with pytest.raises(AssertionError, match="good ones not built"):
        load.check(made, {**found, "articles": articles[1:]}, 1, [])
