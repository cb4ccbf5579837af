"""What the search needs to find pages that are about a name: actors, places, topics, over all years at once.

Small files, one for each beginning of a word, so that a reader loads one of them per query at any size of site.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from generator.pages import links
from generator.pages.about import Kind
from generator.pages.chronicle import Memory
from generator.pages.drafts import Draft, Group
from generator.pages.parts import View

FOLDER = "names"
# A file's words begin with the same so many characters; where these are too many names, with one more.
SHORT, LONG = 2, 3
# Names in one file: some 30 KB. A query may load two: that of two letters of a word, and that of three.
MOST = 400
_WORD = re.compile(r"[^\W_]+")


class Name(NamedTuple):
    """A page's name as the search shows it, its kind, its page, the number of its briefs, and its other forms."""

    name: str
    kind: str
    page: str
    briefs: int
    also: tuple[str, ...] = ()


class _Catalog:
    """Names by what they are listed under."""

    def __init__(self, view: View) -> None:
        self._view = view
        kinds: tuple[tuple[Kind, str], ...] = (("places", "Place"), ("topics", "Topic"))
        self._subjects = {one.page: (one, label) for kind, label in kinds for one in view.catalog.subjects(kind)}

    def keys(self) -> Iterator[str]:
        yield from self._view.with_page
        yield from self._subjects

    def name(self, key: str) -> Name | None:
        """``None`` where nothing of that name has a page."""
        if key in self._view.with_page:
            dossier = self._view.catalog.dossiers[key]
            return Name(dossier.name, "Actor", links.actor(key), dossier.briefs, dossier.forms)
        if key in self._subjects:
            subject, label = self._subjects[key]
            return Name(subject.name, label, key, subject.briefs)
        return None


class Listed(NamedTuple):
    """What each group of files lists: actors' ids and pages of subjects, by the beginning that the words share.

    ``names``: the name of each; ``anew``: names of the groups that may be other than the last run has left them.
    """

    by_beginning: dict[str, list[str]]
    names: _Catalog
    anew: set[str]

    @classmethod
    def of(cls, view: View, memory: Memory | None) -> Listed:
        """What there is to list; of an earlier run, what is not touched. Notes it for the next one."""
        catalog = _Catalog(view)
        noted = memory.recall(FOLDER) if memory and view.touched else None
        found: dict[str, list[str]] = json.loads(noted) if noted else {}
        keys = view.touched.actors | view.touched.groups if noted and view.touched else frozenset(catalog.keys())
        anew = {beginning for beginning, listed in found.items() if not keys.isdisjoint(listed)}
        for beginning in anew:
            found[beginning] = [key for key in found[beginning] if key not in keys]
        for key in keys:
            if one := catalog.name(key):
                own = {word[:SHORT] for form in (one.name, *one.also) for word in words(form)}
                anew |= own
                for beginning in own:
                    found.setdefault(beginning, []).append(key)
        found = {beginning: listed for beginning, listed in found.items() if listed}
        if memory:
            memory.note(FOLDER, json.dumps(found, ensure_ascii=False))
        return cls(found, catalog, {_path(one) for one in anew})


def render(view: View, listed: Listed) -> Iterator[Draft | Group]:
    """A file for each beginning of a word that some name has, and one that lists these beginnings."""
    yield view.at(f"{FOLDER}/index.json").draft(partial(_json, sorted(listed.by_beginning)))
    for short, keys in sorted(listed.by_beginning.items()):
        if view.is_touched(_path(short)):
            names = sorted(filter(None, map(listed.names.name, keys)), key=lambda one: (-one.briefs, one.page))
            yield view.group(_path(short), partial(_files, view, short, names), repr(names))


def _files(view: View, short: str, names: list[Name]) -> Iterator[Draft]:
    """The file of a beginning; where these are too many names, the most frequent, and files of longer beginnings."""
    longer: dict[str, list[Name]] = defaultdict(list)
    for one in names if len(names) > MOST else []:
        for beginning in {word[:LONG] for form in (one.name, *one.also) for word in words(form)}:
            if beginning.startswith(short) and beginning != short:
                longer[beginning].append(one)
    yield _draft(view, short, names, sorted(longer))
    for beginning in sorted(longer):
        yield _draft(view, beginning, longer[beginning], [])


def words(text: str) -> list[str]:
    """The words of a name as the search compares them: small letters, without accents. search.js does the same."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.category(one).startswith("M"))
    return _WORD.findall(plain.lower())


def _path(beginning: str) -> str:
    return f"{FOLDER}/{'-'.join(format(ord(one), 'x') for one in beginning)}.json"


def _draft(view: View, beginning: str, names: list[Name], split: list[str]) -> Draft:
    here, shown = view.at(_path(beginning)), names[:MOST]
    return here.draft(partial(_file, view, shown, split), repr(shown), split)


def _file(view: View, names: list[Name], split: list[str]) -> str:
    """``split``: the longer beginnings that have files of their own; here are then the most frequent names."""
    rows = [(one.name, one.kind, view.site.path(one.page), one.briefs, *one.also) for one in names]
    return _json({"split": split, "names": rows})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
