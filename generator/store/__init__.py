"""Files and state on disk."""

from generator.store.disk import (
    TEMPORARY_PREFIX,
    copy,
    files,
    inside,
    lock,
    remove,
    serving,
    stretch,
    swept,
    write_if_changed,
    write_parts,
)
from generator.store.manifest import ASKED, Manifest, Row
from generator.store.page_cache import BuiltRow, EntryRow, GroupRow, PageCache, PageRow
from generator.store.signature import Signature, content, pages_alone, signature
from generator.store.trees import replace, under_way

__all__ = [
    "ASKED",
    "TEMPORARY_PREFIX",
    "BuiltRow",
    "EntryRow",
    "GroupRow",
    "Manifest",
    "PageCache",
    "PageRow",
    "Row",
    "Signature",
    "content",
    "copy",
    "files",
    "inside",
    "lock",
    "pages_alone",
    "remove",
    "replace",
    "serving",
    "signature",
    "stretch",
    "swept",
    "under_way",
    "write_if_changed",
    "write_parts",
]
