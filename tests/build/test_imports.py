"""An unchanged project loads neither the model's library nor the site builder."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from generator import build, engine, readers
from generator.config import Project, Settings
from tests import stubbed
from tests.build.support import ROOT

UNCHANGED = """
import sys
from generator.cli import main
code = main(sys.argv[1:])
heavy = ("spacy", "thinc", "numpy", "mkdocs", "trafilatura", "lxml", "rich", "charset_normalizer", "dateparser")
print(sorted({name.partition(".")[0] for name in sys.modules} & set(heavy)), file=sys.stderr)
sys.exit(code)
"""


def call_unchanged(project: Project, name: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", UNCHANGED, name, "--project", str(project.root), "--jobs", "2"]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def test_an_unchanged_project_loads_neither_model_nor_site_builder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real command on briefs that bear the real model's name."""
    monkeypatch.undo()
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    build.run(project, Settings(), site=False)
    for is_state_lost in (False, True):
        if is_state_lost:
            shutil.rmtree(project.state)
        done = call_unchanged(project, "generate")
        assert done.returncode == 0, done.stderr
        assert "4 briefs: 0 written, 4 unchanged" in done.stderr
        # Without the state all pages are planned anew, and the network of actors is drawn with numpy.
        assert done.stderr.splitlines()[-1] in (["[]", "['numpy']"] if is_state_lost else ["[]"])


@pytest.mark.site
def test_an_unchanged_site_is_not_built_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    first = build.run(project, Settings(), site=True)
    assert first.site_built
    assert (project.site / "index.html").is_file()
    done = call_unchanged(project, "build")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Site unchanged: ")
    assert done.stderr.splitlines()[-1] == "[]"
    (project.site / "index.html").unlink()
    assert build.run(project, Settings(), site=True).site_built


def test_records_are_those_of_all_articles(project: Project) -> None:
    found = [record for record in build.records(project, Settings()) if isinstance(record, readers.Record)]
    assert [(record.shown, record.number) for record in found] == [
        ("dump.jsonl", 0),
        ("dump.jsonl", 1),
        ("ferry.txt", None),
        ("roads/bridge.md", None),
    ]
