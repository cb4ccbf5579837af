"""The files beside the briefs that tell of their addresses: from where they moved, and which were withdrawn.

Both are committed, and merged and edited by people: of a damaged one nothing may be lost, so no run goes on with it.
"""

from __future__ import annotations

import json
from pathlib import Path

from generator.errors import ConfigurationError, Diagnostic

# Old path -> path now, both below ``content/briefs``.
MOVED = "moved.json"
# Of withheld and canceled briefs the paths they had, with the status.
WITHDRAWN = "withdrawn.json"
_REMEDY = "mend it by hand, or take it from an earlier commit"
_CONFLICT = "<<<<<<<"


def told(file: Path) -> dict[str, str]:
    """What a file tells of paths below ``content/briefs``; nothing where there is none.

    Raises:
        ConfigurationError: it is damaged.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _damaged(file, f"cannot be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        is_conflict = any(line.startswith(_CONFLICT) for line in error.doc.splitlines()[: error.lineno])
        reason = "a merge left a conflict in it" if is_conflict else f"not JSON: {error.msg}"
        raise _damaged(file, reason, error.lineno) from None
    except UnicodeDecodeError as error:
        raise _damaged(file, f"not UTF-8 at its byte {error.start + 1}") from None
    except RecursionError:
        raise _damaged(file, "not JSON: nested too deeply") from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise _damaged(file, 'must be one object with nothing but texts: {"path": "text"}')
    return found


def prove(folder: Path) -> None:
    """See that both files in ``content/briefs`` can be read.

    Raises:
        ConfigurationError: with what is wrong with each.
    """
    problems: list[Diagnostic] = []
    for name in (MOVED, WITHDRAWN):
        try:
            told(folder / name)
        except ConfigurationError as error:
            problems += error.diagnostics
    if problems:
        raise ConfigurationError(problems)


def _damaged(file: Path, reason: str, line: int | None = None) -> ConfigurationError:
    return ConfigurationError([Diagnostic(f"content/briefs/{file.name}", line, f"{reason}; {_REMEDY}")])
