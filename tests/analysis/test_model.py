"""The model's files are those that were recorded, or it is not loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.analysis import model, version
from generator.errors import ModelError


@pytest.fixture
def copy(tmp_path: Path) -> tuple[Path, str]:
    """A copy of the installed pipeline, and the label under which its digests are recorded."""
    info = version.model_info("en_core_web_sm")
    return Path(
        shutil.copytree(version.model_folder("en_core_web_sm"), tmp_path / "copy")
    ), f"{info.name} {info.version}"


def test_the_installed_model_is_the_recorded_one(copy: tuple[Path, str]) -> None:
    model.verify(*copy)


@pytest.mark.parametrize("file", ["ner/model", "parser/moves", "attribute_ruler/patterns"])
def test_a_model_that_was_altered_or_lacks_a_file_is_not_loaded(file: str, copy: tuple[Path, str]) -> None:
    folder, label = copy
    data = bytearray((folder / file).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / file).write_bytes(data)
    with pytest.raises(ModelError, match=f"{file} is not the file that was published; install the model"):
        model.verify(folder, label)
    (folder / file).unlink()
    with pytest.raises(ModelError, match=f"{file} is not the file"):
        model.verify(folder, label)


def test_loading_verifies_first(copy: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An altered file is never even opened by the library that would take it for its own."""
    folder, _ = copy
    (folder / "ner" / "model").write_bytes(b"altered")
    monkeypatch.setattr(model, "model_folder", lambda name: folder)
    monkeypatch.setattr(model.spacy, "load", lambda *_, **__: pytest.fail("loaded"))
    with pytest.raises(ModelError, match="ner/model"):
        model.load("en_core_web_sm")
