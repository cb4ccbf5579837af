"""``briefing formats``: what can be read, one line a format."""

from __future__ import annotations

import argparse

from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.readers import registry
from generator.readers.base import Reader


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "formats",
        help="list the formats that can be read, and what is missing for the others",
        description="One line a format: its name, 'installed' or what to install, its extensions, what it is. "
        "Any format may be packed with gzip (.csv.gz).",
        parents=[project_options(jobs=False)],
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace, console: Console) -> int:
    rows = [
        (reader.name, state(reader), " ".join(reader.extensions), reader.description) for reader in registry.readers()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        console.result("  ".join([*cells, row[3]]))
    return 0


def state(reader: Reader) -> str:
    """``installed``, or the command that installs what the reader needs."""
    extra = getattr(reader, "extra", None)
    return f"pip install 'briefing[{extra.name}]'" if extra is not None and extra.missing() else "installed"
