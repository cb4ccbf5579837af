"""The registry of actors: what is read, every fault with its line, and which articles may name an entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import editorial
from generator.editorial.registry import KnownActor, Registry, digest, load, parse
from generator.errors import ConfigurationError

HOLM = KnownActor(name="Ada Holm", type="person", aliases=("A. Holm",))
VARGA = KnownActor(name="Piet Varga", type="person")
ISLES = KnownActor(name="Æ", type="organization")


def refusals(text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        parse(text)
    return [str(one).removeprefix("site_config/actors.yml:") for one in caught.value.diagnostics]


def test_a_project_without_the_file_knows_nobody(tmp_path: Path) -> None:
    registry = load(tmp_path)
    assert registry.entries == ()
    assert registry.digest is None
    assert registry.may_be_named_in(b"Ada Holm") == ()


def test_every_key_of_an_entry_is_read() -> None:
    (one,) = parse(
        "- {name: Ada Holm, type: person, id: holm, aliases: [A. Holm], role: harbour master, wikidata: Q7,\n"
        "   link: https://holm.example/, note: n, hide: true, not: [{article: sport/*}, {word: goalkeeper}]}"
    ).entries
    assert one.actor_id == "person/holm"
    assert one.forms == {"ada holm", "a. holm"}
    assert one.is_meant("news/a.txt", "Ada Holm spoke.")
    assert not one.is_meant("sport/a.txt", "Ada Holm spoke.")
    assert not one.is_meant("news/a.txt", "The Goalkeeper, Ada Holm, spoke.")
    assert one.is_meant("news/a.txt", "The goalkeepers spoke.")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("name: x", ["1: must be a list of entries ('- name: …')"]),
        ("- name: x\n- type: person", ["1: type: is missing", "2: name: is missing"]),
        ("- {name: x, type: ship}", ["1: type: must be 'person', 'organization' or 'state'"]),
        ("- {name: x, type: person, wikidata: x7}", ["1: wikidata: must match pattern '^Q[1-9][0-9]*$'"]),
        (
            "- {name: x, type: person, link: 'javascript:x'}",
            ["1: link: must be a web address"],
        ),
        (
            "- {name: x, type: person}\n- {name: X, type: person}",
            ["2: two entries have the id 'x': give one an id of its own"],
        ),
        (
            "- {name: Ada Holm, type: person}\n- {name: A. Holm, type: person, same_as: ada-hol}",
            ["2: same_as: no entry has the id 'ada-hol'; nearest: 'ada-holm'"],
        ),
        (
            "- {name: x, type: person, aliases: [z]}\n- {name: y, type: person, aliases: [Z]}",
            ["2: 'z' is also a name of 'x': say with 'not' where each is not meant"],
        ),
        ("- [", ["2: did not find expected node content"]),
    ],
)
def test_every_fault_has_its_line(text: str, messages: list[str]) -> None:
    assert refusals(text) == messages


def test_one_name_may_be_two_people_s_where_it_is_said_who_is_meant() -> None:
    text = (
        "- {name: Ada Holm, type: person, not: [{word: goal}]}\n- {name: Ada Holm, type: person, id: ada-holm-keeper}"
    )
    assert [one.actor_id for one in parse(text).entries] == ["person/ada-holm", "person/ada-holm-keeper"]


def test_an_unknown_key_names_those_there_are() -> None:
    (message,) = refusals("- {name: x, type: person, alias: y}")
    assert message.startswith("1: alias: unknown key; known are name, type, id, aliases, role,")
    assert message.endswith("same_as, not")


def test_only_articles_that_may_name_an_entry_are_given_it() -> None:
    registry = Registry([HOLM, VARGA])
    assert registry.may_be_named_in(b"Ada\nHolm spoke") == (HOLM,)
    assert registry.may_be_named_in(b"A. Holm spoke") == (HOLM,)
    assert registry.may_be_named_in(rb'{"text": "said\nPiet Varga"}') == (VARGA,)
    assert registry.may_be_named_in(b"Ada Lund and Piet Holmgren") == ()
    assert registry.may_be_named_in("Ada Holm".encode("utf-16")) == (HOLM, VARGA)
    assert Registry([ISLES]).may_be_named_in(b"nothing") == (ISLES,), "its letters may be written in many ways"


@given(st.text(), st.text())
def test_whoever_is_named_is_given(before: str, after: str) -> None:
    assert HOLM in Registry([VARGA, HOLM]).may_be_named_in(f"{before} Ada Holm {after}".encode("utf-8", "replace"))


def test_the_digest_is_of_what_goes_into_briefs() -> None:
    told = HOLM.model_copy(update={"note": "x", "role": "y", "hide": True, "link": "https://x.example/"})
    assert digest((told,)) == digest((HOLM,))
    assert digest((HOLM.model_copy(update={"aliases": ()}),)) != digest((HOLM,))
    assert digest(()) is None
    assert editorial.Registry([HOLM]).digest == digest((HOLM,))
