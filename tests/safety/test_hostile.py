"""Each hostile article is built or refused, with one line that says file, line, reason and remedy; the others go on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import unicodedata
from dataclasses import dataclass

import pytest

from generator import brief, build, escape
from generator.config import Project
from tests.conftest import ROOT
from tests.safety import hostile
from tests.safety.hostile import Hostile


@dataclass(frozen=True)
class Outcome:
    """Of one run over all of a catalogue: its lines, the briefs by their article, seconds, and megabytes at most."""

    code: int
    lines: list[str]
    briefs: dict[str, int]
    seconds: float
    memory: float
    project: Project

    def said(self, name: str) -> list[str]:
        shown = escape.terminal(f"content/articles/{name}")
        return [line.removeprefix(shown) for line in self.lines if re.match(re.escape(shown) + r"[:/]", line)]


# Root may read everything; without these rights it may read what its files' modes allow.
NOT_ALMIGHTY = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def run(project: Project, *more: str, before: list[str] | None = None) -> Outcome:
    """``briefing generate`` with the toy analysis, in a process of its own."""
    call = [
        *(before or ()),
        sys.executable,
        "-c",
        MEASURED,
        "generate",
        "--quiet",
        "--project",
        str(project.root),
        *more,
    ]
    began = time.monotonic()
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    seconds = time.monotonic() - began
    *lines, memory = done.stderr.splitlines()
    briefs: dict[str, int] = {}
    for path in build.Folder(project).present:
        source = brief.load((project.briefs / path).read_bytes().decode())[0].source
        briefs[source.path] = briefs.get(source.path, 0) + 1
    return Outcome(done.returncode, lines, briefs, seconds, float(memory), project)


# A process that was just made carries in ``ru_maxrss`` what the one that made it had, here the whole test run: its own
# memory is asked of the kernel by name, that of its children by ``ru_maxrss``.
MEASURED = """
import pathlib, resource, sys
from tests import stubbed
stubbed.install()
code = stubbed.main()
own = int(pathlib.Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All hostile files in one project, with a good one before and after them."""
    project = Project(tmp_path_factory.mktemp("hostile"))
    project.site_config.mkdir()
    (project.site_config / "mkdocs.yml").write_text("site_name: Hostile\n")
    project.articles.mkdir(parents=True)
    for name in ("0-good.txt", "zz-good.txt"):
        (project.articles / name).write_text(hostile.PROSE.replace("ferry", f"ferry {name[0]}"))
    for file in hostile.FILES:
        (project.articles / file.name).write_bytes(file.data())
    return run(project)


def test_names_are_told_apart() -> None:
    names = [file.name for file in hostile.FILES]
    assert len(names) == len(set(names))


@pytest.mark.slow
@pytest.mark.parametrize("file", hostile.FILES, ids=lambda file: file.name)
def test_it_is_built_or_refused_with_reason_and_remedy(file: Hostile, outcome: Outcome) -> None:
    said = outcome.said(file.name)
    if file.said is hostile.BUILT:
        assert said == []
        assert outcome.briefs.get(file.name) == 1
        return
    assert said, "passed over without a word"
    assert outcome.briefs.get(file.name, 0) == file.briefs
    for line in said:
        assert re.search(file.said, line), line
        assert re.search(r"[:;,] \w", re.sub(r"^(:\d+)?: ", "", line)), f"no remedy: {line}"


@pytest.mark.slow
def test_the_others_go_on_and_the_run_says_so(outcome: Outcome) -> None:
    assert outcome.code == 1
    assert {"0-good.txt", "zz-good.txt"} <= set(outcome.briefs)
    assert not [line for line in outcome.lines if "Traceback" in line or not line.startswith("content/articles/")]
    assert all(len(line) < 600 for line in outcome.lines)
    assert not list(outcome.project.root.rglob("pwned"))


@pytest.mark.slow
def test_no_file_takes_long_or_much(outcome: Outcome) -> None:
    """Bombs of a gigabyte go off outside: a whole run over all of them stays far below what one would take."""
    assert outcome.memory < 1000, "MB"
    assert outcome.seconds < 200


# --- names and places -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All hostile names and places in one project, by a user who may not read everything."""
    root = tmp_path_factory.mktemp("places")
    project = Project(root / "project")
    project.site_config.mkdir(parents=True)
    (project.site_config / "mkdocs.yml").write_text("site_name: Hostile\n")
    articles = root / "project" / "content" / "articles"
    articles.mkdir(parents=True)
    hostile.strew(articles)
    return run(project, before=NOT_ALMIGHTY)


@pytest.mark.parametrize("name", hostile.NAMES, ids=ascii)
def test_a_name_is_a_name_and_nothing_else(name: str, places: Outcome) -> None:
    wanted = hostile.NAMES[name]
    assert places.briefs.get(name, 0) == (wanted is hostile.BUILT)
    lines = places.said(name)
    assert [bool(re.search(wanted or "$^", line)) for line in lines] == ([True] if wanted else [])


@pytest.mark.parametrize("name", hostile.PLACES)
def test_what_is_no_plain_file_of_the_project_is_refused_unread(name: str, places: Outcome) -> None:
    (line,) = places.said(name)
    assert re.fullmatch(": " + hostile.PLACES[name], line)
    assert name not in places.briefs


def test_every_brief_of_a_hostile_name_has_a_safe_path_of_its_own(places: Outcome) -> None:
    """Also where the file system takes ``A`` for ``a`` and one form of an accent for the other."""
    paths = [*places.project.root.glob("content/briefs/**/*"), *places.project.pages.rglob("*")]
    names = [path.relative_to(places.project.root).as_posix() for path in paths]
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in names)
    folded = [unicodedata.normalize("NFC", name).casefold() for name in names]
    assert len(set(folded)) == len(names)
    reserved = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
    parts = {part.partition(".")[0] for name in names for part in name.casefold().split("/")}
    assert not parts & reserved
    assert max(len(part) for name in names for part in name.split("/")) <= 120


def test_nothing_from_outside_is_in_the_project_and_nothing_was_run(places: Outcome) -> None:
    assert places.code == 1
    assert not [line for line in places.lines if "Traceback" in line]
    for path in places.project.root.glob("content/[bp]*/**/*"):
        if path.is_file():
            assert b"secret of the outside" not in path.read_bytes()
            assert b"root:x:0" not in path.read_bytes()
    assert not list(places.project.root.parent.rglob("pwned"))
    assert not (ROOT / "pwned").exists()
