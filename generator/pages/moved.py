"""What stands at the address that a brief had before: the way to where it is now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.pages import links
from generator.pages.drafts import Draft
from generator.pages.markup import page, tag
from generator.pages.parts import View
from generator.pages.withdrawn import told


def render(view: View, file: Path) -> Iterator[Draft]:
    """A redirect for each address that ``file`` names, if there is no brief at it and one where it leads."""
    taken = {entry.page for entry in view.catalog.entries}
    for old, new in told(file):
        here, target = view.at(links.brief(old)), links.brief(new)
        if here.page not in taken and target in taken:
            yield here.draft(partial(_redirect, here, target), target)


def _redirect(view: View, target: str) -> str:
    """The templates make a redirect of ``moved_to``; the link is for browsers that follow none."""
    link = tag("a", view.say("This brief has another address now."), href=view.to(target))
    title = view.say("Moved")
    return page([tag("h1", title), tag("p", link)], title=title, kind="notice", moved_to=target)
