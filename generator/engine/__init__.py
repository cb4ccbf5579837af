"""Map records to briefs over processes of this machine or over a cluster; order and bytes are the same either way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator import allowance, brief, editorial, readers
from generator.config import Settings
from generator.editorial import Entry, KnownActor, Refusal, Release
from generator.engine import cluster, local
from generator.engine.cluster import Cluster
from generator.engine.guard import Passed, Result, Task, Work, guarded
from generator.errors import ArticleError
from generator.models import Article, Brief, GeneratorInfo
from generator.readers import Record
from generator.text import sha256

if TYPE_CHECKING:
    from generator.analysis.pipeline import Analyser

__all__ = [
    "Cluster",
    "Made",
    "Waiting",
    "analyser",
    "generator_info",
    "generator_infos",
    "guarded",
    "make",
    "make_brief",
    "run",
]


@dataclass(frozen=True, slots=True)
class Made:
    """A brief's file, made from one record (whose bytes are not carried back)."""

    record: Record
    name: str
    identity: str
    path: str
    document: str
    terms: str | None = None
    lang: str = "en"

    @property
    def number(self) -> int | None:
        """The record's number, if it has no id of its own."""
        return self.record.number if self.name == str(self.record.number) else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article (without its bytes) that has no brief now, and why."""

    record: Record
    name: str
    identity: str
    reason: Refusal


@cache
def analyser(settings: Settings, lang: str) -> Analyser:
    """The one analyser of this process for a language; spaCy is imported here, when an article really needs it.

    Raises:
        ModelError: the model was altered, or the one of the project's own language is not installed.
    """
    with allowance.lifted():  # what loading costs is no article's fault
        from generator.analysis import light

        light.import_spacy()
        from generator.analysis.pipeline import Analyser

        return Analyser(settings, lang)


def generator_info(settings: Settings, lang: str | None = None) -> GeneratorInfo:
    """What briefs of articles in ``lang`` (by default the project's) record of their making.

    Reads the model's description, and does not load it.

    Raises:
        ModelError: the model of the project's own language is not installed.
    """
    from generator.analysis import version

    lang = settings.lang if lang is None else lang
    name, chosen = version.model_for(settings, lang), settings.model_dump_json(include=AFFECTS_BRIEFS)
    if name is None:
        # A language that gets a model makes its briefs anew.
        known = [one for one in version.languages() if version.model_for(settings, one)]
        found, more = version.NO_MODEL, (*known, "none")
    else:
        found, more = version.model_info(name), () if lang == version.ENGLISH else (lang,)
    return GeneratorInfo(
        analysis=version.ANALYSIS_NUMBER,
        model=found.name,
        model_version=found.version,
        settings=sha256(" ".join((chosen, *more)))[:8],
    )


def generator_infos(settings: Settings) -> dict[str, GeneratorInfo]:
    """What briefs record of their making by language; under "" those of languages without a model."""
    from generator.analysis import version

    return {lang: generator_info(settings, lang) for lang in (*version.languages(), "")}


# Settings that change a brief's bytes; the others may change without making one stale.
AFFECTS_BRIEFS = {"lang", "source_text", "max_quoted_words", "sources", "key_facts", "min_confidence", "columns"}


def make(
    article: Article, settings: Settings, entry: Entry | None = None, known: tuple[KnownActor, ...] = ()
) -> tuple[Brief, str]:
    """Analyse one article; its brief, as the editor corrects it, and the brief's file.

    ``known``: the actors of the registry that it may name.

    Raises:
        ArticleError: corrections have no target.
    """
    analysis = editorial.merge(analyser(settings, article.lang).analyse(article, known), article, known)
    changes = {"corrections": entry.digest if entry else None, "actors": editorial.digest_of_known(known)}
    changes["terms"] = editorial.terms(article, entry)
    info = generator_info(settings, article.lang).model_copy(update=changes)
    if entry is not None:
        from generator.analysis import marks

        quoted = marks.quoted(article.text)
        analysis = editorial.apply(analysis, article, entry, limit=settings.key_facts, quoted=quoted)
    terms = settings.terms(article.publisher.value if article.publisher else None, article.path)
    rights = brief.rights_of(article, terms)
    made = brief.make(article, analysis, info, entry.corrections.edits() if entry else (), rights)
    made = brief.cut(made, article.text, terms.source_text)
    return made, brief.render(made, article.text, source_text=terms.source_text)


def make_brief(record: Record, settings: Settings, *, release: Release) -> Made | Waiting:
    """The work of ``briefing generate`` on one record; an article that is not released is not even analysed."""
    article = readers.parse(record, settings)
    entry = record.sheet.of(article.record) if record.sheet else None
    refusal = release.refusal(article, entry)
    light = replace(record, data=b"")
    if refusal is not None:
        return Waiting(light, article.record or "", article.identity, refusal)
    found, document = make(article, settings, entry, record.known)
    terms = found.generator.terms
    path = brief.default_path(found)
    return Made(light, article.record or "", article.identity, path, document, terms, article.lang)


def run(
    items: Iterable[Task | Passed],
    work: Work[Result],
    settings: Settings,
    *,
    jobs: int,
    over: Cluster | None = None,
) -> Iterator[Result | ArticleError | Passed]:
    """Do ``work`` on each record, over processes or a cluster; everything else in the stream passes through.

    The records of a ``Stored`` file are read, and split, by the process that does them. Order is kept. ``work`` is a
    function of a module, so that another process can find it by name. How many items are held at a time is bounded,
    however long the stream. A record that takes more than ``settings.limits`` allow, or again and again ends the
    process that does it, comes out as an ``ArticleError``.

    Raises:
        BriefingError: processes cannot be started, a cluster or a store cannot be reached, or differs.
    """
    if over is not None:
        return cluster.run(items, work, settings, over=over, jobs=jobs)
    return local.run(items, work, settings, jobs=jobs)
