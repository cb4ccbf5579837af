"""What stands at the address of a brief that was withheld or canceled: that it was, and nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.brief import addresses
from generator.pages import links
from generator.pages.drafts import Draft
from generator.pages.markup import page, tag
from generator.pages.parts import View

# As briefs are named; no longer than file systems take.
_NAME = "[a-z0-9][a-z0-9-]{0,199}"
_PATH = re.compile(rf"(?:{_NAME}/){{0,9}}{_NAME}\.md")
_WORDS = {
    "withheld": "This brief is withheld: its article is not for publication at present.",
    "canceled": "This brief was withdrawn: its source has canceled the article.",
}


def render(view: View, file: Path) -> Iterator[Draft]:
    """A notice for each address that ``file`` names and at which there is no brief."""
    taken = {entry.page for entry in view.catalog.entries}
    for path, status in told(file):
        if status in _WORDS and links.brief(path) not in taken:
            here = view.at(links.brief(path))
            yield here.draft(partial(_notice, here, _WORDS[status]), status)


def told(file: Path) -> list[tuple[str, str]]:
    """What a file beside the briefs tells of paths that a brief can have, in order.

    Raises:
        ConfigurationError: it is damaged.
    """
    return sorted((path, value) for path, value in addresses.told(file).items() if _PATH.fullmatch(path))


def _notice(view: View, words: str) -> str:
    title = view.say("Withdrawn")
    return page([tag("h1", title), tag("p", view.say(words))], title=title, kind="notice")
