"""Articles in a store that a URL names (``s3://``, ``file://``, whatever fsspec reads): one process lists, others read.

What is listed are names; who is to analyse a file reads it, with the credentials of its own machine. Dumps alone, of
which no process may hold all, are read by the one that lists, record by record. Names are taken for what strangers
choose: they go to the store as they came from it, and nowhere else.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import lru_cache
from pathlib import PurePosixPath
from platform import node
from typing import Any, BinaryIO, NamedTuple, cast

from generator import allowance
from generator import text as plain_text
from generator.config import MEGABYTE, Settings
from generator.errors import ArticleError, BriefingError, ConfigurationError, Diagnostic, UnreachableError
from generator.readers import base, files, registry, split
from generator.readers.base import Record, Stored

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
# A password may hold a slash; Amazon's names of resources have colons.
_WITH_PASSWORD = re.compile(r"\w[^/]*://(?!arn:)[^/@:]*:[^@]*@")
# Seconds in which a store has to answer when it is first asked.
ANSWER = 60
# Bytes of a dump that are asked for at once.
_BLOCK = 5_000_000
_BUFFER = 1 << 18
# JSON escapes, of which some records are made, make a text longer than it is.
_ESCAPED = 6
_REASON_MAX = 300
# s3fs reads another object by such a name.
_MISREAD = "?versionId="


def is_url(given: str) -> bool:
    """Whether it names a place in a store, not on this machine's disk."""
    return _URL.match(given) is not None


def listed(url: str, settings: Settings) -> Iterator[Stored | Record | ArticleError]:
    """The articles' files at a URL, or below it, as ``discover`` finds them in a folder; the records of its dumps.

    Memory is that of the names of one folder. Yielded, not raised, is what is wrong with one name.

    Raises:
        ConfigurationError: the URL cannot be used, or the package for it is not installed.
        UnreachableError: the store does not answer, or lets nobody in with these credentials.
    """
    limit = settings.limits.max_file_mb * MEGABYTE
    for found in _files(url):
        dump = None if isinstance(found, ArticleError) else _dump(found)
        if isinstance(found, Stored) and dump is not None:
            yield from _dumped(found, settings, spool=dump == "file")
        elif isinstance(found, Stored) and found.size > limit:
            yield base.too_large(found.shown, settings)
        else:
            yield found


def records(stored: Stored, settings: Settings) -> list[Record | ArticleError]:
    """Read a file that is no dump, and split it as ``readers.records`` does.

    Raises:
        ArticleError: it cannot be read, or is larger than the limit.
        ConfigurationError, UnreachableError: as ``listed``; nothing else could be read either.
    """
    limit = int(settings.limits.max_file_mb * MEGABYTE)
    data = _read(stored, limit + 1)
    if len(data) > limit:
        raise base.too_large(stored.shown, settings)
    found: list[Record | ArticleError] = []
    held = 0
    for record in split(io.BytesIO(data), PurePosixPath(stored.path), shown=stored.shown, settings=settings):
        held += record.size if isinstance(record, Record) else 0
        if held > _ESCAPED * limit:
            most = f"{_ESCAPED * limit / MEGABYTE:,g} MB"
            raise stored.error(f"holds more than {most} of articles: give it the name of a dump, .jsonl", kind="size")
        found.append(record)
    return found


# --- the store ------------------------------------------------------------------------------------------------------


class _Store(NamedTuple):
    system: Any  # fsspec has no types
    path: str


def _store(root: str) -> _Store:
    """The file system of a URL, as this machine's own settings have it, and the path of the URL there."""
    return _opened(root, os.getpid())


@lru_cache(maxsize=8)
def _opened(root: str, _: int) -> _Store:
    """``_store`` for a process: none may use the connections of which it was born."""
    protocol = root.partition("://")[0]
    try:
        with allowance.lifted():
            from fsspec.core import url_to_fs

            return _Store(*url_to_fs(f"{protocol.lower()}{root.removeprefix(protocol)}", use_listings_cache=False))
    except ImportError as error:
        is_ours = protocol.lower() in ("s3", "s3a") or error.name == "fsspec"
        remedy = "pip install 'briefing[s3]'" if is_ours else str(error)
        reason = f"needs a package that {node()} lacks, there and on every worker: {remedy}"
    except OSError as error:
        raise _unreachable(root, error) from None
    except Exception as error:  # whatever the package of a protocol says of a URL
        reason = f"cannot be used ({_said(error)}): give the URL of a store as fsspec writes it, s3://bucket/articles/"
    raise ConfigurationError([Diagnostic(root, None, reason)]) from None


def check(url: str) -> None:
    """Refuse a URL that could not be used, or not safely.

    Raises:
        ConfigurationError: with the remedy.
    """
    reason = None
    if re.match("https?:", url, re.IGNORECASE):
        reason = "is a page, not a store: fetch it with 'briefing add', then give the folder of what was fetched"
    elif _WITH_PASSWORD.match(url):
        reason = "a password in a URL would be shown in every line: give it to the store's own configuration"
        url = url.partition("://")[0] + "://…"
    elif "::" in url:
        reason = "'::' joins URLs of fsspec, which are not read: give the URL of the store alone"
    if reason is not None:
        raise ConfigurationError([Diagnostic(url, None, reason)])


def _said(error: BaseException) -> str:
    return plain_text.squeeze(f"{type(error).__name__}: {error}".rstrip(": "))[:_REASON_MAX]


def _failed(shown: str, root: str, error: Exception, *, doing: str = "read") -> ArticleError:
    """The error of one file or folder; if its store does not answer at all, the end of the run.

    Raises:
        UnreachableError: the place that was given cannot be looked at either, or there are no credentials.
    """
    if isinstance(error, PermissionError):
        reason = f"may not be {doing} from {node()} ({_said(error)}): give its credentials the right to"
        return ArticleError(shown, reason, kind="file")
    is_gone, store = isinstance(error, FileNotFoundError), _store(root)
    try:
        store.system.info(store.path)
    except FileNotFoundError:
        if is_gone:
            raise _not_here(root) from None
    except PermissionError:
        pass  # that, too, is an answer
    except Exception:
        raise _unreachable(shown, error) from None
    if is_gone:
        return ArticleError(shown, "is gone since its folder was listed: run again", kind="file")
    return ArticleError(shown, f"cannot be {doing} ({_said(error)}): run again", kind="file")


def _not_here(root: str) -> UnreachableError:
    remedy = "a disk must be mounted on every worker; then run again"
    return UnreachableError(f"{root}: {node()} finds nothing there: {remedy}")


def _unreachable(shown: str, error: Exception) -> UnreachableError:
    if isinstance(error, PermissionError):
        what, remedy = f"the store refuses {node()}", "see that its credentials are right, and may list and read"
    elif "Credential" in type(error).__name__:
        what = f"{node()} has no credentials for the store"
        remedy = "for s3:// set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or, for a public bucket, "
        remedy += "FSSPEC_S3_ANON=true"
    else:
        what = f"the store cannot be reached from {node()}"
        remedy = "see the network and, if it is set, the store's address (for s3:// FSSPEC_S3_ENDPOINT_URL)"
    return UnreachableError(f"{shown}: {what} ({_said(error)}): {remedy}; then run again")


# --- listing --------------------------------------------------------------------------------------------------------


class _Entry(NamedTuple):
    """What a store says of one name: of its many words those that are needed."""

    name: str
    path: str
    kind: str
    size: int
    is_link: bool

    @classmethod
    def of(cls, told: dict[str, Any]) -> _Entry:
        path = told["name"]
        name = path.rpartition("/")[2] if told["type"] == "file" else path.rstrip("/").rpartition("/")[2]
        return cls(name, path, told["type"], int(told.get("size") or 0), bool(told.get("islink")))


def _files(url: str) -> Iterator[Stored | ArticleError]:
    """What there is at a URL: itself, or the files below it, depth first, names in code point order."""
    check(url)
    store = _store(url)
    try:
        itself = _first_look(store)
        if itself is not None and itself.kind != "directory" and not url.endswith("/"):
            yield _file(itself, url, url[: url.rindex("/") + 1])  # of many URLs those of one folder have one root
            return
        pending = [("", child) for child in _children(store, store.path)]
    except FileNotFoundError:
        yield ArticleError(url, "nothing is there: see that the bucket and the name are right", kind="file")
        return
    except Exception as error:
        raise _unreachable(url, error) from None
    yield from _below(url, store, pending)


def _first_look(store: _Store) -> _Entry | None:
    """What is at a URL, ``None`` if nothing is; the first thing that its store is asked, hence in limited time."""
    answer: Future[dict[str, Any]] = Future()

    def ask() -> None:
        try:
            answer.set_result(store.system.info(store.path))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return _Entry.of(answer.result(ANSWER))
    except FileNotFoundError:
        return None


def _below(url: str, store: _Store, pending: list[tuple[str, _Entry]]) -> Iterator[Stored | ArticleError]:
    """The files of entries in reverse order, each with the names of the folders above it, and of what is below."""
    start = url if url.endswith("/") else f"{url}/"
    while pending:
        above, entry = pending.pop()
        shown = start + above + entry.name
        if entry.kind != "directory":
            yield _file(entry, shown, url)
        elif not entry.name:
            yield ArticleError(
                f"{shown}/", "a folder without a name cannot be listed: rename what is in it", kind="file"
            )
        else:
            try:
                pending += ((f"{above}{entry.name}/", child) for child in _children(store, entry.path))
            except Exception as error:
                yield _failed(shown, url, error, doing="listed")


def _children(store: _Store, folder: str) -> list[_Entry]:
    """The entries of a folder in reverse order, without those that are passed over.

    Raises:
        FileNotFoundError: it is none.
    """
    found = []
    for told in store.system.ls(folder, detail=True):
        entry = _Entry.of(told)
        if entry.path.rstrip("/") != folder.rstrip("/"):
            found.append(entry)
        elif entry.kind == "directory":
            found.append(entry._replace(name=""))
        elif entry.name:
            raise FileNotFoundError(folder)  # a file, which lists itself
    return sorted((one for one in found if not files.is_passed_over(one.name)), reverse=True)


def _file(entry: _Entry, shown: str, root: str) -> Stored | ArticleError:
    reason = _refusal(entry)
    if reason is not None:
        return ArticleError(shown.encode("utf-8", "backslashreplace").decode(), reason, kind="file")
    if not registry.claims(entry.name):
        return registry.unknown(PurePosixPath(entry.name), shown)
    return Stored(shown, root, entry.path, entry.size)


def _refusal(entry: _Entry) -> str | None:
    """Why a file is not read, or ``None``."""
    if entry.is_link or entry.kind == "link":
        return "a link is not followed: put the file itself there"
    if entry.kind != "file":
        return "not a plain file: remove it"
    if any("\ud800" <= one <= "\udfff" for one in entry.name):
        return "its name is not UTF-8: rename it"
    return f"a name with {_MISREAD} cannot be asked for: rename it" if _MISREAD in entry.path else None


# --- reading --------------------------------------------------------------------------------------------------------


def _read(stored: Stored, most: int) -> bytes:
    """At most so many bytes of a file, from its beginning."""
    store = _store(stored.root)
    try:
        if not stored.size and not store.system.info(stored.path)["size"]:
            return b""  # of which no range can be asked for
        data: bytes = store.system.cat_file(stored.path, start=0, end=most)
    except Exception as error:
        raise _failed(stored.shown, stored.root, error) from None
    return data


def _dump(stored: Stored) -> str | None:
    """How a file is read if its name is that of a dump; see ``Reader``."""
    claiming = registry.claims(PurePosixPath(stored.path).name)
    return getattr(claiming[0], "dump", None)


def _dumped(stored: Stored, settings: Settings, *, spool: bool) -> Iterator[Record | ArticleError]:
    """The records of a dump; ``spool``: by way of a file of this machine, which is gone afterwards."""
    try:
        with contextlib.ExitStack() as stack:
            file: BinaryIO = cast(BinaryIO, io.BufferedReader(stack.enter_context(_Reading(stored)), _BUFFER))
            if spool:
                copy = stack.enter_context(tempfile.TemporaryFile())
                shutil.copyfileobj(file, copy)
                copy.seek(0)
                file = cast(BinaryIO, copy)
            yield from split(file, PurePosixPath(stored.path), shown=stored.shown, settings=settings)
    except ArticleError as error:
        yield error
    except OSError as error:
        yield stored.error(f"cannot be copied here to be read ({error.strerror}): make room on this machine's disk")


class _Reading(io.RawIOBase):
    """A file in a store, open.

    Raises:
        ArticleError, UnreachableError: from the constructor and from any reading method.
    """

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._file = self._tried(lambda: _store(stored.root).system.open(stored.path, "rb", block_size=_BLOCK))

    def _tried(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except BriefingError:
            raise
        except Exception as error:
            raise _failed(self._stored.shown, self._stored.root, error) from None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._tried(lambda: self._file.seek(offset, whence)))

    def readinto(self, buffer: Any) -> int:
        found: bytes = self._tried(lambda: self._file.read(len(buffer)))
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
