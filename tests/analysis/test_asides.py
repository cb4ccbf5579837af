"""Dates and places that a statement tells only in passing."""

from __future__ import annotations

import pytest

from generator.analysis.asides import is_elsewhere, is_past_or_future
from tests.analysis.trees import tree

MAIN = "Troops|NOUN|NNS|nsubj|1 landed|VERB|VBD|ROOT|1|land"


@pytest.mark.parametrize(
    ("rest", "aside"),
    [
        ("in|ADP|IN|prep|1 2014|NUM|CD|pobj|2", False),
        ("after|ADP|IN|prep|1 the|DET|DT|det|4 talks|NOUN|NNS|pobj|2 of|ADP|IN|prep|4 2014|NUM|CD|pobj|5", True),
        ("before|ADP|IN|prep|1 2014|NUM|CD|pobj|2", True),
        ("since|ADP|IN|prep|1 2014|NUM|CD|pobj|2", False),
        ("since|SCONJ|IN|mark|4 they|PRON|PRP|nsubj|4 left|VERB|VBD|advcl|1 in|ADP|IN|prep|4 2014|NUM|CD|pobj|5", True),
        ("as|SCONJ|IN|mark|4 it|PRON|PRP|nsubj|4 sank|VERB|VBD|advcl|1 in|ADP|IN|prep|4 2014|NUM|CD|pobj|5", False),
        ("there|ADV|RB|advmod|1 that|PRON|WDT|nsubj|4 left|VERB|VBD|relcl|0 in|ADP|IN|prep|4 2014|NUM|CD|pobj|5", True),
        ("than|ADP|IN|prep|1 in|ADP|IN|pcomp|2 2014|NUM|CD|pobj|3", True),
    ],
)
def test_the_date_of_an_aside(rest: str, aside: bool) -> None:
    doc = tree(f"{MAIN} {rest}")
    at = doc.text.index("2014")
    assert is_past_or_future(doc, at, at + 4) is aside


def test_a_speaker_beside_the_sentence_is_no_aside() -> None:
    """ "Troops landed, divers who went there said on Monday", as the parser has it."""
    doc = tree(
        f"{MAIN} ,|PUNCT|,|punct|1 divers|NOUN|NNS|npadvmod|1 who|PRON|WP|nsubj|5 said|VERB|VBD|relcl|3 "
        "on|ADP|IN|prep|5 Monday|PROPN|NNP|pobj|6"
    )
    at = doc.text.index("Monday")
    assert not is_past_or_future(doc, at, at + 6)


@pytest.mark.parametrize(
    ("rest", "aside"),
    [
        ("in|ADP|IN|prep|1 Osk|PROPN|NNP|pobj|2", False),
        ("after|ADP|IN|prep|1 talks|NOUN|NNS|pobj|2 in|ADP|IN|prep|3 Osk|PROPN|NNP|pobj|4", True),
        ("before|ADP|IN|prep|1 a|DET|DT|det|4 court|NOUN|NN|pobj|2 in|ADP|IN|prep|4 Osk|PROPN|NNP|pobj|5", False),
        ("who|PRON|WP|nsubj|3 left|VERB|VBD|relcl|0 Osk|PROPN|NNP|dobj|3", True),
    ],
)
def test_the_place_of_an_aside(rest: str, aside: bool) -> None:
    doc = tree(f"{MAIN} {rest}")
    at = doc.text.index("Osk")
    assert is_elsewhere(doc, at, at + 3) is aside
