"""``briefing export`` and ``briefing formats``: valid by the formats' rules, nothing that is not in the briefs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator import brief as briefs
from generator import cli, export
from generator.config import Project
from generator.models import Actor, Brief, GeneratorInfo, KeyFact, Place, Quote, Rights, Source, Span
from generator.readers import base, registry
from tests.conftest import MakeProject

FORMULA = '=HYPERLINK("http://a.example")'


def brief(number: int = 1, *, identity: str | None = None, **values: Any) -> Brief:
    """A brief with something in every field that is exported."""
    speaker = Span(text="Holm", start=0, end=4)
    said = Quote(
        text='“Enough”,\n"said" she',
        start=10,
        end=20,
        kind="direct",
        speaker=speaker,
        speaker_name="Ada Holm",
        speaker_id="person/ada-holm",
    )
    known: dict[str, Any] = {
        "title": f"{FORMULA} {number}",
        "date": "2031-03-04",
        "description": "The ferry <closed>; it’s final.",
        "lang": "en",
        "tags": ("ferries", "@harbour"),
        "source": Source(
            path=f"a/{number}.txt",
            identity=identity or f"https://kestrin.example/{number}",
            sha256="0" * 64,
            text_sha256="1" * 64,
            publisher="Kestrin Post",
            url=f"https://kestrin.example/{number}",
            byline="-Ada Holm",
        ),
        "key_facts": (KeyFact(text="The ferry closed.", start=0, end=17),),
        "actors": (
            Actor(id="person/ada-holm", name="Ada Holm", type="person", mentions=((0, 4),), salience=1),
            Actor(id="organization/port", name="The Port", type="organization", mentions=((0, 4),), salience=0.5),
            Actor(id="state/norway", name="Norway", type="state", mentions=((0, 4),), salience=0.5),
        ),
        "places": (Place(name="Kestrin", mentions=((0, 4),)), Place(name="Norway", mentions=((0, 4),))),
        "quotes": (said,),
        "source_quote": said,
        "generator": GeneratorInfo(analysis=1, model="m", model_version="1", settings="x"),
    }
    return Brief(**{**known, **values})


BARE = brief(
    2,
    title="Herring",
    date=None,
    tags=(),
    key_facts=(),
    actors=(),
    places=(),
    quotes=(),
    source_quote=None,
    source=Source(path="b.jsonl", identity="dumps/b é.jsonl#7", sha256="0" * 64, text_sha256="1" * 64),
)

# ninjs 3.0, as far as it is written: property names and types of the standard, nothing else allowed.
_STRING = {"type": "string"}


def _listed(*names: str, required: tuple[str, ...] = ()) -> dict[str, Any]:
    properties = dict.fromkeys(names, _STRING)
    return {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(required),
            "additionalProperties": False,
        },
    }


_PROPERTIES = {
    **dict.fromkeys(("language", "by", "name", "copyrightNotice", "usageTerms"), _STRING),
    "uri": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$"},
    "contentCreated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    "type": {"enum": ["text", "composite"]},
    "representationType": {"enum": ["full", "partial"]},
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "standard": {
        "type": "object",
        "properties": dict.fromkeys(("name", "version", "schema"), _STRING),
        "additionalProperties": False,
    },
    **dict.fromkeys(
        ("headlines", "descriptions", "bodies"), _listed("role", "contentType", "value", required=("value",))
    ),
    **dict.fromkeys(("people", "organisations", "places", "subjects"), _listed("name", "rel", "uri", "literal")),
    "infoSources": _listed("name", "role", "uri", "literal"),
    "altIds": _listed("role", "value"),
}
_OBJECT = {"type": "object", "properties": _PROPERTIES, "required": ["uri", "name"], "additionalProperties": False}
NINJS = {
    **_OBJECT,
    "properties": {**_PROPERTIES, "associations": {"type": "array", "items": _OBJECT}},
    "required": ["uri", "standard", "associations"],
}


@pytest.mark.parametrize("given", [[], [brief()], [brief(), BARE]])
def test_ninjs(given: list[Brief]) -> None:
    value = json.loads("".join(export.ninjs(given)))
    jsonschema.validate(value, NINJS)
    assert [one["name"] for one in value["associations"]] == [one.title for one in given]


def test_rights_go_along() -> None:
    given = brief(rights=Rights(notice="© Kestrin Post", credit="=Kestrin"))
    value = json.loads("".join(export.ninjs([given])))
    jsonschema.validate(value, NINJS)
    (found,) = value["associations"]
    assert (found["copyrightNotice"], found["usageTerms"]) == ("© Kestrin Post", "=Kestrin")
    header, row = csv.reader(io.StringIO("".join(export.table([given])), newline=""))
    cells = dict(zip(header, row, strict=True))
    assert (cells["rights"], cells["credit"]) == ("© Kestrin Post", "'=Kestrin")


def test_news_object() -> None:
    value = export.news_object(brief())
    assert (value["uri"], value["contentCreated"]) == ("https://kestrin.example/1", "2031-03-04T00:00:00Z")
    assert [one["name"] for one in value["people"]] == ["Ada Holm"]
    assert [one["name"] for one in value["places"]] == ["Norway", "Kestrin"]
    assert [body["value"] for body in value["bodies"]] == ["The ferry closed.", '“Enough”,\n"said" she']


@pytest.mark.parametrize(
    ("identity", "uri"),
    [
        ("https://kestrin.example/a b", "https://kestrin.example/a%20b"),
        ("urn:newsml:kestrin:1", "urn:newsml:kestrin:1"),
        ("dumps/b é.jsonl#7", "urn:briefing:dumps/b%20%C3%A9.jsonl%237"),
        ("javascript:alert(1)\n", "urn:briefing:javascript%3Aalert%281%29%0A"),
    ],
)
def test_uri(identity: str, uri: str) -> None:
    assert export.uri(identity) == uri


def test_csv() -> None:
    text = "".join(export.table([brief(), BARE]))
    header, first, second = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == export.COLUMNS
    row = dict(zip(header, first, strict=True))
    assert (row["title"], row["byline"]) == (f"'{FORMULA} 1", "'-Ada Holm")
    assert (row["tags"], row["quote"], row["speaker"]) == ("ferries; @harbour", '“Enough”,\n"said" she', "Ada Holm")
    assert (row["people"], row["states"], row["places"]) == ("Ada Holm", "Norway", "Kestrin; Norway")
    assert len(second) == len(header)
    assert not [cell for cell in (*first, *second) if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_json_lines_are_valid_briefs() -> None:
    found = [json.loads(line) for line in "".join(export.lines([brief(), BARE])).splitlines()]
    for value in found:
        jsonschema.validate(value, Brief.model_json_schema(by_alias=True))
    assert [Brief.model_validate(value) for value in found] == [brief(), BARE]


def test_exports_are_streams() -> None:
    def endless() -> Any:
        while True:
            yield BARE

    for name, make in export.FORMATS.items():
        pieces = make(endless())
        assert [next(pieces) for _ in range(5)], name


# --- the commands ---------------------------------------------------------------------------------------------------


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    found = make_project({})
    for number in (1, 2):
        path = found.briefs / f"2031/03/{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            briefs.render(brief(number), "The ferry closed. More is not known.", source_text="none"), encoding="utf-8"
        )
    return found


@pytest.mark.parametrize("kind", ["ninjs", "csv", "jsonl"])
def test_command(kind: str, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "-p", str(project.root), "--format", kind]) == 0
    printed = capsys.readouterr().out
    assert cli.main(["export", "-p", str(project.root), "--format", kind, "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out").read_bytes().decode() == printed
    assert "kestrin.example/1" in printed
    assert "kestrin.example/2" in printed


def test_a_broken_brief_is_named_and_the_others_go_on(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.briefs / "2031/03/1.md").write_text("---\ntitle: x\n---\n")
    assert cli.main(["export", "-p", str(project.root), "--format", "jsonl"]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err.startswith("content/briefs/2031/03/1.md: ")


def test_an_output_that_cannot_be_written(project: Project, tmp_path: Path) -> None:
    assert cli.main(["export", "-p", str(project.root), "-o", str(tmp_path / "no" / "out")]) == 1
    assert list(tmp_path.glob(".out*")) == []


def test_formats(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["formats"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [row[0] for row in rows] == [reader.name for reader in registry.readers()]
    assert {"nitf", "newsml-g2", "ninjs", "rss", "atom", "json-feed", "json-ld", "eml", "csv", "warc"} <= {
        row[0] for row in rows
    }
    monkeypatch.setattr(base, "find_spec", lambda module: None)
    cli.main(["formats"])
    (warc,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("warc ")]
    assert "pip install 'briefing[warc]'" in warc
    assert "installed" not in warc
