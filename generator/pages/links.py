"""Where every page lies below ``content/pages``, and how one links to another.

Links name the Markdown file, relative to the page they stand on, as MkDocs' own links do; the plugin turns
those inside HTML blocks into addresses (MkDocs does it for Markdown links alone).
"""

from __future__ import annotations

import posixpath

from generator.models import ActorType
from generator.text import slug

HOME = "index.md"
ACTORS = "actors/index.md"
ARCHIVE = "archive/index.md"
TYPES: tuple[ActorType, ...] = ("person", "organization", "state")


def brief(path: str) -> str:
    """The page of a brief; ``path`` is relative to ``content/briefs``."""
    return f"briefs/{path}"


def actor(actor_id: str) -> str:
    """The page of an actor. The id is data: only its slug and a known type reach the path."""
    kind, _, name = actor_id.partition("/")
    return f"actors/{kind if kind in TYPES else 'other'}/{slug(name)}.md"


def month(value: str | None) -> str:
    """The archive's page of a month (``2022-02``), or of the undated briefs."""
    return f"archive/{slug(value[:4])}/{slug(value[5:])}.md" if value else "archive/undated.md"


def numbered(page: str, number: int) -> str:
    """The page that holds part ``number`` of a long list whose newest part is on ``page``."""
    stem = page.removesuffix("/index.md").removesuffix(".md")
    return f"{stem}/part-{number}.md"


def relative(here: str, there: str, anchor: str = "") -> str:
    """A link from one page to another, or to a place on it."""
    target = "" if here == there and anchor else posixpath.relpath(there, posixpath.dirname(here) or ".")
    return f"{target}#{anchor}" if anchor else target
