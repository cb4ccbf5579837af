"""Charts of any two dates that an article can have."""

from __future__ import annotations

import pytest

from generator.pages import charts


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2021-11", "2022-02", ["2021-11", "2021-12", "2022-01", "2022-02"]),
        ("2022-02", "2022-02", ["2022-02"]),
        ("9999-11", "9999-12", ["9999-11", "9999-12"]),
        ("0001-01", "0001-02", ["0001-01", "0001-02"]),
    ],
)
def test_months_in_a_row(first: str, last: str, shown: list[str]) -> None:
    assert charts.months_between(first, last) == shown


@pytest.mark.parametrize(("first", "last"), [("2024-05", "9999-12"), ("0001-01", "2024-05"), ("0001-01", "9999-12")])
def test_the_newest_months_are_drawn(first: str, last: str) -> None:
    drawn = str(charts.by_month({first: 2, last: 1}, "Mentions"))
    assert drawn.count("<rect") == charts.MONTHS
    assert charts.words(last) in drawn
