"""Names that editors know are entities wherever they stand."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from generator.analysis.registry import mark
from generator.editorial import KnownActor
from generator.models import Article

WORDS = ["The", "Tollen", "Guild", "met", "Ada", "Holm", "."]


def doc(*ents: str) -> Doc:
    return Doc(Vocab(), words=WORDS, spaces=[True] * 5 + [False] * 2, ents=list(ents))


def entities(made: Doc, *known: KnownActor) -> list[tuple[str, str]]:
    mark(made, Article(id="a", path="a.txt", text=made.text, sha256="", identity="a"), known)
    return [(ent.text, ent.label_) for ent in made.ents]


def test_names_of_the_registry_are_entities_of_its_type() -> None:
    guild = KnownActor(name="Tollen Guild", type="organization")
    made = doc("O", "B-GPE", "O", "O", "B-ORG", "I-ORG", "O")
    assert entities(made, guild, KnownActor(name="Ada Holm", type="person")) == [
        ("Tollen Guild", "ORG"),
        ("Ada Holm", "PERSON"),
    ]


def test_a_longer_name_wins_and_who_is_not_meant_is_left_alone() -> None:
    made = doc("O", "B-ORG", "I-ORG", "O", "O", "O", "O")
    holm = KnownActor.model_validate({"name": "Ada Holm", "type": "person", "not": [{"word": "guild"}]})
    assert entities(made, KnownActor(name="Tollen", type="state"), holm) == [("Tollen Guild", "ORG")]


def test_names_that_the_source_lists_are_what_it_says_after_editors() -> None:
    made = doc("O", "B-PERSON", "O", "O", "B-ORG", "I-ORG", "O")
    named = (("Tollen", "place"), ("Ada Holm", "person"), ("Nobody There", "person"))
    article = Article(id="a", path="a.txt", text=made.text, sha256="", identity="a", named=named)
    mark(made, article, ())
    assert [(ent.text, ent.label_) for ent in made.ents] == [("Tollen", "GPE"), ("Ada Holm", "PERSON")]
    mark(made, article, (KnownActor(name="Ada Holm", type="organization"),))
    assert [ent.label_ for ent in made.ents] == ["GPE", "ORG"]


def test_without_a_registry_nothing_is_touched() -> None:
    made = doc("O", "B-GPE", "O", "O", "O", "O", "O")
    assert entities(made) == [("Tollen", "GPE")]
