"""Files and state on disk."""

from generator.store.disk import (
    TEMPORARY_PREFIX,
    content,
    files,
    inside,
    lock,
    remove,
    serving,
    signature,
    sizes,
    sweep,
    write_if_changed,
)
from generator.store.manifest import Manifest, Row
from generator.store.page_cache import BuiltRow, EntryRow, PageCache, PageRow

__all__ = [
    "TEMPORARY_PREFIX",
    "BuiltRow",
    "EntryRow",
    "Manifest",
    "PageCache",
    "PageRow",
    "Row",
    "content",
    "files",
    "inside",
    "lock",
    "remove",
    "serving",
    "signature",
    "sizes",
    "sweep",
    "write_if_changed",
]
