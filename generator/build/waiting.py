"""Articles that have no brief now, by their status or an embargo: their briefs leave, and withdrawn ones say so."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from generator import brief, store
from generator.brief import addresses
from generator.build.folder import Folder
from generator.build.report import Report
from generator.engine import Waiting

FILE = addresses.WITHDRAWN


class Absent:
    """The articles of a run that wait, and what is to be said at the addresses that some of them had."""

    def __init__(self, folder: Folder) -> None:
        """Before anything is written.

        Raises:
            ConfigurationError: what earlier runs have noted beside the briefs is damaged.
        """
        addresses.prove(folder.root)
        self._folder = folder
        self._before = addresses.told(folder.root / FILE)
        self._notices: dict[str, str] = {}
        self.paths: set[str] = set()

    def take(self, item: Waiting, report: Report) -> None:
        """Remove the brief of an article that waits."""
        self._folder.refuse_second(item.record, item.identity)
        self.paths.add(item.record.shown)
        report.waiting[item.reason] = report.waiting.get(item.reason, 0) + 1
        home = self._folder.home(item.identity)
        if home is not None:
            store.remove(self._folder.root, [home])
            self._folder.drop(home)
        if item.reason in ("withheld", "canceled"):
            digits = brief.identity_hash(item.identity)
            had = [path for path in self._before if PurePosixPath(path).stem.endswith(f"-{digits}")]
            self._notices |= dict.fromkeys([*had, *([home] if home else [])], item.reason)

    def write(self) -> None:
        """Note the notices beside the briefs; nothing where there are none."""
        if self._notices:
            text = json.dumps(dict(sorted(self._notices.items())), indent=1) + "\n"
            store.write_if_changed(self._folder.root, FILE, text.encode())
        else:
            store.remove(self._folder.root, [FILE])
