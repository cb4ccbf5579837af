"""A figure among its words."""

from __future__ import annotations

import time

import pytest

from generator.brief import Passage
from generator.models import Span
from generator.pages import numbers

TEXT = "The pier burned. It cost 14 million crowns, the council said. Nobody was hurt."
LONG = f"{'At the harbour of Hallow Sound ' * 3}the keeper counted 31 boats {'that came in from the sea ' * 5}at dawn."


def words(text: str, figure: str, *, start: int = 0, cut: int = 0) -> str:
    """What is shown of a figure where a brief shows the text from an offset on (to another one from its end)."""
    at = text.index(figure)
    passage = Passage(start, len(text) - cut, text[start : len(text) - cut], gap=False)
    return numbers.context(Span(start=at, end=at + len(figure), text=figure), [passage])


def test_its_sentence() -> None:
    assert words(TEXT, "14 million crowns") == "It cost 14 million crowns, the council said."
    assert words(TEXT, "It") == "It cost 14 million crowns, the council said."
    assert words(TEXT, "14 million crowns", start=17) == "It cost 14 million crowns, the council said."


def test_a_long_sentence_is_cut_at_blanks() -> None:
    shown = words(LONG, "31 boats")
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "the keeper counted 31 boats that came" in shown
    assert len(shown) < numbers.BEFORE + numbers.BEHIND + 20
    assert shown[2:-2] in LONG


@pytest.mark.parametrize(("start", "cut"), [(40, 0), (0, 50)])
def test_nothing_of_what_the_brief_does_not_show(start: int, cut: int) -> None:
    assert words(TEXT, "14 million crowns", start=start, cut=cut) == ""
    assert numbers.context(Span(start=0, end=3, text="The"), []) == ""


def test_time_grows_with_the_figures_and_not_with_their_square() -> None:
    def seconds(count: int) -> float:
        text = " ".join(f"and {number:05} boats" for number in range(count))
        passages, length = [Passage(0, len(text), text, gap=False)], len("and 00000 boats ")
        began = time.process_time()
        for number in range(count):
            at = number * length + len("and ")
            found = numbers.context(Span(text=f"{number:05}", start=at, end=at + 5), passages)
            assert f"and {number:05} boats" in found
        return time.process_time() - began

    # What was quadratic took half a minute for the larger ones.
    assert any(seconds(16_000) < 8 * max(seconds(4000), 0.05) for _ in range(3))


def test_a_stop_before_a_small_letter_ends_no_sentence() -> None:
    text = "The current stopped at 4:52 a.m. and lights were on in two villages by noon. All were glad."
    assert words(text, "two villages") == "The current stopped at 4:52 a.m. and lights were on in two villages by noon."
