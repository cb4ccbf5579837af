"""Measure speed, memory and growth, and print the figures as a table (and, with --json, as JSON).

python -m tests.benchmarks [--sizes 300 1000 3000] [--only NAME]… [--work DIR] [--json FILE] [--plot FILE]

All ratios are of one run on one machine; times are processor time. Above 10,000 briefs, allow hours.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import day, engines, extraction, growth, measured, plot, rivals, search

PARTS = ("extraction", "engines", "growth", "rivals", "day", "search")


def run(
    only: list[str],
    sizes: list[int],
    work: Path,
    *,
    textacy: str | None = None,
    briefs: int = search.COUNT,
    articles: int = engines.ARTICLES,
    toy: bool = False,
) -> dict[str, Any]:
    """Every part that is asked for. The rivals build the pages of the largest archive, to which the day adds.

    ``textacy``: an interpreter that has it; ``briefs``: how many are searched; ``articles``, ``toy``: see
    ``engines.measure``.
    """
    found: dict[str, Any] = {"machine": measured.machine()}
    if "extraction" in only:
        found["extraction"] = extraction.measure(textacy)
    if "search" in only:
        found["search"] = search.measure(work, briefs)
    if "engines" in only:
        found["engines"] = engines.measure(articles, toy=toy)
    if {"growth", "rivals", "day"} & {*only}:
        found["growth"] = growth.measure(sizes, work)
    if "rivals" in only:
        largest = max(sizes)
        site_cpu = found["growth"]["sizes"][largest]["site_cpu"]
        (work / "rivals").mkdir()
        found["rivals"] = rivals.measure(work / str(largest), site_cpu, work / "rivals")
    if "day" in only:
        found["day"] = day.measure(work / str(max(sizes)), max(sizes) + growth.ARTICLES)
    return found


def _rows(values: dict[Any, Any], name: str = "") -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        full = f"{name} {key}".strip()
        if isinstance(value, dict):
            yield from _rows(value, full)
        else:
            yield full.replace("_", " "), str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 3000])
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone (repeatable)")
    parser.add_argument("--work", type=Path, metavar="DIR", help="an empty folder to work in, which is kept")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the growth as SVG")
    parser.add_argument("--textacy", metavar="PYTHON", help="an interpreter that has textacy and the model")
    parser.add_argument("--articles", type=int, default=engines.ARTICLES, help="how many the engines analyse")
    parser.add_argument("--toy", action="store_true", help="measure their memory without the language model")
    parser.add_argument("--briefs", type=int, default=search.COUNT, help="how many are searched")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        given = {name: getattr(options, name) for name in ("textacy", "briefs", "articles", "toy")}
        found = run(options.only or list(PARTS), options.sizes, work, **given)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.plot and "growth" in found:
        options.plot.write_text(plot.draw(found["growth"]["sizes"]), encoding="utf-8")
    print("| what | measured |\n|---|---|")
    print("\n".join(f"| {name} | {value} |" for name, value in _rows(found)))


if __name__ == "__main__":
    main()
