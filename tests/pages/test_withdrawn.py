"""What the files beside the briefs may name, and that nothing is lost of a damaged one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import ConfigurationError
from generator.pages.withdrawn import told

LEADS_OUT = ["../a.md", "/a.md", "a/../b.md", "a//b.md", ".hidden.md", "a.html", "A.md", "a\n.md", "a.md\n", "é.md"]


@pytest.mark.parametrize("path", [*LEADS_OUT, "a" * 201 + ".md", "a/" * 10 + "b.md"])
def test_a_path_that_no_brief_can_have_is_passed_over(tmp_path: Path, path: str) -> None:
    (tmp_path / "told.json").write_text(json.dumps({path: "withheld", "2031/03/a-0a1b2c3d.md": "canceled"}))
    assert told(tmp_path / "told.json") == [("2031/03/a-0a1b2c3d.md", "canceled")]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a.md": 1}', "[" * 200_000, '{"a":' * 200_000, "\ud800"])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "told.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ConfigurationError, match=r"^content/briefs/told\.json.*; mend it by hand"):
        told(tmp_path / "told.json")


def test_a_missing_file_tells_nothing_and_a_mark_of_windows_is_passed_over(tmp_path: Path) -> None:
    assert told(tmp_path / "told.json") == []
    (tmp_path / "told.json").write_bytes(b'\xef\xbb\xbf{"a.md": "b.md"}')
    assert told(tmp_path / "told.json") == [("a.md", "b.md")]
