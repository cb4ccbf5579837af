"""The language of a text is told by its small words, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import Article
from generator.readers import dateline, language

FRENCH = (
    "Le conseil de l'île a voté mardi pour l'achat d'un second bac, qui coûtera 14 millions de couronnes et sera livré "
    "au printemps. La maire a dit que les habitants avaient assez attendu et que le port serait agrandi dans les deux "
    "ans, sans impôt nouveau pour les familles de la côte nord."
)
GERMAN = (
    "Der Rat der Insel hat am Dienstag für den Kauf einer zweiten Fähre gestimmt, die im Frühling geliefert wird und "
    "nicht mehr als vierzehn Millionen kosten soll. Die Bürgermeisterin sagte, dass die Bewohner lange genug gewartet "
    "haben und der Hafen nach zwei Jahren auch für größere Schiffe offen ist."
)
ENGLISH = (
    "The council of the island voted on Tuesday to buy a second ferry that will cost 14 million crowns and be "
    "delivered in the spring. The mayor said that the islanders had waited long enough and that the harbour would be "
    "made larger within two years, with no new tax for the families of the north coast."
)


@pytest.mark.parametrize(("text", "lang"), [(FRENCH, "fr"), (GERMAN, "de"), (ENGLISH, "en")])
def test_running_text_shows_its_language(text: str, lang: str) -> None:
    assert language.of(text) == lang


def test_little_or_mixed_text_tells_nothing() -> None:
    assert language.of(FRENCH[:80]) is None
    assert language.of(FRENCH[:230] + ENGLISH[:230]) is None
    assert language.of("Kestrin " * 100) is None


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    assert language.of(text) in {None, "en", "fr", "de", "es", "it", "nl", "pt", "sv"}


def test_an_article_that_does_not_say_has_the_language_of_its_text(read_one: Callable[..., Article]) -> None:
    assert read_one("a.txt", FRENCH).lang == "fr"
    assert read_one("a.txt", ENGLISH).lang == "en"
    assert read_one("a.md", f"---\nlang: en\n---\n{FRENCH}\n").lang == "en"


def test_french_heads(read_one: Callable[..., Article]) -> None:
    article = read_one(
        "a.txt",
        f"Un second bac pour l'île\n\nPar Ada Holm | Publié le 1er mars 2031 à 18 h 30\n\nKESTRIN (AFP) – {FRENCH}",
    )
    assert (article.title and article.title.text, article.byline and article.byline.value) == (
        "Un second bac pour l'île",
        "Ada Holm",
    )
    assert article.published is not None
    assert article.published.value == "2031-03-01"
    assert dateline.date_line("Publié le mercredi 12 mars 2031") == (True, "2031-03-12")
    assert dateline.date_line("Mis à jour le 13 mars 2031")[0]
