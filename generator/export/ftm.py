"""FollowTheMoney (followthemoney.tech): briefs as articles, actors as people, organisations and territories, and what
documents whom, as one entity a line. For Aleph, yente and whatever else reads that model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator import brief as briefs
from generator import escape
from generator.models import Actor, Brief
from generator.pages import states
from generator.pages.catalog import Catalog, Dossier
from generator.text import clip, squeeze

# The schema for each type of actor, and the property that says what it is.
_SCHEMAS = {
    "person": ("Person", "position"),
    "organization": ("Organization", "classification"),
    "state": ("Territory", ""),
}
# The model's own limits for names and other strings; texts have none that matter here.
_NAME, _STRING = 384, 1024
_LANGUAGES = Path(__file__).parent / "data" / "languages.yml"


@cache
def _languages() -> dict[str, str]:
    table: dict[str, str] = yaml.safe_load(_LANGUAGES.read_text(encoding="utf-8"))
    return table


def entities(found: Iterable[Brief], catalog: Catalog) -> Iterator[str]:
    """JSON lines: every actor over all briefs, as the site joins them, then each brief with its links to them.

    ``catalog``: of the same briefs. Whom editors hide is left out.
    """
    shown = {key for key, dossier in catalog.dossiers.items() if not dossier.is_hidden}
    for key in sorted(shown):
        yield _line(_actor(catalog.dossiers[key]))
    for brief in found:
        yield _line(_article(brief))
        for key, actors in _named(brief, catalog).items():
            if key in shown:
                yield _line(_documentation(brief, key, actors))


def _line(entity: dict[str, Any]) -> str:
    """An entity without empty properties and doubles; its values are lists of text."""
    given = {name: [value for value in values if value] for name, values in entity["properties"].items()}
    properties = {name: list(dict.fromkeys(values)) for name, values in given.items() if values}
    return json.dumps({**entity, "properties": properties}, ensure_ascii=False) + "\n"


def _id(key: str) -> str:
    """An actor's id in the characters that the model allows."""
    return key.replace("/", "-")


def _article_id(brief: Brief) -> str:
    return f"brief-{briefs.identity_hash(brief.source.identity)}"


def _actor(dossier: Dossier) -> dict[str, Any]:
    schema, role = _SCHEMAS[dossier.type]
    known, code = dossier.known, states.code_of(dossier.name) if dossier.type == "state" else None
    roles = [clip(squeeze(one.role), _STRING) for _, one in dossier.seen if one.role]
    roles += [known.role] if known and known.role else []
    properties: dict[str, list[str | None]] = {
        "name": [dossier.name[:_NAME]],
        "alias": [name for name in dossier.aliases if len(name) <= _NAME],
        "wikidataId": [known.wikidata if known else None],
        "sourceUrl": [escape.url(known.link or "") if known else None],
        "notes": [known.note if known else None],
        "country": [code.lower() if code else None],
        **({role: [*roles]} if role else {}),
    }
    return {"id": _id(dossier.id), "schema": schema, "properties": properties}


def _article(brief: Brief) -> dict[str, Any]:
    """What a brief holds of its article, verbatim: facts as notes, the first as its summary."""
    source = brief.source
    countries = [place.country for place in brief.places]
    countries += [states.code_of(actor.name) for actor in brief.actors if actor.type == "state"]
    properties: dict[str, list[str | None]] = {
        "title": [clip(brief.title, _STRING - 10)],
        "publishedAt": [brief.date],
        "author": [clip(source.byline or "", _STRING - 10)],
        "publisher": [clip(source.publisher or "", _STRING - 10)],
        "sourceUrl": [escape.url(source.url or "")],
        "summary": [brief.description],
        "notes": [squeeze(fact.text) for fact in brief.key_facts],
        "keywords": [tag for tag in brief.tags if len(tag) <= _STRING],
        "language": [_languages().get(brief.lang, brief.lang if len(brief.lang) == 3 else None)],
        "country": [code.lower() if code else None for code in countries],
        "fileName": [clip(source.path, _STRING - 10)],
    }
    return {"id": _article_id(brief), "schema": "Article", "properties": properties}


def _named(brief: Brief, catalog: Catalog) -> dict[str, list[Actor]]:
    """The brief's actors by the ids under which the site joins them; without those named in captions alone."""
    found: dict[str, list[Actor]] = {}
    for actor in brief.actors:
        if actor.salience:
            found.setdefault(catalog.id(actor.id), []).append(actor)
    return found


def _documentation(brief: Brief, key: str, actors: list[Actor]) -> dict[str, Any]:
    """That a brief names an actor, as what, and what it quotes of it."""
    ids = {actor.id for actor in actors}
    quotes = [squeeze(quote.text) for quote in brief.quotes if quote.speaker_id in ids]
    properties: dict[str, list[str | None]] = {
        "document": [_article_id(brief)],
        "entity": [_id(key)],
        "role": ["speaker" if quotes else "mentioned"],
        "date": [brief.date],
        "summary": [*quotes],
        "namesMentioned": [name for actor in actors for name in (actor.name, *actor.aliases) if len(name) <= _NAME],
    }
    return {"id": f"{_article_id(brief)}-{_id(key)}", "schema": "Documentation", "properties": properties}
