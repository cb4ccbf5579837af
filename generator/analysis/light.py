"""spaCy without its command line: what that imports (typer, requests, weasel) takes as long as half of all the rest."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_CLI = "spacy.cli"
_INFO = f"{_CLI}.info"


def import_spacy() -> None:
    """Import spaCy. Its command line can still be imported afterwards, by those who use it."""
    if "spacy" in sys.modules:
        return
    cli, info = ModuleType(_CLI), ModuleType(_INFO)
    cli.__path__ = []
    info.info = _info  # type: ignore[attr-defined]
    sys.modules |= {_CLI: cli, _INFO: info}
    try:
        import spacy
    finally:
        for name in (_CLI, _INFO):
            sys.modules.pop(name, None)
    vars(spacy).pop("cli", None)


def _info(*given: Any, **options: Any) -> Any:
    """``spacy.info``, looked up when somebody asks."""
    from spacy.cli.info import info

    return info(*given, **options)
