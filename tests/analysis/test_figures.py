"""Figures: what number of what, and what is no figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from generator.analysis import figures
from generator.models import Figure, Region, TimeRef
from tests.analysis.trees import VOCAB, article, tree


def found(sentence: str, ents: dict[str, str] | None = None, **about: object) -> list[Figure]:
    doc = tree(sentence, ents=ents)
    result = figures.extract(doc, article(doc.text, **about))  # type: ignore[arg-type]
    for figure in result:
        assert doc.text[figure.start : figure.end] == figure.text
        assert figure.what is None or doc.text[figure.what.start : figure.what.end] == figure.what.text
    return list(result)


def flat(text: str) -> list[tuple[str, str, float | str | None, str | None]]:
    """Figures of words without a parse, each a noun."""
    words = text.split()
    doc = Doc(VOCAB, words=words, spaces=[True] * len(words), pos=["ADV"] * len(words))
    for token in doc:
        token.is_sent_start = token.i == 0
    return [(each.text, each.kind, each.value, each.unit) for each in figures.extract(doc, article(doc.text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it cost $1.2bn then", ("$1.2bn", "money", 1.2e9, "USD")),
        ("it cost about £3.5 million then", ("about £3.5 million", "money", 3.5e6, "GBP")),
        ("it cost NZ $ 26 million then", ("NZ $ 26 million", "money", 2.6e7, "NZD")),
        ("it cost 40 million euros then", ("40 million euros", "money", 4e7, "EUR")),
        ("it cost EUR 900 then", ("EUR 900", "money", 900.0, "EUR")),
        ("it cost two hundred crowns then", ("two hundred crowns", "money", 200.0, "crowns")),
        ("up by 12.5 per cent then", ("12.5 per cent", "percent", 12.5, "%")),
        ("up by at least 7% then", ("at least 7%", "percent", 7.0, "%")),
        ("it is 31.4 km away", ("31.4 km", "quantity", 31.4, "kilometres")),
        ("a 14-year-old then", ("14-year-old", "quantity", 14.0, "years")),
        ("up by one percentage point then", ("one percentage point", "quantity", 1.0, "percentage points")),
        ("for nearly half an hour then", ("nearly half an hour", "quantity", 0.5, "hours")),
        ("Twenty-three tonnes were lost", ("Twenty-three tonnes", "quantity", 23.0, "tonnes")),
    ],
)
def test_money_percentages_and_quantities(text: str, expected: tuple[str, str, float, str]) -> None:
    assert flat(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it cost $40 to $50 million then", ("$40 to $50 million", "money", "40000000/50000000", "USD")),
        ("it cost €900,000 to €1.2 million then", ("€900,000 to €1.2 million", "money", "900000/1200000", "EUR")),
        ("it cost £40-50 then", ("£40-50", "money", "40/50", "GBP")),
        ("up by between 2.5 and 3 per cent then", ("between 2.5 and 3 per cent", "percent", "2.5/3", "%")),
        ("up by 40% to 50% then", ("40% to 50%", "percent", "40/50", "%")),
        ("it is about ten to 32 km away", ("about ten to 32 km", "quantity", "10/32", "kilometres")),
        ("Between ten and 32 km away", ("Between ten and 32 km", "quantity", "10/32", "kilometres")),
        ("it is 40–50 km away", ("40–50 km", "quantity", "40/50", "kilometres")),
        ("it fell from 50 to 40 km then", ("40 km", "quantity", 40.0, "kilometres")),
        ("it lasts for 3 minutes to 5 hours", ("5 hours", "quantity", 5.0, "hours")),
    ],
)
def test_a_range_has_both_ends(text: str, expected: tuple[str, str, float | str, str]) -> None:
    assert flat(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("40|NUM|CD|nummod|3 to|ADP|IN|quantmod|2 50|NUM|CD|nummod|3 ", "40/50"), ("40–50|NUM|CD|nummod|1 ", "40/50")],
)
def test_a_range_counts(text: str, value: str) -> None:
    at = text.count("|CD|") + text.count("|IN|")
    (figure,) = found(f"{text}boats|NOUN|NNS|nsubj|{at + 1} came|VERB|VBD|ROOT|{at + 1}")
    assert (figure.value, figure.kind, figure.what and figure.what.text) == (value, "count", "boats")


@pytest.mark.parametrize("number", ["1-2", "1–2"])
def test_a_score_is_no_range(number: str) -> None:
    assert not found(f"{number}|NUM|CD|nummod|1 defeat|NOUN|NN|nsubj|2 hurt|VERB|VBD|ROOT|2")


def test_a_count_says_what_it_counts() -> None:
    (figure,) = found(
        "about|ADV|RB|advmod|1 1,200|NUM|CD|nummod|3 foreign|ADJ|JJ|amod|3 soldiers|NOUN|NNS|nsubj|4 "
        "left|VERB|VBD|ROOT|4"
    )
    assert (figure.text, figure.kind, figure.value) == ("about 1,200 foreign soldiers", "count", 1200.0)
    assert figure.what is not None
    assert figure.what.text == "foreign soldiers"


def test_shares_and_vague_plurals() -> None:
    share, many = found(
        "a|DET|DT|det|1 quarter|NOUN|NN|nsubj|4 of|ADP|IN|prep|1 voters|NOUN|NNS|pobj|2 met|VERB|VBD|ROOT|4 "
        "dozens|NOUN|NNS|dobj|4 of|ADP|IN|prep|5 nurses|NOUN|NNS|pobj|6"
    )
    assert (share.text, share.kind, share.value, share.what and share.what.text) == (
        "a quarter",
        "quantity",
        0.25,
        "voters",
    )
    assert (many.text, many.kind, many.value, many.what and many.what.text) == (
        "dozens of nurses",
        "count",
        None,
        "nurses",
    )


@pytest.mark.parametrize(
    "text",
    [
        "won 3-2 then",
        "at 3:50 then",
        "at 10 p.m. then",
        "the 3rd one",
        "call 555-1234 now",
        "B52s fly",
        "in 2.0.1 now",
        "12 then",
    ],
)
def test_scores_times_ordinals_and_bare_numbers_are_none(text: str) -> None:
    assert flat(text) == []


def test_numbers_after_a_name_and_little_words_are_none() -> None:
    assert found("a|DET|DT|det|1 Boeing|PROPN|NNP|nsubj|3 737|NUM|CD|nummod|1 jets|VERB|VBZ|ROOT|3") == []
    assert found("he|PRON|PRP|nsubj|1 tried|VERB|VBD|ROOT|1 three|NUM|CD|nummod|3 times|NOUN|NNS|dobj|1") == []
    assert found("no|DET|DT|det|1 one|NOUN|NN|nsubj|2 came|VERB|VBD|ROOT|2") == []


def test_none_lies_in_a_date_or_in_the_head_of_the_article() -> None:
    doc = tree("two|NUM|CD|nummod|1 days|NOUN|NNS|npadvmod|2 ago|ADV|RB|ROOT|2")
    ref = TimeRef(text=doc.text, start=0, end=len(doc.text), value=None)
    assert figures.extract(doc, article(doc.text), (ref,)) == ()
    assert figures.extract(doc, article(doc.text, regions=(Region("stamp", 0, 8),))) == ()
    assert len(figures.extract(doc, article(doc.text))) == 1


@given(st.text(alphabet="$1.2bn%km 0three,hundredof\n-", max_size=60))
def test_anything_is_read_without_error_and_told_verbatim(text: str) -> None:
    words = [word or " " for word in text.split(" ")]
    doc = Doc(VOCAB, words=words, spaces=[True] * len(words), pos=["NOUN"] * len(words))
    for token in doc:
        token.is_sent_start = token.i == 0
    for figure in figures.extract(doc, article(doc.text)):
        assert doc.text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("it is two or three km away", ["2/3"]),
        ("some 20 or 25 percent then", ["20/25"]),
        ("they paid $10 or $20 then", [10.0, 20.0]),
        ("it takes two or ten hours", [10.0]),
        ("it rose from 40 to 50 per cent", [50.0]),
        ("growth slowed , then increased from $4 million to $5 million", [4e6, 5e6]),
        ("prices from 40 to 50 per cent", ["40/50"]),
        ("it rose . Rates from 40 to 50 per cent", ["40/50"]),
    ],
)
def test_alternatives_and_changes_are_no_ranges(text: str, values: list[float | str]) -> None:
    assert [value for _, _, value, _ in flat(text)] == values


def counted(sentence: str, ents: dict[str, str] | None = None) -> list[tuple[str, float | str | None, str | None]]:
    return [(one.text, one.value, one.what.text if one.what else None) for one in found(sentence, ents)]


def test_of_a_share_in_numbers_the_part_is_told_and_the_whole_not_alone() -> None:
    start = "11|NUM|CD|nsubj|{0} of|ADP|IN|prep|0 the|DET|DT|det|{1} 20|NUM|CD|{2}"
    named = start.format(5, 4, "nummod|4") + " ferries|NOUN|NNS|pobj|1 sank|VERB|VBD|ROOT|5"
    assert counted(named) == [("11 of the 20 ferries", 11.0, "ferries")]
    assert counted(start.format(4, 3, "pobj|1") + " drowned|VERB|VBD|ROOT|4") == []
    thirds = "two|NUM|CD|nummod|1 thirds|NOUN|NNS|nsubj|6 of|ADP|IN|prep|1 the|DET|DT|det|5 19|NUM|CD|nummod|5 "
    part, _ = counted(thirds + "guards|NOUN|NNS|pobj|2 left|VERB|VBD|ROOT|6")
    assert part == ("two thirds", 0.6666, "guards")


def test_casualties_count_people_whom_nothing_names() -> None:
    assert counted("17|NUM|CD|nsubj|2 were|AUX|VBD|auxpass|2 injured|VERB|VBN|ROOT|2") == [
        ("17 were injured", 17.0, "injured")
    ]
    assert counted("at|ADP|IN|advmod|2 least|ADJ|JJS|advmod|2 9|NUM|CD|nsubj|3 dead|ADJ|JJ|ROOT|3") == [
        ("at least 9 dead", 9.0, "dead")
    ]
    assert counted("17|NUM|CD|nsubj|2 were|AUX|VBD|auxpass|2 painted|VERB|VBN|ROOT|2") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|DET|DT|det|2 £40m|NUM|CD|nummod|2 contract|NOUN|NN|ROOT|2", "contract"),
        ("a|DET|DT|det|2 road|NOUN|NN|compound|2 tax|NOUN|NN|ROOT|2 of|ADP|IN|prep|2 £40m|NUM|CD|pobj|3", "road tax"),
        ("an|DET|DT|det|1 average|NOUN|NN|ROOT|1 of|ADP|IN|prep|1 £40m|NUM|CD|pobj|2", None),
        ("won|VERB|VBD|ROOT|0 £40m|NUM|CD|dobj|0 Monday|PROPN|NNP|npadvmod|0", None),
        ("£40m|NUM|CD|ROOT|0 of|ADP|IN|prep|0 debt|NOUN|NN|pobj|1 Monday|PROPN|NNP|npadvmod|0", "debt"),
    ],
)
def test_of_an_amount_is_told_what_is_so_large(text: str, expected: str | None) -> None:
    assert counted(text, ents={"Monday": "DATE"}) == [("£40m", 4e7, expected)]


def test_the_supporters_of_a_year_are_not_counted() -> None:
    assert counted("2031|NUM|CD|nummod|1 Liberals|PROPN|NNPS|nsubj|2 lost|VERB|VBD|ROOT|2") == []
    assert counted("2031|NUM|CD|nummod|1 boats|NOUN|NNS|nsubj|2 sank|VERB|VBD|ROOT|2") == [
        ("2031 boats", 2031.0, "boats")
    ]


def test_parts_of_a_currency_are_no_whole_ones() -> None:
    assert flat("it cost 5 pence then") == [("5 pence", "money", 5.0, "pence")]
