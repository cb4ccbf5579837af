"""Files and state on disk."""

from generator.store.disk import TEMPORARY_PREFIX, files, inside, lock, remove, sweep, write_if_changed
from generator.store.manifest import Manifest, Row

__all__ = ["TEMPORARY_PREFIX", "Manifest", "Row", "files", "inside", "lock", "remove", "sweep", "write_if_changed"]
