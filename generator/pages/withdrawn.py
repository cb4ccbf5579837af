"""What stands at the address of a brief that was withheld or canceled: that it was, and nothing of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.pages import links
from generator.pages.drafts import Draft
from generator.pages.markup import page, tag
from generator.pages.parts import View

_PATH = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9-]*\.md")
_WORDS = {
    "withheld": "This brief is withheld: its article is not for publication at present.",
    "canceled": "This brief was withdrawn: its source has canceled the article.",
}


def render(view: View, file: Path) -> Iterator[Draft]:
    """A notice for each address that ``file`` names and at which there is no brief."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        pairs = sorted((str(path), str(status)) for path, status in told.items())
    except (OSError, ValueError, AttributeError):
        return
    taken = {entry.page for entry in view.catalog.entries}
    for path, status in pairs:
        if _PATH.fullmatch(path) and status in _WORDS and links.brief(path) not in taken:
            here = view.at(links.brief(path))
            yield here.draft(partial(_notice, _WORDS[status]), status)


def _notice(words: str) -> str:
    return page([tag("h1", "Withdrawn"), tag("p", words)], title="Withdrawn", kind="notice")
