"""A project of the user's own: the files that this package carries for it, and the package itself for its CI.

The files are those of the checkout: the wheel takes them along under ``project/``, an editable install has them above.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator import store
from generator.errors import BriefingError, ConfigurationError, Diagnostic
from generator.starter import origin

# What a project begins with, files and folders; pyproject.toml maps each into the wheel.
PARTS = (
    *(".gitignore", ".github/workflows/briefs.yml", "content/pages/.gitignore"),
    *(f"site_config/{name}" for name in ("actors.yml", "briefing.yml", "mkdocs.yml", "overrides", "pages")),
    "site_config/requirements.lock",
)
# An article with an editor's corrections beside it; not put among articles that are there already.
EXAMPLE = (
    "content/articles/economy/2026-02-26-lindqvane-resigns.txt",
    "content/articles/economy/2026-02-26-lindqvane-resigns.txt.brief.yml",
)
SITE = "site_config/mkdocs.yml"
# What the checkout's site says of its samples would be false of the user's own articles.
_ANNOUNCEMENT = re.compile(rb"(?<=^  announcement: ).*", re.MULTILINE)
_OF_THE_EXAMPLE = b"The example article on this site is invented; delete it, and this line in site_config/mkdocs.yml."
REQUIREMENTS = "site_config/requirements.txt"
_PACKAGE = Path(__file__).parent
# A folder with nothing else is as good as empty.
_NOTHING = {".git"}
_SHOWN = 3


@dataclass
class Made:
    """POSIX paths below the project: what was written, and what was there before and left as it was.

    ``needed``: what the user has to put into the project before its CI can install the package; mostly nothing.
    """

    written: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    needed: str | None = None


def create(root: Path, *, merge: bool = False) -> Made:
    """Write a project into a folder, which is made if need be. Never overwrites a file.

    ``merge``: add what is missing to a folder that holds something.

    Raises:
        ConfigurationError: it is no folder, or not empty and not to be merged into.
        BriefingError: a file cannot be written, or a folder of the project is a link that leads out of it.
    """
    _refuse(root, merge=merge)
    made, article = Made(), root / "content" / "articles"
    has_articles = article.is_dir() and any(article.iterdir())
    for part in (*PARTS, *(() if has_articles else EXAMPLE)):
        for path, data in _files(part):
            _write(root, path, _announced(data, has_articles) if path == SITE else data, made)
    if not (root / REQUIREMENTS).exists():
        _require(root, made)
    return made


def _refuse(root: Path, *, merge: bool) -> None:
    if os.path.lexists(root) and not root.exists():
        raise ConfigurationError([Diagnostic(str(root), None, "is a link that leads nowhere: give a folder")])
    if root.exists() and not root.is_dir():
        raise ConfigurationError([Diagnostic(str(root), None, "is a file: give a folder")])
    names = sorted({path.name for path in root.iterdir()} - _NOTHING) if root.is_dir() else []
    if names and not merge:
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        reason = f"not empty (it holds {shown}): give another folder, or add what is missing with --merge"
        raise ConfigurationError([Diagnostic(str(root), None, reason)])


def _files(part: str) -> Iterator[tuple[str, bytes]]:
    """A file, or all those of a folder, as (path below the project, bytes)."""
    base = _PACKAGE / "project"
    base = base if base.is_dir() else _PACKAGE.parents[1]
    source = base / part
    if not source.exists():
        raise BriefingError(f"{source}: not there; this installation is not whole: install the package again")
    for path in [source] if source.is_file() else sorted(source.rglob("*")):
        if path.is_file():
            yield path.relative_to(base).as_posix(), path.read_bytes()


def _announced(data: bytes, has_articles: bool) -> bytes:
    """The site's configuration with an announcement that is true of a project that has articles, or the example."""
    return _ANNOUNCEMENT.sub(b'""' if has_articles else _OF_THE_EXAMPLE, data)


def _write(root: Path, path: str, data: bytes, made: Made) -> None:
    """Whole or not at all, and through no link that leads out of the project."""
    if os.path.lexists(root / path):
        made.left.append(path)
    else:
        store.write_if_changed(root, path, data)
        made.written.append(path)


def _require(root: Path, made: Made) -> None:
    """Tell the project's CI where this package comes from: with a wheel in the project if it came as one."""
    found = origin.of_this_package()
    wheel = f"site_config/{found.wheel_name}" if found.wheel_name else None
    if wheel and found.wheel is not None:
        _write(root, wheel, found.wheel, made)
    elif wheel and not (root / wheel).exists():
        made.needed = wheel
    _write(root, REQUIREMENTS, f"{_ABOUT}{found.requirement}\n".encode(), made)


_ABOUT = """\
# What the workflow installs besides requirements.lock: this package, from where it was installed when the project was
# made. To follow a newer one, put its wheel or address here and its requirements.lock beside.
"""
