"""``briefing extract``: the agreed keys, the law of offsets, one line an article, nothing written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import engine
from generator.commands import extract
from generator.config import Settings
from generator.errors import ArticleError
from generator.readers import Record
from generator.text import sha256
from tests import stubbed
from tests.conftest import ARTICLES, MakeProject
from tests.test_cli import Call, call

__all__ = ["call"]  # the fixture

OFFSET = {"type": "integer", "minimum": 0}
EXTENTS = {"type": "array", "items": {"type": "array", "prefixItems": [OFFSET, OFFSET], "minItems": 2, "maxItems": 2}}
TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
ISO_DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PERIOD = r"(\d{4}(-(\d{2}(-\d{2})?|W\d{2}|Q[1-4]))?|\d{3}X)"
DATE = {"type": ["string", "null"], "pattern": f"^{_PERIOD}(/{_PERIOD})?$"}


def record_of(**keys: Any) -> dict[str, Any]:
    """An object with at least these keys: more may be added, none renamed."""
    return {"type": "object", "properties": keys, "required": list(keys)}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


SPAN = record_of(text=TEXT, start=OFFSET, end=OFFSET)
# As agreed; other programs read these lines.
LINE = record_of(
    id=TEXT,
    title=record_of(text=TEXT, spans=or_null(EXTENTS), origin=TEXT),
    published=ISO_DAY,
    published_origin=MAYBE,
    publisher=MAYBE,
    url=MAYBE,
    lang=TEXT,
    text_sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    quotes=listed(
        record_of(
            text=TEXT,
            start=OFFSET,
            end=OFFSET,
            kind={"enum": ["direct", "mixed"]},
            speaker=or_null(SPAN),
            speaker_name=MAYBE,
            speaker_id=MAYBE,
            cue=or_null(SPAN),
        )
    ),
    actors=listed(
        record_of(
            id=TEXT,
            name=TEXT,
            type={"enum": ["person", "organization", "state"]},
            role=or_null(SPAN),
            aliases=listed(TEXT),
            mentions=EXTENTS,
            salience={"type": "number", "minimum": 0, "maximum": 1},
        )
    ),
    key_facts=listed(
        record_of(
            text=TEXT,
            start=OFFSET,
            end=OFFSET,
            who=listed(record_of(id=TEXT, start=OFFSET, end=OFFSET)),
            when=or_null(record_of(value=DATE, text=TEXT, start=OFFSET, end=OFFSET)),
            where=listed(record_of(name=TEXT, start=OFFSET, end=OFFSET)),
        )
    ),
    dates=listed(
        record_of(
            text=TEXT,
            start=OFFSET,
            end=OFFSET,
            value=DATE,
            precision={"enum": ["day", "week", "month", "quarter", "year", "decade", "range", None]},
        )
    ),
    places=listed(
        record_of(name=TEXT, country={"type": ["string", "null"], "pattern": "^[A-Z]{2}$"}, mentions=EXTENTS)
    ),
)


def spans(value: Any) -> list[dict[str, Any]]:
    """Everything that says ``text`` at ``start`` to ``end``, wherever it stands."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"text", "start", "end"} <= value.keys() else []
    return own + [span for item in value.values() for span in spans(item)]


def assert_lawful(line: dict[str, Any], text: str) -> None:
    """The agreed keys, and every span is what stands there."""
    jsonschema.validate(line, LINE)
    assert line["text_sha256"] == sha256(text)
    for span in spans(line):
        assert text[span["start"] : span["end"]] == span["text"]
    if line["title"]["spans"] is not None:
        pieces = [text[start:end] for start, end in line["title"]["spans"]]
        assert " ".join(": ".join(pieces).split()) == " ".join(line["title"]["text"].split())
    ids = {actor["id"] for actor in line["actors"]}
    for actor in (*line["actors"], *line["places"]):
        assert all(0 <= start < end <= len(text) for start, end in actor["mentions"])
    for quote in line["quotes"]:
        assert quote["speaker_id"] is None or quote["speaker_id"] in ids
        assert (quote["speaker_id"] is None) == (quote["speaker_name"] is None)
    for fact in line["key_facts"]:
        assert all(who["id"] in ids for who in fact["who"])
        assert all(text[where["start"] : where["end"]] == where["name"] for where in fact["where"])


@pytest.fixture
def folder(make_project: MakeProject) -> Path:
    return make_project().articles


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_folder_gives_a_line_an_article_in_order(folder: Path, call: Call) -> None:
    said = call("extract", folder)
    assert (said.code, said.err) == (0, "")
    assert [line["id"] for line in lines(said.out)] == [
        "a-1",
        "a-2",
        f"{folder}/ferry.txt",
        f"{folder}/roads/bridge.md",
    ]


def test_the_id_is_the_path_as_given(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    said = call("extract", "./roads/../ferry.txt", "ferry.txt")
    assert [line["id"] for line in lines(said.out)] == ["./roads/../ferry.txt", "ferry.txt"]


def test_the_text_comes_along_when_asked_for(folder: Path, call: Call) -> None:
    (line,) = lines(call("extract", "--with-text", folder / "ferry.txt").out)
    assert line["text"] == ARTICLES["ferry.txt"]
    assert "text" not in lines(call("extract", folder / "ferry.txt").out)[0]


def test_every_line_keeps_the_law(folder: Path, call: Call) -> None:
    for line in lines(call("extract", "--with-text", folder).out):
        assert_lawful(line, line["text"])


def test_two_processes_give_the_same_lines(folder: Path, call: Call) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "tests.stubbed", "extract", "--with-text", "--jobs", "2", str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == call("extract", "--with-text", folder).out


def test_nothing_is_written(folder: Path, call: Call) -> None:
    root = folder.parents[1]
    before = sorted(root.rglob("*"))
    call("extract", "--project", root, folder)
    assert sorted(root.rglob("*")) == before


def test_a_bad_one_is_named_and_the_others_come(folder: Path, call: Call) -> None:
    (folder / "broken.jsonl").write_text('{"text": "A ferry sank."}\n{"text": \n{"text": "A boat sank."}\n')
    (folder / "notes.xyz").touch()
    said = call("extract", folder / "broken.jsonl", folder / "notes.xyz", folder / "nowhere", folder / "ferry.txt")
    assert said.code == 1
    assert len(lines(said.out)) == 3
    first, second, third = said.err.splitlines()
    assert first.startswith(f"{folder}/broken.jsonl:2: not JSON")
    assert second.startswith(f"{folder}/notes.xyz: ")
    assert third.startswith(f"{folder}/nowhere: cannot be read (No such file")


def test_lines_are_utf8_and_whole_whatever_the_terminal(make_project: MakeProject) -> None:
    import os
    import subprocess
    import sys

    text = "Zoë “rode” to 北京.\u2028Then\x85on.\u0000 \ud83d\ude00"
    project = make_project({"d.jsonl": json.dumps({"id": "ü\u2028\ud800", "text": text}) + "\n"})
    command = [sys.executable, "-m", "tests.stubbed", "extract", "--with-text", str(project.articles / "d.jsonl")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=Path(__file__).parents[2], env=environment, capture_output=True, check=False)
    assert done.stdout.count(b"\n") == (done.returncode == 0)
    if done.returncode == 0:
        line = json.loads(done.stdout.decode("utf-8"))
        assert_lawful(line, line["text"])


def test_settings_are_those_of_the_project_here(
    make_project: MakeProject, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "One. Two. Three. Four. Five. Six."
    project = make_project({"a.txt": text}, settings="key_facts: 3\n")
    (project.root.parent / "b.txt").write_text(text)
    assert (
        len(lines(call("extract", "--project", project.root, project.root.parent / "b.txt").out)[0]["key_facts"]) == 3
    )
    monkeypatch.chdir(project.root)
    assert len(lines(call("extract", "content/articles/a.txt").out)[0]["key_facts"]) == 3
    monkeypatch.chdir(project.root.parent)
    assert len(lines(call("extract", "b.txt").out)[0]["key_facts"]) == 5
    assert call("extract", "--project", "nowhere", "b.txt").code == 2


def test_bad_settings_of_the_project_here_are_not_passed_over(
    make_project: MakeProject, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(settings="key_facts: 99\n")
    monkeypatch.chdir(project.root)
    assert call("extract", "content/articles/ferry.txt").code == 2


def test_another_model_can_be_named(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def analyser(settings: Settings, lang: str) -> stubbed.ToyAnalyser:
        seen.append(settings.model)
        return stubbed.ToyAnalyser(settings)

    monkeypatch.setattr(engine, "analyser", analyser)
    call("extract", "--model", "other_model", folder / "ferry.txt")
    assert seen == ["other_model"]


# --- the law over texts of any kind, with the real model -------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [
            *("Ada Holm", "the minister", "She", "Norway", "French", "NATO", "Hallow Sound", "Mr. Orr", "U.S."),
            *("said", "told reporters", "on Tuesday", "in 2031", "last week", "14 million", "220 passengers", "%"),
            *("“", "”", '"', "'", "‘", "’", "«", "»", "(", ")", "—", "-", ".", ",", ":", "…", "!", "?", "\n", "\n\n"),
            *(
                "\t",
                "\u00a0",
                "\u200b",
                "é",
                "北京",
                "😀",
                "a\u0301",
                "\u202e",
                "\x00",
                "ﬁ",
                "date 2031-03-04 ",
                "By A. Writer",
            ),
            *("the ferry", "sank", "will sail", "has been", "who", "and", "of", "the", "#", "*", "<b>", "{{ x }}"),
        ]
    ),
    min_size=1,
    max_size=60,
).flatmap(lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)]))


def jsonl(text: str, **more: str) -> Record:
    data = json.dumps({"text": text, **more}).encode()
    return Record("d.jsonl", "jsonl", data, sha256(data), 0, 1)


@pytest.mark.model
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES | st.text(max_size=200), st.sampled_from([{}, {"published": "2031-03-05"}, {"title": "Ferry sinks"}]))
def test_the_law_holds_for_any_text(text: str, more: dict[str, str]) -> None:
    record = jsonl(text, **more)
    try:
        line = json.loads(extract.extract(record, Settings(), with_text=True))
    except ArticleError:
        assert not any(map(str.isalpha, text))
        return
    assert len(line["text"]) == len(text)
    assert_lawful(line, line["text"])


@pytest.mark.model
def test_real_articles_keep_the_law(folder: Path) -> None:
    for path, text in ARTICLES.items():
        if path.endswith(".txt"):
            line = json.loads(extract.extract(jsonl(text), Settings(), with_text=True))
            assert_lawful(line, text)
            assert line["quotes"]
            assert line["actors"]
            assert line["key_facts"]
