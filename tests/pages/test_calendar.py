from __future__ import annotations

import pytest

from generator.pages.calendar import words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-02-16", "16 February 2022"),
        ("2022-02", "February 2022"),
        ("2022", "2022"),
        ("2022-W06", "week 6 of 2022"),
        ("2022-Q1", "quarter 1 of 2022"),
        ("199X", "the 1990s"),
        ("2022-02-01/2022-02-16", "1 February 2022 – 16 February 2022"),
        (None, "Undated"),
    ],
)
def test_words(value: str | None, expected: str) -> None:
    assert words(value) == expected


def test_values_in_another_language() -> None:
    told = {value: words(value, "fr") for value in ("2022-03-01", "2022-02", "2022-W06", "2022-Q1", "199X")}
    assert told == {
        "2022-03-01": "1er mars 2022",
        "2022-02": "février 2022",
        "2022-W06": "semaine 6 de 2022",
        "2022-Q1": "trimestre 1 de 2022",
        "199X": "années 1990",
    }
    assert words("2022-02-16", "de") == "16 February 2022"
