"""What is said of words that are not there: near stretches as they stand, and no unlike ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editorial import hints

TEXT = """\
The council of Hallow Sound voted on Tuesday to buy a second ferry. Ada Holm, the harbour master, welcomed it.

The
old boat is to be sold in Tollen, where its owner lives.
"""


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("a third ferry", "a second ferry"),
        ("on Monday", "on Tuesday"),
        ("the harbor master", "the harbour master"),
        ("the new boat is to be sold", "old boat is to be sold"),
        ("Ada Home", "Ada Holm"),
        ("THE COUNCIL VOTED", "The council"),
    ],
)
def test_the_nearest_stretch_is_told_as_it_stands(words: str, near: str) -> None:
    assert f"'{near}" in hints.hint_in(TEXT, words)


def test_what_is_unlike_is_not_told() -> None:
    assert hints.hint_in(TEXT, "seven hospitals in Oldrick") == "; nothing there comes near"
    assert hints.hint_in("", "ferry") == "; nothing there comes near"
    assert hints.hint("Kasimir Orlo", ["Ada Holm", "Piet Varga"]) == "; there are: 'Ada Holm', 'Piet Varga'"
    assert hints.hint("Orlo", ["Holm"]) == "; there is: 'Holm'"
    assert hints.hint("Orlo", []) == "; there is none"
    assert hints.hint("x", [f"name {number}" for number in range(9)]).endswith(" and 5 more")


def test_of_a_long_sentence_the_near_words_alone_are_told() -> None:
    sentence = "It was said in the town that evening, by all who had been there, that the ferry would never come."
    assert hints.hint_in(sentence, "the ferry will never come") == "; nearest: 'the ferry would never come'"


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=5))
def test_anything_can_be_looked_for(words: str, candidates: list[str]) -> None:
    assert hints.hint(words, candidates).startswith("; ")
    assert hints.hint_in("\n".join(candidates), words).startswith("; ")


def test_a_long_article_costs_little() -> None:
    started = time.process_time()
    hints.hint_in("Word other thing said the man of it. " * 20_000, "said the other thing man of word " * 9)
    assert time.process_time() - started < 20  # a second here; the square of it would be hours
