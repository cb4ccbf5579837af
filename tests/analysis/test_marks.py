"""Quotation marks: what is quoted, however the marks were set."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.marks import stretches
from generator.text import paragraphs

MARKED = st.text(alphabet="ab s.,'\"“”‘’„`=\n5")


def quoted(text: str) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in stretches(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sail at dawn,” she said.", ["We sail at dawn,"]),
        ('"We sail at dawn," she said.', ["We sail at dawn,"]),
        ("``We sail at dawn,'' she said.", ["We sail at dawn,"]),
        ("„We sail at dawn,“ she said.", ["We sail at dawn,"]),
        ('“We sail at dawn," she said.', ["We sail at dawn,"]),
        ("”We sail at dawn,” she said.", ["We sail at dawn,"]),
        ("He called it “the best boat“ and left “at once”.", ["the best boat", "at once"]),
        ('"We sail," she said. "At dawn."', ["We sail,", "At dawn."]),
        ("“ We sail at dawn , ” she said.", ["We sail at dawn ,"]),
        ("She said “he told me ‘no’ twice” and left.", ["he told me ‘no’ twice"]),
        ("A hull of 6' and a mast of 30\" cost “too much” then.", ["too much"]),
        ('It reads <a href="x y z">"so it goes"</a> there.', ["so it goes"]),
        ("Nothing “” here and “ . ” nothing there.", []),
        ("A stray closing mark” does no harm.", []),
    ],
)
def test_double_marks_are_read_by_shape_and_neighbours(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘The boats’ crews sail,’ he said. ‘All of them.’", ["The boats’ crews sail,", "All of them."]),
        ("'We won't sail,' she said, 'not today.'", ["We won't sail,", "not today."]),
        ("He called it ‘a very fine trip’ then.", ["a very fine trip"]),
        ("Rock 'n' roll of the '90s wasn't the boats' thing.", []),
        ("The crews' boats and the captains' hats.", []),
    ],
)
def test_single_marks_count_where_they_are_unambiguous(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_paragraph_without_a_closing_mark_is_left_open() -> None:
    text = "“We sail at dawn.\n\n“And we come back,” she said."
    first, second = stretches(text, paragraphs(text))
    assert (text[first.start : first.end], first.closed, first.paragraph) == ("We sail at dawn.", False, 0)
    assert (text[second.start : second.end], second.closed, second.paragraph) == ("And we come back,", True, 1)


def test_the_outer_extent_holds_the_marks() -> None:
    text = "She said “no way” twice."
    (stretch,) = stretches(text, paragraphs(text))
    assert text[stretch.outer_start : stretch.outer_end] == "“no way”"


@given(MARKED)
def test_stretches_are_trimmed_ordered_and_inside_their_paragraphs(text: str) -> None:
    extents, at = list(paragraphs(text)), 0
    for stretch in stretches(text, extents):
        start, end = extents[stretch.paragraph]
        assert start <= stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end <= end
        assert stretch.outer_start >= at
        assert text[stretch.start : stretch.end].strip() == text[stretch.start : stretch.end]
        assert any(char.isalnum() for char in text[stretch.start : stretch.end])
        at = stretch.outer_end


@pytest.mark.parametrize("unit", ["“a ", "a” ", '"a', "'a ", "a' b", "``a''"])
def test_time_is_linear_in_hostile_marks(unit: str) -> None:
    def seconds(count: int) -> float:
        text, start = unit * count, time.process_time()
        stretches(text, [(0, len(text))])
        return time.process_time() - start

    seconds(1000)
    assert min(seconds(40_000) for _ in range(3)) < 40 * max(seconds(4_000), 0.002)
