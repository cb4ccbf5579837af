"""``briefing build``, ``briefing generate`` and ``briefing serve``: from articles to briefs, pages and site."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from generator import build, collector
from generator.commands.console import Console
from generator.commands.options import (
    Subparsers,
    add_as_of,
    add_report,
    cluster,
    engine_told,
    own_name,
    project_options,
)
from generator.errors import BriefingError
from generator.project import Project, find_project
from generator.timing import Timing

EPILOG = """\
Only what changed since the last run is done again, told by the articles' content, never by file times.
An article that cannot be read is named on one line and the others are built; the exit code is then 1.
"""
# So many briefs that were kept are named: what keeps more is one thing, such as a folder that is not there.
KEPT_TOLD = 10


def add(commands: Subparsers) -> None:
    for name, function, summary in (
        ("build", run_build, "make the briefs, the pages and the searchable site in site/ (the main job)"),
        ("generate", run_generate, "make the briefs and the pages derived from them, without the site"),
    ):
        parser = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[project_options(jobs=True)],
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="remove briefs without an article even if more than a tenth (and at least 5) would go at once",
        )
        add_as_of(parser)
        add_report(parser)
        parser.add_argument("--profile", action="store_true", help="tell where the time went, by stage")
        parser.set_defaults(run=function)
    serve = commands.add_parser(
        "serve",
        help="show the site on this machine and refresh it while articles change",
        description="Serve the site with MkDocs on fresh briefs. Saving an article refreshes its page.",
        parents=[project_options(jobs=False)],
    )
    serve.add_argument(
        "--address", type=_address, metavar="HOST:PORT", default="127.0.0.1:8000", help="default: %(default)s"
    )
    serve.add_argument("--open", action="store_true", help="open the site in the browser")
    serve.set_defaults(run=run_serve)


def run_build(arguments: argparse.Namespace, console: Console) -> int:
    project = find_project(arguments.project)
    report = _run(arguments, console, project, site=True)
    state = "built" if report.site_built else "unchanged"
    where = _shown(project.site)
    console.result(f"Site {state}: {where}")
    console.note(f"Look at it: {own_name()} serve, or python -m http.server --directory {where}")
    return 1 if report.failures else 0


def run_generate(arguments: argparse.Namespace, console: Console) -> int:
    project = find_project(arguments.project)
    report = _run(arguments, console, project, site=False)
    console.result(f"Briefs: {_shown(project.briefs)}")
    return 1 if report.failures else 0


def _run(arguments: argparse.Namespace, console: Console, project: Project, *, site: bool) -> build.Report:
    as_of = arguments.as_of or build.now()
    listed = build.listing(project)
    # A report names every article, which takes a whole run.
    report = build.recall(project, listed, as_of, site=site) if arguments.report is None else None
    if report is None:
        report = _made(arguments, console, project, as_of, site=site)
        build.remember(project, listed, report, site=site)
    _tell(report, console)
    if arguments.profile:
        for line in _profile(report.timing):
            console.error(line)
    return report


def _tell(report: build.Report, console: Console) -> None:
    for name in report.written:
        console.detail(f"written: {name}")
    for name in report.removed:
        now = report.moved.get(name)
        console.note(
            f"removed, its article is gone: {name}" if now is None else f"moved with its article: {name} -> {now}"
        )
    kept = report.kept if console.verbose else report.kept[:KEPT_TOLD]
    for name in kept:
        why = "correction cannot be applied" if name in report.uncorrected else "article cannot be read now"
        console.note(f"kept as it was, its {why}: {name}")
    if len(kept) < len(report.kept):
        console.note(f"kept as they were: {len(report.kept) - len(kept):,} more (--verbose names them all)")
    for failure in console.told(report.failures):
        console.problem(failure)
    console.note(
        f"{report.briefs} briefs: {len(report.written)} written, {report.unchanged} unchanged, "
        f"{len(report.removed)} removed, {len(report.kept) + len(report.held)} kept; {len(report.failures)} problems"
    )
    if report.repeats or report.stories:
        console.note(f"Of these {report.repeats} repeat another's article; stories over days: {report.stories}")
    if report.waiting:
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(report.waiting.items()))
        console.note(f"As of {report.as_of} not shown: {told}")


def _made(
    arguments: argparse.Namespace, console: Console, project: Project, as_of: datetime, *, site: bool
) -> build.Report:
    """The report of a whole run. What it needs is imported here: most runs of a day have nothing to do."""
    from generator.config import load
    from generator.editorial import Release

    collector.seldom()
    # numpy would start a thread a core to multiply matrices, and in this process nobody multiplies any.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    settings, over = load(project), cluster(arguments, console)
    with build.Log(arguments.report) as log:
        report = build.run(
            project,
            settings,
            site=site,
            jobs=arguments.jobs,
            over=over,
            prune=arguments.prune,
            progress=console.progress,
            release=Release(as_of),
            log=log,
        )
        log.end(engine=engine_told(arguments), exit_code=1 if report.failures else 0, **report.values())
    return report


def _profile(timing: Timing) -> Iterator[str]:
    """A table of the stages."""
    whole = sum(spent.cpu for spent in timing.stages.values()) or 1.0
    yield f"{'stage':24}{'seconds':>10}{'CPU':>10}{'share':>8}"
    for name, spent in timing.stages.items():
        yield f"{name:24}{spent.wall:10.2f}{spent.cpu:10.2f}{spent.cpu / whole:8.0%}"


def _shown(path: Path) -> str:
    """Relative to where the user stands, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _address(text: str) -> str:
    """As MkDocs takes it: a host, or an IPv6 address in brackets, and a port."""
    _, colon, port = text.rpartition(":")
    if not (colon and port.isascii() and port.isdecimal() and int(port) < 1 << 16) or text.startswith(":"):
        raise argparse.ArgumentTypeError(f"must be a host and a port such as 127.0.0.1:8000, not {text!r}")
    return text


def run_serve(arguments: argparse.Namespace, console: Console) -> int:
    from generator import store
    from generator.config import load

    project = find_project(arguments.project)
    load(project)
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(project.mkdocs_yml), "-a", arguments.address]
    command += ["--open"] if arguments.open else []
    command += ["--quiet"] if arguments.quiet else []
    # What the theme's makers have to say of its future is for who develops the site.
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    with store.serving(project.state, arguments.address):
        _refuse_taken(arguments.address)
        console.note(f"Serving on http://{arguments.address}/ (Ctrl+C ends it)")
        try:
            return subprocess.run(command, check=False, env=environment).returncode
        except KeyboardInterrupt:
            return 0


def _refuse_taken(address: str) -> None:
    """Before the work of a whole site, see that it can be shown.

    Raises:
        BriefingError: another program listens there, or nobody can.
    """
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            tried.bind((host, int(port)))
    except OSError as error:
        remedy = "give another with --address, such as 127.0.0.1:8001"
        raise BriefingError(f"cannot serve on {address} ({error.strerror}): {remedy}") from None
