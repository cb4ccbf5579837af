"""``briefing actors``: what the registry of actors might be told, and telling it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from generator import brief as briefs
from generator import build, editorial, pages, store
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, find_project
from generator.errors import Diagnostic, FrontMatterError
from generator.frontmatter import dump_yaml
from generator.pages.catalog import Catalog
from generator.pages.proposals import Proposal, joined, proposals


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "actors",
        help="propose entries for site_config/actors.yml: likely duplicates over all briefs, busy names",
        description="Propose entries for the registry of actors, the most costly mistakes first. Each is one number, "
        "its names and its evidence.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument(
        "--accept",
        nargs="+",
        metavar="N",
        help="write the proposals of these numbers, or 'all', at the end of the registry; the rest of it stays",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    project = find_project(arguments.project)
    registry = editorial.load_registry(project.root)
    found = proposals(Catalog(_entries(project, console), registry))
    chosen, unknown = _chosen(arguments.accept or [], len(found))
    for given in unknown:
        console.problem(Diagnostic(given, None, f"no proposal has this number; there are {len(found)}"))
    if unknown:
        return 2
    if not found:
        console.note("Nothing to propose")
    for number, one in enumerate(found, 1):
        if not arguments.accept or number in chosen:
            console.result(_shown(number, one))
    if chosen:
        _write(project, [found[number - 1] for number in chosen])
        count = f"{len(chosen)} {'proposal' if len(chosen) == 1 else 'proposals'}"
        console.note(f"{count} written to {editorial.ACTORS}; run 'briefing generate'")
    return 0


def _entries(project: Project, console: Console) -> Iterator[pages.Entry]:
    folder = build.Folder(project)
    for path in folder.present:
        try:
            yield pages.entry(path, briefs.load(folder.document(path))[0])
        except FrontMatterError as error:
            console.problem(Diagnostic(f"content/briefs/{path}", error.line, error.reason))


def _chosen(given: list[str], count: int) -> tuple[list[int], list[str]]:
    """The numbers asked for, in order, and what is none."""
    if given == ["all"]:
        return list(range(1, count + 1)), []
    unknown = [one for one in given if not (one.isascii() and one.isdecimal() and 1 <= int(one) <= count)]
    return sorted({int(one) for one in given if one not in unknown}), unknown


def _shown(number: int, one: Proposal) -> str:
    told = f"the same as the entry '{one.same_as}'" if one.same_as else one.type
    names = " = ".join(f"“{name}”" for name in one.names)
    return f"{number}. {names} ({told}; costs {one.cost} {'brief' if one.cost == 1 else 'briefs'}): {one.why}"


def _write(project: Project, chosen: list[Proposal]) -> None:
    """Add entries at the end of the file: what stands there, comments too, is not touched.

    Raises:
        ConfigurationError: the registry would contradict itself; nothing is written.
    """
    path = project.root / editorial.ACTORS
    before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    text = before + ("" if before.endswith("\n") else "\n") + "".join(map(_entry, joined(chosen)))
    editorial.parse_registry(text)
    store.write_if_changed(project.root, editorial.ACTORS.as_posix(), text.encode("utf-8"))


def _entry(one: Proposal) -> str:
    values: dict[str, object] = {"name": one.names[0], "type": one.type}
    values |= {"aliases": list(one.names[1:])} if one.names[1:] else {}
    values |= {"same_as": one.same_as} if one.same_as else {}
    lines = dump_yaml(values).splitlines()
    return "".join(f"{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(lines))


_HEAD = "# The actors that editors know; the README tells the keys of an entry.\n"
