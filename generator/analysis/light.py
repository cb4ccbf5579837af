"""spaCy without its command line: what that imports (typer, requests, weasel) takes as long as half of all the rest.

And with what other packages register for it looked up once: by itself it goes through all that is installed for each
name in a model's configuration.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import catalogue

_CLI = "spacy.cli"
_INFO = f"{_CLI}.info"
# The beginnings of the names of groups that registries of spaCy and of its parts ask for.
_GROUPS = ("spacy", "thinc")


def import_spacy() -> None:
    """Import spaCy. Its command line can still be imported afterwards, by those who use it."""
    if "spacy" in sys.modules:
        return
    _group_entry_points()
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


def _group_entry_points() -> None:
    """Give the entry points to spaCy's registries by group, as old versions of Python had them."""
    found = catalogue.AVAILABLE_ENTRY_POINTS
    if hasattr(found, "select"):
        ours = [group for group in found.groups if group.startswith(_GROUPS)]
        catalogue.AVAILABLE_ENTRY_POINTS = {group: found.select(group=group) for group in ours}


def _info(*given: Any, **options: Any) -> Any:
    """``spacy.info``, looked up when somebody asks."""
    from spacy.cli.info import info

    return info(*given, **options)
