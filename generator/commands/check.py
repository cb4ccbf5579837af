"""``briefing check``: prove the briefs against their articles, and see that they are the latest. Writes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial

from generator import brief as briefs
from generator import build, engine, proof, readers
from generator.brief import addresses
from generator.build.briefs import in_project, records, revised
from generator.build.corrections import strays
from generator.build.folder import Folder
from generator.commands import since
from generator.commands.console import Console
from generator.commands.options import Subparsers, add_as_of, add_report, cluster, engine_told, project_options
from generator.commands.since import Only
from generator.config import Project, Settings, find_project, load
from generator.editorial import Refusal, Release, article_of
from generator.errors import ArticleError, Diagnostic, FrontMatterError
from generator.models import Article
from generator.readers import Record

SHOWN = "content/briefs/"


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "check",
        help="prove every statement against its source, and name briefs that are not the latest (for CI)",
        description="Check the briefs. Writes nothing; exit code 1 if anything is wrong. Default: both checks.",
        parents=[project_options(jobs=True)],
    )
    parser.add_argument(
        "--evidence",
        action="store_true",
        help="re-prove every quote, fact, role, date, place and name against its article; needs no language model",
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="make every brief again in memory and name the stale, missing and orphaned ones",
    )
    parser.add_argument(
        "--since",
        metavar="REV",
        help="only what changed since this commit of git, or all if settings, registry or locks did",
    )
    add_as_of(parser)
    add_report(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    project = find_project(arguments.project)
    settings = load(project)
    addresses.prove(project.briefs)
    release = Release(arguments.as_of or build.now())
    both = arguments.evidence == arguments.fresh
    over = cluster(arguments, console)
    only = since.changed(project, arguments.since) if arguments.since is not None else None
    with build.Log(arguments.report) as log:
        found: list[Diagnostic] = []
        if both or arguments.evidence:
            found += _listed(check_evidence(project, settings, release, only), console, "Proving")
        if both or arguments.fresh:
            fresh = check_fresh(project, settings, release, only, jobs=arguments.jobs, over=over)
            found += _listed(fresh, console, "Making again")
        problems = list(dict.fromkeys(found))
        for diagnostic in console.told(problems):
            console.result(str(diagnostic))
        for diagnostic in problems:
            log.refused(diagnostic)
        count = len(only.briefs if only else Folder(project).present)
        told = {"engine": engine_told(arguments), "exit_code": 1 if problems else 0}
        log.end(briefs=count, as_of=release.as_of.isoformat(), **told)
    console.note(f"{count} briefs checked, {len(problems)} problems")
    return 1 if problems else 0


def _listed(stream: Iterator[Diagnostic | None], console: Console, stage: str) -> list[Diagnostic]:
    found = []
    for number, item in enumerate(stream, 1):
        console.progress(stage, number)
        if item is not None:
            found.append(item)
    return found


def check_evidence(
    project: Project, settings: Settings, release: Release | None = None, only: Only | None = None
) -> Iterator[Diagnostic | None]:
    """Prove each brief against its article; ``None`` after each article. Whatever goes wrong with one stops no other.

    ``release``: what may be there; by default what is due now. ``only``: what to look at, if not at all.
    """
    release = release or Release(build.now())
    folder, failed, seen = Folder(project), set[str](), set[tuple[str, str, str]]()
    work = partial(_prove, folder, release, seen)
    for record in records(project, settings, only.articles if only else None):
        found: list[Diagnostic] | ArticleError
        found = record if isinstance(record, ArticleError) else engine.guarded(work, record, settings, doing="proved")
        if isinstance(found, ArticleError):
            failed.add(article_of(found.diagnostic.path))
            yield from map(in_project, found.diagnostics)
        else:
            yield from found
        yield None
    stray = (one for one in strays(project, seen, failed) if only is None or article_of(one.path) in only.articles)
    yield from map(in_project, stray)
    yield from _orphaned(folder, failed, only)


def _prove(
    folder: Folder, release: Release, seen: set[tuple[str, str, str]], record: Record, settings: Settings
) -> list[Diagnostic]:
    article = readers.parse(record, settings)
    seen.add((record.shown, record.sha256, article.record or ""))
    path = folder.home(article.identity)
    if path is None:
        return []  # whether there should be one, the other check tells
    folder.claim(record, article.identity, path, "")
    entry = record.sheet.of(article.record) if record.sheet else None
    refusal = release.refusal(article, entry)
    if refusal is not None:
        return [_premature(path, refusal)]
    return list(_prove_brief(folder, path, article, record, settings))


def _prove_brief(
    folder: Folder, path: str, article: Article, record: Record, settings: Settings
) -> Iterator[Diagnostic]:
    try:
        document = folder.document(path)
        brief, _ = briefs.load(document)
    except FrontMatterError as error:
        yield Diagnostic(SHOWN + path, error.line, error.reason, "evidence")
        return
    for reason in proof.prove(
        brief,
        document,
        article,
        terms=settings.terms(article.publisher.value if article.publisher else None, article.path),
        limit=settings.key_facts,
        entry=record.sheet.of(article.record) if record.sheet else None,
        known=record.known,
    ):
        yield Diagnostic(SHOWN + path, None, reason, "evidence")


def _premature(path: str, refusal: Refusal) -> Diagnostic:
    reason = f"must not be there, its article is {refusal}; run 'briefing generate'"
    return Diagnostic(SHOWN + path, None, reason, "premature")


def check_fresh(
    project: Project,
    settings: Settings,
    release: Release | None = None,
    only: Only | None = None,
    *,
    jobs: int,
    over: engine.Cluster | None = None,
) -> Iterator[Diagnostic | None]:
    """Make every brief in memory (or ``only`` some) and compare; ``None`` for each that is the latest."""
    folder, failed = Folder(project), set[str]()
    stream = records(project, settings, only.articles if only else None)
    work = partial(engine.make_brief, release=release or Release(build.now()))
    results: Iterator[engine.Made | engine.Waiting | ArticleError] = engine.run(
        stream, work, settings, jobs=jobs, over=over
    )
    for made in results:
        try:
            yield _compare(folder, made)
        except ArticleError as error:
            failed.add(article_of(error.diagnostic.path))
            yield from map(in_project, error.diagnostics)
    yield from _orphaned(folder, failed, only)


def _compare(folder: Folder, made: engine.Made | engine.Waiting | ArticleError) -> Diagnostic | None:
    if isinstance(made, ArticleError):
        raise made
    folder.refuse_second(made.record, made.identity)
    path = folder.home(made.identity)
    if isinstance(made, engine.Waiting):
        if path is not None:
            folder.claim(made.record, made.identity, path, "")
        return _premature(path, made.reason) if path is not None else None
    if path is None:
        reason = "has no brief; run 'briefing generate'"
        return in_project(Diagnostic(made.record.shown, made.record.line, reason, "missing"))
    folder.claim(made.record, made.identity, path, "")
    try:
        is_latest = folder.document(path) == revised(folder, made, path, None)
    except FrontMatterError:
        is_latest = False
    return None if is_latest else Diagnostic(SHOWN + path, None, "stale; run 'briefing generate'", "stale")


def _orphaned(folder: Folder, failed: set[str], only: Only | None) -> Iterator[Diagnostic]:
    """The briefs that no article gives; those of articles that cannot be read now are to stay."""
    for path in folder.unclaimed():
        if (only is None or path in only.briefs) and not folder.may_be_of(path, failed):
            reason = "orphaned: no article gives this brief; run 'briefing generate'"
            yield Diagnostic(SHOWN + path, None, reason, "orphaned")
