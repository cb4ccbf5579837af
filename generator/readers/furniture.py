"""Paragraphs and beginnings of paragraphs that are not prose."""

from __future__ import annotations

import re

from generator.readers import captions, dateline

_ADDRESS = re.compile(r"(?:(?:URL|Link|Source|Web):\s*)?(https?://[^\s<>\"]+)", re.IGNORECASE)


def address(paragraph: str) -> str | None:
    """The address that a paragraph consists of."""
    match = _ADDRESS.fullmatch(paragraph)
    return match[1] if match else None


def is_furniture(paragraph: str, *, captioned: bool = True) -> bool:
    """Whether a paragraph is nothing but a date, a byline or (with ``captioned``) a caption or boilerplate."""
    if dateline.date_line(paragraph)[0] or dateline.byline(paragraph) is not None:
        return True
    if address(paragraph) or captions.boilerplate_end(paragraph) == len(paragraph) > 0:
        return captioned
    return captioned and captions.caption_end(paragraph) == len(paragraph)


def has_prefix(paragraph: str) -> bool:
    """Whether a paragraph begins with what only ledes begin with."""
    return dateline.wire(paragraph) is not None or dateline.glued_date(paragraph) is not None
