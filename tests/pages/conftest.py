"""The pages' tests know no address of a site but their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFING_SITE_URL", raising=False)
