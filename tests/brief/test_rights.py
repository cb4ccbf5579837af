"""What a source grants is what its brief repeats, counted here once more in a way of its own."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import brief as briefs
from generator import proof
from generator.brief import rights
from generator.config import SourceTerms, SourceText
from generator.models import Analysis, Brief, Rights
from tests.brief.samples import FERRY, INFO, SAMPLES, ferry

HEADLINE = 6  # Island council buys a second ferry


def cut(limit: int, source_text: SourceText = "evidence", name: str = "ferry") -> tuple[Brief, str, Any]:
    """A sample's brief under a limit, its file and its article."""
    article, analysis = SAMPLES[name]()
    terms = SourceTerms(source_text, limit, None)
    made = briefs.make(article, analysis, INFO, rights=briefs.rights_of(article, terms))
    made = briefs.cut(made, article.text, source_text)
    document = briefs.render(made, article.text, source_text=source_text)
    assert list(proof.prove(made, document, article, terms=terms)) == []
    return made, document, article


def repeated(brief: Brief, body: str, text: str) -> set[int]:
    """Where the article's words stand that the brief repeats anywhere: by every string of it and every passage."""
    values = strings(brief.model_dump(exclude={"generator", "rights", "source", "tags"}))
    extents = [(at, at + len(value)) for value in values if (at := text.find(value)) >= 0]
    extents += [(passage.start, passage.end) for passage in briefs.evidence(body)]
    words = [match.span() for match in re.finditer(r"\S*\w\S*", text)]
    return {start for start, end in words if any(first < end and start < last for first, last in extents)}


def strings(value: Any) -> list[str]:
    """All strings that are long enough to be words of an article and not codes."""
    if isinstance(value, dict):
        value = [each for key, each in value.items() if key not in ("id", "speaker_id", "why", "kind", "type")]
    if isinstance(value, list | tuple):
        return [one for each in value for one in strings(each)]
    return [value] if isinstance(value, str) and len(value) > 3 else []


@pytest.mark.parametrize("limit", [1, 10, 25, 40, 60, 80, 1000])
@pytest.mark.parametrize("source_text", ["evidence", "full", "none"])
def test_no_more_is_repeated_than_is_granted(limit: int, source_text: SourceText) -> None:
    made, document, article = cut(limit, source_text)
    assert len(repeated(made, briefs.load(document)[1], article.text)) <= max(limit, HEADLINE)


@pytest.mark.parametrize("name", SAMPLES)
def test_any_limit_gives_a_brief_that_holds(name: str) -> None:
    for limit in range(1, 120):
        cut(limit, name=name)


def test_the_headline_stays_then_the_first_fact_and_the_leading_quotation() -> None:
    assert (cut(1)[0].title, cut(1)[0].key_facts, cut(1)[0].actors) == (ferry()[1].title.text, (), ())
    first = cut(26)[0]
    assert [fact.text[:10] for fact in first.key_facts] == ["The island"]
    assert first.source_quote is None
    assert [one.id for one in first.actors] == ["organization/island-council-of-hallow-sound"], "whom the fact names"
    assert [date.text for date in first.dates] == ["Tuesday"]
    second = cut(38)[0]
    assert second.source_quote is not None
    assert second.source_quote in second.quotes
    assert len(second.key_facts) == 1


def test_the_evidence_goes_before_any_statement() -> None:
    whole = briefs.make(*ferry(), INFO)
    plenty = cut(1000)[0]
    assert plenty.model_copy(update={"rights": None}) == whole
    assert plenty.rights == Rights(max_quoted_words=1000)
    lefts = [(limit, set(rights.left_out)) for limit in range(1, 120) if (rights := cut(limit)[0].rights)]
    needed = next(limit for limit, left in lefts if left <= {"passages"})
    assert any("places" in left and "key_facts" not in left for _, left in lefts)
    rights = cut(needed)[0].rights
    assert rights is not None
    assert set(rights.left_out) == {"passages"}


def test_it_is_said_plainly() -> None:
    made, document, _ = cut(26)
    told = briefs.shortened(made)
    assert told == (
        "Shortened: its source grants 26 words of the article. Left out: 2 facts, 2 quotations, 2 actors, "
        "2 dates, 1 place, 1 passage of evidence."
    )
    assert f"*{told}*" in document


def test_a_brief_that_repeats_more_is_found() -> None:
    article, analysis = ferry()
    terms = SourceTerms("evidence", 26, None)
    made = briefs.make(article, analysis, INFO, rights=briefs.rights_of(article, terms))
    document = briefs.render(made, article.text, source_text="evidence")
    (reason,) = proof.prove(made, document, article, terms=terms)
    assert re.fullmatch(r"rights: repeats \d+ words more of the article than its source grants; .*", reason)


def test_a_limit_that_nobody_set_is_a_forgery() -> None:
    made, document, article = cut(26)
    assert [*proof.prove(made, document, article, terms=SourceTerms("evidence", None, None))] == [
        "rights: not those of the article and its source; run 'briefing generate'"
    ]


@given(st.integers(1, 200), st.sampled_from(["evidence", "full", "none"]))
def test_more_words_never_give_fewer_facts(limit: int, source_text: SourceText) -> None:
    assert len(cut(limit, source_text)[0].key_facts) <= len(cut(limit + 25, source_text)[0].key_facts)


def test_an_article_of_nothing_but_a_headline() -> None:
    article, _ = ferry()
    analysis = Analysis(title=article.title)
    made = briefs.make(article, analysis, INFO, rights=Rights(max_quoted_words=1))
    assert briefs.cut(made, FERRY, "none") == made


@given(st.text(alphabet="ab1_-–… \n\u00a0\u2028é"))
def test_a_word_is_what_stands_between_blanks_and_has_a_letter_or_a_digit(text: str) -> None:
    assert list(rights._words(text)) == [match.span() for match in re.finditer(r"\S*\w\S*", text)]


def test_a_long_line_of_signs_takes_no_square_of_time() -> None:
    began = time.thread_time()
    assert list(rights._words("-" * 1_000_000)) == []
    assert time.thread_time() - began < 10, "the square of it would be hours"


@pytest.mark.parametrize("left_out", [{"quotes": -5}, {"quotes": 0}, {"facts": 1}])
def test_what_cannot_be_left_out_is_damage(left_out: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="left_out"):
        Rights.model_validate({"max_quoted_words": 40, "left_out": left_out})
