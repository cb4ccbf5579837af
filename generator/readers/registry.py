"""The readers there are: our own, and those that other packages name as entry points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath

from generator.errors import ArticleError, ConfigurationError, Diagnostic
from generator.readers import unpacking
from generator.readers.base import Reader

# No extension is longer.
_LONGEST_ENDING = 32
GROUP = "briefing.readers"
# Our own work without being installed (from a checkout, say), hence are not looked up as entry points.
_OWN = (
    *("plain", "markdown", "html", "jsonl", "table", "ninjs", "json_feed", "json_ld_file", "nitf", "newsml"),
    *("feed:RSS", "feed:ATOM", "mail", "warc", "parquet", "pdf", "docx"),
)
_OWN_PACKAGE = "generator.readers."
# Enough of a file to tell its format: the telling key of a JSON document may come after its text.
SNIFFED = 65_536


@lru_cache(maxsize=1)
def readers() -> tuple[Reader, ...]:
    """All readers: our own first, then others by name.

    Raises:
        ConfigurationError: an entry point cannot be loaded or names no reader.
    """
    own = [_own(name) for name in _OWN]
    others = sorted((point for point in entry_points(group=GROUP)), key=lambda point: (point.name, point.value))
    return (*own, *(_load(point) for point in others if not point.value.startswith(_OWN_PACKAGE)))


def _own(name: str) -> Reader:
    module, _, attribute = name.partition(":")
    reader: Reader = getattr(import_module(_OWN_PACKAGE + module), attribute or "READER")
    return reader


def _load(point: EntryPoint) -> Reader:
    try:
        reader = point.load()
    except Exception as error:  # any fault of somebody else's package is its, not ours
        reason = f"the reader {point.value} cannot be loaded ({error}): repair or uninstall its package"
        raise ConfigurationError([Diagnostic(point.name, None, reason)]) from error
    if not isinstance(reader, Reader):
        reason = f"{point.value} is no reader (see generator.readers.base.Reader): uninstall its package"
        raise ConfigurationError([Diagnostic(point.name, None, reason)])
    return reader


def by_name(name: str) -> Reader:
    """The reader of that name; of two, the last (another package may take the place of one of ours).

    Raises:
        KeyError: there is none.
    """
    return {reader.name: reader for reader in readers()}[name]


def claims(name: str) -> Sequence[Reader]:
    """The readers whose extension the name bears (before ``.gz``, if it has that), the longest extension first."""
    name = name.lower().removesuffix(unpacking.SUFFIX)
    # Names that differ before their first dot alone are looked up once.
    return _claims(name[name.find(".") :][-_LONGEST_ENDING:], readers())


@lru_cache(maxsize=4096)
def _claims(name: str, known: tuple[Reader, ...]) -> tuple[Reader, ...]:
    found = [
        (-max(len(extension) for extension in reader.extensions if name.endswith(extension)), index, reader)
        for index, reader in enumerate(known)
        if name.endswith(reader.extensions)
    ]
    return tuple(reader for _, _, reader in sorted(found, key=lambda item: item[:2]))


def choose(path: PurePath, head: bytes) -> Reader:
    """The reader for a file that begins with ``head``: by content among those that claim its extension,
    then by content among all, then by extension.

    Raises:
        ArticleError: nobody claims the extension.
    """
    claiming = list(claims(path.name))
    if not claiming:
        raise unknown(path, str(path))
    others = [reader for reader in readers() if reader not in claiming]
    return next((reader for reader in [*claiming, *others] if reader.sniff(head, path)), claiming[0])


def unknown(path: PurePath, shown: str) -> ArticleError:
    known = " ".join(sorted({extension for reader in readers() for extension in reader.extensions}))
    kind = f"unknown extension {path.suffix}" if path.suffix else "a name without an extension"
    return ArticleError(shown, f"{kind}: remove it or save it as one of {known}", kind="file")
