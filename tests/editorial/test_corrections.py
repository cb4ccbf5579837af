"""Files of corrections: what is read, and every fault with its line."""

from __future__ import annotations

import re

import pytest

from generator import editorial
from generator.errors import ArticleError
from generator.models import Edit


def refusal(text: str, *, is_dump: bool = False) -> str:
    with pytest.raises(ArticleError) as caught:
        editorial.load(text, "a.txt.brief.yml", is_dump=is_dump)
    return str(caught.value)


def test_an_empty_file_corrects_nothing() -> None:
    entry = editorial.load("# to do\n", "a.txt.brief.yml", is_dump=False).of(None)
    assert entry is not None
    assert entry.corrections.edits() == ()


def test_corrections_of_a_dump_stand_under_the_ids_of_its_records() -> None:
    sheet = editorial.load("a-1: {tags: [x]}\n7:\n  headline: y\n", "d.jsonl.brief.yml", is_dump=True)
    first, seventh = sheet.of("a-1"), sheet.of("7")
    assert first is not None
    assert seventh is not None
    assert first.corrections.tags == ("x",)
    assert (seventh.corrections.headline, seventh.lines) == ("y", {"": 2, "headline": 3})
    assert sheet.of("8") is None
    assert sheet.digest_of("8") is None
    assert sheet.digest_of("7") not in (None, sheet.digest_of("a-1"))


def test_a_digest_tells_null_from_nothing_and_not_how_it_is_written() -> None:
    digests = [
        editorial.load(text, "a", is_dump=False).digest_of(None)
        for text in ("source_quote: null", "", "source_quote:   ~ # none", "tags: []")
    ]
    assert digests[0] == digests[2]
    assert len(set(digests)) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("headlin: x", "1: headlin: unknown key; known are headline, source_quote, pin_facts"),
        ("tags: [a]\nheadline: [x]", "2: headline: must be text"),
        ("tags: ['']", "1: tags.0: must have at least 1 character"),
        ("tags: a", "1: tags: must be a list, as [one, two]"),
        ("roles: [a]", "1: roles: must be a mapping, as {name: value}"),
        ("headline: 'a", "1: found unexpected end of stream"),
        (
            "headline: a: b",
            "1: mapping values are not allowed in this context (a value that holds ': ' needs quotation",
        ),
        ("tags: [a]\n headline: b", "2: did not find expected key (see the indentation, and the quotation marks of"),
        ("- a", "1: must be a mapping"),
        ("a: 1\na: 2", "2: duplicate key 'a'"),
        ("pin_facts: [a, b, c, d, e, f]", "1: pin_facts: must have at most 5 items"),
    ],
)
def test_every_fault_has_its_line(text: str, message: str) -> None:
    assert refusal(text).startswith(f"a.txt.brief.yml:{message}")


def test_faults_come_in_the_order_of_their_lines() -> None:
    told = refusal("headlin: x\ntags: a\nrole: {}\nstatus: x")
    assert re.findall(r"^a\.txt\.brief\.yml:(\d)", told, re.MULTILINE) == ["1", "2", "3", "4"]


def test_all_faults_of_all_records_are_told() -> None:
    with pytest.raises(ArticleError) as caught:
        editorial.load("a: {tags: x, role: y}\nb:\n  pin_facts:\n    - ok\n    - ''\nc: 3\n", "d", is_dump=True)
    assert [(one.line, one.reason.partition(": ")[0]) for one in caught.value.diagnostics] == [
        (1, "a.tags"),
        (1, "a.role"),
        (5, "b.pin_facts.1"),
        (6, "c"),
    ]


def test_corrections_beside_a_dump_without_an_id_say_so() -> None:
    message = refusal("headline: x", is_dump=True)
    assert message == "a.txt.brief.yml:1: headline: a mapping of corrections must stand under a record's id"


def test_edits_name_what_was_changed_and_not_what_was_dropped() -> None:
    text = (
        "headline: h\nsource_quote: null\npin_facts: [p]\ndrop_facts: [d]\nspeakers: {q: s}\nroles: {a: r}\ntags: [t]"
    )
    entry = editorial.load(text, "a", is_dump=False).of(None)
    assert entry is not None
    assert entry.corrections.edits() == (
        Edit(what="headline", target="h"),
        Edit(what="source_quote"),
        Edit(what="pinned", target="p"),
        Edit(what="dropped"),
        Edit(what="speaker", target="q"),
        Edit(what="role", target="a"),
        Edit(what="tags"),
    )
