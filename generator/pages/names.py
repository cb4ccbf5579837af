"""What the search needs to find pages that are about a name: actors, places, topics, over all years at once.

Small files, one for each beginning of a word, so that a reader loads one of them per query at any size of site.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from generator.pages import links
from generator.pages.drafts import Draft
from generator.pages.parts import View
from generator.pages.subjects import Subject, all_of

FOLDER = "names"
# A file's words begin with the same so many characters; where these are too many names, with one more.
SHORT, LONG = 2, 3
# Names in one file: some 50 KB.
MOST = 600
_WORD = re.compile(r"[^\W_]+")


class Name(NamedTuple):
    """A page's name as the search shows it, its kind, its page, the number of its briefs, and its other forms."""

    name: str
    kind: str
    page: str
    briefs: int
    also: tuple[str, ...] = ()


def render(view: View) -> Iterator[Draft]:
    """A file for each beginning of a word that some name has, and one that lists these beginnings."""
    found: dict[str, list[Name]] = defaultdict(list)
    for one in _named(view):
        for beginning in {word[:LONG] for form in (one.name, *one.also) for word in words(form)}:
            found[beginning].append(one)
    groups = _by_short(found)
    yield view.at(f"{FOLDER}/index.json").draft(partial(_json, sorted(groups)))
    for short, group in sorted(groups.items()):
        names = list({one.page: one for longer in group for one in found[longer]}.values())
        split = [longer for longer in group if longer != short] if len(names) > MOST else []
        yield _draft(view, short, names, split)
        for longer in split:
            yield _draft(view, longer, found[longer], [])


def words(text: str) -> list[str]:
    """The words of a name as the search compares them: small letters, without accents. search.js does the same."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.category(one).startswith("M"))
    return _WORD.findall(plain.lower())


def _named(view: View) -> Iterator[Name]:
    for dossier in view.catalog.dossiers.values():
        if view.has_page(dossier.id):
            also = tuple(dossier.aliases[:6])
            yield Name(dossier.name, "Actor", links.actor(dossier.id), len(dossier.seen), also)
    yield from _subjects(all_of(view.catalog, "places"), "Place")
    yield from _subjects(all_of(view.catalog, "topics"), "Topic")


def _subjects(found: Iterable[Subject], kind: str) -> Iterator[Name]:
    return (Name(one.name, kind, one.page, len(one.entries)) for one in found)


def _by_short(beginnings: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(beginnings):
        groups[one[:SHORT]].append(one)
    return groups


def _draft(view: View, beginning: str, names: list[Name], split: list[str]) -> Draft:
    names = sorted(names, key=lambda one: (-one.briefs, one.page))[:MOST]
    here = view.at(f"{FOLDER}/{'-'.join(format(ord(one), 'x') for one in beginning)}.json")
    return here.draft(partial(_file, view, names, split), repr(names), split)


def _file(view: View, names: list[Name], split: list[str]) -> str:
    """``split``: the longer beginnings that have files of their own; here are then the most frequent names."""
    rows = [(one.name, one.kind, view.site.path(one.page), one.briefs, *one.also) for one in names]
    return _json({"split": split, "names": rows})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
