"""schema.org descriptions as JSON-LD, for other programs that read the pages."""

from __future__ import annotations

import json
from typing import Any

from generator import escape
from generator.models import Brief, Quote
from generator.pages.catalog import Dossier
from generator.pages.markup import Html
from generator.text import squeeze

TYPES = {"person": "Person", "organization": "Organization", "state": "Country"}
CONTEXT = "https://schema.org"
# The page weighs 60 KB at most: the first of each will do.
QUOTES, ACTORS = 8, 12


def brief(found: Brief, address: str | None = None) -> Html:
    """The brief as an article based on another one, what it is about, and its quotations; ``address``: its page's."""
    source = found.source
    based_on = _filled(
        {
            "@type": "NewsArticle",
            "headline": squeeze(found.title)[:110],
            "url": escape.url(source.url or ""),
            "publisher": _named("Organization", source.publisher),
            "author": _named("Person", source.byline),
            "datePublished": found.date,
            "copyrightNotice": found.rights.notice if found.rights else None,
            "creditText": found.rights.credit if found.rights else None,
        }
    )
    about = [_named(TYPES[actor.type], actor.name) for actor in found.actors[:ACTORS]]
    quotes = [_quotation(one, found) for one in found.quotes[:QUOTES]]
    return _block(
        {
            "@type": "NewsArticle",
            "headline": squeeze(found.title)[:110],
            "url": address,
            "datePublished": found.date,
            "dateModified": found.revisions[-1].time if found.revisions else None,
            "inLanguage": found.lang,
            "isBasedOn": based_on,
            "about": about,
            "keywords": list(found.tags),
            "hasPart": quotes,
        }
    )


def actor(dossier: Dossier, address: str | None = None) -> Html:
    """An actor with its other names; ``address``: of the page that is about it."""
    known = dossier.known
    same = [f"https://www.wikidata.org/entity/{known.wikidata}"] if known and known.wikidata else []
    values = {"@type": TYPES[dossier.type], "name": dossier.name, "alternateName": dossier.aliases[:12]}
    return _block({**values, "sameAs": same, "url": known.link if known else None, "mainEntityOfPage": address})


def _quotation(quote: Quote, found: Brief) -> dict[str, Any]:
    speaker = next((one for one in found.actors if one.id == quote.speaker_id), None)
    creator = _named(TYPES[speaker.type], speaker.name) if speaker else None
    return _filled({"@type": "Quotation", "text": squeeze(quote.text), "creator": creator})


def _named(kind: str, name: str | None) -> dict[str, Any] | None:
    return {"@type": kind, "name": squeeze(name)} if name else None


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _block(values: dict[str, Any]) -> Html:
    """A script element that holds data only."""
    text = json.dumps({"@context": CONTEXT, **_filled(values)}, ensure_ascii=False)
    return Html(f'<script type="application/ld+json">{escape.data(text)}</script>')
