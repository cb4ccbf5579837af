"""Temporal expressions: the calendar, the tense, what is none, and sentences of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from generator.analysis import calendar_values, dates, model, tense
from generator.analysis.calendar_values import Unit
from generator.analysis.date_frame import Frame, Way
from generator.analysis.date_patterns import flatten, scan
from generator.analysis.date_rules import ranged, resolve
from generator.models import Region
from tests.analysis.trees import VOCAB, article, tree

SENTENCES = Path(__file__).parent / "data" / "dates.txt"
DAY = date(2023, 3, 15)  # a Wednesday


# The calendar.


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))],
)
def test_easter_falls_where_the_churches_keep_it(year: int, day: tuple[int, int]) -> None:
    assert calendar_values.easter(year) == date(year, *day)


def test_counting_keeps_the_precision_of_the_unit() -> None:
    assert calendar_values.shift(date(2021, 1, 5), -1, "week") == "2020-W53"
    assert calendar_values.shift(date(2024, 3, 31), -1, "month") == "2024-02"
    assert calendar_values.shift(date(2024, 2, 29), 1, "year") == "2025"
    assert calendar_values.move(date(2024, 3, 31), -1, "month") == date(2024, 2, 29)


def test_the_nth_weekday_of_a_month_is_counted_from_either_end() -> None:
    assert calendar_values.nth_weekday(2024, 11, 3, 4) == date(2024, 11, 28)
    assert calendar_values.nth_weekday(2024, 5, 0, -1) == date(2024, 5, 27)
    with pytest.raises(ValueError, match="no 5th weekday"):
        calendar_values.nth_weekday(2023, 2, 0, 5)


@given(st.dates(), st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]))
def test_every_value_says_its_precision_and_holds_its_day(at: date, unit: Unit) -> None:
    value = calendar_values.WRITE[unit](at)
    assert calendar_values.precision(value) == unit
    try:
        first, last = calendar_values.bounds(value)
    except (ValueError, OverflowError):  # the first decade has no year 0, the last week may end in the year 10000
        assert at.year < 10 or at.year > 9998
        return
    assert first <= at <= last


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="after"):
        calendar_values.span("2023-05", "2023-03")


# From form to value.


def test_a_day_that_no_calendar_has_gets_no_value() -> None:
    assert resolve("date", {"d": "31", "m": "June", "y": "2023"}, Frame(DAY)) is None
    assert resolve("numeric", {"d": "45", "m": "13", "y": "2023"}, Frame(DAY)) is None


def test_what_is_told_from_the_day_of_publication_has_no_value_without_one() -> None:
    assert resolve("weekday", {"wd": "Monday"}, Frame(None, Way.PAST)) is None
    assert resolve("month", {"m": "March", "y": "2021"}, Frame(None)) == "2021-03"


def test_the_direction_in_time_chooses_the_year() -> None:
    fields = {"d": "28", "m": "December"}
    assert resolve("date", fields, Frame(DAY, Way.PAST)) == "2022-12-28"
    assert resolve("date", fields, Frame(DAY, Way.FUTURE)) == "2023-12-28"
    assert resolve("date", fields, Frame(DAY)) == "2022-12-28"


def test_the_weekday_chooses_the_year_whatever_the_tense() -> None:
    assert resolve("date", {"wd": "Friday", "d": "3", "m": "March"}, Frame(DAY, Way.FUTURE)) == "2023-03-03"


def test_a_month_before_thirteen_is_read_day_first() -> None:
    assert resolve("numeric", {"d": "03", "m": "05", "y": "2021"}, Frame(DAY)) == "2021-05-03"
    assert resolve("numeric", {"d": "03", "m": "25", "y": "2021"}, Frame(DAY)) == "2021-03-25"


def test_a_range_runs_over_new_year_and_may_be_going_on() -> None:
    autumn, winter = {"m": "November"}, {"m": "January"}
    assert ranged(("month", "month"), autumn, winter, Frame(DAY, Way.PAST)) == "2022-11/2023-01"
    assert ranged(("month", "month"), autumn, winter, Frame(DAY, Way.FUTURE)) == "2023-11/2024-01"
    assert ranged(("month", "month"), {"m": "January"}, {"m": "May"}, Frame(DAY, Way.PRESENT)) == "2023-01/2023-05"


def test_an_anaphor_without_antecedent_has_no_value() -> None:
    fields = {"n": "two", "u": "day", "way": "earlier"}
    assert resolve("later", fields, Frame(DAY, Way.PAST, "2023-03-10")) == "2023-03-08"
    assert resolve("later", fields, Frame(DAY, Way.PAST, "2023-03")) is None
    assert resolve("later", fields, Frame(DAY, Way.PAST)) is None


@pytest.mark.parametrize("nearer", ["2022", ""])
def test_what_was_told_before_a_coarse_or_unknown_date_is_not_counted_from(nearer: str) -> None:
    """ "On 12 December … It shut in 2029. A month later"."""
    fields = {"n": "two", "u": "day", "way": "later"}
    assert resolve("later", fields, Frame(DAY, Way.PAST, nearer)) is None


def test_what_has_been_does_not_lie_after_the_publication() -> None:
    fields = {"n": "two", "u": "day", "way": "later"}
    assert resolve("later", fields, Frame(DAY, Way.PAST, "2023-03-14")) is None
    assert resolve("later", fields, Frame(DAY, Way.FUTURE, "2023-03-14")) == "2023-03-16"
    assert resolve("later", fields, Frame(DAY, Way.PAST, "2023-03-13")) == "2023-03-15"


# The tense.


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("It|PRON|PRP|nsubj|1 sank|VERB|VBD|ROOT|1 on|ADP|IN|prep|1 Monday|PROPN|NNP|pobj|2", tense.PAST),
        ("It|PRON|PRP|nsubj|1 sails|VERB|VBZ|ROOT|1 on|ADP|IN|prep|1 Monday|PROPN|NNP|pobj|2", tense.PRESENT),
        (
            "It|PRON|PRP|nsubj|2 will|AUX|MD|aux|2 sail|VERB|VB|ROOT|2 on|ADP|IN|prep|2 Monday|PROPN|NNP|pobj|3",
            tense.FUTURE,
        ),
        (
            "It|PRON|PRP|nsubj|2 has|AUX|VBZ|aux|2|have sailed|VERB|VBN|ROOT|2 on|ADP|IN|prep|2 "
            "Monday|PROPN|NNP|pobj|3",
            tense.PAST,
        ),
        (
            "It|PRON|PRP|nsubj|2 is|AUX|VBZ|auxpass|2|be expected|VERB|VBN|ROOT|2|expect on|ADP|IN|prep|2 "
            "Monday|PROPN|NNP|pobj|3",
            tense.FUTURE,
        ),
        (
            "It|PRON|PRP|nsubj|3 may|AUX|MD|aux|3 have|AUX|VB|aux|3 sunk|VERB|VBN|ROOT|3 on|ADP|IN|prep|3 "
            "Monday|PROPN|NNP|pobj|4",
            tense.PAST,
        ),
        (
            "They|PRON|PRP|nsubj|1 hope|VERB|VBP|ROOT|1 to|PART|TO|aux|3 sail|VERB|VB|xcomp|1 on|ADP|IN|prep|3 "
            "Monday|PROPN|NNP|pobj|4",
            tense.FUTURE,
        ),
        (
            "They|PRON|PRP|nsubj|1 voted|VERB|VBD|ROOT|1|vote to|PART|TO|aux|3 sail|VERB|VB|xcomp|1 on|ADP|IN|prep|3 "
            "Monday|PROPN|NNP|pobj|4",
            tense.UNKNOWN,
        ),
        (
            "They|PRON|PRP|nsubj|1 voted|VERB|VBD|ROOT|1|vote to|PART|TO|aux|3 sail|VERB|VB|xcomp|1 by|ADP|IN|prep|3 "
            "Monday|PROPN|NNP|pobj|4",
            tense.FUTURE,
        ),
        (
            "They|PRON|PRP|nsubj|1 failed|VERB|VBD|ROOT|1|fail to|PART|TO|aux|3 sail|VERB|VB|xcomp|1 on|ADP|IN|prep|3 "
            "Monday|PROPN|NNP|pobj|4",
            tense.PAST,
        ),
        (
            "It|PRON|PRP|nsubj|1 stood|VERB|VBD|ROOT|1 ahead|ADV|RB|advmod|1 of|ADP|IN|prep|2 Monday|PROPN|NNP|pobj|3",
            tense.FUTURE,
        ),
        ("The|DET|DT|det|1 storm|NOUN|NN|ROOT|1 on|ADP|IN|prep|1 Monday|PROPN|NNP|pobj|2", tense.UNKNOWN),
    ],
)
def test_the_verb_group_tells_past_from_future(sentence: str, way: Way) -> None:
    doc = tree(sentence)
    start = doc.text.index("Monday")
    assert tense.direction(doc, start, start + len("Monday")) == way


def test_a_verb_of_speech_right_before_a_weekday_takes_it() -> None:
    doc = tree(
        "She|PRON|PRP|nsubj|1 said|VERB|VBD|ROOT|1 Monday|PROPN|NNP|npadvmod|5 it|PRON|PRP|nsubj|5 "
        "would|AUX|MD|aux|5 sail|VERB|VB|ccomp|1"
    )
    (found,) = dates.extract(doc, article(doc.text, "2023-03-15"))
    assert (found.text, found.value, found.precision) == ("Monday", "2023-03-13", "day")


# What is none, and where none may start.


def test_counts_and_surnames_are_no_dates() -> None:
    doc = tree(
        "Clara|PROPN|NNP|compound|1 May|PROPN|NNP|nsubj|2 fed|VERB|VBD|ROOT|2 2000|NUM|CD|nummod|4 "
        "people|NOUN|NNS|dobj|2 .|PUNCT|.|punct|2",
        ents={"Clara": "PERSON"},
    )
    assert dates.extract(doc, article(doc.text, "2023-03-15")) == ()


def test_no_expression_starts_in_the_stamp() -> None:
    doc = tree("date|NOUN|NN|dep|3 2023-03-15|NUM|CD|nummod|0 Rain|NOUN|NN|nsubj|3 fell|VERB|VBD|ROOT|3")
    regions = (Region("stamp", 0, 15),)
    assert dates.extract(doc, article(doc.text, "2023-03-15", regions=regions)) == ()
    assert [found.value for found in dates.extract(doc, article(doc.text))] == ["2023-03-15"]


def test_line_breaks_of_wrapped_prose_do_not_part_an_expression() -> None:
    text = (
        f"The harbour of Osk was closed to all ships on the third\nof May 2021 and has been closed since{' ' * 3}then."
    )
    assert [text[found.start : found.end] for found in scan(flatten(text))] == ["the third\nof May 2021"]


@given(st.text(alphabet="MayFri day135., -/2023\n“”'n", max_size=80), st.sampled_from(["2023-03-15", "x", None]))
def test_anything_is_read_without_error_and_told_verbatim(text: str, published: str | None) -> None:
    words = text.split(" ")
    doc = Doc(VOCAB, words=[word or " " for word in words], spaces=[True] * len(words))
    for token in doc:
        token.is_sent_start = token.i == 0
    for found in dates.extract(doc, article(doc.text, published)):
        assert doc.text[found.start : found.end] == found.text
        assert (found.value is None) == (found.precision is None)
        assert found.value is None or calendar_values.precision(found.value) == found.precision


# Sentences of every kind, with the trained model.


def _cases() -> list[tuple[str, str, int, int, str | None]]:
    found = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            published, marked, value = line.split(" | ")
            start, end = marked.index("["), marked.index("]") - 1
            found.append(
                (published, marked.replace("[", "").replace("]", ""), start, end, None if value == "-" else value)
            )
    return found


@pytest.mark.model
def test_expressions_of_every_kind_get_their_value() -> None:
    cases = _cases()
    nlp = model.load("en_core_web_sm")
    wrong = []
    for (published, sentence, start, end, value), doc in zip(cases, nlp.pipe(case[1] for case in cases), strict=True):
        refs = dates.extract(doc, article(sentence, published))
        overlaps = [(min(end, ref.end) - max(start, ref.start), ref.value) for ref in refs]
        got = max(overlaps, key=lambda pair: pair[0], default=(0, None))
        if (got[1] if got[0] > 0 else None) != value:
            wrong.append((sentence, sentence[start:end], value, got))
    assert len(cases) > 180
    assert wrong == []


@pytest.mark.parametrize("text", ["The 1Qx engine ran all night.", "Model Q3a was sold out."])
def test_a_quarter_is_no_part_of_a_word(text: str) -> None:
    assert list(scan(flatten(text))) == []
