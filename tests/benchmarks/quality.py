"""Print the extraction's figures on the human-annotated dev sets beside their floors.

python -m tests.benchmarks.quality [--only NAME]… [--jobs N] [--keep DIR] [--json]

With the quotes comes the reliability table of their speakers' confidence (on the dev set; ``train_speakers`` gives
predictions for a cross-validated one). ``cost`` is what extraction adds to the bare model: see ``extraction``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.benchmarks import extraction
from tests.gold.floors import floors
from tests.gold.measure import GOLD, MEASURES, RELIABILITY

COST = "cost"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", action="append", choices=[*sorted(MEASURES), COST], help="measure this set alone (repeatable)"
    )
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
        for name in arguments.only or [*MEASURES, COST]:
            found[name] = _cost() if name == COST else MEASURES[name](work, arguments.jobs)
            if not arguments.json:
                _show(name, found[name])
                _show_reliability(work / RELIABILITY if name == "quotes" else None)
    if arguments.json:
        print(json.dumps(found))


def _cost() -> dict[str, float]:
    """Shares of the bare model's processor time, in %."""
    measured = extraction.measure()
    return {
        "the analysis alone, % of bare nlp.pipe": 100 * measured["analysis_to_bare"],
        "extract beyond bare nlp.pipe, %": 100 * measured["added_to_bare"],
    }


def _show_reliability(table: Path | None) -> None:
    for line in table.read_text(encoding="utf-8").splitlines() if table else ():
        row = json.loads(line)
        print(
            f"{'':9} confidence {row['confidence']:.1f} and more: right {row['right']:5.1f} %, n {row['n']}", flush=True
        )


def _show(name: str, figures: dict[str, float]) -> None:
    for measure, value in figures.items():
        print(f"{name:9} {measure:36} {value:6.1f}   floor {floors().get(name, {}).get(measure, '-')}", flush=True)


if __name__ == "__main__":
    main()
