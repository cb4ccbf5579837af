"""Revisions in words, and those of one sitting as one."""

from __future__ import annotations

from generator.brief import revised
from generator.models import Revised, Revision

SHA = "0" * 64


def revision(added: list[Revised], dropped: list[Revised]) -> Revision:
    return Revision(
        time="2031-03-06", origin="run", sha256=SHA, replaced=SHA, added=tuple(added), dropped=tuple(dropped)
    )


def quotation(text: str, speaker: str | None = None) -> Revised:
    return Revised(what="quotation", text=text, speaker=speaker)


def test_a_quotation_that_another_is_now_said_to_have_made_is_one_line() -> None:
    found = revision([quotation("No,", "Holm")], [quotation("No,", "Varga")])
    assert list(revised(found)) == ["Quotation re-attributed: “No” — Varga; now to Holm"]


def test_statements_come_with_what_they_are() -> None:
    fact, said = Revised(what="fact", text="“Yes,” she said."), quotation("Yes,")
    assert list(revised(revision([fact], [said]))) == [
        "Fact added: “Yes,” she said.",
        "Quotation dropped: “Yes” — nobody named",
    ]
    assert list(revised(revision([], []))) == ["No fact and no quotation of this brief changed."]
