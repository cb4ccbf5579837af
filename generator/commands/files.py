"""What commands read and write besides the build: the briefs that are there, and a file for their results."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import brief as briefs
from generator.config import Project
from generator.errors import BriefingError, Diagnostic, FrontMatterError
from generator.models import Brief


def read(project: Project, names: Iterable[str], failures: list[Diagnostic]) -> Iterator[tuple[str, Brief]]:
    """Each brief (path below ``content/briefs``) with its path; those that cannot be read go to ``failures``."""
    for name in names:
        try:
            found, _ = briefs.load((project.briefs / name).read_text(encoding="utf-8"))
        except FrontMatterError as error:
            failures.append(Diagnostic(f"content/briefs/{name}", error.line, f"{error.reason}; make it anew"))
        except (OSError, UnicodeDecodeError) as error:
            failures.append(Diagnostic(f"content/briefs/{name}", None, f"cannot be read ({error}); make it anew"))
        else:
            yield name, found


def write(path: Path | None, pieces: Iterable[str]) -> None:
    """Write UTF-8 to a file, whole or not at all, or to standard output, whatever the terminal's encoding.

    Raises:
        BriefingError: the file cannot be written.
    """
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.writelines(pieces)
        return
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        temporary.replace(path)
    except OSError as error:
        raise BriefingError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
