"""What nouns before a name say that it names."""

from __future__ import annotations

import pytest

from generator.analysis import actors
from tests.analysis.handmade import article_of, parsed


def kinds_of(spec: str) -> dict[str, str]:
    doc = parsed(spec)
    return {chain.name: chain.type for chain in actors.build_chains(doc, article_of(doc))}


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("A company|NN called|VBN Torvi|NNP Blane|NNP grew .", "organization"),
        ("They met in a|DT town|NN named|VBN Torvi|NNP Blane|NNP|ORG .", "place"),
        ("A man|NN called|VBN Torvi|NNP Blane|NNP|ORG left .", "person"),
        ("A nurse|NN named|VBN Torvi|NNP Blane|NNP|ORG left .", "person"),
        ("She|PRP goes|VBZ by|IN the|DT name|NN “|`` The|DT|WORK_OF_ART Blane|NN|WORK_OF_ART ” .", "person"),
        ("They asked|VBD about the murder|NN of|IN Blane|NNP .", "person"),
        ("Then|RB athletes|VBZ Torvi|NNP Blane|NNP|GPE and Ada|NNP|PERSON Holm|NNP|PERSON ran .", "person"),
        ("The final|NN saw|VBD the team|NN Blane9|NN lose|VB .", "organization"),
    ],
)
def test_a_noun_before_a_name_tells_its_kind(spec: str, kind: str) -> None:
    assert next(iter(kinds_of(spec).values())) == kind


@pytest.mark.parametrize(
    "spec",
    [
        "Then|RB a ferry|NN called|VBN Blane|NNP|PERSON sank .",
        "A vitamin-maker|NN called|VBN Blane|NNP grew .",  # a firm may be one, or a person
        "They saw|VBD the murder|NN of|IN crows|NNS .",
    ],
)
def test_things_and_the_undecided_are_no_actors(spec: str) -> None:
    assert kinds_of(spec) == {}


def test_who_leads_a_body_is_no_plural() -> None:
    spec = "Ada|NNP|PERSON Holm|NNP|PERSON , who|WP heads|VBZ the|DT Blane|NNP|ORG Guild|NNP|ORG , left ."
    assert kinds_of(spec) == {"Ada Holm": "person", "Blane Guild": "organization"}
