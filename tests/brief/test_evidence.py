"""The passages of a brief: each statement's sentence with its neighbours, word for word, gaps shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import brief as briefs
from generator.brief import Passage
from generator.brief.evidence import passages
from generator.config import Settings, SourceText
from generator.models import Article, Brief
from generator.readers import Record, parse
from generator.text import paragraphs, sentences, sha256
from tests import stubbed
from tests.brief.samples import FERRY, INFO, SAMPLES, made

# Prose that the toy analysis finds something in, in any order and of any length.
PIECES = st.lists(
    st.sampled_from(
        [
            "Ada Holm sailed on 2031-03-04. ",
            "“We go now” said Piet Varga. ",
            "It rained in Tollen. ",
            "Nobody spoke. ",
            "And so on, at length, without a name. ",
            "\n\n",
            "\n",
            "  ",
            "Mr. Orr left! ",
            "\tWhy? ",
        ]
    ),
    min_size=1,
    max_size=40,
).map("".join)


def toy_brief(text: str) -> tuple[Article, Brief] | None:
    data = text.encode()
    if not text.strip():
        return None
    article = parse(Record("a.txt", "text", data, sha256(data)), Settings())
    analysis = stubbed.ToyAnalyser(Settings()).analyse(article)
    return article, briefs.make(article, analysis, INFO)


def shown(name: str, source_text: SourceText = "evidence") -> list[Passage]:
    article, brief = made(name)
    return list(passages(brief, article.text, source_text))


def statements(brief: Brief) -> list[tuple[int, int]]:
    """Extents of all that the brief says of the article."""
    spans = [*brief.key_facts, *brief.quotes, *brief.dates, *brief.figures]
    spans += [part for quote in brief.quotes for part in (quote.speaker, quote.cue, quote.antecedent) if part]
    spans += [fact.when for fact in brief.key_facts if fact.when]
    spans += [actor.role for actor in brief.actors if actor.role]
    extents = [(span.start, span.end) for span in spans]
    extents += [item.mentions[0] for item in (*brief.actors, *brief.places)]
    return extents + [(place.start, place.end) for fact in brief.key_facts for place in fact.where]


@given(PIECES)
def test_every_statement_is_shown_with_its_neighbours(text: str) -> None:
    made_of = toy_brief(text)
    if made_of is None:
        return
    article, brief = made_of
    found = list(passages(brief, article.text, "evidence"))
    assert_word_for_word(found, article.text)
    covered = set[int]()
    for passage in found:
        covered.update(range(passage.start, passage.end))
    every = [list(sentences(article.text, *extent)) for extent in paragraphs(article.text)]
    for start, end in statements(brief):
        assert set(range(start, end)) <= covered
        for in_paragraph in every:
            touched = [n for n, (first, last) in enumerate(in_paragraph) if first < end and start < last]
            near = {n + step for n in touched for step in (-1, 0, 1) if 0 <= n + step < len(in_paragraph)}
            assert all(set(range(*in_paragraph[n])) <= covered for n in near)


def assert_word_for_word(found: list[Passage], text: str) -> None:
    """In order, disjoint, one line each, equal to the text but for the kind of white space; gaps where words are."""
    at = 0
    for passage in found:
        assert at <= passage.start < passage.end <= len(text)
        assert passage.text == re.sub(r"\s", " ", text[passage.start : passage.end])
        assert passage.gap == bool(text[at : passage.start].strip())
        at = passage.end


@given(PIECES, st.sampled_from(["evidence", "full", "none"]))
def test_passages_come_back_from_the_body(text: str, source_text: SourceText) -> None:
    made_of = toy_brief(text)
    if made_of is None:
        return
    article, brief = made_of
    document = briefs.render(brief, article.text, source_text=source_text)
    assert briefs.evidence(briefs.load(document)[1]) == list(passages(brief, article.text, source_text))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("source_text", ["evidence", "full", "none"])
def test_passages_of_the_samples_come_back(name: str, source_text: SourceText) -> None:
    article, brief = made(name)
    document = briefs.render(brief, article.text, source_text=source_text)
    found = briefs.evidence(briefs.load(document)[1])
    assert found == shown(name, source_text)
    assert_word_for_word(found, article.text)


def test_a_gap_stands_for_what_was_left_out() -> None:
    found = shown("ferry")
    assert [(passage.text[:12], passage.gap) for passage in found] == [
        ("The island c", True),  # the headline is left out
        ("“We have wai", False),
        ("Nobody spoke", False),
        ("The first cr", False),
    ]


def test_a_sentence_that_tells_nothing_and_is_nobodys_neighbour_is_left_out() -> None:
    article, brief = toy_brief("Ada Holm sailed. Then it rained. Then it snowed. Then it cleared.") or (None, None)
    assert article is not None
    assert brief is not None
    found = list(passages(brief.model_copy(update={"key_facts": ()}), article.text, "evidence"))
    assert [passage.text for passage in found] == ["Ada Holm sailed. Then it rained."]


def test_the_whole_text_is_all_paragraphs_and_none_is_none() -> None:
    whole = shown("ferry", "full")
    assert [(passage.start, passage.end) for passage in whole] == list(paragraphs(FERRY))
    assert not any(passage.gap for passage in whole)
    assert shown("ferry", "none") == []
