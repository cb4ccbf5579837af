"""The quick ruler: the same outcome as spaCy's, whatever the patterns ask for."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from generator.analysis import ruler

PATTERNS: list[dict[str, Any]] = [
    {"patterns": [[{"TAG": "NN"}], [{"TAG": "NNS"}]], "attrs": {"POS": "NOUN"}},
    {"patterns": [[{"TAG": "VBP"}]], "attrs": {"POS": "VERB", "MORPH": "Tense=Pres"}},
    {"patterns": [[{"TAG": "VBP", "LOWER": {"IN": ["am", "'m"]}}]], "attrs": {"LEMMA": "be", "POS": "AUX"}},
    {"patterns": [[{"LOWER": {"REGEX": "^n[ou]thin'$"}}]], "attrs": {"LEMMA": "nothing"}},
    {"patterns": [[{"DEP": {"NOT_IN": ["det", ""]}, "TAG": "NN"}]], "attrs": {"POS": "PRON"}},
    {"patterns": [[{"LOWER": "gon"}, {"LOWER": "na"}]], "attrs": {"LEMMA": "to", "POS": "PART"}, "index": -1},
    {"patterns": [[{"DEP": "expl"}, {"LOWER": "am"}]], "attrs": {"POS": "VERB"}, "index": 1},
    {"patterns": [[{"TAG": "NN", "LOWER": "na"}]], "attrs": {"POS": "X"}},
    {"patterns": [[{"IS_SPACE": True, "DEP": {"NOT_IN": [""]}}]], "attrs": {"DEP": "dep"}},
    {"patterns": [[{"IS_SPACE": True}]], "attrs": {"TAG": "_SP", "POS": "SPACE", "MORPH": "_"}},
]
WORDS = st.sampled_from(["gull", "Gon", "na", "AM", "'m", "nuthin'", "\n", "\n\n", " ", "ferries"])
TOKENS = st.lists(
    st.tuples(WORDS, st.sampled_from(["NN", "NNS", "VBP", ""]), st.sampled_from(["det", "expl", "dobj", "ROOT"])),
    min_size=1,
    max_size=8,
)


def _pipeline(patterns: list[dict[str, Any]]) -> Language:
    nlp = spacy.blank("en")
    found = nlp.add_pipe("attribute_ruler")
    assert isinstance(found, AttributeRuler)
    found.add_patterns(patterns)
    return nlp


NLP = _pipeline(PATTERNS)
QUICK = ruler.make(NLP, ruler.NAME)


def _doc(tokens: list[tuple[str, str, str]]) -> Doc:
    words, tags, deps = (list(column) for column in zip(*tokens, strict=True))
    return Doc(NLP.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))


@given(TOKENS)
def test_every_attribute_is_what_spacys_ruler_sets(tokens: list[tuple[str, str, str]]) -> None:
    names = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
    ours, theirs = QUICK(_doc(tokens)), NLP.get_pipe("attribute_ruler")(_doc(tokens))
    assert ours.to_array(names).tolist() == theirs.to_array(names).tolist()


def test_a_pipeline_gets_it_in_place_of_its_ruler() -> None:
    nlp = _pipeline(PATTERNS)
    ruler.replace(nlp)
    assert nlp.pipe_names == [ruler.NAME]


@pytest.mark.parametrize("pattern", [{"ENT_TYPE": "ORG"}, {"LOWER": "gull", "OP": "+"}, {"_": {"seen": True}}])
def test_a_ruler_that_asks_for_more_stays(pattern: dict[str, Any]) -> None:
    nlp = _pipeline([{"patterns": [[pattern]], "attrs": {"POS": "X"}}])
    ruler.replace(nlp)
    assert nlp.pipe_names == ["attribute_ruler"]


def test_a_pipeline_without_a_ruler_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    ruler.replace(nlp)
    assert nlp.pipe_names == []
