"""What other people install: the wheel is whole, works away from the checkout, and its entry points lead somewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.readers.base import Reader
from tests.conftest import FERRY, ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SKIPPED = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    files = {path.relative_to(ROOT) for path in (ROOT / "generator").rglob("*") if path.is_file()}
    ours = {path.as_posix() for path in files if not set(path.parts) & set(SKIPPED)}
    about = f"briefing-{__version__}.dist-info/"
    packed = {name for name in wheel.namelist() if not name.startswith(about)}
    assert packed == ours
    assert {name for name in packed if name.endswith((".yml", ".json"))}, "the data files"


@pytest.mark.model
def test_a_wheel_works_away_from_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Everything that the analysis reads is in the wheel; a project is not needed to extract."""
    wheel.extractall(tmp_path / "installed")
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-m", "generator", "extract", "--quiet", "--with-text", "ferry.txt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    line = json.loads(done.stdout)
    assert line["text"] == FERRY
    quotes = [(quote["text"], quote["speaker_name"]) for quote in line["quotes"]]
    assert quotes == [
        ("We have waited long enough,", "Ada Holm"),
        ("The council owes the islanders a boat.", "Ada Holm"),
    ]


def test_every_entry_point_leads_somewhere() -> None:
    groups = {"scripts": PYPROJECT["scripts"], **PYPROJECT["entry-points"]}
    found = {(group, name): _load(target) for group, targets in groups.items() for name, target in targets.items()}
    assert callable(found["scripts", "briefing"])
    assert found["mkdocs.plugins", "briefing"].__name__ == "BriefingPlugin"
    assert all(isinstance(value, Reader) for (group, _), value in found.items() if group == "briefing.readers")


def _load(target: str) -> object:
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)


def test_the_classified_pythons_are_those_that_ci_runs() -> None:
    prefix = "Programming Language :: Python :: 3."
    classified = [
        line.removeprefix("Programming Language :: Python :: ")
        for line in PYPROJECT["classifiers"]
        if line.startswith(prefix)
    ]
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["gate"]["strategy"]["matrix"]["python"] == classified
    assert PYPROJECT["requires-python"] == f">={classified[0]}"
