"""Front matter parses back to the same values, and what could mean something else is refused with its line."""

from __future__ import annotations

import contextlib
import re
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import frontmatter
from generator.errors import FrontMatterError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY = st.text(
    st.sampled_from("\x00\t\n\r \"'\\:#-&*!|>%@`{}[],?~=<\x85\xa0\u2028\u2029\ufeff\ufffe\uffff\U0001f600ae0.yn_")
)
WORDS = st.from_regex(r"[a-z_][a-z0-9_]*", fullmatch=True)
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | TEXT | TRICKY
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
)


def same(left: Any, right: Any) -> bool:
    """Equal, and of the same types (1, 1.0 and True are equal in Python)."""
    if isinstance(left, dict):
        return isinstance(right, dict) and list(left) == list(right) and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return isinstance(right, list) and len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and left == right


@given(TEXT | TRICKY)
@example("true")
@example("2022-02-17")
@example("\x85 \u2028 \ufeff")
@example("x" * 3000 + " " + "y" * 3000)
def test_any_string_comes_back(value: str) -> None:
    assert frontmatter.load_yaml(frontmatter.dump_yaml({"title": value})) == {"title": value}


@given(st.dictionaries(WORDS, VALUES, max_size=5), TEXT)
def test_a_document_comes_back(values: dict[str, Any], body: str) -> None:
    found, rest, line = frontmatter.split(frontmatter.join(values, body))
    assert same(found, values)
    assert rest == "\n" + body
    assert frontmatter.join(values, body).split("\n")[line - 1 :] == rest.split("\n")
    assert frontmatter.body(frontmatter.join(values, body)) == rest


@given(st.dictionaries(TEXT | TRICKY, SCALARS, max_size=4))
@example({"true": 1, "12": 2, "a: b": 3, "null": 4, "- x": 5})
def test_any_key_comes_back(values: dict[str, Any]) -> None:
    assert same(frontmatter.load_yaml(frontmatter.dump_yaml(values)), values)


@given(st.dictionaries(WORDS, VALUES, max_size=5))
def test_a_document_is_written_one_way_only(values: dict[str, Any]) -> None:
    written = frontmatter.dump_yaml(values)
    assert frontmatter.dump_yaml(frontmatter.load_yaml(written)) == written


def test_short_mappings_of_offsets_stand_on_one_line() -> None:
    assert frontmatter.dump_yaml({"quotes": [{"text": "a: b", "start": 1, "end": 5}]}) == (
        'quotes:\n- {text: "a: b", start: 1, end: 5}\n'
    )


@pytest.mark.parametrize("document", ["", "text", "--- text\n", "\n---\na: 1\n---\n", "----\n", " ---\na: 1\n---\n"])
def test_a_document_without_front_matter_is_all_body(document: str) -> None:
    assert frontmatter.split(document) == ({}, document, 1)
    assert frontmatter.body(document) == document


@pytest.mark.parametrize("document", ["---\n---\n", "---\n\n...\n", "---  \n# a comment\n---\t\n"])
def test_empty_front_matter_is_no_values(document: str) -> None:
    assert frontmatter.split(document)[:2] == ({}, "")


def test_the_body_begins_after_the_fence() -> None:
    assert frontmatter.split("---\ntitle: COP30 a guide\n---\nbody\n---\n") == (
        {"title": "COP30 a guide"},
        "body\n---\n",
        4,
    )


@pytest.mark.parametrize(
    ("document", "line", "reason"),
    [
        ("---\ntitle: x\n", 1, "never closed"),
        ("---\n", 1, "never closed"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 4, "duplicate key 'a'"),
        ("---\na:\n  b: 1\n  b: 2\n---\n", 4, "duplicate key 'b'"),
        ("---\ntitle: COP30: a guide\n---\n", 2, "mapping values"),
        ("---\n\nb: &x 1\n---\n", 3, "aliases"),
        ("---\na: 1\nb: *x\n---\n", 3, "aliases"),
        ("---\na: 1\nb: !!python/object/apply:os.system [id]\n---\n", 3, "tag '!!python/object/apply:os.system'"),
        ("---\na: !secret x\n---\n", 2, "tag '!secret'"),
        ("---\na: !!binary aGk=\n---\n", 2, "tag '!!binary'"),
        ("---\na: !!set {x, y}\n---\n", 2, "tag '!!set'"),
        ('---\na: !!int ""\n---\n', 2, "not a value of the kind 'int'"),
        ("---\na: !!bool x\n---\n", 2, "not a value of the kind 'bool'"),
        ("---\na: !!map [1]\n---\n", 2, "not a mapping"),
        ("---\na: 1\n<<: {b: 2}\n---\n", 3, "merge keys"),
        ("---\n? [a]\n: b\n---\n", 2, "plain text"),
        ("---\n- a\n- b\n---\n", 2, "mapping"),
        ("---\njust text\n---\n", 2, "mapping"),
        ("---\n1: x\n---\n", 2, "mapping"),
        ("---\na: é\nb: \x07\n---\n", 3, "U+0007"),
    ],
)
def test_what_is_refused(document: str, line: int, reason: str) -> None:
    with pytest.raises(FrontMatterError, match=re.escape(reason)) as caught:
        frontmatter.split(document)
    assert caught.value.line == line


@pytest.mark.parametrize("piece", ["[", "{x: ", "- ", "? "])
def test_deep_nesting_is_refused(piece: str) -> None:
    with pytest.raises(FrontMatterError, match="nested too deeply"):
        frontmatter.load_yaml("a:\n  " + piece * 100_000)


def test_a_number_of_many_digits_is_refused() -> None:
    with pytest.raises(FrontMatterError, match="line 1: a number of 5,000 characters"):
        frontmatter.load_yaml("a: " + "9" * 5000)


def test_a_surrogate_is_refused() -> None:
    with pytest.raises(FrontMatterError, match="not valid YAML"):
        frontmatter.load_yaml("a: \ud800")


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijkl", "bcdefghijklm", strict=True)
    )
    begun = time.process_time()
    with pytest.raises(FrontMatterError, match="aliases"):
        frontmatter.load_yaml(bomb)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("written", ["2022-02-17", "2022-02-17T10:00:00Z", "!!timestamp 2022-13-45", "=", "'x'"])
def test_dates_stay_the_strings_they_are(written: str) -> None:
    value = frontmatter.load_yaml(f"date: {written}")["date"]
    assert value == written.removeprefix("!!timestamp ").strip("'")


@given(TEXT | TRICKY)
def test_any_text_is_parsed_or_refused(text: str) -> None:
    """No other exception comes out."""
    for parse in (frontmatter.load_yaml, lambda text: frontmatter.split(f"---\n{text}\n---\n")):
        with contextlib.suppress(FrontMatterError):
            parse(text)


def test_the_line_of_the_innermost_key_there_is() -> None:
    lines = frontmatter.Lines("# limits: no\nmodel: |\n  limits: 3\nlimits: {max_file_mb: 1,\n  max_characters: 2}\n")
    assert lines.of(["limits", "max_characters"]) == 5
    assert lines.of(["limits", "other"]) == 4
    assert lines.of(["model", "limits"]) == 2
    assert lines.of(["other"]) is None


def test_the_line_of_an_item_of_a_list() -> None:
    lines = frontmatter.Lines("facts:\n  - one\n  - two\n0: x\n")
    assert [lines.of(["facts", key]) for key in ("0", "1", "2", "x")] == [2, 3, 1, 1]
    assert lines.of(["0"]) == 4
    assert frontmatter.Lines("").of(["facts"]) is None
