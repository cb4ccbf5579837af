"""Where every page lies below ``content/pages``, and how one links to another.

Links name the file, relative to the page they stand on, as MkDocs' own links do; the plugin turns those inside
HTML blocks into addresses (MkDocs does it for Markdown links alone).
"""

from __future__ import annotations

import posixpath
from functools import lru_cache

from generator.models import ActorType
from generator.text import singular, slug

HOME = "index.md"
ACTORS = "actors/index.md"
NETWORK = "actors/network.md"
ARCHIVE = "archive/index.md"
QUOTES = "quotes/index.md"
FIGURES = "figures/index.md"
PLACES = "places/index.md"
TOPICS = "topics/index.md"
SECTIONS = "sections/index.md"
STORIES = "stories/index.md"
DATA = "data/index.md"
TYPES: tuple[ActorType, ...] = ("person", "organization", "state")


def brief(path: str) -> str:
    """The page of a brief; ``path`` is relative to ``content/briefs``."""
    return f"briefs/{path}"


def brief_path(page: str) -> str:
    """The path below ``content/briefs`` of a brief's page; the inverse of ``brief``."""
    return page.removeprefix("briefs/")


def brief_json(page: str) -> str:
    """The data file beside a brief's page."""
    return page.removesuffix(".md") + ".json"


def _leaf(name: str) -> str:
    """A file name of a name. "index" would be the folder's own page."""
    leaf = slug(name)
    return f"{leaf}-.md" if leaf == "index" else f"{leaf}.md"


def actor(actor_id: str) -> str:
    """The page of an actor. The id is data: only its slug and a known type reach the path."""
    kind, _, name = actor_id.partition("/")
    return f"actors/{kind if kind in TYPES else 'other'}/{_leaf(name)}"


def place(name: str) -> str:
    """The page of a place."""
    return f"places/{_leaf(name)}"


def topic(tag: str) -> str:
    """The page of a topic, the same for one and for many."""
    return f"topics/{_leaf(singular(tag))}"


def section(folder: str) -> str:
    """The page of a section."""
    return f"sections/{_leaf(folder)}"


def story(page: str) -> str:
    """The page of the story whose first brief has the page ``page``."""
    return f"stories/{posixpath.basename(page)}"


def day(date: str) -> str:
    """The briefing of a day (``2022-02-17``)."""
    return f"days/{slug(date)}.md"


def month(index: str, value: str | None) -> str:
    """The page of a month (``2022-02``), or of what is undated, below the index of a list."""
    folder = posixpath.dirname(index)
    return f"{folder}/{slug(value[:4])}/{slug(value[5:])}.md" if value else f"{folder}/undated.md"


def year(index: str, value: str) -> str:
    """The page of a year (``2022``) below the index of a list."""
    return f"{posixpath.dirname(index)}/{slug(value)}/index.md"


def all_of_day(date: str) -> str:
    """Every brief of a day."""
    return f"days/{slug(date)}/all.md"


def numbered(page: str, number: int) -> str:
    """The page that holds part ``number`` of a long list whose newest part is on ``page``."""
    return f"{page.removesuffix('.md')}/part-{number}.md"


@lru_cache(maxsize=65536)
def relative(here: str, there: str, anchor: str = "") -> str:
    """A link from one page to another, or to a place on it."""
    if here == there and anchor:
        return f"#{anchor}"
    folders, steps = here.split("/")[:-1], there.split("/")
    shared = 0
    while shared < min(len(folders), len(steps) - 1) and folders[shared] == steps[shared]:
        shared += 1
    target = "../" * (len(folders) - shared) + "/".join(steps[shared:])
    return f"{target}#{anchor}" if anchor else target
