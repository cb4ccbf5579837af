"""What decides the bytes that a machine makes of an article, so that two machines can be held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import generator
from generator.analysis.version import ANALYSIS_NUMBER, model_folder, model_info
from generator.errors import BriefingError
from generator.readers.registry import readers
from generator.text import sha256

_PACKAGE = Path(generator.__file__).parent
# Libraries that draw text from files and analyse it.
_MAKERS = ("spacy", "trafilatura", "htmldate", "lxml", "charset-normalizer", "feedparser")


class DiffersError(BriefingError):
    """A machine would not make the same bytes."""


@cache
def identity(models: tuple[str, ...]) -> Mapping[str, str]:
    """By name: versions of the project, its code, the analysis, the models and the libraries.

    Raises:
        ModelError: a model is not installed.
    """
    return {
        "briefing": generator.__version__,
        "code": _code(),
        "analysis": str(ANALYSIS_NUMBER),
        "model": ", ".join(map(_described, models)),
        "readers": " ".join(sorted(reader.name for reader in readers())),
        **{name: version(name) for name in _MAKERS},
    }


def _described(model: str) -> str:
    found = model_info(model)
    described = "".join(sha256((model_folder(model) / name).read_bytes()) for name in ("config.cfg", "meta.json"))
    return f"{found.name} {found.version} ({sha256(described)[:8]})"


def _code() -> str:
    """A digest of the package's modules and data."""
    paths = (path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".yml", ".json", ".npz", ".txt"))
    names = sorted(path.relative_to(_PACKAGE).as_posix() for path in paths)
    return sha256("\n".join(f"{name} {sha256((_PACKAGE / name).read_bytes())}" for name in names))[:8]


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """What differs, as words; empty if nothing does."""
    told = (f"{name} {theirs.get(name, 'none')} (here {value})" for name, value in ours.items())
    return ", ".join(word for word, name in zip(told, ours, strict=True) if theirs.get(name) != ours[name])
