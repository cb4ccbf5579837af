"""``briefing``: parses, calls, prints."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys

from generator import __version__
from generator.commands.console import Console
from generator.errors import BriefingError, ConfigurationError, ModelError

DESCRIPTION = """\
Turn news articles into Markdown briefs whose every statement is bound to its evidence, and the briefs
into a searchable static site.

  briefing init DIR          a project of your own
  briefing build             articles -> briefs -> pages -> site/
  briefing serve             the site on this machine, refreshed while you edit
  briefing check             prove every statement against its source
"""
EPILOG = """\
Exit codes: 0 done; 1 some articles failed, or a check found something; 2 wrong usage or configuration.
"""


# The module of each command, in the order of the help.
COMMANDS = {
    **dict.fromkeys(("build", "generate", "serve"), "make"),
    **{
        name: name
        for name in ("check", "extract", "explain", "add", "formats", "export", "digest", "actors", "diff", "init")
    },
}


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; or that of one command, whose module alone is then imported."""
    main_parser = argparse.ArgumentParser(
        prog="briefing", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    main_parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = main_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    modules = [COMMANDS[command]] if command in COMMANDS else dict.fromkeys(COMMANDS.values())
    for name in modules:
        importlib.import_module(f"generator.commands.{name}").add(commands)
    return main_parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _forgive_encodings()
    given = sys.argv[1:] if argv is None else argv
    main_parser = parser(given[0] if given else None)
    arguments, unknown = main_parser.parse_known_args(given)
    if unknown:
        main_parser.error(_unknown(unknown))
    console = Console(quiet=arguments.quiet, verbose=arguments.verbose)
    try:
        with console:
            code = int(arguments.run(arguments, console))
        sys.stdout.flush()  # here, where a broken pipe can still be told from other faults
        return code
    except ConfigurationError as error:
        for diagnostic in error.diagnostics:
            console.problem(diagnostic)
        return 2
    except ModelError as error:
        console.error(str(error))
        return 2
    except BrokenPipeError:
        # The reader of a pipe (head, say) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except MemoryError:
        console.error("out of memory; what was finished is kept: close other programs or split the largest articles")
        return 1
    except (BriefingError, OSError) as error:
        console.error(str(error))
        return 1
    except KeyboardInterrupt:
        console.error("stopped; what was finished is kept")
        return 130


def _unknown(words: list[str]) -> str:
    from generator.readers import remote

    told = f"unrecognized arguments: {' '.join(words)}"
    if not any(map(remote.is_url, words)):
        return told
    return f"{told} (only 'briefing extract' reads a store: a brief is proved from its article, in content/articles)"


def _forgive_encodings() -> None:
    """Show what a terminal of few characters cannot, instead of stopping; write into the void where all is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  (as long as the process)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
