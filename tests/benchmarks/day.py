"""What a newsroom's day costs in CI: the scripts of the users' workflow, as they are, with 20 new articles.

The archive has been built and packed by a run before. To fetch and keep the packed file is the host's; its size tells.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from generator.config import Project
from tests.benchmarks import growth, measured

ROOT = Path(__file__).parents[2]
ARTICLES = 20
STEPS = (
    *("Unpack what the last run left", "Note the address of the site", "Make the briefs", "Prove every statement"),
    *("Build the site", "Pack what the next run needs"),
)


def measure(root: Path, first: int) -> dict[str, Any]:
    """Seconds of each step, of processor time and on the clock; ``root``: a project of which the site is built.

    ``first``: the number of the first new article.
    """
    project, home = Project(root), root.with_name(f"{root.name}-home")
    home.mkdir()
    ignored = "/.briefing/\n/content/pages/\n/site/\n"
    (root / ".gitignore").write_text(ignored, encoding="utf-8")
    _bash("git init -q -b main . && git add . && git commit -q -m archive", root, home)
    _bash("git rev-parse HEAD > .briefing/proved", root, home)
    _bash(_script(STEPS[-1]), root, home)
    for derived in (project.state, project.pages, project.site):
        shutil.rmtree(derived)
    for number in range(first, first + ARTICLES):
        growth.add(project, number)
    _bash("git add content/articles && git commit -q -m day", root, home)
    spent = {}
    for name in STEPS:
        begun = measured.clock()
        cpu = _bash(_script(name), root, home)
        spent[name] = {"cpu": round(cpu, 1), "wall": round(measured.clock() - begun, 1)}
    return {
        "briefs": first,
        "new_articles": ARTICLES,
        "steps": spent,
        "cpu": round(sum(one["cpu"] for one in spent.values()), 1),
        "wall": round(sum(one["wall"] for one in spent.values()), 1),
        "packed_mb": round(measured.weight(home) / measured.MEGABYTE),
        "packed_from_files": sum(
            1 for one in (project.state, project.pages, project.site) for path in one.rglob("*") if path.is_file()
        ),
    }


def _script(name: str) -> str:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "briefs.yml").read_text(encoding="utf-8"))
    (found,) = (one["run"] for one in workflow["jobs"]["build"]["steps"] if one.get("name") == name)
    return str(found)


def _bash(script: str, root: Path, home: Path) -> float:
    """Processor time of a step, run as the host runs it."""
    identity = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = identity | {"HOME": str(home), "GITHUB_ENV": os.devnull, "EVENT": "push"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return measured.taken(["bash", "-e", "-o", "pipefail", "-c", script], cwd=root, more=environment).cpu
