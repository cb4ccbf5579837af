"""Many articles, every hundredth hostile: all good ones built, all bad ones named, in memory that does not grow.

    python -m tests.benchmarks.load COUNT [--toy] [--jobs N] [--work DIR]

``--toy`` puts the tests' toy in the place of the analysis: all but the language model is then measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from generator.config import Project
from tests.benchmarks.synthetic import word
from tests.safety import hostile

ROOT = Path(__file__).parents[2]
EVERY = 100
# Seconds between two looks at the memory. With the toy, some hundred articles take no longer than one second.
LOOK = 0.05
# Seconds that an article may take; the longest of the hostile ones takes more with the model, and is set aside.
SECONDS = 60
LONGEST = "line-fits.txt"
# The bad ones first. Those that cost the model a minute each and are built in the end say nothing here.
CATALOGUE = sorted(
    (one for one in hostile.FILES if one.name == LONGEST or one not in hostile.SIZES or one.said is not hostile.BUILT),
    key=lambda one: one.said is hostile.BUILT,
)


class Load(NamedTuple):
    """A project under load. ``good`` and ``bad``: the articles, by what must become of them."""

    project: Project
    good: set[str]
    bad: set[str]


def article(number: int) -> str:
    """A short article of invented names."""
    first, last, place, thing = (word(number * 7 + part * 1009).capitalize() for part in range(4))
    return (
        f"{place} opens pier {number}\n\nThe council of {place} opened a pier for the ferry {thing} on 2031-03-04. "
        f"“It carries {number + 2} boats,” said {first} {last}, the harbour master."
    )


def make(root: Path, count: int, every: int = EVERY) -> Load:
    """A project of so many articles, each ``every``-th hostile; ours are in folders of a thousand."""
    project = Project(root)
    shutil.copytree(ROOT / "site_config", project.site_config, ignore=shutil.ignore_patterns("*.lock"))
    (project.site_config / "briefing.yml").write_text(f"limits: {{max_seconds: {SECONDS}}}\n")
    good, bad = set[str](), set[str]()
    for number in range(count):
        folder = project.articles / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        if number % every != every - 1:
            name = f"{number:06}.txt"
            (folder / name).write_text(article(number), encoding="utf-8")
            good.add(f"{folder.name}/{name}")
            continue
        file = CATALOGUE[number // every % len(CATALOGUE)]
        name = f"{number:06}-{file.name}"
        (folder / name).write_bytes(file.data())
        (good if file.said is hostile.BUILT else bad).add(f"{folder.name}/{name}")
    return Load(project, good, bad)


def run(load: Load, *, jobs: int, toy: bool) -> dict[str, Any]:
    """``briefing generate --report`` on it, its memory looked at every ``LOOK`` seconds; the figures.

    Raises:
        AssertionError: a promise is broken, or the run was over before its memory could be looked at.
    """
    report = load.project.root / "report.json"
    command = [sys.executable, "-m", "tests.stubbed" if toy else "generator", "generate", "--quiet"]
    command += ["--jobs", str(jobs), "--report", str(report), "--project", str(load.project.root)]
    began, memory = time.monotonic(), list[float]()
    said = load.project.root / "said.txt"
    with said.open("w") as file, subprocess.Popen(command, cwd=ROOT, stderr=file) as process:
        while process.poll() is None:
            memory.append(resident(process.pid))
            time.sleep(LOOK)
    seconds = time.monotonic() - began
    found = json.loads(report.read_text(encoding="utf-8"))
    check(load, found, process.returncode, said.read_text(encoding="utf-8").splitlines())
    analysed = memory[: int(len(memory) * found["seconds"]["articles and briefs"]["wall"] / seconds)]
    assert len(analysed) > 4, "over before its memory could be looked at"
    return {
        "articles": len(load.good) + len(load.bad),
        "bad of them": len(load.bad),
        "exit code": process.returncode,
        "outcomes": found["totals"],
        "reasons": found["reasons"],
        "seconds": round(seconds, 1),
        "articles a second": round(len(load.good) / max(found["seconds"]["articles and briefs"]["wall"], 0.1), 1),
        "MB after a quarter, a half, all of the articles": [
            round(analysed[int((len(analysed) - 1) * share)]) for share in (0.25, 0.5, 1)
        ],
        "MB at most": round(max(memory)),
    }


def check(load: Load, found: dict[str, Any], code: int, said: list[str]) -> None:
    """What the report and the messages must say."""
    outcomes: dict[str, set[str]] = {}
    for one in found["articles"]:
        outcomes.setdefault(one["path"].removeprefix("content/articles/"), set()).add(one["outcome"])
    late = {name for name in load.good if name.endswith(LONGEST) and outcomes.get(name) == {"set aside"}}
    assert {name for name in load.good - late if outcomes.get(name) != {"built"}} == set(), "good ones not built"
    named = {name for name, what in outcomes.items() if what & {"refused", "set aside"}}
    assert named == load.bad | late, "bad ones not named, or good ones named"
    assert code == found["exit_code"] == bool(named)
    assert not [line for line in said if not line.startswith("content/articles/")]
    assert sum(found["reasons"].values()) == len(said)
    assert Counter(one["class"] for one in found["articles"] if one["class"]) == Counter(found["reasons"])
    assert all(one["reason"] for one in found["articles"] if one["outcome"] in ("refused", "set aside"))


def resident(process: int) -> float:
    """Megabytes that a process has in memory now; its children, each of which is bounded by itself, are left out."""
    try:
        fields = Path(f"/proc/{process}/status").read_text().partition("VmRSS:")[2].split()
        return int(fields[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--toy", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", type=Path, metavar="DIR", help="an empty folder to work in, which is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        load = make((options.work or Path(scratch)) / "load", options.count)
        for name, value in run(load, jobs=options.jobs, toy=options.toy).items():
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
