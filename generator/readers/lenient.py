"""Values of formats whose faults are not the user's (saved pages): a wrong one is passed over, not refused."""

from __future__ import annotations

import html as entities
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator import text as plain_text
from generator.models import Known, Origin, Title
from generator.readers import dateline, fields
from generator.readers.base import Head


def first(values: Iterable[Any], parse: Callable[[Any], Any]) -> Any:
    """The first value that ``parse`` takes; ``None`` if there is none."""
    for value in values:
        try:
            parsed = parse(value)
        except ValueError:
            continue
        if parsed:
            return parsed
    return None


def head(values: Mapping[str, Iterable[Any]], origin: Origin) -> Head:
    """The head made of the first good value for each of ``title published publisher byline url lang tags rights
    modified``. Status and embargo are not for leniency: see ``controls``."""
    found = {name: first(values.get(name, ()), parse) for name, parse in _PARSERS.items()}
    known = {name: Known(value, origin) if value else None for name, value in found.items()}
    return Head(
        title=Title(text=found["title"], origin=origin) if found["title"] else None,
        published=known["published"],
        publisher=known["publisher"],
        byline=known["byline"],
        url=known["url"],
        lang=found["lang"],
        tags=found["tags"] or (),
        rights=found["rights"],
        modified=found["modified"],
    )


def identifier(*values: Any) -> str | None:
    """The first text or whole number that can be an identifier."""
    found: str | None = first(values, fields.identifier)
    return found


def line(value: Any) -> str:
    """Text on one line; some sites escape it twice."""
    return plain_text.squeeze(plain_text.clean(entities.unescape(fields.words_of(value))))


def name(value: Any) -> str:
    """The name of a person or a publisher, not its address; ``By`` is no part of it."""
    found = line(value)
    if "://" in found or found.startswith(("@", "www.")):
        raise ValueError("an address, not a name")
    byline = dateline.byline(found)
    return byline.names if byline else found


_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "title": line,
    "published": fields.date,
    "publisher": name,
    "byline": name,
    "url": fields.url,
    "lang": fields.language,
    "tags": fields.tags,
    "rights": line,
    "modified": fields.moment,
}
