"""Key facts: what may be one, where it is cut, what is chosen and what it is told to be about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from generator.analysis import dates, facts
from generator.analysis.chains import Chain
from generator.analysis.fact_choice import choose
from generator.analysis.fact_view import Topic, View, events, prepare
from generator.analysis.prose import Statement, statements
from generator.models import Actor, Quote, Region, TimeRef
from tests.analysis.trees import VOCAB, article, tree

SANK = (
    "{0} ferry|NOUN|NN|nsubj|2 sank|VERB|VBD|ROOT|2|sink off|ADP|IN|prep|2 the|DET|DT|det|5 island|NOUN|NN|pobj|3 "
    "of|ADP|IN|prep|5 Osk|PROPN|NNP|pobj|6 on|ADP|IN|prep|2 Monday|PROPN|NNP|pobj|8 .|PUNCT|.|punct|2"
)


def texts(doc: Doc, **about: object) -> list[str]:
    made = article(doc.text, **about)  # type: ignore[arg-type]
    return [doc.text[item.start : item.end] for item in statements(doc, made)]


def test_a_connective_in_front_is_cut_off() -> None:
    doc = tree(
        "But|CCONJ|CC|cc|3 a|DET|DT|det|2 ferry|NOUN|NN|nsubj|3 sank|VERB|VBD|ROOT|3|sink off|ADP|IN|prep|3 "
        "the|DET|DT|det|6 island|NOUN|NN|pobj|4 on|ADP|IN|prep|3 Monday|PROPN|NNP|pobj|7 .|PUNCT|.|punct|3"
    )
    assert texts(tree(SANK.format("The|DET|DT|det|1"))) == ["The ferry sank off the island of Osk on Monday."]
    assert texts(doc) == ["a ferry sank off the island on Monday."]


def test_a_region_is_never_in_a_fact() -> None:
    doc = tree(SANK.format("OSK|PROPN|NNP|dep|1"))
    assert texts(doc, regions=(Region("dateline", 0, 3),)) == ["ferry sank off the island of Osk on Monday."]
    assert texts(doc, regions=(Region("caption", 0, len(doc.text)),)) == []


def test_furniture_is_cut_out_and_captions_dropped_with_their_credit() -> None:
    sunk = SANK.format("The|DET|DT|det|1").removesuffix(" .|PUNCT|.|punct|2")
    caption = f"{sunk} Getty|PROPN|NNP|dep|2 Images|PROPN|NNP|dep|2"
    assert texts(tree(caption)) == []


@pytest.mark.parametrize("opening", ["I|PRON|PRP|nsubj|2", "We|PRON|PRP|nsubj|2", "your|PRON|PRP$|poss|1"])
def test_what_the_reporter_says_to_the_reader_is_no_fact(opening: str) -> None:
    assert texts(tree(SANK.format(opening))) == []


def test_a_quotation_without_its_partner_mark_is_no_fact() -> None:
    assert texts(tree(SANK.format("“The|DET|DT|det|1"))) == []


def _view(
    order: int,
    words: str,
    *,
    actors: tuple[str, ...] = (),
    value: str | None = None,
    pronoun: bool = False,
    leaning: bool = False,
) -> View:
    ref = TimeRef(text="x", start=0, end=1, value=value, precision="day")
    return View(
        statement=Statement(order * 100, order * 100 + 50, order, order * 10, order * 10 + 9),
        size=len(words.split()),
        lemmas=frozenset(words.split()),
        actors=dict.fromkeys(actors, (0, 1)),
        places={},
        dates=(ref,) if value else (),
        quoted=False,
        pronoun=pronoun,
        unnamed=False,
        leaning=leaning,
        lower=False,
    )


TOPIC = Topic(
    title=frozenset({"ferry"}),
    frequent={"ferry": 0.5},
    salience={"a": 1.0},
    places={},
    events=frozenset({"2023-03-13", "2023-03-14"}),
    published=None,
)


def test_the_lede_is_taken_and_a_second_telling_of_it_is_not() -> None:
    lede = _view(0, "ferry sink island", actors=("a",), value="2023-03-13")
    again = _view(1, "ferry sink island", actors=("a",), value="2023-03-13")
    other = _view(2, "owner pay fine", actors=("b",))
    assert choose([lede, again, other], TOPIC, limit=2, budget=50) == [lede, other]


def test_the_first_date_of_the_event_is_worth_more_than_a_place_nearer_the_lede() -> None:
    lede, plain = _view(0, "ferry sink"), _view(2, "owner pay fine")
    dated = _view(4, "court fine owner", value="2023-03-14")
    assert choose([lede, plain, dated], TOPIC, limit=2, budget=50) == [lede, dated]


def test_an_opening_pronoun_speaks_against_a_statement() -> None:
    open_one, plain = _view(1, "owner pay fine", pronoun=True), _view(2, "owner pay fine")
    assert choose([open_one, plain], TOPIC, limit=1, budget=50) == [plain]
    assert choose([open_one], TOPIC, limit=1, budget=50) == [open_one]


def test_what_adds_to_something_told_before_gives_way_to_what_stands_alone() -> None:
    leaning, plain = _view(1, "owner pay fine", leaning=True), _view(2, "owner pay fine")
    assert choose([leaning, plain], TOPIC, limit=1, budget=50) == [plain]
    assert choose([leaning], TOPIC, limit=1, budget=50) == [leaning]


def test_only_beside_the_main_verb_a_word_adds() -> None:
    also = SANK.format("The|DET|DT|det|1").replace("Monday|PROPN|NNP|pobj|8", "also|ADV|RB|advmod|{}")
    for head, leans in (("2", True), ("6", False)):
        doc = tree(also.format(head))
        views, _ = prepare(doc, article(doc.text), [], (), (), ())
        assert [view.leaning for view in views] == [leans]


def test_the_news_happened_on_the_days_near_the_publication_else_in_a_month_before() -> None:
    day = date(2023, 3, 15)
    assert events(["2023-03-13", "2023-W10", "2023-02", "2022"], day) == {"2023-03-13", "2023-W10"}
    assert events(["2023-02", "2022-02", "2023"], day) == {"2023-02"}
    assert events(["2023", "2022-12-01"], day) == frozenset()
    assert events(["2023", "2022-12-01"], None) == {"2022-12-01"}


def test_of_words_that_are_as_frequent_the_same_are_taken_in_every_process() -> None:
    cargo = [f"{chr(97 + i)}ware" for i in range(26)]
    listed = " ".join(f"{word}|NOUN|NN|dobj|2" for word in reversed(cargo))
    doc = tree(*[f"The|DET|DT|det|1 ferry|NOUN|NN|nsubj|2 carried|VERB|VBD|ROOT|2|carry {listed}"] * 2)
    _, topic = prepare(doc, article(doc.text), [], (), (), ())
    assert sorted(topic.frequent) == sorted([*cargo[:-3], "carry", "ferry"])


def test_what_is_quoted_the_reporter_does_not_say() -> None:
    words = SANK.format("The|DET|DT|det|1").replace("Osk|PROPN|NNP|pobj|6", "we|PRON|PRP|pobj|6")
    doc = tree(words)
    made, at = article(doc.text), doc.text.index("we")
    assert list(statements(doc, made)) == []
    assert [item.start for item in statements(doc, made, [(at, at + 9)])] == [0]


def test_a_past_tense_that_was_taken_for_a_participle_makes_a_sentence() -> None:
    sank = SANK.format("The|DET|DT|det|1")
    assert texts(tree(sank.replace("VBD|ROOT", "VBN|ROOT"))) == ["The ferry sank off the island of Osk on Monday."]
    named = sank.replace("nsubj|2 sank|VERB|VBD|ROOT|2|sink", "ROOT|1 named|VERB|VBD|acl|1|name")
    assert texts(tree(named)) == ["The ferry named off the island of Osk on Monday."]


def test_a_credit_in_brackets_is_cut_off() -> None:
    doc = tree(
        "(|PUNCT|-LRB-|punct|4 Osk|PROPN|NNP|dep|4 )|PUNCT|-RRB-|punct|4 Ferries|NOUN|NNS|nsubj|4 sank|VERB|VBD|ROOT|4 "
        "off|ADP|IN|prep|4 the|DET|DT|det|7 long|ADJ|JJ|amod|8 island|NOUN|NN|pobj|5 there|ADV|RB|advmod|4 "
        ".|PUNCT|.|punct|4"
    )
    assert texts(doc) == ["Ferries sank off the long island there."]


def test_the_budget_of_words_is_kept_but_for_the_first() -> None:
    long_one, short = _view(0, " ".join(f"w{i}" for i in range(40))), _view(1, "owner pay fine")
    assert choose([long_one, short], TOPIC, limit=5, budget=41) == [long_one]
    assert choose([long_one], TOPIC, limit=5, budget=10) == [long_one]


def test_a_fact_says_who_when_and_where_with_offsets() -> None:
    doc = tree(SANK.format("Holm's|PROPN|NNP|poss|1"))
    made = article(doc.text, "2023-03-15")
    holm = Chain("person/holm", "person", "Holm", ["Holm"], [(0, 4)])
    osk = Chain("place/osk", "place", "Osk", ["Osk"], [(doc.text.index("Osk"), doc.text.index("Osk") + 3)])
    actor = Actor(id="person/holm", name="Holm", type="person", mentions=((0, 4),), salience=1.0)
    (fact,) = facts.extract(doc, made, [holm, osk], (actor,), dates.extract(doc, made), (), limit=5)
    assert fact.text == "Holm's ferry sank off the island of Osk on Monday."
    assert [(who.id, who.start, who.end) for who in fact.who] == [("person/holm", 0, 4)]
    assert [place.name for place in fact.where] == ["Osk"]
    assert fact.when is not None
    assert (fact.when.text, fact.when.value) == ("Monday", "2023-03-13")
    assert fact.why == "lede; who; when; where"


def test_an_undated_fact_borrows_no_date_from_another_sentence() -> None:
    undated = SANK.format("The|DET|DT|det|1").replace(
        "on|ADP|IN|prep|2 Monday|PROPN|NNP|pobj|8", "in|ADP|IN|prep|2 rain|NOUN|NN|pobj|8"
    )
    doc = tree(undated, SANK.format("It|PRON|PRP|det|1"))
    made = article(doc.text, "2023-03-15")
    first = facts.extract(doc, made, [], (), dates.extract(doc, made), (), limit=5)[0]
    assert "rain" in first.text
    assert first.when is None


def test_bare_speech_is_no_fact() -> None:
    doc = tree(SANK.format("Holm's|PROPN|NNP|poss|1"), SANK.format("The|DET|DT|det|1"))
    made = article(doc.text, "2023-03-15")
    said = made.text.rindex("The ferry")
    quote = Quote(text=made.text[said:-1], start=said, end=len(made.text) - 1, kind="direct")
    facts_found = facts.extract(doc, made, [], (), dates.extract(doc, made), (quote,), limit=5)
    assert [fact.start for fact in facts_found] == [0]


@given(
    st.lists(
        st.sampled_from(["rain", "“", "12", "…", ",", "Osk", "But", "http://x", "é", "."]), min_size=1, max_size=60
    )
)
def test_anything_is_searched_without_error_and_told_verbatim(words: list[str]) -> None:
    doc = Doc(VOCAB, words=words, spaces=[True] * len(words), pos=["VERB" if w == "rain" else "NOUN" for w in words])
    for token in doc:
        token.is_sent_start = token.i % 9 == 0
    found = facts.extract(doc, article(doc.text), [], (), (), (), limit=5)
    assert len(found) <= 5
    assert all(doc.text[fact.start : fact.end] == fact.text for fact in found)
