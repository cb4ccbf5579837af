"""Cleaning, paragraphs, sentences and slugs: offsets hold, names are safe, time is linear."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import text as plain

ANY = st.text(st.characters(exclude_categories=()))
# Characters that paragraphs, sentences and slugs look at, so that random texts hit the rules.
PROSE = st.text(st.sampled_from("aB1 .!?…\n\t\"'“”’»«([)]\u2028\xa0éMr-ßø\u0301\x85"), max_size=80)
HOSTILE = ["", "\n", " \n \n ", "....", "a. b", "...\n\n...", '"' * 50, "Mr. " * 20, "\ud800", "\x00", "é" * 200]


@given(ANY)
@example("\ud800\udfff\x00\ufeff\ufffe\uffff\u202e\u2066\r\n\x85\u2028\u2029\x1b[31m")
def test_clean_replaces_one_for_one(raw: str) -> None:
    cleaned = plain.clean(raw)
    assert len(cleaned) == len(raw)
    assert plain.clean(cleaned) == cleaned
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ud800-\udfff]", cleaned
    )
    cleaned.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])))
def test_clean_leaves_ordinary_text_alone(raw: str) -> None:
    assert plain.clean(raw) == raw


def test_clean_keeps_tabs_line_breaks_and_plain_direction_marks() -> None:
    assert plain.clean("a\tb\nc\u200e\u200f\u200b") == "a\tb\nc\u200e\u200f\u200b"


def test_clean_turns_every_line_separator_into_a_line_break() -> None:
    assert plain.clean("a\x85b\u2028c\u2029d") == "a\nb\nc\nd"


def assert_extents(text: str, extents: list[tuple[int, int]], start: int, end: int) -> None:
    """In order, disjoint, trimmed, inside; and nothing but white space between them."""
    at = start
    for first, last in extents:
        assert at <= first < last <= end
        assert not text[at:first].strip()
        assert text[first:last] == text[first:last].strip()
        at = last
    assert not text[at:end].strip()


@given(PROSE | ANY)
def test_paragraphs_cover_the_text(text: str) -> None:
    assert_extents(text, list(plain.paragraphs(text)), 0, len(text))


@given(PROSE | ANY, st.data())
def test_sentences_cover_what_they_are_given(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert_extents(text, list(plain.sentences(text, start, end)), start, end)


def paragraph_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in plain.paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert paragraph_texts("One.\n\nTwo.\n \t \nThree.") == ["One.", "Two.", "Three."]


def test_a_single_line_break_parts_paragraphs_that_are_not_wrapped() -> None:
    assert paragraph_texts("A headline\nThe ferry sank.\nNobody was hurt.") == [
        "A headline",
        "The ferry sank.",
        "Nobody was hurt.",
    ]


def test_hard_wrapped_prose_is_one_paragraph() -> None:
    lines = ["The ferry that the islanders had waited for since", "the winter of the great frost arrived on Friday and"]
    assert paragraph_texts("\n".join([*lines, "sank."])) == ["\n".join([*lines, "sank."])]


def sentence_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in plain.sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Orr left. Dr. Vane stayed.", ["Mr. Orr left.", "Dr. Vane stayed."]),
        ("J. R. Orr left.", ["J. R. Orr left."]),
        ("The U.S. Navy came.", ["The U.S. Navy came."]),
        ("He waited ... and left.", ["He waited ... and left."]),
        ("“Go.” She went.", ["“Go.”", "She went."]),
        ('He said "no." (She agreed.) They left.', ['He said "no."', "(She agreed.)", "They left."]),
        ("It cost 3.5 million.", ["It cost 3.5 million."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentence_texts(text) == expected


@given(ANY)
def test_squeeze_leaves_single_blanks(text: str) -> None:
    squeezed = plain.squeeze(text)
    assert squeezed == squeezed.strip()
    assert not re.search(r"\s\s|[^\S ]", squeezed)
    assert plain.squeeze(squeezed) == squeezed


@given(ANY)
@example("../../etc/passwd")
@example("..")
@example("\ud800")
@example("ﷺ" * 100)
@example("CON")
def test_a_slug_is_a_safe_name(text: str) -> None:
    made = plain.slug(text)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made)
    assert len(made) <= plain.SLUG_MAX
    assert plain.slug(text) == made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jens Björk", "jens-bjork"),
        ("Søren Straße", "soren-strasse"),
        ("Łukasz Đorđević Þór Æsir", "lukasz-dordevic-thor-aesir"),
        ("The U.K.'s “plan”", "the-uks-plan"),
        ("  --a//b--  ", "a-b"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert plain.slug(text) == expected


def test_a_slug_of_nothing_readable_tells_texts_apart() -> None:
    assert plain.slug("北京").startswith("untitled-")
    assert plain.slug("北京") != plain.slug("東京")
    assert plain.slug("北京", fallback="actor").startswith("actor-")


def test_a_long_slug_ends_at_a_word() -> None:
    made = plain.slug("word " * 40)
    assert made == "-".join(["word"] * 16)
    assert plain.slug("x" * 200) == "x" * plain.SLUG_MAX


@given(ANY)
def test_sha256_takes_any_text(text: str) -> None:
    assert re.fullmatch("[0-9a-f]{64}", plain.sha256(text))


def test_sha256_of_text_is_that_of_its_utf8() -> None:
    assert plain.sha256("é") == plain.sha256("é".encode())


def split_sentences(text: str) -> int:
    return sum(1 for _ in plain.sentences(text, 0, len(text)))


def split_paragraphs(text: str) -> int:
    return sum(1 for _ in plain.paragraphs(text))


def fold(text: str) -> int:
    return len(plain.clean(text)) + len(plain.slug(text)) + len(plain.squeeze(text))


@pytest.mark.parametrize("work", [split_sentences, split_paragraphs, fold])
@pytest.mark.parametrize(
    "piece",
    [
        "Mr. ",
        "A. B. ",
        ".",
        ". ",
        '."',
        "\n ",
        "\n" + " " * 50,
        "x. y ",
        "U.S.",
        "One two. ",
        "x" * 60 + "\n",
        "a\u0301",
    ],
)
def test_time_is_linear(work: Callable[[str], int], piece: str) -> None:
    """Quadratic work would take minutes on these; linear work takes tenths of a second."""
    text = piece * (400_000 // len(piece))
    begun = time.process_time()
    work(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("text", HOSTILE)
def test_odd_texts_do_not_break_anything(text: str) -> None:
    assert_extents(text, list(plain.paragraphs(text)), 0, len(text))
    assert plain.slug(text)
    assert unicodedata.is_normalized("NFC", plain.slug(text))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The strike ended.", "The strike ended."),
        ("Is it over?", "Is it over?"),
        ("He said “it is over”", "He said “it is over”"),
        ('It ended ("at last.")', 'It ended ("at last.")'),
        ("The strike ended", "The strike ended …"),
        ("persuaded to travel back to the harbour", "… persuaded to travel back to the harbour …"),
        ("the strike ended.", "… the strike ended."),
        ("Some words […]", "Some words […]"),
        ("", ""),
    ],
)
def test_a_statement_shows_that_it_was_cut(words: str, shown: str) -> None:
    assert plain.statement(words) == shown


@pytest.mark.parametrize(
    ("many", "one"),
    [
        *[("ferries", "ferry"), ("rail tunnels", "rail tunnel"), ("taxes", "tax"), ("churches", "church")],
        *[("houses", "house"), ("presses", "press"), ("MPs", "MPs")],
    ],
)
def test_a_phrase_and_its_plural_share_a_key(many: str, one: str) -> None:
    assert plain.singular(many) == plain.singular(one)


@pytest.mark.parametrize("word", ["gas", "press", "politics", "virus", "bus", "tennis", "s", ""])
def test_what_only_looks_like_a_plural_is_left(word: str) -> None:
    assert plain.singular(word) == word
