"""The gate: no figure on the dev sets falls below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gold.floors import floors, holds
from tests.gold.measure import GOLD, MEASURES

pytestmark = [
    pytest.mark.gold,
    pytest.mark.slow,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the human-annotated dev sets (../shared/gold) are not here"),
]


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_no_figure_falls_below_its_floor(name: str, tmp_path: Path) -> None:
    found = MEASURES[name](tmp_path, 2)
    wanted = floors()[name]
    assert wanted
    assert set(wanted) <= set(found)
    fallen = {
        measure: (found[measure], floor)
        for measure, floor in wanted.items()
        if not holds(measure, found[measure], floor)
    }
    assert fallen == {}
