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
        (f"The|DT late|JJ President|NNP {ADA} spoke|VBD .", "late President"),
        (f"They met then|RB +-|HYPH +Governor|NNP {ADA} .", "then-Governor"),
        (f"They met then|RB Governor|NNP {ADA} .", "then Governor"),
        (f"They met (|-LRB- then|RB Governor|NNP {ADA} ) .", "then Governor"),
        (f"They ate and|CC then|RB Governor|NNP {ADA} spoke|VBD .", "Governor"),
        (f"Two|CD and|CC would|MD +-|HYPH +be|VB mayor|NN {ADA} spoke|VBD .", "would-be mayor"),
        (f"Ousted|VBN Kelm|NNP chairman|NN {ADA} spoke|VBD .", "Ousted Kelm chairman"),
        (f"They have|VBP ousted|VBN President|NNP {ADA} .", "President"),
        (f"Ex|NNP +-|HYPH +Kelm|NNP|PERSON chief|NN {ADA} spoke|VBD .", "Ex-Kelm chief"),
        (f"Former|JJ Kelm|NNP|PERSON reporter|NN {ADA} spoke|VBD .", "Former Kelm reporter"),
        (f"Yes .  Presidential|JJ hopefuls|NNS former|JJ Gov.|NNP {ADA} spoke|VBD .", "former Gov."),
        (f"Rival candidates|NNS Sen.|NNP {ADA} spoke|VBD .", "Sen."),
        (f"No|DT matter what|WDT action|NN||dobj President|NNP {ADA} takes|VBZ .", "President"),
        (f"The|DT state|NN 's|POS other|JJ senator|NN {ADA} spoke|VBD .", "senator"),
        (f"New|NNP Kelm|NNP mayor|NN {ADA} spoke|VBD .", "New Kelm mayor"),
        (
            f"Holm|NNP|PERSON 's|POS chief|NN of|IN staff|NN ,|, {ADA} ,|, a|DT former|JJ Kelm|NNP aide|NN ,|, left .",
            "chief of staff",
        ),
        (f"Former|JJ president|NN {ADA} left . Later|RB President|NNP {ADA} slept .", "Former president"),
        (f"Yes , “|`` Governor|NNP {ADA} lies ”|'' . Later|RB ex|NN +-|HYPH +judge|NN {ADA} left .", "ex-judge"),
        (f"The|DT town|NN 's|POS coach|NN for|IN the|DT boys|NNS ,|, {ADA} ,|, left|VBD .", "coach for the boys"),
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
        f"If Bo|NNP|PERSON Lie|NNP|PERSON is|VBZ the|DT nominee|NN||attr ,|, {ADA} said|VBD .",
        f"{ADA} is|VBZ||advcl the|DT nominee|NN ,|, if polls err .",
        f"“|`` {ADA} is|VBZ our|PRP$ president|NN ,|, ”|'' they said .",
        f"{ADA} ,|, who|WP is|VBZ no|DT lawyer|NN ,|, spoke|VBD .",
        f"{ADA} is|VBZ the|DT best|JJS candidate|NN .",
        f"{ADA} ,|, who|WP was|VBD mayor|NN ,|, spoke|VBD .",
        f"They fear a|DT President|NNP {ADA} .",
        f"He hurt|VBD the|DT chairman|NN ,|, {ADA} said|VBD .",
        f"Stars such as {ADA} ,|, Will|NNP|*PERSON Smith|NNP|PERSON ,|, James|NNP|*PERSON Baker|NNP|PERSON came .",
        f"Kate|NNP|PERSON Lie|NNP|PERSON ,|, her|PRP$ senior|JJ adviser|NN ,|, {ADA} ,|, spoke|VBD .",
        f"A|DT spokesman|NN for|IN Mrs.|NNP {ADA} spoke|VBD .",
        f"It|PRP is|VBZ a|DT major|JJ {ADA} donor|NN programme|NN .",
    ],
)
def test_not_stated(spec: str) -> None:
    assert role_of(spec) is None


def test_a_role_between_a_body_and_a_person_is_the_persons() -> None:
    spec = f"A|DT note|NN to|IN the|DT Observer|NNP|ORG ,|, her|PRP$ senior|JJ adviser|NN ,|, {ADA} ,|, said|VBD ."
    assert role_of(spec) == "senior adviser"


def test_in_a_row_of_names_each_has_the_role_behind_it() -> None:
    spec = (
        "Kate|NNP|PERSON Lie|NNP|PERSON ,|, the|DT mayor|NN ,|, James|NNP|PERSON Berg|NNP|PERSON ,|, the|DT sheriff|NN "
        f",|, and {ADA} left|VBD ."
    )
    doc = parsed(spec)
    found = {chain.name: chain.role and chain.role.text for chain in actors.build_chains(doc, article_of(doc))}
    assert found == {"Kate Lie": "mayor", "James Berg": "sheriff", "Ada Holm": None}
