"""What the tests of the build share: runs with the toy analysis, and what they leave on disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from generator import brief, build
from generator.build import Report
from generator.config import Project, Settings
from generator.editorial import KnownActor
from generator.models import Analysis, Article
from tests import stubbed

ROOT = Path(__file__).parents[2]


class Counting(stubbed.ToyAnalyser):
    """Notes what is analysed."""

    analysed: list[str] = []  # noqa: RUF012  (emptied by the fixture)

    def analyse(self, article: Article, known: tuple[KnownActor, ...] = ()) -> Analysis:
        self.analysed.append(article.id)
        return super().analyse(article, known)


def run(project: Project, **options: Any) -> Report:
    """One run, without the site."""
    settings = options.pop("settings", Settings())
    Counting.analysed.clear()
    return build.run(project, settings, site=False, **options)


def tree(*roots: Path) -> dict[str, bytes]:
    """Every file below the folders, hidden ones too."""
    return {str(path): path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file()}


def outputs(project: Project) -> dict[str, bytes]:
    """What a run makes, by path below ``content``."""
    found = tree(project.briefs, project.pages)
    return {str(Path(name).relative_to(project.root / "content")): data for name, data in found.items()}


def marks(project: Project) -> dict[str, tuple[int, int]]:
    """What changes when a file is written: its inode and time."""
    found = (project.root / "content").rglob("*")
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def texts(count: int, **more: str) -> dict[str, str]:
    """Short articles of our own."""
    articles = {
        f"{n:03}.txt": f"Ferry {n} sails\n\nAda Holm opened line {n} in Tollen on 2031-03-04." for n in range(count)
    }
    return {**articles, **more}


def briefs_of(project: Project) -> dict[str, str]:
    """Paths of the briefs by the path (and record) of their article."""
    found = {}
    for path in build.Folder(project).present:
        source = brief.load((project.briefs / path).read_text())[0].source
        found[source.path if source.record is None else f"{source.path}#{source.record}"] = path
    return found


def stubbed_json(**values: Any) -> str:
    return json.dumps(values) + "\n"


def lines(*texts_: str, **more: str) -> str:
    return "".join(stubbed_json(text=text, **more) for text in texts_)


def command(project: Project, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``briefing generate`` with the toy, in a process of its own."""
    call = [sys.executable, "-m", "tests.stubbed", "generate", "--project", str(project.root), *more]
    environ = {**os.environ, "OMP_NUM_THREADS": "1", **environment}
    return subprocess.run(call, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
