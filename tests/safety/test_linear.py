"""The analysis takes four times as long for four times as much, whatever it is made of; no article is a trap."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import product

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
    "signs": "!?…—%§&*/+=<>|~^#@$€° ",
}
# What an article may be made with: each asks something else of a brief.
SETTINGS = {
    "few words": Settings(max_quoted_words=40),
    "full text": Settings(source_text="full"),
    "few words of the full text": Settings(source_text="full", max_quoted_words=400),
}


def strangers(size: int) -> str:
    """An article of so many characters that names somebody, some body and some place new in every paragraph."""
    syllables = ["ba", "do", "fi", "ka", "lu", "me", "no", "ra", "su", "ti"]
    names = ("".join(three).title() for three in product(syllables, repeat=3))
    paragraphs, length = [hostile.PROSE], len(hostile.PROSE)
    while length < size:
        who, body, place = (next(names) for _ in range(3))
        said = f"“It sank off {place} at {length} metres,” said Ada {who}, the head of {body} Lines."
        paragraphs.append(said)
        length += len(said) + 2
    return "\n\n".join(paragraphs)


def repeated(piece: str, size: int) -> str:
    return f"{hostile.PROSE} {piece * (size // len(piece))}"


def seconds(text: str, settings: Settings) -> float:
    """Processor time for an article, the model's loading left out."""
    record = Record("a.txt", "text", text.encode(), sha256(text))
    began = time.thread_time()
    engine.make(readers.parse(record, settings), settings)
    return time.thread_time() - began


MADE: dict[str, Callable[[int], str]] = {
    **{name: partial(repeated, piece) for name, piece in PIECES.items()},
    "strangers": strangers,
}


@pytest.mark.parametrize("name", MADE)
def test_time_grows_with_the_text_and_not_with_its_square(name: str) -> None:
    assert_linear(MADE[name], Settings())


@pytest.mark.parametrize("name", ["quotations", "speakers", "names", "sentences", "signs", "strangers"])
@pytest.mark.parametrize("which", SETTINGS)
def test_so_it_does_under_other_settings(which: str, name: str) -> None:
    assert_linear(MADE[name], SETTINGS[which])


def assert_linear(made: Callable[[int], str], settings: Settings) -> None:
    seconds(made(1000), settings)  # what is made once
    short = min(seconds(made(SHORT), settings) for _ in range(2))
    # A busy machine makes the processor's own time longer, too; no machine makes what is quadratic short.
    long = made(SHORT * TIMES)
    assert any(seconds(long, settings) < MOST * max(short, 0.05) for _ in range(3))
