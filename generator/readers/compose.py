"""From a format's paragraphs and values to an Article, for formats that keep both apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from generator.config import Settings
from generator.models import Article
from generator.readers import base, fields
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.head import detect
from generator.readers.titles import with_title


def compose(record: Record, blocks: Blocks, known: Head, settings: Settings, *, own_id: str | None = None) -> Article:
    """The article; gaps of its head are filled from the text, and from the name of a file that is one article.

    Raises:
        ArticleError: there is no text, or too much of it.
    """
    text = blocks.text
    base.check_text(record, text, settings)
    title = known.title.text if known.title else None
    name = PurePath(record.shown).name if record.number is None else None
    found = detect(text, title=title, file_name=name, marked=blocks.regions)
    return base.assemble(record, text, with_title(known, text, found), settings, own_id=own_id)


def controlled(record: Record, head: Head, *, status: Iterable[Any] = (), embargoed: Iterable[Any] = ()) -> Head:
    """``head`` with the first status and embargo that are given; these alone are never passed over if wrong.

    Raises:
        ArticleError: one cannot be understood: the article might be published against its source's will.
    """
    try:
        given = next((fields.status(value) for value in status if value not in (None, "")), None)
        until = next((fields.embargo(value) for value in embargoed if value not in (None, "")), None)
    except ValueError as error:
        raise record.error(f"its status or embargo cannot be told ({error}): correct it") from None
    return replace(head, status=given or head.status, embargoed=until or head.embargoed)


def with_dateline(dateline: str, content: Blocks) -> Blocks:
    """``content`` with the dateline in front that its format keeps apart, unless the lede repeats it."""
    if not dateline or not content.parts or content.parts[0].casefold().startswith(dateline.casefold()):
        return content
    blocks = Blocks()
    blocks.add(dateline, "dateline")
    blocks.extend(content)
    return blocks
