"""``briefing export --format ftm``: entities valid by FollowTheMoney's schemas, joined as the site joins actors."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator import brief as briefs
from generator import cli
from generator import pages as derived
from generator.config import Project
from generator.editorial import Registry, parse_registry
from generator.export import ftm
from generator.models import Actor, Brief
from generator.pages.catalog import Catalog
from tests.conftest import ROOT
from tests.test_export import BARE, brief

# Of the schemas of followthemoney 4.11.2, as far as they are used: what is required, and each property's type.
_ACTOR = {
    **dict.fromkeys(("name", "alias"), "name"),
    "wikidataId": "identifier",
    "sourceUrl": "url",
    "notes": "text",
    "country": "country",
}
SCHEMAS: dict[str, tuple[set[str], dict[str, str]]] = {
    "Person": ({"name"}, {**_ACTOR, "position": "string"}),
    "Organization": ({"name"}, {**_ACTOR, "classification": "string"}),
    "Territory": ({"name"}, _ACTOR),
    "Article": (
        set(),
        {
            **dict.fromkeys(("title", "author", "publisher", "keywords", "fileName"), "string"),
            **dict.fromkeys(("summary", "notes"), "text"),
            "publishedAt": "date",
            "sourceUrl": "url",
            "language": "language",
            "country": "country",
        },
    ),
    "Documentation": (
        {"document", "entity"},
        {
            **dict.fromkeys(("document", "entity"), "entity"),
            "role": "string",
            "date": "date",
            "summary": "text",
            "namesMentioned": "name",
        },
    ),
}
# What values of a type look like.
_ID = r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?"
TYPES = {
    "name": r"(?s).{1,384}",
    "string": r"(?s).{1,1024}",
    "text": r"(?s).+",
    "identifier": r"Q[1-9]\d*",
    "url": r"https?://\S+",
    "country": r"[a-z]{2}",
    "language": r"[a-z]{3}",
    "date": r"\d{4}(-\d\d(-\d\d)?)?",
    "entity": _ID,
}


def entities(given: list[Brief], registry: Registry | None = None) -> dict[str, dict[str, Any]]:
    """What is written of briefs, valid, by id."""
    catalog = Catalog((derived.entry(str(number), one) for number, one in enumerate(given)), registry)
    return valid("".join(ftm.entities(given, catalog)))


def valid(text: str) -> dict[str, dict[str, Any]]:
    listed = [json.loads(line) for line in text.splitlines()]
    found = {one["id"]: one for one in listed}
    assert len(found) == len(listed), "each entity once"
    for one in listed:
        assert one.keys() == {"id", "schema", "properties"}
        assert re.fullmatch(_ID, one["id"])
        required, types = SCHEMAS[one["schema"]]
        assert required <= one["properties"].keys() <= types.keys()
        for name, values in one["properties"].items():
            assert values
            assert len(set(values)) == len(values)
            assert all(re.fullmatch(TYPES[types[name]], value) for value in values), (name, values)
            assert types[name] != "entity" or values[0] in found, "what is linked is there"
    return found


def test_articles_actors_and_what_links_them() -> None:
    found = entities([brief(), BARE])
    assert Counter(one["schema"] for one in found.values()) == {
        "Article": 2,
        "Person": 1,
        "Organization": 1,
        "Territory": 1,
        "Documentation": 3,
    }
    article = f"brief-{briefs.identity_hash('https://kestrin.example/1')}"
    assert found[article]["properties"] == {
        "title": ['=HYPERLINK("http://a.example") 1'],
        "publishedAt": ["2031-03-04"],
        "author": ["-Ada Holm"],
        "publisher": ["Kestrin Post"],
        "sourceUrl": ["https://kestrin.example/1"],
        "summary": ["The ferry <closed>; it’s final."],
        "notes": ["The ferry closed."],
        "keywords": ["ferries", "@harbour"],
        "language": ["eng"],
        "country": ["no"],
        "fileName": ["a/1.txt"],
    }
    assert found["state-norway"]["properties"] == {"name": ["Norway"], "country": ["no"]}
    said = found[f"{article}-person-ada-holm"]["properties"]
    assert (said["role"], said["summary"]) == (["speaker"], ['“Enough”, "said" she'])
    assert found[f"{article}-organization-port"]["properties"]["role"] == ["mentioned"]


def test_an_actor_is_one_entity_over_briefs_as_the_site_joins_it_and_as_editors_say() -> None:
    def named(number: int, name: str, key: str) -> Brief:
        actor = Actor(id=f"person/{key}", name=name, type="person", mentions=((0, 4),), salience=1)
        return brief(number, actors=(actor,), quotes=(), source_quote=None)

    both = [named(1, "Ada Holm", "ada-holm"), named(2, "Holm", "holm")]
    found = entities(both)
    assert found["person-ada-holm"]["properties"] == {"name": ["Ada Holm"], "alias": ["Holm"]}
    assert sum(one["schema"] == "Documentation" for one in found.values()) == 2
    entry = (
        "- {name: Ada Holm, type: person, role: pilot, wikidata: Q42, link: 'https://a.example/', note: Since 2029.%s}"
    )
    known = parse_registry(entry % "")
    actor = Actor(
        id="person/ada-holm", name="Ada Holm", type="person", mentions=((0, 4),), salience=1, known="ada-holm"
    )
    by_editors = [brief(1, actors=(actor,), quotes=(), source_quote=None)]
    properties = entities(by_editors, known)["person-ada-holm"]["properties"]
    assert properties == {
        "name": ["Ada Holm"],
        "wikidataId": ["Q42"],
        "sourceUrl": ["https://a.example/"],
        "notes": ["Since 2029."],
        "position": ["pilot"],
    }
    hidden = entities(by_editors, parse_registry((entry % "").replace("}", ", hide: true}")))
    assert [one["schema"] for one in hidden.values()] == ["Article"]


def test_the_command_writes_all_briefs_of_the_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "briefs.ftm.json"
    assert cli.main(["export", "--format", "ftm", "--project", str(ROOT), "--output", str(out)]) == 0
    assert f"written: {out}" in capsys.readouterr().err
    found = valid(out.read_text(encoding="utf-8"))
    present = list((Project(ROOT).briefs).rglob("*.md"))
    assert sum(one["schema"] == "Article" for one in found.values()) == len(present)


def test_the_model_itself_takes_them() -> None:
    """Where it is installed: one of its parts is under the LGPL, and it is in no lock."""
    model = pytest.importorskip("followthemoney").model
    for one in entities([brief(), BARE]).values():
        model.get(one["schema"]).validate(one)
        assert model.get_proxy(one, cleaned=False).to_dict()["properties"].keys() == one["properties"].keys()
