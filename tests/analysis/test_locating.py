"""Places that only the words around their names tell: invented and rare ones, often taken for persons."""

from __future__ import annotations

import pytest

from generator.analysis import actors
from tests.analysis.handmade import article_of, parsed


def kinds_of(spec: str) -> dict[str, str]:
    doc = parsed(spec)
    return {chain.name: chain.type for chain in actors.build_chains(doc, article_of(doc))}


@pytest.mark.parametrize(
    "spec",
    [
        "They live in|IN Lesk|NNP|PERSON .",
        "They left the|DT town|NN of|IN Lesk|NNP|PERSON .",
        "They closed Lesk|NNP|PERSON 's|POS harbour|NN .",
        "A man|NN from|IN Lesk|NNP|ORG came .",
        "Trains run between|IN Lesk|NNP|PERSON and Norway|NNP|GPE .",
        "A tunnel|NN between|IN Oslo|NNP|GPE and Lesk|NNP|PERSON opened .",
        "They met at|IN Lesk|NNP|PERSON , Norway|NNP|GPE , today .",
        "They met at|IN Lesk|NNP|PERSON , Calif.|NNP|GPE , today .",
        "A Lesk|NNP|PERSON +-|HYPH +based|VBN firm grew .",
        "The dam above|IN Lesk|NNP|PERSON broke .",
        "It shortens the|DT journey|NN to|IN Lesk|NNP|ORG .",
        "They drove|VBD from|IN Lesk|NNP|PERSON to|IN Norway|NNP|GPE .",
    ],
)
def test_what_stands_around_it_makes_a_place_of_a_name(spec: str) -> None:
    assert kinds_of(spec)["Lesk"] == "place"


@pytest.mark.parametrize(
    "spec",
    [
        "They met in|IN Holm|NNP|PERSON 's|POS view .",
        "Talks|NNS between|IN Holm|NNP|PERSON and Varga|NNP|PERSON failed .",
        "Then|RB Varga|NNP|PERSON , Holm|NNP|PERSON , and|CC Norway|NNP|GPE , left .",
        "They heard|VBD from|IN Holm|NNP|PERSON .",
        "The|DT podcast|NN Off|IN Holm|NNP|PERSON ended .",
        "Gulls circled Ada|NNP|PERSON Holm|NNP|PERSON 's|POS harbour|NN .",
    ],
)
def test_a_person_stays_one(spec: str) -> None:
    assert set(kinds_of(spec).values()) - {"state"} == {"person"}


def test_the_town_and_its_council() -> None:
    spec = "Lesk|NNP|ORG Council|NNP|ORG met . They met in|IN Lesk|NNP|PERSON ."
    assert kinds_of(spec) == {"Lesk Council": "organization", "Lesk": "place"}


def test_a_neighbour_stands_out_against_a_place_without_preposition() -> None:
    spec = "Blorvi|NNP|GPE|nsubj , Microsoft|NNP|ORG , and Google|NNP|ORG came ."
    assert kinds_of(spec)["Blorvi"] == "organization"
    assert "Blorvi" not in kinds_of("Then|RB Blorvi|NNP|GPE came .")


def test_a_place_has_a_people_called_after_it() -> None:
    spec = "Then|RB Lesca|NNP|ORG agreed . The Lescan|JJ|NORP side|NN left ."
    assert kinds_of(spec) == {"Lesca": "place"}
    assert kinds_of("Then|RB Lesca|NNP|ORG|nsubj agreed .") == {"Lesca": "organization"}
