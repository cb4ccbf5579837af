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

from tests.benchmarks import engines, extraction, growth, measured, plot, rivals, search

PARTS = ("extraction", "engines", "growth", "rivals", "search")


def run(only: list[str], sizes: list[int], work: Path, textacy: str | None = None) -> dict[str, Any]:
    """Every part that is asked for. The rivals build the pages of the largest archive."""
    found: dict[str, Any] = {"machine": measured.machine()}
    if "extraction" in only:
        found["extraction"] = extraction.measure(textacy)
    if "search" in only:
        found["search"] = search.measure(work)
    if "engines" in only:
        found["engines"] = engines.measure()
    if "growth" in only or "rivals" in only:
        found["growth"] = growth.measure(sizes, work)
    if "rivals" in only:
        largest = max(sizes)
        site_cpu = found["growth"]["sizes"][largest]["site_cpu"]
        (work / "rivals").mkdir()
        found["rivals"] = rivals.measure(work / str(largest), site_cpu, work / "rivals")
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        found = run(options.only or list(PARTS), options.sizes, work, options.textacy)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.plot and "growth" in found:
        options.plot.write_text(plot.draw(found["growth"]["sizes"]), encoding="utf-8")
    print("| what | measured |\n|---|---|")
    print("\n".join(f"| {name} | {value} |" for name, value in _rows(found)))


if __name__ == "__main__":
    main()
