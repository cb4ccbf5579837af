"""Print the extraction's figures on the human-annotated dev sets beside their floors.

python -m tests.benchmarks.quality [--only NAME]… [--jobs N] [--keep DIR] [--json]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.gold.floors import floors
from tests.gold.measure import GOLD, MEASURES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=sorted(MEASURES), help="measure this set alone (repeatable)")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep dumps and predictions here, for the scorers' --errors"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not GOLD.is_dir():
        parser.error(f"the dev sets are not here: {GOLD.name}/ beside the project")
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        work = arguments.keep or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        for name in arguments.only or MEASURES:
            found[name] = MEASURES[name](work, arguments.jobs)
            if not arguments.json:
                _show(name, found[name])
    if arguments.json:
        print(json.dumps(found))


def _show(name: str, figures: dict[str, float]) -> None:
    for measure, value in figures.items():
        print(f"{name:9} {measure:36} {value:6.1f}   floor {floors()[name].get(measure, '-')}", flush=True)


if __name__ == "__main__":
    main()
