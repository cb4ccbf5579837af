"""What archives of several sizes cost: pages and site from scratch, a run without changes, one article more.

Briefs are synthetic and written directly instead of being extracted, which would take hours.
"""

from __future__ import annotations

import itertools
import shutil
import sys
from math import log
from pathlib import Path
from typing import Any

from generator.config import Project
from tests.benchmarks import measured, rivals
from tests.benchmarks.synthetic import article, write_archive

ROOT = Path(__file__).parents[2]
# New articles, one after the other, of which the median is told: the speed of a machine that others use varies.
ARTICLES = 3
# Loads the model as ``briefing`` does and reads one article: the least that one changed article can cost.
_START = """
import sys
from pathlib import Path
import spacy
from generator.analysis.version import model_folder
spacy.load(model_folder("en_core_web_sm"))(Path(sys.argv[1]).read_text(encoding="utf-8"))
"""


def measure(sizes: list[int], work: Path) -> dict[str, Any]:
    """The figures of each size, and how each grows from one size to the next (1: linear)."""
    measured.python("-m", "compileall", "-q", "generator", cwd=ROOT)
    found = {}
    for size in sorted(sizes):
        found[size] = _one(size, work / str(size))
        print(f"{size} briefs: {found[size]}", file=sys.stderr)
    exponents = {
        f"{small} to {large}": {
            name: round(log(found[large][name] / found[small][name]) / log(large / small), 2)
            for name in ("pages_cpu", "site_cpu", "unchanged_cpu", "one_more_cpu")
        }
        for small, large in itertools.pairwise(sorted(found))
    }
    return {"sizes": found, "exponents": exponents}


def _one(size: int, folder: Path) -> dict[str, Any]:
    project = write_archive(folder, size)
    pages = measured.briefing(folder, "generate")
    site = measured.briefing(folder, "build")
    unchanged = measured.briefing(folder, "build")
    count = sum(path.suffix == ".md" for path in _inodes(project.pages, "*"))
    more = [_one_more(project, size + number) for number in range(ARTICLES)]
    return {
        "pages": count,
        "pages_cpu": round(pages.cpu, 2),
        "pages_memory": round(pages.memory),
        "site_cpu": round(site.cpu - unchanged.cpu, 2),
        "site_memory": round(site.memory),
        "pages_per_cpu_second": round(count / (site.cpu - unchanged.cpu), 1),
        "unchanged_cpu": round(unchanged.cpu, 2),
        "unchanged_memory": round(unchanged.memory),
        **sorted(more, key=lambda one: one["one_more_to_least"])[ARTICLES // 2],
    }


def _one_more(project: Project, number: int) -> dict[str, Any]:
    """What a run costs to which one article is new, and the least that it can cost."""
    built, derived = _inodes(project.site, "*.html"), _inodes(project.pages, "*")
    source = add(project, number)
    more = measured.briefing(project.root, "build")
    touched = [path for path, inode in _inodes(project.site, "*.html").items() if built.get(path) != inode]
    others = [path for path, inode in _inodes(project.pages, "*").items() if derived.get(path) != inode]
    start = measured.python("-c", _START, str(source))
    docs = project.root.with_name("plain")
    plain = _plain(project, touched, [path for path in others if path.suffix != ".md"], docs)
    return {
        "one_more_cpu": round(more.cpu, 2),
        "one_more_pages": len(touched),
        "one_more_memory": round(more.memory),
        "model_start_cpu": round(start.cpu, 2),
        "plain_mkdocs_cpu": round(plain, 2),
        "one_more_to_least": round(more.cpu / (start.cpu + plain), 2),
    }


def _inodes(root: Path, pattern: str) -> dict[Path, int]:
    """Of every file; a file that is written anew gets another."""
    return {path: path.stat().st_ino for path in root.rglob(pattern) if path.is_file()}


def _plain(project: Project, touched: list[Path], others: list[Path], docs: Path) -> float:
    """Processor time of plain MkDocs for what one article more touches, pages and files: the least it can cost."""
    shutil.rmtree(docs, ignore_errors=True)
    for path in others:
        target = docs / "docs" / path.relative_to(project.pages)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for page in touched:
        name = page.parent.relative_to(project.site)
        source = next(one for one in (project.pages / name / "index.md", project.pages / f"{name}.md") if one.is_file())
        target = docs / "docs" / source.relative_to(project.pages)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return rivals.plain(docs)


def add(project: Project, number: int) -> Path:
    """Put one more article into a project."""
    source, _ = article(number)
    path = project.articles / source.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source.text, encoding="utf-8")
    return path
