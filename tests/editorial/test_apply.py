"""An editor's corrections laid over an analysis: what they do, what they refuse, and that twice is once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import editorial
from generator.analysis import marks
from generator.errors import ArticleError
from generator.models import Actor, Analysis, Article, KeyFact, Place, Quote, Region, Span, TimeRef, Title
from generator.text import sha256

TEXT = """\
date 2031-03-05 Second ferry

The council of Hallow Sound voted on Tuesday to buy a second ferry. Ada Holm, the harbour master, welcomed it. The
old boat is to be sold in Tollen.

“We have waited long enough,” he said. Piet Varga, who owns the old boat, did not speak.
“It is time,” said Piet Varga.
Critics called the price “plainly absurd” and the deal “a gift”.
"""
QUOTED = marks.quoted(TEXT)
STAMP = Region("stamp", 0, TEXT.index("\n"))


def span(words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words)}


def extents(words: str) -> tuple[tuple[int, int], ...]:
    found = (span(words, nth) for nth in range(TEXT.count(words)))
    return tuple((one["start"], one["end"]) for one in found)


HOLM = Actor(
    id="person/ada-holm", name="Ada Holm", type="person", aliases=("Holm",), mentions=extents("Ada Holm"), salience=0.9
)
VARGA = Actor(id="person/piet-varga", name="Piet Varga", type="person", mentions=extents("Piet Varga"), salience=0.5)
WAITED = Quote(
    **span("We have waited long enough,"),
    kind="direct",
    speaker=Span(text="he", start=TEXT.index("he said"), end=TEXT.index("he said") + 2),
    cue=Span(**span("said")),
    speaker_id=VARGA.id,
    speaker_name=VARGA.name,
    antecedent=Span(**span("Piet Varga")),
    confidence=0.6,
    group=0,
)
TIME = Quote(
    **span("It is time,"),
    kind="direct",
    speaker=Span(**span("Piet Varga", 1)),
    cue=Span(**span("said", 1)),
    speaker_id=VARGA.id,
    speaker_name=VARGA.name,
    confidence=0.9,
    group=1,
)
VOTED = KeyFact(**span("The council of Hallow Sound voted on Tuesday to buy a second ferry."), why="lede")
WELCOMED = KeyFact(**span("Ada Holm, the harbour master, welcomed it."), why="who")
ANALYSIS = Analysis(
    title=Title(text="Second ferry", origin="front-matter"),
    quotes=(WAITED, TIME),
    source_quote=WAITED,
    actors=(HOLM, VARGA),
    key_facts=(VOTED, WELCOMED),
    dates=(TimeRef(**span("on Tuesday"), value="2031-03-04", precision="day"),),
    places=(Place(name="Tollen", mentions=extents("Tollen")),),
    tags=("ferries",),
)
ARTICLE = Article(id="a", path="a.txt", text=TEXT, sha256=sha256(TEXT), identity="a", regions=(STAMP,))


def correct(yaml: str, *, limit: int = 5) -> Analysis:
    """The analysis with the corrections; that they hold to the law and that twice is once is always tried."""
    entry = editorial.load(yaml, "a.txt.brief.yml", is_dump=False).of(None)
    assert entry is not None
    done = editorial.apply(ANALYSIS, ARTICLE, entry, limit=limit, quoted=QUOTED)
    assert editorial.apply(done, ARTICLE, entry, limit=limit, quoted=QUOTED) == done
    for item in (*done.key_facts, *done.quotes, *(actor.role for actor in done.actors if actor.role)):
        assert TEXT[item.start : item.end] == item.text
    return done


def refusal(yaml: str) -> str:
    with pytest.raises(ArticleError) as caught:
        correct(yaml)
    return str(caught.value)


def test_a_headline_is_found_whole_or_in_parts_whatever_its_white_space() -> None:
    done = correct("headline: 'The old boat is to be sold in Tollen'")
    start = TEXT.index("The\nold")
    assert done.title.spans == ((start, start + len("The old boat is to be sold in Tollen")),)
    assert done.title.origin == "editor"
    done = correct("headline: 'Second ferry: We have waited long enough'")
    assert done.title.text == "Second ferry: We have waited long enough"
    assert [TEXT[slice(*extent)] for extent in done.title.spans or ()] == ["Second ferry", "We have waited long enough"]


def test_a_headline_that_no_article_says_is_refused_with_what_comes_nearest() -> None:
    assert refusal("\nheadline: The council voted to buy a second ferry") == (
        "a.txt.brief.yml:2: headline: 'The council voted to buy a second ferry' does not stand in the article, whole "
        "or in parts joined by a colon; nearest: 'The council of Hallow Sound voted on Tuesday to buy a second ferry.'"
    )
    assert "does not stand" in refusal("headline: 'ferr'"), "whole words alone"


def test_a_pinned_fact_has_who_when_and_where_of_what_was_found_in_it() -> None:
    done = correct(
        "pin_facts: ['The council of Hallow Sound voted on Tuesday', 'The old boat is to be sold in Tollen.']"
    )
    voted, welcomed, sold = done.key_facts
    assert (voted.text, voted.why) == ("The council of Hallow Sound voted on Tuesday", "editor")
    assert voted.when is not None
    assert voted.when.value == "2031-03-04"
    assert welcomed == WELCOMED
    assert [place.name for place in sold.where] == ["Tollen"]
    assert sold.text == "The\nold boat is to be sold in Tollen."
    (only,) = correct("pin_facts: ['Ada Holm, the harbour master']\ndrop_facts: [on Tuesday]").key_facts
    assert [(who.id, TEXT[who.start : who.end]) for who in only.who] == [(HOLM.id, "Ada Holm")]


def test_pinned_facts_take_the_place_of_the_last_when_there_are_too_many() -> None:
    done = correct("pin_facts: ['The old boat is to be sold in Tollen.']", limit=2)
    assert [fact.why for fact in done.key_facts] == ["lede", "editor"]


def test_a_fact_is_dropped_by_any_of_its_words_and_stays_away() -> None:
    assert correct("drop_facts: ['second ferry.']").key_facts == (WELCOMED,)
    assert correct("drop_facts: ['It is time']").key_facts == (VOTED, WELCOMED)
    assert "drop_facts: 'third ferry' does not stand" in refusal("drop_facts: [third ferry]")


def test_nothing_is_pinned_from_the_stamp() -> None:
    assert "does not stand in the article" in refusal("pin_facts: [2031-03-05]")


def test_a_speaker_is_set_by_the_words_that_stand_for_him() -> None:
    waited, time = correct("speakers: {We have waited long enough: Holm}").quotes
    assert (waited.speaker_id, waited.speaker_name, waited.confidence, waited.why) == (
        HOLM.id,
        "Ada Holm",
        None,
        "editor",
    )
    assert waited.speaker == WAITED.speaker
    assert waited.cue == WAITED.cue
    assert waited.antecedent == Span(**span("Ada Holm"))
    assert time == TIME


def test_a_speaker_whom_the_attribution_does_not_name_is_shown_by_his_own_mention() -> None:
    waited, time = correct("speakers: {It is time: Ada Holm}").quotes
    assert waited == WAITED
    assert (time.speaker, time.cue, time.antecedent) == (Span(**span("Ada Holm")), None, None)


def test_a_speaker_may_be_nobody_or_somebody_without_a_name() -> None:
    (_, time) = correct("speakers: {It is time: null}").quotes
    assert (time.speaker, time.speaker_id, time.speaker_name, time.cue) == (None, None, None, None)
    (waited, _) = correct("speakers: {We have waited: The council}").quotes
    assert (waited.speaker, waited.speaker_id, waited.speaker_name) == (Span(**span("The council")), None, None)


def test_a_speaker_whom_the_article_does_not_name_is_refused() -> None:
    message = refusal("speakers:\n  It is time: Ida Holm\n")
    assert message.startswith("a.txt.brief.yml:2: speakers: 'Ida Holm' does not stand in the article outside that")
    assert message.endswith("nearest: 'Ada Holm'")
    assert "says 'It was time' (whole, if it is short); nearest: 'It is time,'" in refusal(
        "speakers: {It was time: Ada Holm}"
    )
    assert "2 quotations say 'i'" in refusal("speakers: {i: Ada Holm}")


def test_the_source_quote_is_chosen_and_follows_its_speaker() -> None:
    assert correct("source_quote: It is time").source_quote == TIME
    assert correct("source_quote: null").source_quote is None
    done = correct("speakers: {We have waited long enough: Ada Holm}")
    assert done.source_quote == done.quotes[0]
    assert "no quotation of the article says 'Never'" in refusal("source_quote: Never")


def test_short_words_in_quotation_marks_that_the_analysis_passed_over_may_be_chosen() -> None:
    done = correct("source_quote: plainly absurd")
    assert done.source_quote is not None
    assert (done.source_quote.text, done.source_quote.kind, done.source_quote.why) == (
        "plainly absurd",
        "mixed",
        "editor",
    )
    assert [quote.group for quote in done.quotes] == [0, 1, 2]
    (*_, gift) = correct("speakers: {'“a gift”': Ada Holm}").quotes
    assert (gift.text, gift.speaker_name, gift.group) == ("a gift", "Ada Holm", 2)
    (waited, time, absurd, gift) = correct("source_quote: a gift\nspeakers: {plainly absurd: Critics}").quotes
    assert (waited, time) == (WAITED, TIME)
    assert (absurd.speaker, absurd.group, gift.speaker, gift.group) == (Span(**span("Critics")), 2, None, 3)


def test_words_that_stand_in_no_quotation_marks_are_no_quotation() -> None:
    message = refusal("source_quote: the price")
    assert "no quotation of the article says 'the price' (whole, if it is short)" in message
    assert message.endswith("there are: 'We have waited long enough,', 'It is time,', 'plainly absurd', 'a gift'")
    assert refusal("source_quote: absurd").endswith("nearest: 'plainly absurd'"), "part of what is no quotation yet"


def test_all_wrong_targets_are_told_each_with_its_line_and_what_comes_nearest() -> None:
    yaml = """\
headline: A third ferry
pin_facts:
  - The old boat is to be sold in Tollen.
  - The new boat is to be sold in Tollen.
drop_facts:
- Piet Verga, who owns the old boat
speakers: {It is tame: Ada Holm, It is time: Ida Holm}
roles:
  Ada Holm: harbour mistress
  Kasimir Orlo: pilot
source_quote: Never again
"""
    with pytest.raises(ArticleError) as caught:
        correct(yaml)
    assert [(one.line, one.reason.partition(":")[0]) for one in caught.value.diagnostics] == [
        (1, "headline"),
        (4, "pin_facts"),
        (6, "drop_facts"),
        (7, "speakers"),
        (7, "speakers"),
        (9, "roles"),
        (10, "roles"),
        (11, "source_quote"),
    ]
    ends = [one.reason.rpartition("; ")[2] for one in caught.value.diagnostics]
    assert ends == [
        "nearest: 'a second ferry'",
        "nearest: 'old boat is to be sold in Tollen.'",
        "nearest: 'Piet Varga, who owns the old boat'",
        "nearest: 'Ada Holm'",
        "nearest: 'It is time,'",
        "nearest: 'harbour master'",
        "there are: 'Ada Holm', 'Piet Varga'",
        "there are: 'We have waited long enough,', 'It is time,', 'plainly absurd', 'a gift'",
    ]


def test_a_role_is_the_words_nearest_to_the_actor_or_none() -> None:
    done = correct("roles: {Holm: harbour master, person/piet-varga: null}")
    assert [actor.role for actor in done.actors] == [Span(**span("harbour master")), None]
    assert "no actor of the brief is named 'Ada Home'; nearest: 'Ada Holm'" in refusal("roles: {Ada Home: null}")
    assert "'pilot' does not stand in the article" in refusal("roles: {Ada Holm: pilot}")


def test_tags_are_the_editor_s() -> None:
    assert correct("tags: [harbours]").tags == ("harbours",)
    assert correct("tags: []").tags == ()
    assert correct("").tags == ("ferries",)


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_any_words_are_found_verbatim_or_refused(one: str, other: str) -> None:
    entry = editorial.Entry("a.txt.brief.yml", editorial.Corrections(headline=one, pin_facts=(other,)), {})
    try:
        done = editorial.apply(ANALYSIS, ARTICLE, entry, limit=5)
    except ArticleError:
        return
    assert all(TEXT[fact.start : fact.end] == fact.text and fact.text.strip() for fact in done.key_facts)
    assert all(TEXT[start:end].strip() for start, end in done.title.spans or ())
