"""The toy analysis in place of the real one."""

from __future__ import annotations

import pytest

from generator import engine
from tests import stubbed
from tests.build.support import Counting


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The toy analysis; ids of the articles that it was given."""
    Counting.analysed.clear()
    monkeypatch.setattr(engine, "analyser", Counting)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)
    return Counting.analysed
