"""Files that no reader has to open: their bytes, and so all of their records, are those of an earlier run."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.build.folder import Folder
from generator.config import Settings
from generator.readers import files
from generator.store import Manifest, Row
from generator.text import sha256


class Done:
    """The files of earlier runs, as the manifest knows them, and those that this run adds.

    ``fingerprints``: of what makes briefs of which editors say nothing, one a language; with them go every setting,
    since settings decide what a reader accepts, and ``salt``: what else decides whether a file must be read.
    ``key``: of both; ``digests``: those of the files that were looked at.
    """

    def __init__(
        self,
        manifest: Manifest,
        folder: Folder,
        settings: Settings,
        fingerprints: Collection[str],
        *,
        salt: str | None = None,
    ) -> None:
        self._manifest, self._folder = manifest, folder
        self._fingerprints = frozenset(fingerprints)
        self.key = sha256(f"{sorted(self._fingerprints)} {settings.model_dump_json()} {salt}")
        self._fresh: dict[str, str] = {}
        self._alone: dict[str, tuple[str, Row]] = {}
        self.digests: dict[str, str] = {}

    def expect(self, names: Sequence[str]) -> None:
        """Look up at once, as single questions would cost more than all else, the files that ``rows`` comes to next."""
        self._alone = self._manifest.alone(names, self.key)

    def rows(self, path: str, shown: str) -> list[Row]:
        """The rows of all records of a file whose briefs are as they were written; none if it has to be read."""
        digest = files.digest(path)
        if digest is None:
            return []
        self.digests[shown] = digest
        before, row = self._alone.get(shown, (None, None))
        rows = [row] if row and before == digest else self._manifest.file(shown, digest, self.key)
        if rows and all(row.fingerprint in self._fingerprints and self._is_as_written(row) for row in rows):
            return rows
        self._fresh[shown] = digest
        return []

    def _is_as_written(self, row: Row) -> bool:
        return self._folder.is_as_written(row.brief, row.identity, row.brief_sha256)

    def note(self, failed: Collection[str]) -> None:
        """Remember the files that were read and of which no record failed. Call it when all briefs are written."""
        self._manifest.put_files({path: digest for path, digest in self._fresh.items() if path not in failed}, self.key)
