"""The briefs as data files, and the page that describes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from generator import escape
from generator.models import Brief
from generator.pages import links
from generator.pages.catalog import Dossier, Entry
from generator.pages.drafts import Draft
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
    makers: dict[str, Callable[[], str]] = {
        links.DATA: lambda: _about(view.at(links.DATA)),
        "data/briefs.jsonl": lambda: "".join(_line(view, entry) for entry in view.catalog.entries),
        "data/quotes.csv": lambda: _csv(QUOTES, _quotes(view)),
        "data/stories.json": lambda: _json([_story(one) for one in stories]),
        "data/figures.csv": lambda: _csv(FIGURES, _figures(view)),
        "data/actors.json": lambda: _json([_actor(view, one) for one in _listed(view)]),
        "data/brief.schema.json": lambda: _json(Brief.model_json_schema(by_alias=True)),
    }
    for path, make in makers.items():
        yield view.at(path).draft(make)


def _listed(view: View) -> Iterator[Dossier]:
    return (one for one in view.catalog.dossiers.values() if not one.is_hidden)


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


def _csv(columns: Iterable[str], lines: Iterable[tuple[str | int | float | None, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(tuple(escape.csv(cell) if isinstance(cell, str) else cell for cell in line) for line in lines)
    return out.getvalue()


def _quotes(view: View) -> Iterator[tuple[str | int | None, ...]]:
    for entry in view.catalog.entries:
        for one in entry.quotes:
            speaker = view.catalog.id(one.speaker) if one.speaker and not view.is_hidden(one.speaker) else None
            yield entry.date, entry.page, one.number, one.text, one.name, speaker, one.role


def _figures(view: View) -> Iterator[tuple[str | int | float | None, ...]]:
    for entry in view.catalog.entries:
        for one in entry.figures:
            yield entry.date, entry.page, one.number, one.text, one.what, one.kind, one.value, one.unit
