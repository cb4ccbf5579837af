"""Drawn headlines: one or two verbatim spans, the speaker kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from generator.analysis import headline
from generator.analysis.chains import Chain
from generator.models import Title
from tests.analysis.trees import VOCAB, article, tree

CLAIM = (
    "Ada|PROPN|NNP|compound|1 Holm|PROPN|NNP|nsubj|6 ,|PUNCT|,|punct|1 the|DET|DT|det|4 harbourmaster|NOUN|NN|appos|1 "
    ",|PUNCT|,|punct|1 said|VERB|VBD|ROOT|6|say on|ADP|IN|prep|6 Monday|PROPN|NNP|pobj|7 that|SCONJ|IN|mark|12 "
    "the|DET|DT|det|11 ferry|NOUN|NN|nsubj|12 sails|VERB|VBZ|ccomp|6|sail again|ADV|RB|advmod|12 .|PUNCT|.|punct|6"
)
REPORT = (
    "The|DET|DT|det|1 old|NOUN|NN|nsubj|2 sank|VERB|VBD|ccomp|6|sink off|ADP|IN|prep|2 Osk|PROPN|NNP|pobj|3 "
    ",|PUNCT|,|punct|6 say|VERB|VBP|ROOT|6|say pilots|NOUN|NNS|nsubj|6 .|PUNCT|.|punct|6"
)


def drawn(doc: Doc, chains: list[Chain] | None = None) -> Title:
    title = headline.draw(doc, article(doc.text), chains or [], (), ())
    assert title.origin == "drawn"
    assert title.spans is not None
    assert title.text == ": ".join(doc.text[start:end] for start, end in title.spans)
    return title


def test_the_speaker_stands_before_the_claim() -> None:
    doc = tree(CLAIM)
    holm = Chain("person/ada-holm", "person", "Ada Holm", ["Ada Holm"], [(0, 8)])
    assert drawn(doc, [holm]).text == "Ada Holm: the ferry sails again"


def test_a_speaker_without_a_name_stands_after_the_claim_and_is_never_dropped() -> None:
    assert drawn(tree(REPORT)).text == "The old sank off Osk: pilots"


def test_a_long_clause_ends_where_only_adjuncts_are_left_out() -> None:
    words = ("after|ADP|IN|prep", "storms|NOUN|NNS|pobj")
    tail = " ".join(f"{words[i % 2]}|{4 + i}" for i in range(12))
    doc = tree(
        "The|DET|DT|det|1 harbour|NOUN|NN|nsubj|2 lost|VERB|VBD|ROOT|2|lose twenty-three|NUM|CD|nummod|4 "
        f"barges|NOUN|NNS|dobj|2 {tail} .|PUNCT|.|punct|2"
    )
    text = drawn(doc).text
    assert text.startswith("The harbour lost twenty-three barges")
    assert len(text) <= headline.LONGEST
    assert not text.endswith("after")


@given(st.lists(st.sampled_from(["rain", "“", "12", "…", ",", "Osk", "-", "\n\n", "é", "."]), min_size=1, max_size=60))
def test_anything_gets_a_headline_of_its_own_words(words: list[str]) -> None:
    doc = Doc(VOCAB, words=words, spaces=[True] * len(words))
    for token in doc:
        token.is_sent_start = token.i % 7 == 0
    assert len(drawn(doc).text) <= headline.LONGEST_OF_ALL
