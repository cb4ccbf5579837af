"""The floors under the figures. They only rise; one goes down on purpose alone, in a commit that says why."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

# Measures in which less is better: their floor is a ceiling.
LESS_IS_BETTER = ("actors, duplicates", "dates wrong value, %", "words a brief")


@cache
def floors() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
    return found


def holds(measure: str, value: float, floor: float) -> bool:
    return value <= floor if measure in LESS_IS_BETTER else value >= floor
