"""Places and the states they lie in."""

from __future__ import annotations

from generator.analysis import actors, places
from generator.models import Place
from tests.analysis.handmade import article_of, parsed


def places_of(spec: str) -> tuple[tuple[Place, ...], str]:
    doc = parsed(spec)
    article = article_of(doc)
    return places.extract(doc, article, actors.build_chains(doc, article)), doc.text


def test_states_and_cities_with_their_codes() -> None:
    found, text = places_of("Ministers met in Lyon|NNP|GPE , France|NNP|GPE , and in the Sahel|NNP|LOC .")
    assert [(place.name, place.country) for place in found] == [("Lyon", "FR"), ("France", "FR"), ("Sahel", None)]
    assert [text[a:b] for place in found for a, b in place.mentions] == ["Lyon", "France", "Sahel"]


def test_a_demonym_names_no_place() -> None:
    found, text = places_of("French|JJ|NORP soldiers left for France|NNP|GPE .")
    assert [(place.name, [text[a:b] for a, b in place.mentions]) for place in found] == [("France", ["France"])]
    assert places_of("French|JJ|NORP soldiers left .")[0] == ()


def test_a_state_that_modifies_a_noun_is_no_place() -> None:
    assert places_of("The U.S.|NNP|GPE commander|NN spoke .")[0] == ()
    assert [place.name for place in places_of("Troops left the U.S.|NNP|GPE on|IN foot .")[0]] == ["U.S."]


def test_the_name_stands_in_the_text() -> None:
    (place,), _ = places_of("From the UK|NNP|GPE to the UK|NNP|GPE .")
    assert (place.name, place.country) == ("UK", "GB")


def test_one_doubtful_word_of_the_recogniser_is_no_place() -> None:
    assert places_of("Then Blorvix|NNP|GPE declared war .")[0] == ()
    assert [place.name for place in places_of("They live in Blorvix|NNP|GPE .")[0]] == ["Blorvix"]
