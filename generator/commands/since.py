"""Which articles and briefs have to be looked at again after a change that git knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from generator import brief as briefs
from generator import store
from generator.commands import git
from generator.config import Project
from generator.editorial import article_of
from generator.errors import FrontMatterError

ARTICLES, BRIEFS = "content/articles/", "content/briefs/"
# What makes every brief; of the configuration, some makes pages alone.
_MAKERS = ("site_config/", "generator/")
_ELSEWHERE = ("site_config/pages/", "site_config/overrides/", "site_config/mkdocs.yml")
# Where a brief's file names its article without an escape: to parse all that it says costs fifty times as much.
_PLAIN = re.compile(r'^source:\n  path: "([^"\\]+)"$', re.MULTILINE)


class Only(NamedTuple):
    """Articles' files (paths below ``content/articles``) and briefs (below ``content/briefs``)."""

    articles: frozenset[str]
    briefs: frozenset[str]


def changed(project: Project, rev: str) -> Only | None:
    """What differs from a commit, each article with its brief; ``None``: all of it may, since what makes it does.

    Raises:
        ConfigurationError: no such commit, or no git repository.
    """
    commit = git.commit(project.root, rev)
    paths = git.changed(project.root, commit)
    if any(path.startswith(_MAKERS) and not path.startswith(_ELSEWHERE) for path in paths):
        return None
    articles = {article_of(path.removeprefix(ARTICLES)) for path in paths if path.startswith(ARTICLES)}
    made = {path.removeprefix(BRIEFS) for path in paths if path.startswith(BRIEFS) and path.endswith(".md")}
    for path in made:
        articles |= set(_sources(project, commit, path))
    made |= set(_made_of(project, articles))
    return Only(frozenset(articles), frozenset(made))


def _sources(project: Project, commit: str, path: str) -> Iterator[str]:
    """The articles that a brief says it was made from, now and before."""
    for document in (_document(project, path), git.at(project.root, commit, f"{BRIEFS}{path}")):
        source = _source(document or "")
        if source is not None:
            yield source


def _document(project: Project, path: str) -> str | None:
    file = project.briefs / path
    return file.read_bytes().decode("utf-8", "replace") if file.is_file() else None


def _source(document: str) -> str | None:
    """The article that a brief names; ``None`` where it is too damaged to name any."""
    try:
        return briefs.making(document)[0].path
    except FrontMatterError:
        return None


def _made_of(project: Project, articles: Set[str]) -> Iterator[str]:
    """The briefs made of these articles: also where there is no such article, or no such record in it, any more."""
    for path in store.files(project.briefs, ".md") if articles else ():
        document = _document(project, path) or ""
        told = _PLAIN.search(document)
        if (told is None or told[1] in articles) and _source(document) in articles:
            yield path
