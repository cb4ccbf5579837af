"""What is told of two states of a brief besides its statements."""

from __future__ import annotations

from generator.brief.changes import compare
from tests.brief.samples import made


def test_figures_dates_and_places_that_come_and_go_are_told() -> None:
    before = made("ferry")[1]
    dates = (*before.dates[:2], before.dates[2].model_copy(update={"value": "2033-05-01"}))
    after = before.model_copy(update={"figures": before.figures[:1], "dates": dates, "places": before.places[1:]})
    change = compare("a.md", before, after)
    assert change is not None
    assert [(note.what, note.verb, note.text) for note in change.notes] == [
        ("figure", "dropped", "220 passengers (passengers)"),
        ("date", "added", "1 May 2032 (2033-05-01)"),
        ("date", "dropped", "1 May 2032 (2032-05-01)"),
        ("place", "dropped", "Hallow Sound"),
    ]
    assert compare("a.md", before, before) is None


def test_another_leading_quotation_is_told() -> None:
    before = made("ferry")[1]
    after = before.model_copy(update={"source_quote": None})
    change = compare("a.md", before, after)
    assert before.source_quote is not None
    assert change is not None
    assert [(note.what, note.before, note.after) for note in change.notes] == [
        ("leading quotation", before.source_quote.text, "none")
    ]
