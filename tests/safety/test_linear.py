"""The analysis takes four times as long for four times as much, whatever it is made of; no article is a trap."""

from __future__ import annotations

import time

import pytest

from generator import engine, readers
from generator.config import Settings
from generator.readers import Record
from generator.text import sha256
from tests.safety import hostile

pytestmark = [pytest.mark.model, pytest.mark.slow]
# Characters of the short text, and how many times longer the long one is.
SHORT, TIMES = 4_000, 4
# Twice what linear time would be: memory and caches cost something too.
MOST = 2 * TIMES
PIECES = {
    "words": "ferry ",
    "one word": "a",
    "sentences": "The ferry sank in Tollen on Tuesday. ",
    "paragraphs": "It sailed in Tollen.\n\n",
    "lines": "It sailed\n",
    "quotation marks": '"',
    "opening marks": " “",
    "single marks": "'a ",
    "quotations": "He said “one of them” and Ada Holm said “no, not one”. ",
    "speakers": "“It sank,” said Ada Holm, the harbour master of Tollen. ",
    "unclosed": "“It sank in Tollen\n\n",
    "commas": "Ada, ",
    "names": "Ada Holm of Tollen met Piet Varga of Kestrin. ",
    "pronouns": "He told her that they saw him. ",
    "dates": "On Tuesday, 4 March 2031, in the week of 2031-W06, ",
    "figures": "14.5 million crowns or 3 per cent of 220 boats, ",
    "brackets": "(",
    "stops": ". ",
    "spaces": "  ",
    "combining": "e\u0301\u0302",
}


def seconds(piece: str, size: int) -> float:
    """Processor time for an article of so many characters, the model's loading left out."""
    text = f"{hostile.PROSE} {piece * (size // len(piece))}"
    record = Record("a.txt", "text", text.encode(), sha256(text))
    began = time.thread_time()
    engine.make(readers.parse(record, Settings()), Settings())
    return time.thread_time() - began


@pytest.mark.parametrize("name", PIECES)
def test_time_grows_with_the_text_and_not_with_its_square(name: str) -> None:
    seconds("a ", 1000)  # what is made once
    short = min(seconds(PIECES[name], SHORT) for _ in range(2))
    assert seconds(PIECES[name], SHORT * TIMES) < MOST * max(short, 0.05)
