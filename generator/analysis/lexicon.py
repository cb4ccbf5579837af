"""Word lists and tables of ``data/*.yml``, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> Any:
    """The content of ``data/<name>.yml``; do not change what it returns."""
    return yaml.load((DATA / f"{name}.yml").read_bytes(), Loader=yaml.CSafeLoader)


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The casefolded entries of the lists under ``keys`` in ``data/<name>.yml``."""
    table = load(name)
    return frozenset(str(word).casefold() for key in keys for word in table[key])
