"""Finding and opening articles' files: nothing outside the folder, nothing that is not a plain file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from generator.editorial import SUFFIX
from generator.errors import ArticleError
from generator.text import sha256_of_file

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Whatever is opened so, nobody waits for it.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def is_passed_over(name: str) -> bool:
    """Hidden files, the folder's own README.md, and editors' corrections."""
    return name.startswith(".") or name.casefold() == "readme.md" or name.endswith(SUFFIX)


def walk(root: Path) -> Iterator[str | ArticleError]:
    """Paths of the plain files below ``root``, depth first, names in code point order; an error for anything else.

    A link to a file inside ``root`` is a file; other links, linked folders and special files are refused
    without being opened. Errors name the path below ``root``.
    """
    within = os.path.realpath(root)
    pending: list[Path | os.DirEntry[str]] = [root]
    while pending:
        found = pending.pop()
        if isinstance(found, Path) or found.is_dir(follow_symlinks=False):
            children = _children(Path(found), root)
            if isinstance(children, ArticleError):
                yield children
            else:
                pending.extend(reversed(children))
        else:
            reason = _refusal(found, within)
            yield found.path if reason is None else ArticleError(shown(Path(found), root), reason, kind="file")


def shown(path: Path, root: Path) -> str:
    """POSIX path below ``root``; bytes that are not UTF-8 show as ``\\udcXX``."""
    relative = path.relative_to(root).as_posix() if path != root else path.as_posix()
    return relative.encode("utf-8", "backslashreplace").decode()


def _children(folder: Path, root: Path) -> list[os.DirEntry[str]] | ArticleError:
    try:
        with os.scandir(folder) as listed:
            found = [one for one in listed if not is_passed_over(one.name)]
    except OSError as error:
        return ArticleError(shown(folder, root), _os_reason(error, "listed"), kind="file")
    return sorted(found, key=lambda one: one.name)


def _refusal(found: os.DirEntry[str], within: str) -> str | None:
    """Why a file is not read, or ``None``. Opens nothing."""
    if not found.name.isprintable() and found.name.encode("utf-8", "replace") != os.fsencode(found.name):
        return "its name is not UTF-8: rename it"
    if found.is_file(follow_symlinks=False):  # its folder says that it is no link and nothing special
        return None
    path = Path(found)
    try:
        if path.is_symlink():
            return _link_refusal(path, within)
        return _kind_refusal(path.stat().st_mode)
    except OSError as error:
        return _os_reason(error)


def _link_refusal(path: Path, within: str) -> str | None:
    target = os.path.realpath(path)
    if os.path.commonpath([target, within]) != within:
        return "a link that leads out of the articles' folder: put the file itself here"
    try:
        mode = path.stat().st_mode
    except OSError:
        return "a link that leads nowhere: remove it"
    return "a link to a folder is not followed: put the folder here" if stat.S_ISDIR(mode) else _kind_refusal(mode)


def _kind_refusal(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    kind = next((f"{name}, not a file" for is_kind, name in _KINDS if is_kind(mode)), "not a plain file")
    return f"{kind}: remove it"


def _os_reason(error: OSError, done: str = "read") -> str:
    remedy = "mend its permissions" if isinstance(error, PermissionError) else "see that it is there and readable"
    return f"cannot be {done} ({error.strerror or type(error).__name__}): {remedy}"


def open_file(path: Path, shown: str, *, within: Path | None = None) -> BinaryIO:
    """Open a plain file for reading; never waits, whatever has been put in its place.

    ``within``: the folder out of which a link may not lead.

    Raises:
        ArticleError: it is no plain file, or cannot be opened.
    """
    return os.fdopen(_opened(path, shown, within), "rb")


def _opened(path: Path, shown: str, within: Path | None) -> int:
    """The descriptor of ``open_file``."""
    try:
        reason = None
        if within is not None and path.is_symlink():
            reason = _link_refusal(path, os.path.realpath(within))
        reason = reason or _kind_refusal(path.stat().st_mode)
        if reason is not None:
            raise ArticleError(shown, reason, kind="file")
        descriptor = os.open(path, _READING)
        reason = _kind_refusal(os.fstat(descriptor).st_mode)
        if reason is not None:
            os.close(descriptor)
            raise ArticleError(shown, reason, kind="file")
        return descriptor
    except (OSError, ValueError) as error:
        reason = _os_reason(error) if isinstance(error, OSError) else f"cannot be read ({error}): rename it"
        raise ArticleError(shown, reason, kind="file") from None


def digest(path: str) -> str | None:
    """SHA-256 of a plain file's bytes, in hex; in the memory of one block.

    ``None``: it is no plain file, or cannot be read; who opens it by ``open_file`` is told why.
    """
    try:
        descriptor = os.open(path, _READING)
    except (OSError, ValueError):
        return None
    try:
        return sha256_of_file(descriptor) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
    except OSError:
        return None
    finally:
        os.close(descriptor)
