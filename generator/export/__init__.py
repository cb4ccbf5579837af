"""Briefs for other programs: IPTC ninjs 3, CSV, JSON lines and FollowTheMoney, written as a stream."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from generator import escape
from generator.models import Brief

NINJS = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
# ninjs's lists for the three types of actors; a state is a place.
_ACTORS = {"person": "people", "organization": "organisations", "state": "places"}
COLUMNS = (
    *("title", "date", "description", "publisher", "byline", "url", "lang", "tags", "people", "organizations"),
    *("states", "places", "key_facts", "quote", "speaker", "rights", "credit", "path", "record", "sha256"),
)
# RFC 3986, as far as identifiers of other formats go (urn:newsml:...).
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+")
# Between values of a cell that has several.
_JOINT = "; "


def ninjs(briefs: Iterable[Brief]) -> Iterator[str]:
    """One composite news object whose associations are the briefs, piece by piece.

    A brief is a text of its own: its key facts and quotations, verbatim, and who and what they are about.
    """
    top = {"uri": "urn:briefing:briefs", "standard": NINJS, "type": "composite", "representationType": "full"}
    yield json.dumps(top, ensure_ascii=False).removesuffix("}") + ', "associations": ['
    for number, brief in enumerate(briefs):
        yield (",\n" if number else "\n") + json.dumps(news_object(brief), ensure_ascii=False)
    yield "\n]}\n"


def news_object(brief: Brief) -> dict[str, Any]:
    """A brief as a ninjs 3.0 news object; what is not known is left out."""
    source = brief.source
    values: dict[str, Any] = {
        "name": brief.title,
        "uri": uri(source.identity),
        "type": "text",
        "representationType": "partial",
        # The standard has no dates without a time: midnight UTC stands for the day.
        "contentCreated": f"{brief.date}T00:00:00Z" if brief.date else None,
        "pubStatus": "usable",
        "language": brief.lang,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": brief.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": brief.description}],
        "bodies": [
            *_bodies("keyFacts", (fact.text for fact in brief.key_facts)),
            *_bodies("quotes", (quote.text for quote in brief.quotes)),
        ],
        "subjects": [{"name": tag, "literal": tag} for tag in brief.tags],
        "infoSources": [{"name": source.publisher}] if source.publisher else None,
        "by": source.byline,
        "copyrightNotice": brief.rights.notice if brief.rights else None,
        "usageTerms": brief.rights.credit if brief.rights else None,
        "altIds": [{"role": "source", "value": source.url}] if source.url else None,
        **_actors(brief),
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


def _bodies(role: str, texts: Iterable[str]) -> Iterator[dict[str, str]]:
    value = "\n\n".join(texts)
    if value:
        yield {"role": role, "contentType": "text/plain", "value": value}


def _actors(brief: Brief) -> dict[str, list[dict[str, str]]]:
    """People, organisations and places (states are both actors and places)."""
    found: dict[str, list[dict[str, str]]] = {name: [] for name in _ACTORS.values()}
    for actor in brief.actors:
        found[_ACTORS[actor.type]].append({"name": actor.name, "rel": "about", "literal": actor.id})
    states = {actor.name for actor in brief.actors if actor.type == "state"}
    found["places"] += [{"name": place.name, "rel": "about"} for place in brief.places if place.name not in states]
    return found


def uri(identity: str) -> str:
    """An identity that is an address or a URN as it is; any other under a URN of ours."""
    if address := escape.url(identity):
        return address
    return identity if _URI.fullmatch(identity) else f"urn:briefing:{quote(identity, safe='/')}"


def table(briefs: Iterable[Brief]) -> Iterator[str]:
    """CSV (RFC 4180), one brief a row; no cell is ever read as a formula."""
    yield _row(COLUMNS)
    for brief in briefs:
        yield _row(map(escape.csv, _cells(brief)))


def _cells(brief: Brief) -> Iterator[str]:
    source, said = brief.source, brief.source_quote
    yield from (brief.title, brief.date or "", brief.description)
    yield from (source.publisher or "", source.byline or "", source.url or "", brief.lang, _JOINT.join(brief.tags))
    for kind in ("person", "organization", "state"):
        yield _JOINT.join(actor.name for actor in brief.actors if actor.type == kind)
    yield _JOINT.join(place.name for place in brief.places)
    yield "\n".join(fact.text for fact in brief.key_facts)
    yield said.text if said else ""
    yield (said.speaker_name or (said.speaker.text if said.speaker else "")) if said else ""
    yield from ((brief.rights.notice or "", brief.rights.credit or "") if brief.rights else ("", ""))
    yield from (source.path, source.record or "", source.sha256)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def lines(briefs: Iterable[Brief]) -> Iterator[str]:
    """JSON lines, each a brief's front matter, valid by ``brief.schema.json``."""
    for brief in briefs:
        yield json.dumps(brief.model_dump(mode="json", by_alias=True), ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Iterable[Brief]], Iterator[str]]] = {"ninjs": ninjs, "csv": table, "jsonl": lines}
