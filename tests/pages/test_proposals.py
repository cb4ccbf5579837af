"""What the registry might be told: likely duplicates first, the most costly first, then busy names."""

from __future__ import annotations

from dataclasses import replace

from generator.editorial import KnownActor, Registry
from generator.pages.catalog import Catalog
from generator.pages.entries import Entry, Seen
from generator.pages.proposals import Proposal, joined, proposals
from generator.text import slug


def entry(number: int, *actors: tuple[str, str, str | None], known: str | None = None) -> Entry:
    seen = tuple(
        Seen(k, f"{kind}/{slug(name)}", name, kind, role, (), 1, 0.5, known if slug(name) == known else None)  # type: ignore[arg-type]
        for k, (name, kind, role) in enumerate(actors, 1)
    )
    nothing = ((), (), None, seen, (), ())
    return Entry(f"briefs/{number}.md", f"t{number}", "2031-01-01", "d", None, None, "en", (), *nothing)


HOLM = ("Ada Holm", "person", "harbour master")
INITIAL = ("A. Holm", "person", None)
GUILD = ("Tollen Guild", "organization", None)
GILD = ("Tollen Gild", "organization", None)
LUND = ("Bo Lund", "person", None)


def told(*entries: Entry, registry: Registry | None = None) -> list[tuple[tuple[str, ...], int, str | None]]:
    return [(one.names, one.cost, one.same_as) for one in proposals(Catalog(entries, registry))]


def test_initials_misspellings_and_double_types_are_proposed_the_most_costly_first() -> None:
    briefs = [
        entry(1, HOLM, GUILD),
        entry(2, HOLM, GUILD),
        entry(3, INITIAL, LUND),
        entry(4, GILD),
        entry(5, GILD),
        entry(6, ("Tollen Guild", "person", None)),
    ]
    assert told(*briefs) == [
        (("Tollen Guild", "Tollen Gild"), 2, None),
        (("Ada Holm", "A. Holm"), 1, None),
        (("Tollen Guild",), 1, None),
        (("Tollen Guild",), 3, None),
    ]


def test_names_that_are_only_a_little_alike_need_company_or_role() -> None:
    marta, martin = ("Marta Holmgren", "person", "mayor of Tollen"), ("Martin Holmgren", "person", None)
    assert told(entry(1, marta), entry(2, martin)) == []
    assert told(entry(1, marta, LUND, GUILD), entry(2, martin, LUND, GUILD)) == [
        (("Marta Holmgren", "Martin Holmgren"), 1, None)
    ]
    assert len(told(entry(1, marta), entry(2, (*martin[:2], "Mayor of Tollen")))) == 1


def test_busy_names_come_last_and_known_ones_not_at_all() -> None:
    briefs = [entry(k, LUND) for k in range(3)]
    assert told(*briefs) == [(("Bo Lund",), 3, None)]
    assert told(*[entry(k, ("Skeld", "state", None)) for k in range(9)]) == [], "the gazetteer knows states"
    registry = Registry([KnownActor(name="Bo Lund", type="person")])
    assert told(*[entry(k, LUND, known="bo-lund") for k in range(3)], registry=registry) == []


def test_a_further_name_of_an_entry_leads_to_it() -> None:
    registry = Registry([KnownActor(name="Ada Holm", type="person")])
    briefs = [entry(1, HOLM, known="ada-holm"), entry(2, INITIAL), entry(3, INITIAL)]
    assert told(*briefs, registry=registry) == [(("A. Holm",), 2, "ada-holm")]


def test_who_an_editor_has_parted_is_not_proposed_again() -> None:
    registry = Registry([KnownActor(name="Ada Holm", type="person")])
    other = entry(3, ("Ada Holm", "person", "harbour master"))
    (seen,) = other.actors
    parted = replace(other, actors=(seen._replace(id="person/ada-holm-2", known="not ada-holm"),))
    briefs = [entry(1, HOLM, known="ada-holm"), entry(2, HOLM, known="ada-holm"), parted]
    assert told(*briefs, registry=registry) == []


def test_proposals_that_share_a_name_are_one_entry() -> None:
    first = Proposal("organization", ("Pilots' Guild", "The Guild"), 2, "alike")
    second = Proposal("organization", ("Tollen Guild",), 1, "alike")
    busy = Proposal("organization", ("Pilots’ Guild",), 5, "in 5 briefs")
    further = Proposal("person", ("Pilots' Guild",), 1, "alike", same_as="guild")
    third = Proposal("organization", ("Tollen Guild", "The Guild"), 1, "alike")
    names = ("Pilots' Guild", "The Guild", "Pilots’ Guild")
    assert joined([first, second, busy, further]) == [replace(first, names=names), second, further]
    assert joined([first, second, third]) == [replace(first, names=("Pilots' Guild", "The Guild", "Tollen Guild"))]
