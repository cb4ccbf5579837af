"""The quick lemmatiser: the same lemmas as spaCy's."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from generator.analysis import lemmas

TABLES = {
    "lemma_rules": {"noun": [["ies", "y"], ["s", ""]], "verb": [["ing", ""], ["s", ""]], "adj": [["er", ""]]},
    "lemma_exc": {"noun": {"geese": ["goose"]}, "verb": {"sang": ["sing"]}},
    "lemma_index": {"noun": ["ferry", "gull"], "verb": ["row"], "adj": ["calm"]},
}
WORDS = st.sampled_from(["Gulls", "ferries", "geese", "sang", "rowing", "Rowing", "calmer", "Osk", "\n", "rows"])
NOUNS = [("NOUN", "Number=Plur"), ("NOUN", "Number=Sing"), ("PROPN", "")]
KINDS = st.sampled_from(
    [*NOUNS, ("VERB", "VerbForm=Inf"), ("VERB", ""), ("SPACE", ""), ("ADJ", ""), ("ADJ", "Degree=Pos")]
)
TOKENS = st.lists(st.tuples(WORDS, KINDS, st.sampled_from(["", "", "given"])), min_size=1, max_size=10)


def _pipeline(lang: str, mode: str = "rule", *, overwrite: bool = False) -> Language:
    nlp = spacy.blank(lang)
    found = nlp.add_pipe("lemmatizer", config={"mode": mode, "overwrite": overwrite})
    assert isinstance(found, Lemmatizer)
    found.lookups = Lookups()
    for name, table in TABLES.items():
        found.lookups.add_table(name, table)
    return nlp


NLP = _pipeline("en")
QUICK = lemmas.make(NLP, lemmas.NAME)


@given(TOKENS)
def test_every_lemma_is_what_spacys_lemmatiser_sets(tokens: list[tuple[str, tuple[str, str], str]]) -> None:
    def doc() -> Doc:
        words, kinds, given_lemmas = (list(column) for column in zip(*tokens, strict=True))
        pos, morphs = (list(column) for column in zip(*kinds, strict=True))
        return Doc(NLP.vocab, words=words, pos=pos, morphs=morphs, lemmas=given_lemmas)

    expected = [token.lemma_ for token in NLP.get_pipe("lemmatizer")(doc())]
    assert [token.lemma_ for token in QUICK(doc())] == expected


def test_it_forgets_words_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lemmas, "KNOWN_MAX", 1)
    quick = lemmas.make(NLP, lemmas.NAME)
    for word, lemma in (("geese", "goose"), ("ferries", "ferry"), ("geese", "goose")):
        doc = quick(Doc(NLP.vocab, words=[word, "gulls"], pos=["NOUN", "NOUN"]))
        assert [token.lemma_ for token in doc] == [lemma, "gull"]


def test_a_pipeline_gets_it_in_place_of_its_lemmatiser() -> None:
    nlp = _pipeline("en")
    lemmas.replace(nlp)
    assert nlp.pipe_names == [lemmas.NAME]


@pytest.mark.parametrize(
    ("lang", "mode", "overwrite"), [("en", "lookup", False), ("en", "rule", True), ("fr", "rule", False)]
)
def test_a_lemmatiser_of_another_kind_stays(lang: str, mode: str, *, overwrite: bool) -> None:
    nlp = _pipeline(lang, mode, overwrite=overwrite)
    lemmas.replace(nlp)
    assert nlp.pipe_names == ["lemmatizer"]


def test_a_pipeline_without_a_lemmatiser_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    lemmas.replace(nlp)
    assert nlp.pipe_names == []
