"""A brief's file: read back whole, sealed against every change, named safely."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator import brief as briefs
from generator.config import SourceText
from generator.errors import FrontMatterError
from generator.models import Brief
from generator.text import sha256
from tests.brief.samples import SAMPLES, made

DOCUMENTS = {name: briefs.render(made(name)[1], made(name)[0].text, source_text="evidence") for name in SAMPLES}
CHARACTERS = st.characters(exclude_categories=["Cs"])


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("source_text", ["evidence", "full", "none"])
def test_a_brief_comes_back(name: str, source_text: SourceText) -> None:
    article, brief = made(name)
    document = briefs.render(brief, article.text, source_text=source_text)
    found, body = briefs.load(document)
    assert found.generator.sha256 is not None
    assert found.model_copy(update={"generator": brief.generator}) == brief
    assert document.endswith(f"---\n\n{body}")
    assert briefs.body_of(document) == body
    assert briefs.render(found, article.text, source_text=source_text) == document
    assert briefs.is_sealed(document)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_brief_comes_back_from_its_data(name: str) -> None:
    """The pages of a first run are made from briefs that were kept as JSON."""
    found, _ = briefs.load(DOCUMENTS[name])
    assert Brief.model_validate_json(found.model_dump_json(by_alias=True)) == found


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_brief_was_made_from_is_told_without_the_rest(name: str) -> None:
    whole, _ = briefs.load(DOCUMENTS[name])
    assert briefs.making(DOCUMENTS[name]) == (whole.source, whole.generator)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: "",
        lambda document: "text",
        lambda document: document.replace("\nsource:\n", "\nsauce:\n"),
        lambda document: document.replace("\ngenerator:\n", "\nmotor:\n"),
        lambda document: document.replace('  sha256: "', '  sha256: "x'),
        lambda document: document.replace("  model: ", "  model "),
        lambda document: document.replace("\n---\n", "\n--\n"),
        lambda document: "\ufeff" + document.replace("source:", "source: 3"),
    ],
)
def test_a_damaged_brief_does_not_tell(spoil: object) -> None:
    with pytest.raises(FrontMatterError):
        briefs.making(spoil(DOCUMENTS["ferry"]))  # type: ignore[operator]


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_cut_brief_is_refused_and_nothing_else_happens(name: str, data: st.DataObject) -> None:
    document = DOCUMENTS[name]
    cut = document[: data.draw(st.integers(0, document.index("\n---\n")))]
    assert not briefs.is_sealed(cut)
    for read in (briefs.load, briefs.making):
        with pytest.raises(FrontMatterError):
            read(cut)


# --- the seal -------------------------------------------------------------------------------------------------------


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_the_seal_breaks_at_any_change_of_one_character(name: str, data: st.DataObject) -> None:
    document = DOCUMENTS[name]
    at = data.draw(st.integers(0, len(document) - 1))
    other = data.draw(CHARACTERS.filter(lambda character: character != document[at]))
    assert not briefs.is_sealed(document[:at] + other + document[at + 1 :])
    assert not briefs.is_sealed(document[:at] + document[at + 1 :])
    assert not briefs.is_sealed(document[:at] + other + document[at:])


def test_the_seal_breaks_wherever_a_character_is_lost() -> None:
    document = DOCUMENTS["ferry"]
    kept = [at for at in range(len(document)) if briefs.is_sealed(document[:at] + document[at + 1 :])]
    assert kept == []


@pytest.mark.parametrize("text", ["", "text", "---\n---\n", '  sha256: "' + "0" * 64 + '"\n---\n'])
def test_what_is_no_brief_has_no_seal(text: str) -> None:
    assert not briefs.is_sealed(text)


def test_an_article_cannot_set_the_seal() -> None:
    """Words that look like the seal stay words."""
    article, brief = made("ferry")
    fake = 'x"\n  sha256: "' + "0" * 64 + '"\n---\n'
    forged = brief.model_copy(update={"title": fake, "tags": (fake,)})
    document = briefs.render(forged, article.text, source_text="evidence")
    assert briefs.is_sealed(document)
    assert briefs.load(document)[0].title == fake


# --- the schema -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("schema: 1", "schema: 2", "schema"),
        ('date: "2031-03-05"', 'date: "2031-02-30"', "date"),
        ('date: "2031-03-05"', 'date: "٢٠٣١-03-05"', "date"),
        ('date: "2031-03-05"', "date: 20310305", "date"),
        ("  start: 36\n", "  start: -1\n", "key_facts.0.start"),
        ("  start: 36\n", "  start: 36\n  more: 1\n", "key_facts.0.more"),
        ('  type: "person"', '  type: "robot"', "actors.0.type"),
        ("salience: 0.81", "salience: 1.81", "actors.0.salience"),
        ('value: "2032-05-01"', 'value: "2032-5-1"', "dates.2.value"),
        ('value: "2032-05-01"', 'value: "soon"', "dates.2.value"),
        ("  country: null", '  country: "France"', "places.0.country"),
        ('title: "', 'headline: "', "title"),
        ("confidence: 0.93", "confidence: .nan", "source_quote.confidence"),
    ],
)
def test_front_matter_that_breaks_the_schema_is_named_by_its_key(old: str, new: str, reason: str) -> None:
    document = DOCUMENTS["ferry"]
    assert old in document
    with pytest.raises(FrontMatterError, match=f"^{re.escape(reason)}: "):
        briefs.load(document.replace(old, new, 1))


def test_the_schema_can_be_published() -> None:
    schema = Brief.model_json_schema(by_alias=True)
    assert schema["properties"]["schema"]["const"] == 1
    assert set(schema["required"]) == {"title", "description", "lang", "source", "generator"}


def test_a_brief_is_frozen() -> None:
    with pytest.raises(ValidationError):
        made("ferry")[1].title = "x"


# --- names ----------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
@example("../../x", "../../y")
@example("\ud800", "\ud800")
def test_a_path_is_safe_whatever_the_article_says(title: str, identity: str) -> None:
    brief = made("ferry")[1]
    source = brief.source.model_construct(**{**dict(brief.source), "identity": identity})
    for date, folder in (("2031-03-05", "2031/03"), (None, "undated")):
        changed = brief.model_construct(**{**dict(brief), "title": title, "source": source, "date": date})
        path = briefs.default_path(changed)
        assert re.fullmatch(rf"{folder}/[a-z0-9-]+-[0-9a-f]{{8}}\.md", path)
        assert len(PurePosixPath(path).name) < 100
        assert path.endswith(f"-{briefs.identity_hash(identity)}.md")


def test_the_hash_is_that_of_the_identity() -> None:
    assert briefs.identity_hash("https://x.example/ä") == sha256("https://x.example/ä")[:8]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_added_to_what_was_found(name: str) -> None:
    article, analysis = SAMPLES[name]()
    brief = briefs.make(article, analysis, made(name)[1].generator)
    for field in ("quotes", "actors", "key_facts", "dates", "places", "figures", "source_quote", "tags"):
        assert getattr(brief, field) == getattr(analysis, field)
    assert brief.source.origins == {
        name: head.origin
        for name, head in {
            "title": analysis.title,
            "date": article.published,
            "publisher": article.publisher,
            "byline": article.byline,
            "url": article.url,
        }.items()
        if head is not None
    }
