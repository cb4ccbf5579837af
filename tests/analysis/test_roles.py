"""Roles: titles before names, appositions behind them."""

from __future__ import annotations

import pytest

from generator.analysis import actors
from tests.analysis.handmade import article_of, parsed

ADA = "Ada|NNP|PERSON Holm|NNP|PERSON"


def test_a_regnal_title_is_name_and_role() -> None:
    doc = parsed("Pope|NNP Ada|NNP|PERSON spoke|VBD .")
    (chain,) = actors.build_chains(doc, article_of(doc))
    assert (chain.id, chain.role and chain.role.text) == ("person/pope-ada", "Pope")


def role_of(spec: str) -> str | None:
    doc = parsed(spec)
    chain = next(chain for chain in actors.build_chains(doc, article_of(doc)) if chain.name.endswith("Ada Holm"))
    if chain.role is None:
        return None
    assert doc.text[chain.role.start : chain.role.end] == chain.role.text
    return chain.role.text


def test_what_only_resembles_a_title_or_belongs_to_the_date_is_no_role() -> None:
    assert role_of(f"A|DT bad|JJ rep|NN {ADA} has .") is None
    spec = f"{ADA} ,|, prime|JJ minister|NN of|IN Norway|NNP|GPE on|IN Thursday|NNP|DATE ,|, left|VBD ."
    assert role_of(spec) == "prime minister of Norway"


@pytest.mark.parametrize(
    ("spec", "role"),
    [
        (f"{ADA} ,|, the|DT harbour|NN master|NN ,|, spoke|VBD .", "harbour master"),
        (
            f"{ADA} , the|DT Tidal|NNP bureau|NN secretary|NN general|NN ,|, spoke|VBD .",
            "Tidal bureau secretary general",
        ),
        (f"{ADA} ,|, 42|CD ,|, a|DT retired|VBN pilot|NN ,|, spoke|VBD .", "retired pilot"),
        (f"Prime|NNP Minister|NNP {ADA} spoke|VBD .", "Prime Minister"),
        (f"Norway|NNP|GPE 's|POS Prime|NNP Minister|NNP ,|, {ADA} said|VBD .", "Prime Minister"),
        (f"Then|RB former|JJ Marrow|NNP governor|NN {ADA} spoke|VBD .", "former Marrow governor"),
        (f"The|DT actor|NN and|CC singer|NN {ADA} spoke|VBD .", "actor and singer"),
        (f"Co|NN +-|HYPH +founder|NN of|IN Gull|NNP|ORG ,|, {ADA} ,|, spoke|VBD .", "Co-founder of Gull"),
        (f"{ADA} ,|, chairman|NN of|IN the|DT panel|NN ,|, spoke|VBD .", "chairman of the panel"),
        (
            f"{ADA} ,|, curator|NN and|CC director|NN of|IN exhibits|NNS at|IN the|DT Gull|NNP museum|NN .",
            "curator and director of exhibits at the Gull museum",
        ),
        (f"{ADA} ,|, who|WP is|VBZ the|DT mayor|NN of|IN Marrow|NNP ,|, spoke|VBD .", "mayor of Marrow"),
        (f"{ADA} ,|, KC|NNP ,|, spoke|VBD .", "KC"),
        (
            f"Sen.|NNP {ADA} spoke|VBD . Later|RB {ADA} ,|, the|DT majority|NN leader|NN ,|, left|VBD .",
            "majority leader",
        ),
    ],
)
def test_stated(spec: str, role: str | None) -> None:
    assert role_of(spec) == role


@pytest.mark.parametrize(
    "spec",
    [
        f"His|PRP$ wife|NN {ADA} spoke|VBD .",
        f"{ADA} ,|, a|DT Democrat|NNP ,|, spoke|VBD .",
        f"{ADA} ,|, who|WP spoke|VBD .",
        f"According|VBG to|IN {ADA} ,|, a|DT detective|NN was|VBD late|JJ .",
        f"{ADA} ,|, chair|NN Ruth|NNP|*PERSON Berg|NNP|PERSON and|CC others|NNS met|VBD .",
        f"It|PRP is|VBZ a|DT major|JJ {ADA} donor|NN programme|NN .",
    ],
)
def test_not_stated(spec: str) -> None:
    assert role_of(spec) is None
