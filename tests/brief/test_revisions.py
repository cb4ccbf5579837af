"""Revisions in words, and those of one sitting as one."""

from __future__ import annotations

import pytest

from generator.brief import moment, revised
from generator.models import Revised, Revision
from tests.brief.samples import made

SHA = "0" * 64
BRIEF = made("ferry")[1]


def revision(added: list[Revised], dropped: list[Revised]) -> Revision:
    return Revision(
        time="2031-03-06", origin="run", sha256=SHA, replaced=SHA, added=tuple(added), dropped=tuple(dropped)
    )


def quotation(text: str, speaker: str | None = None) -> Revised:
    return Revised(what="quotation", text=text, speaker=speaker)


def test_a_quotation_that_another_is_now_said_to_have_made_is_one_line() -> None:
    found = revision([quotation("No,", "Holm")], [quotation("No,", "Varga")])
    assert list(revised(found, BRIEF)) == ["Quotation re-attributed: “No” — Varga; now to Holm"]


def test_statements_come_with_what_they_are() -> None:
    fact, said = Revised(what="fact", text="“Yes,” she said."), quotation("Yes,")
    assert list(revised(revision([fact], [said]), BRIEF)) == [
        "Fact added: “Yes,” she said.",
        "Quotation dropped: “Yes” — nobody named",
    ]
    assert list(revised(revision([], []), BRIEF)) == ["No fact and no quotation of this brief changed."]


def test_they_are_told_in_the_brief_s_language() -> None:
    french = BRIEF.model_copy(update={"lang": "fr"})
    told = list(revised(revision([quotation("Non,", "Holm")], [Revised(what="fact", text="Il pleut.")]), french))
    assert told == ["Citation ajoutée\u00a0: «\u00a0Non\u00a0» — Holm", "Fait retiré\u00a0: Il pleut."]


@pytest.mark.parametrize("time", ["2031-03-06", "2031-03-06T12:03:00+00:00", "2031-03-06T12:03:00.250000-05:30"])
def test_times_of_revisions_can_be_told(time: str) -> None:
    assert moment(Revision(time=time, origin="run", sha256=SHA, replaced=SHA).time).startswith("6 March 2031")


@pytest.mark.parametrize("time", ["", "yesterday", "2031-13-06", "2031-02-30", "2031-03-06T99:00:00Z", "20310306"])
def test_a_brief_whose_revision_has_no_time_is_damaged_and_stops_nothing(time: str) -> None:
    with pytest.raises(ValueError, match="time"):
        Revision(time=time, origin="run", sha256=SHA, replaced=SHA)
