"""``briefing check``: prove the briefs against their articles, and see that they are the latest. Writes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator import brief as briefs
from generator import build, engine, proof, readers, store
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, Settings, find_project, load
from generator.errors import ArticleError, Diagnostic, FrontMatterError
from generator.models import Article

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
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    project = find_project(arguments.project)
    settings = load(project)
    both = arguments.evidence == arguments.fresh
    found: list[Diagnostic] = []
    if both or arguments.evidence:
        found += _listed(check_evidence(project, settings), console, "Proving")
    if both or arguments.fresh:
        found += _listed(check_fresh(project, settings, jobs=arguments.jobs), console, "Making again")
    for diagnostic in dict.fromkeys(found):
        console.result(str(diagnostic))
    number = sum(1 for _ in store.files(project.briefs, ".md")) if project.briefs.is_dir() else 0
    console.note(f"{number} briefs checked, {len(set(found))} problems")
    return 1 if found else 0


def _listed(stream: Iterator[Diagnostic | None], console: Console, stage: str) -> list[Diagnostic]:
    found = []
    for number, item in enumerate(stream, 1):
        console.progress(stage, number)
        if item is not None:
            found.append(item)
    return found


def _by_hash(root: Path) -> dict[str, list[str]]:
    """The briefs' paths by the hash in their names."""
    found: dict[str, list[str]] = {}
    for name in store.files(root, ".md") if root.is_dir() else ():
        found.setdefault(name.removesuffix(".md")[-briefs.HASH_DIGITS :], []).append(name)
    return found


def check_evidence(project: Project, settings: Settings) -> Iterator[Diagnostic | None]:
    """Prove each brief against its article; ``None`` for each article that has no problem."""
    waiting = _by_hash(project.briefs)
    for record in build.records(project, settings):
        try:
            article = readers.parse(record, settings) if isinstance(record, readers.Record) else None
        except ArticleError as error:
            yield error.diagnostic
            continue
        if article is None:
            yield record.diagnostic if isinstance(record, ArticleError) else None
            continue
        for name in waiting.pop(briefs.identity_hash(article.identity), []):
            yield from _prove(project, settings, name, article)
        yield None
    for names in waiting.values():
        for name in names:
            yield Diagnostic(SHOWN + name, None, "orphaned: no article gives this brief; run 'briefing generate'")


def _prove(project: Project, settings: Settings, name: str, article: Article) -> Iterator[Diagnostic]:
    try:
        document = (project.briefs / name).read_text(encoding="utf-8")
        brief, _ = briefs.load(document)
    except FrontMatterError as error:
        yield Diagnostic(SHOWN + name, error.line, error.reason)
        return
    except (OSError, UnicodeDecodeError) as error:
        yield Diagnostic(SHOWN + name, None, f"cannot be read: {error}")
        return
    for reason in proof.prove(brief, document, article, source_text=settings.source_text):
        yield Diagnostic(SHOWN + name, None, reason)


def check_fresh(project: Project, settings: Settings, *, jobs: int) -> Iterator[Diagnostic | None]:
    """Make every brief in memory and compare; ``None`` for each that is the latest."""
    waiting = _by_hash(project.briefs)
    stream = build.records(project, settings)
    results: Iterator[engine.Made | ArticleError] = engine.run(stream, engine.make_brief, settings, jobs=jobs)
    for made in results:
        if isinstance(made, ArticleError):
            yield made.diagnostic
            continue
        names = waiting.pop(briefs.identity_hash(made.identity), [])
        if not names:
            yield Diagnostic(made.record.shown, made.record.line, "has no brief; run 'briefing generate'")
        elif made.document not in [
            (project.briefs / name).read_text(encoding="utf-8", errors="replace") for name in names
        ]:
            yield Diagnostic(SHOWN + names[0], None, "stale; run 'briefing generate'")
        yield None
    for names in waiting.values():
        yield from (
            Diagnostic(SHOWN + name, None, "orphaned: no article gives this brief; run 'briefing generate'")
            for name in names
        )
