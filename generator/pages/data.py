"""The briefs as data files, and the page that describes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from generator import escape
from generator.models import Brief
from generator.pages import links
from generator.pages.catalog import Dossier
from generator.pages.drafts import Draft
from generator.pages.entries import Entry
from generator.pages.markup import page, rows, section, tag
from generator.pages.parts import View
from generator.pages.stories import Story

QUOTES = ("date", "brief", "number", "quotation", "speaker", "speaker_id", "role")
FIGURES = ("date", "brief", "number", "figure", "of_what", "kind", "value", "unit")
FILES: dict[str, tuple[str, tuple[str, ...]]] = {
    "briefs.jsonl": (
        "One brief a line, newest first: page, page it repeats, title, date, section, facts, and so on.",
        (),
    ),
    "quotes.csv": ("Every quotation. Columns: {}.", QUOTES),
    "actors.json": (
        "Every actor: its id, name, type, other names, briefs, and those that only repeat one of these.",
        (),
    ),
    "stories.json": (
        "Every story: its page, the headline and the days of its first and last brief, and its briefs.",
        (),
    ),
    "figures.csv": ("Every figure. Columns: {}. The value is in units of one.", FIGURES),
    "brief.schema.json": (
        "The JSON Schema of a brief: of its front matter, and of the JSON file beside each page.",
        (),
    ),
}
NOTES = (
    "Every text is a verbatim slice of its article. Each brief's own JSON file, linked at the foot of its page, also "
    "gives the offsets of each slice: characters of the article's text, counted from 0, the end excluded. "
    "What is not known is empty or null. Cells that a spreadsheet would take for a formula begin with an apostrophe."
)
INTRODUCTION = "All that these pages show can be had as plain files."


def render(view: View, stories: Sequence[Story]) -> Iterator[Draft]:
    """The files, and the page about them."""
    entries = view.catalog.entries
    pages, touched = [one.page for one in entries], view.touched.groups if view.touched else None
    yield view.at(links.DATA).draft(lambda: _about(view.at(links.DATA)))
    yield view.at("data/briefs.jsonl").of_pieces(pages, lambda at: _line(view, entries[at]), touched)
    yield view.at("data/quotes.csv").of_pieces(*_table(view, QUOTES, _quotes, pages), touched)
    yield view.at("data/stories.json").draft(lambda: _json([_story(one) for one in stories]))
    yield view.at("data/figures.csv").of_pieces(*_table(view, FIGURES, _figures, pages), touched)
    yield view.at("data/actors.json").of_pieces(*_actors(view))
    yield view.at("data/brief.schema.json").draft(lambda: _json(Brief.model_json_schema(by_alias=True)), "schema")


Row = tuple[str | int | float | None, ...]
Made = tuple[list[str], Callable[[int], str]]


def _table(
    view: View, columns: tuple[str, ...], rows_of: Callable[[View, Entry], Iterator[Row]], pages: Sequence[str]
) -> Made:
    """The pieces of a table: its head, then the rows of each brief."""
    entries = view.catalog.entries
    return ["head", *pages], lambda at: _csv(rows_of, view, entries[at - 1]) if at else ",".join(columns) + "\n"


def _actors(view: View) -> tuple[list[str], Callable[[int], str], Set[str] | None]:
    """The pieces of an array of all actors that no editor hides, and which of them are touched."""
    listed = [one for one in view.catalog.dossiers.values() if not one.is_hidden]
    touched = view.touched.actors if view.touched else None
    if not listed:
        return ["empty"], lambda _: "[]\n", touched

    def make(at: int) -> str:
        begin, end = ",\n" if at else "[\n", "" if at + 1 < len(listed) else "\n]\n"
        return f"{begin}{_listed_actor(view, listed[at])}{end}"

    # Whatever is the first or the last of an array is written otherwise.
    names = [one.id for one in listed]
    names[0], names[-1] = f"[{names[0]}", f"{names[-1]}]"
    return names, make, {*touched, names[0], names[-1]} if touched else touched


def _about(view: View) -> str:
    files = (
        tag("div", tag("dt", tag("a", name, href=view.to(f"data/{name}"))), tag("dd", _explained(view, about)))
        for name, about in FILES.items()
    )
    title, intro = view.say("The data"), view.say(INTRODUCTION)
    blocks = [
        tag("h1", title),
        tag("p", intro, class_="intro"),
        *section(view.say("Files"), rows("dl", files, class_="files")),
        *section(view.say("How to read them"), tag("p", view.say(NOTES))),
    ]
    return page(blocks, title=title, kind="index", description=intro)


def _explained(view: View, file: tuple[str, tuple[str, ...]]) -> str:
    """What a file holds, and its columns if it has any."""
    about, columns = file
    return view.say(about, ", ".join(columns)) if columns else view.say(about)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _line(view: View, entry: Entry) -> str:
    values = {
        "page": entry.page,
        "repeats": leader.page if (leader := view.catalog.leader(entry)) else None,
        "title": entry.title,
        "date": entry.date,
        "publisher": entry.publisher,
        "section": entry.section,
        "lang": entry.lang,
        "tags": entry.tags,
        "key_facts": [one.text for one in entry.facts],
        "quotes": [{"text": one.text, "speaker": one.name} for one in entry.quotes],
        "actors": [
            {"id": view.catalog.id(one.id), "name": one.name, "role": one.role}
            for one in entry.actors
            if not view.is_hidden(one.id)
        ],
        "figures": [{"text": one.text, "what": one.what, "value": one.value} for one in entry.figures],
        "places": [{"name": one.name, "country": one.country} for one in entry.places],
    }
    return json.dumps(values, ensure_ascii=False) + "\n"


def _listed_actor(view: View, dossier: Dossier) -> str:
    """An actor as an item of an array."""
    text = json.dumps(_actor(view, dossier), ensure_ascii=False, indent=1)
    return "\n".join(f" {line}" for line in text.split("\n"))


def _actor(view: View, dossier: Dossier) -> dict[str, Any]:
    return {
        "id": dossier.id,
        "name": dossier.name,
        "type": dossier.type,
        "aliases": dossier.aliases,
        "page": links.actor(dossier.id) if view.has_page(dossier.id) else None,
        "briefs": [entry.page for entry, _ in dossier.seen],
        "repeats": [entry.page for entry in dossier.repeats],
    }


def _story(story: Story) -> dict[str, Any]:
    first, last = story.entries[0], story.entries[-1]
    briefs = [entry.page for entry in story.entries]
    return {"page": story.page, "title": story.title, "first": first.date, "last": last.date, "briefs": briefs}


def _csv(rows_of: Callable[[View, Entry], Iterator[Row]], view: View, entry: Entry) -> str:
    """The rows of a brief."""
    out = io.StringIO()
    for row in rows_of(view, entry):
        cells = tuple(escape.csv(cell) if isinstance(cell, str) else cell for cell in row)
        csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _quotes(view: View, entry: Entry) -> Iterator[Row]:
    for one in entry.quotes:
        speaker = view.catalog.id(one.speaker) if one.speaker and not view.is_hidden(one.speaker) else None
        yield entry.date, entry.page, one.number, one.text, one.name, speaker, one.role


def _figures(view: View, entry: Entry) -> Iterator[Row]:  # noqa: ARG001  (as _quotes)
    for one in entry.figures:
        yield entry.date, entry.page, one.number, one.text, one.what, one.kind, one.value, one.unit
