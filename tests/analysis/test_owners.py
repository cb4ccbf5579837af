"""Names that only say whose or from where somebody is."""

from __future__ import annotations

import pytest

from generator.analysis.owners import qualifies_person
from generator.analysis.tokens import Tokens
from tests.analysis.handmade import parsed


def qualifies(spec: str, name: str) -> bool:
    doc = parsed(spec)
    persons = {doc.text.index("Bo Lie")} if "Bo Lie" in doc.text else set[int]()
    return qualifies_person(Tokens.of(doc), doc.text.index(name) + len(name), persons)


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("Ada|NNP Holm|NNP 's|POS son|NN told|VBD them .", "Ada Holm"),
        ("Ada|NNP Holm|NNP 's|POS older|JJR sons|NNS left|VBD .", "Ada Holm"),
        ("Torvia|NNP Sen.|NNP Bo|NNP Lie|NNP left|VBD .", "Torvia"),
        ("The Gull|NNP 's|POS Bo|NNP Lie|NNP left|VBD .", "Gull"),
        ("Former|JJ Ada|NNP Holm|NNP aide|NN Bo|NNP Lie|NNP left|VBD .", "Ada Holm"),
    ],
)
def test_owners_and_origins_of_somebody_else(spec: str, name: str) -> None:
    assert qualifies(spec, name)


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("Ada|NNP Holm|NNP 's|POS statement|NN told|VBD nothing .", "Ada Holm"),
        ("Ada|NNP Holm|NNP said|VBD Bo|NNP Lie|NNP left|VBD .", "Ada Holm"),
        ("Torvian|JJ officials|NNS left|VBD .", "Torvian"),
        ("Ada|NNP Holm|NNP", "Ada Holm"),
    ],
)
def test_who_acts_is_no_owner(spec: str, name: str) -> None:
    assert not qualifies(spec, name)
