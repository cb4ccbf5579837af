"""Whole briefs, byte for byte. After a change that is meant: ``UPDATE_GOLDEN=1 pytest tests/brief/test_golden.py``,
then read the difference before committing it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import brief as briefs
from generator.config import SourceText
from tests.brief.samples import SAMPLES, made

GOLDEN = Path(__file__).parents[1] / "golden" / "briefs"
CASES: list[tuple[str, SourceText]] = [*((name, "evidence") for name in SAMPLES), ("ferry", "full"), ("ferry", "none")]


@pytest.mark.parametrize(("name", "source_text"), CASES)
def test_a_brief_is_written_as_agreed(name: str, source_text: SourceText) -> None:
    article, brief = made(name)
    document = briefs.render(brief, article.text, source_text=source_text)
    path = GOLDEN / f"{name}-{source_text}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.encode("utf-8"))
    assert document == path.read_bytes().decode("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}-{source_text}.md" for name, source_text in CASES}
