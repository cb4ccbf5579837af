"""What other people install: the wheel is whole, works away from the checkout, and its entry points lead somewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from generator import __version__, starter
from generator.readers.base import Reader
from tests.conftest import FERRY, ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Where the wheel has the files of a user's project.
PROJECT = "generator/starter/project/"
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
    project = {name.removeprefix(PROJECT) for name in packed if name.startswith(PROJECT)}
    assert {name for name in packed if not name.startswith(PROJECT)} == ours
    sources = [ROOT / part for part in (*starter.PARTS, *starter.EXAMPLE)]
    files = {path for source in sources for path in (source, *source.rglob("*")) if path.is_file()}
    assert project == {path.relative_to(ROOT).as_posix() for path in files}, "what a user's project begins with"
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


def install(folder: Path, *arguments: str, here: Path = ROOT) -> Path:
    """A fresh environment with what ``pip install`` is told, and these tests' own libraries after it; its commands."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    # These come after the environment's own packages on the path, and no .pth file among them is obeyed.
    told = "import site; print(site.getsitepackages()[0])"
    own = subprocess.run([python, "-c", told], capture_output=True, text=True, check=True).stdout.strip()
    libraries = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    (Path(own) / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, *arguments], cwd=here, check=True, capture_output=True)
    return folder / "bin"


def run(commands: Path, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {"PATH": f"{commands}:{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        ["bash", "-ec", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done


@pytest.mark.slow
@pytest.mark.site
@pytest.mark.model
def test_who_installs_the_wheel_can_begin_a_project_build_and_prove_it(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    commands = install(tmp_path / "venv", str(wheel.filename))
    # MkDocs is a command of the libraries; here it runs on the environment's Python.
    mkdocs = f"{commands / 'python'} -m mkdocs"
    where = run(commands, "python -c 'import generator; print(generator.__file__)'", tmp_path).stdout
    assert where.startswith(str(tmp_path / "venv")), "the wheel's own, not the checkout's"
    run(commands, "briefing init desk", tmp_path)
    desk = tmp_path / "desk"
    run(commands, "git init -q . && git add --all", desk)
    run(commands, "briefing build && briefing check", desk)
    assert len(list((desk / "content" / "briefs").rglob("*.md"))) == 1
    assert "Lindqvane" in (desk / "site" / "index.html").read_text(encoding="utf-8")
    run(commands, f"{mkdocs} build --quiet --strict -f site_config/mkdocs.yml", desk)
    assert run(commands, "git status --porcelain", desk).stdout.split("\n")[-2].startswith("?? content/briefs/")
    # What the project's workflow installs is this very wheel.
    workflow = yaml.safe_load((desk / ".github" / "workflows" / "briefs.yml").read_text(encoding="utf-8"))
    (script,) = (step["run"] for step in workflow["jobs"]["build"]["steps"] if step.get("name") == "Install")
    assert "-r site_config/requirements.txt" in script
    ci = install(tmp_path / "ci", "-r", starter.REQUIREMENTS, here=desk)
    run(ci, "briefing check --evidence", desk)


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
