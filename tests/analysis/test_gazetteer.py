"""Names, demonyms and cities lead to their states."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import gazetteer
from generator.analysis.lexicon import load


@pytest.mark.parametrize(
    ("surface", "name", "code"),
    [
        ("France", "France", "FR"),
        ("French", "France", "FR"),
        ("US", "United States", "US"),
        ("U.S.", "United States", "US"),
        ("the UK", "United Kingdom", "GB"),
        ("Britain", "United Kingdom", "GB"),
        ("Holland", "Netherlands", "NL"),
        ("The Netherlands", "Netherlands", "NL"),
        ("Poles", "Poland", "PL"),
        ("Dutch", "Netherlands", "NL"),
        ("Norway’s", "Norway", "NO"),
        ("RUSSIA", "Russia", "RU"),
        ("New\nZealand", "New Zealand", "NZ"),
        ("Georgian", "Georgia", "GE"),
        ("South Koreans", "South Korea", "KR"),
    ],
)
def test_state_of(surface: str, name: str, code: str) -> None:
    assert gazetteer.state_of(surface) == gazetteer.State(name, code)


@pytest.mark.parametrize(
    "surface", ["turkey", "Georgia", "Congo", "Korean", "Frenchs", "us", "it", "", "Hollander Hollow"]
)
def test_no_state(surface: str) -> None:
    assert gazetteer.state_of(surface) is None


def test_names_and_demonyms_are_told_apart() -> None:
    assert gazetteer.named_state("French") is None
    assert gazetteer.demonym_state("France") is None


@pytest.mark.parametrize(
    ("surface", "code"),
    [("Lyon", "FR"), ("Texas", "US"), ("L.A.", "US"), ("Hong Kong", "HK"), ("WELLINGTON", "NZ"), ("Spain", "ES")],
)
def test_country_of(surface: str, code: str) -> None:
    assert gazetteer.country_of(surface) == code


def test_regions_of_several_states_have_no_country() -> None:
    assert gazetteer.is_place("the Middle East")
    assert gazetteer.country_of("Middle East") is None


def test_an_ambiguous_name_has_candidates_and_no_country() -> None:
    assert gazetteer.candidates("Georgia") == ("GE", "US")
    assert gazetteer.is_place("Georgia")
    assert gazetteer.country_of("Georgia") is None


def test_every_state_has_a_code_and_is_found_by_its_name() -> None:
    for code, entry in load("countries").items():
        assert len(code) == 2
        assert code.isupper()
        if not gazetteer.candidates(entry["name"]):
            assert gazetteer.state_of(entry["name"]) == gazetteer.State(entry["name"], code)


def test_no_demonym_leads_to_two_states() -> None:
    forms = [demonym for entry in load("countries").values() for demonym in entry.get("demonyms", ())]
    assert sorted(forms) == sorted(set(forms))


def test_all_entries_are_text() -> None:
    for entry in load("countries").values():
        for key in ("variants", "demonyms", "cities"):
            assert all(isinstance(word, str) for word in entry.get(key, ())), entry


@given(st.text())
def test_any_text_is_looked_up(text: str) -> None:
    state = gazetteer.state_of(text)
    assert state is None or state.code in load("countries")


def test_it_does_not_load_spacy() -> None:
    code = "import sys; import generator.analysis.gazetteer; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
