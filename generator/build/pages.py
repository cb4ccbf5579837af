"""Briefs -> ``content/pages``: written anew only when something that goes in has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator import brief, pages, store
from generator.build.folder import Folder
from generator.build.report import Progress, Report
from generator.config import Project, Settings
from generator.errors import Diagnostic, FrontMatterError
from generator.models import Brief
from generator.store import Manifest
from generator.text import sha256

_CODE = Path(__file__).parent.parent


class _Briefs:
    """The briefs of a run as (path, brief, body), read anew each time: they would not fit into memory."""

    def __init__(self, folder: Folder, report: Report) -> None:
        self._folder, self._report = folder, report
        self._paths = sorted(folder.digests)

    def __iter__(self) -> Iterator[tuple[str, Brief, str]]:
        for path in self._paths:
            try:
                yield (path, *brief.load(self._folder.document(path)))
            except FrontMatterError as error:
                found = Diagnostic(f"content/briefs/{path}", error.line, error.reason)
                if found not in self._report.failures:
                    self._report.failures.append(found)


def generate(
    project: Project, settings: Settings, manifest: Manifest, folder: Folder, report: Report, progress: Progress
) -> str:
    """Write what has changed below ``content/pages``; returns the key of everything that went in."""
    key = _key(project, settings, folder)
    if manifest.state("pages") == f"{key} {_tree_key(project.pages)}":
        return key
    wanted = set()
    for number, (name, text) in enumerate(pages.render(_Briefs(folder, report), settings, project), 1):
        report.pages_written += store.write_if_changed(project.pages, name, text.encode("utf-8"))
        wanted.add(name)
        progress("Writing pages", number)
    store.remove(project.pages, [name for name in store.files(project.pages) if name not in wanted])
    manifest.set_state("pages", f"{key} {_tree_key(project.pages)}")
    return key


def _key(project: Project, settings: Settings, folder: Folder) -> str:
    """A digest of the briefs, the settings, the hand-written pages and the code that makes pages."""
    parts = [settings.model_dump_json(), _tree_key(project.site_config), _tree_key(_CODE, ".py")]
    parts += [f"{path} {digest}" for path, digest in sorted(folder.digests.items())]
    return sha256("\n".join(parts))


def _tree_key(root: Path, suffix: str = "") -> str:
    """A digest of every file's name and bytes below ``root``."""
    return sha256("\n".join(f"{name} {sha256((root / name).read_bytes())}" for name in store.files(root, suffix)))
