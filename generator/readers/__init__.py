"""Bytes to articles: one module a format, found through a registry.

>>> for path in discover(folder):                        # Path, or ArticleError
...     for record in records(path, shown=..., settings=settings):   # Record, or ArticleError
...         article = parse(record, settings)            # Article; raises ArticleError

``records`` reads bytes and digests them; ``parse`` does the work. A caller that knows a record's ``sha256``
need not parse it. Records are picklable, so that ``parse`` can run in another process.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError, BriefingError
from generator.models import Article
from generator.readers import files, registry, unpacking
from generator.readers.base import Head, Reader, Record, Stored

# Of a foreign exception's text, what fits on a line.
_REASON_MAX = 300

__all__ = ["Head", "Reader", "Record", "Stored", "discover", "listed", "parse", "read", "records", "split"]


def discover(root: Path) -> Iterator[Path | ArticleError]:
    """The articles' files below ``root``, in an order that no platform changes.

    Hidden files, ``README.md`` and ``*.brief.yml`` are passed over. Yielded, not raised, is an error (its path
    relative to ``root``) for each unknown extension, link out of ``root`` or to nowhere or to a folder, named
    pipe, device, socket, and folder that cannot be listed.
    """
    for found in listed(root):
        yield found if isinstance(found, ArticleError) else Path(found)


def listed(root: Path) -> Iterator[str | ArticleError]:
    """``discover`` without the cost of an object for each path."""
    for path in files.walk(root):
        if isinstance(path, ArticleError) or registry.claims(path.rpartition("/")[2]):
            yield path
        else:
            yield registry.unknown(Path(path), files.shown(Path(path), root))


def records(path: Path, *, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
    """The records of one file, unparsed; an error for each that cannot be read. Memory is that of one record.

    ``shown`` is the path in messages, ids and ``Article.path``: relative to the articles' folder, in POSIX form.
    """
    return _told(_records_of(path, shown, settings), shown)


def split(file: BinaryIO, name: PurePath, *, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
    """The records of an open file, whatever it is read from; see ``records``. ``name`` bears its extension."""
    return _told(_split(file, name, shown, settings), shown)


def _records_of(path: Path, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
    if not registry.claims(path.name) and path.exists():
        raise registry.unknown(path, shown)
    with files.open_file(path, shown) as file:
        yield from _split(file, path, shown, settings)


def _split(file: BinaryIO, name: PurePath, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
    source = unpacking.unpacked(file, shown)
    reader = registry.choose(name, source.read(registry.SNIFFED))
    source.seek(0)
    yield from reader.records(source, shown, settings)


def _told(found: Iterator[Record | ArticleError], shown: str) -> Iterator[Record | ArticleError]:
    """Records; an error that ends them is told as the last of them."""
    try:
        yield from found
    except ArticleError as error:
        yield error
    except OSError as error:
        reason = f"cannot be read ({error.strerror}): see that it is there and readable"
        yield ArticleError(shown, reason, kind="file")
    except BriefingError:
        raise
    except Exception as error:  # a fault of a reader or of what it stands on; one bad file never stops the others
        reason = plain_text.squeeze(f"cannot be read: {type(error).__name__}: {error}")[:_REASON_MAX]
        yield ArticleError(shown, f"{reason}: report this, and remove it till then", kind="fault")


def parse(record: Record, settings: Settings) -> Article:
    """The article of a record.

    Raises:
        ArticleError: one line that names file, line, cause and remedy.
    """
    return registry.by_name(record.reader).parse(record, settings)


def read(path: Path, *, shown: str, settings: Settings) -> Iterator[Article | ArticleError]:
    """All articles of one file; an error for each record that is refused."""
    for record in records(path, shown=shown, settings=settings):
        if isinstance(record, ArticleError):
            yield record
            continue
        try:
            yield parse(record, settings)
        except ArticleError as error:
            yield error
