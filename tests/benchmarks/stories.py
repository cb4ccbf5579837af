"""How well stories follow events, on annotated news: precision and recall of pairs of briefs in one story.

    python -m tests.benchmarks.stories [--keep DIR] [--likeness L]…

The 47 articles of the dev set ``facts5w`` are annotated with the event that they tell of; the 487 of ``quotes``, of
which it is not known, stand around them as a newsroom's other news. Both lie beside the project and never enter it.
Pairs of briefs that repeat one article count like others.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from itertools import combinations
from pathlib import Path

from generator import brief, build, pages, store
from generator.config import Project, Stories, load
from generator.pages import stories
from generator.pages.catalog import Catalog
from generator.pages.entries import Entry
from tests.gold.measure import GOLD

ROOT = Path(__file__).parents[2]
# The names of the articles of ``quotes`` begin with publisher and day.
_NAMED = re.compile(r"([^_]+)_(\d{4}-\d\d-\d\d)_")


def write(project: Project) -> None:
    """The articles as a dump of a project of their own."""
    project.articles.mkdir(parents=True, exist_ok=True)
    project.site_config.mkdir(exist_ok=True)
    shutil.copy(ROOT / "site_config" / "mkdocs.yml", project.mkdocs_yml)
    with (project.articles / "news.jsonl").open("w", encoding="utf-8") as out:
        for one in _read("facts5w"):
            told = {key: one[key] for key in ("id", "title", "text", "publisher")}
            out.write(json.dumps({**told, "published": one["date"]}) + "\n")
        for one in _read("quotes"):
            named = _NAMED.match(one["id"])
            head = {"publisher": named[1], "published": named[2]} if named else {}
            out.write(json.dumps({"id": one["id"], "text": one["text"], **head}) + "\n")


def _read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (GOLD / name / "dev.jsonl").read_text(encoding="utf-8").splitlines()]


def entries(project: Project) -> tuple[list[Entry], dict[str, str]]:
    """The briefs, and the event of each that is annotated."""
    events, found, told = {one["id"]: one["category"] for one in _read("facts5w")}, [], {}
    for name in store.files(project.briefs, ".md"):
        one, _ = brief.load((project.briefs / name).read_text(encoding="utf-8"))
        found.append(pages.entry(name, one))
        if one.source.record in events:
            told[found[-1].page] = events[one.source.record]
    return found, told


def measure(found: list[Entry], told: dict[str, str], likeness: float) -> tuple[float, float]:
    """Precision and recall of the annotated pairs, with stories from two briefs on."""
    catalog = Catalog(found)
    rules = Stories(min_briefs=2, likeness=likeness)
    story = {
        one.page: each.page
        for each in stories.find(catalog, rules)
        for entry in each.entries
        for one in (entry, *catalog.group(entry))
    }
    pairs = list(combinations(sorted(told), 2))
    same = {pair for pair in pairs if told[pair[0]] == told[pair[1]]}
    together = {pair for pair in pairs if story.get(pair[0], 0) == story.get(pair[1], 1)}
    return len(same & together) / max(1, len(together)), len(same & together) / len(same)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a folder for the project, so that it is read once")
    parser.add_argument("--likeness", type=float, action="append", help="stories.likeness (default: 0.15 to 0.3)")
    arguments = parser.parse_args()
    if not GOLD.is_dir():
        parser.error(f"the dev sets are not here: {GOLD.name}/ beside the project")
    with tempfile.TemporaryDirectory() as scratch:
        project = Project((arguments.keep or Path(scratch)).resolve())
        write(project)
        build.run(project, load(project), site=False)
        found, told = entries(project)
    print(f"{len(told)} annotated briefs among {len(found)}")
    for likeness in arguments.likeness or (0.15, 0.2, 0.25, 0.3):
        precision, recall = measure(found, told, likeness)
        print(f"stories.likeness {likeness}: precision {precision:.1%}, recall {recall:.1%}")


if __name__ == "__main__":
    main()
