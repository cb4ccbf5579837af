"""The same Markdown through other generators, and the same search through another index."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.benchmarks import measured
from tests.benchmarks.measured import MEGABYTE

_NAV = "nav:\n  - Home: index.md\n  - Archive: archive/index.md\n"
_CONFIG = "site_name: Plain\ndocs_dir: docs\ntheme:\n  name: {theme}\n{more}" + _NAV + "not_in_nav: |\n  /**\n"
_MATERIAL = "  font: false\n"


def measure(project: Path, site_cpu: float, work: Path) -> dict[str, Any]:
    """Pages per second of processor time, ours against each; what is not installed is left out.

    ``project``: one with its pages and its site; ``site_cpu``: what its site took.
    """
    docs = work / "docs"
    for page in (project / "content" / "pages").rglob("*.md"):
        target = docs / page.relative_to(project / "content" / "pages")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, target)
    count = sum(1 for _ in docs.rglob("*.md"))
    found = {"briefing": site_cpu, "mkdocs-material": plain(work)}
    if shutil.which("zensical"):
        found["zensical"] = measured.taken(["zensical", "build"], cwd=work).cpu
    if shutil.which("hugo"):
        found["hugo"] = _hugo(work)
    lunr = _lunr(work)
    return {
        "pages": count,
        "cpu": {name: round(cpu, 2) for name, cpu in found.items()},
        "pages_per_cpu_second": {name: round(count / cpu, 1) for name, cpu in found.items()},
        "ours_to_material": round(found["mkdocs-material"] / site_cpu, 2),
        "lunr_index_mb": round(lunr / MEGABYTE, 2),
        "bundles_mb": round(measured.weight(project / "site" / "pagefind") / MEGABYTE, 2),
    }


def plain(work: Path) -> float:
    """Processor time of plain mkdocs-material, without plugins, for the Markdown in ``work/docs``."""
    return _mkdocs(work, "plugins: []\n")


def _mkdocs(work: Path, plugins: str) -> float:
    (work / "mkdocs.yml").write_text(_CONFIG.format(theme="material", more=_MATERIAL) + plugins, encoding="utf-8")
    return measured.python("-m", "mkdocs", "build", "--quiet", cwd=work).cpu


def _lunr(work: Path) -> int:
    """Bytes that a reader's first search loads with Material's own search."""
    _mkdocs(work, "plugins:\n  - search\n")
    return (work / "site" / "search" / "search_index.json").stat().st_size


def _hugo(work: Path) -> float:
    """Hugo with the barest of layouts: it renders the same Markdown, and a theme would only cost it more."""
    root = work / "hugo"
    layouts = root / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text("<!doctype html><title>{{ .Title }}</title>{{ .Content }}", encoding="utf-8")
    (root / "hugo.toml").write_text("[markup.goldmark.renderer]\nunsafe = true\n", encoding="utf-8")
    (root / "content").symlink_to(work / "docs")
    return measured.taken(["hugo", "--quiet"], cwd=root).cpu
