"""Tags: noun phrases folded over number and case; no names of actors, no everyday words."""

from __future__ import annotations

from generator.analysis import topics
from generator.analysis.chains import Chain
from generator.analysis.tokens import Tokens
from generator.models import Region
from tests.analysis.trees import article, tree

ONE = (
    "The|DET|DT|det|2 rail|NOUN|NN|compound|2 {0} cost|VERB|VBP|ROOT|3 the|DET|DT|det|5 country|NOUN|NN|dobj|3 "
    ".|PUNCT|.|punct|3"
)
TUNNEL = ONE.format("tunnel|NOUN|NN|nsubj|3|tunnel")
TUNNELS = ONE.format("tunnels|NOUN|NNS|nsubj|3|tunnel")


def test_forms_of_one_phrase_are_one_tag_in_their_usual_number() -> None:
    doc = tree(TUNNEL, TUNNELS, TUNNELS)
    assert topics.extract(doc, article(doc.text), []) == ("rail tunnels",)


def test_a_word_that_any_article_has_is_no_tag() -> None:
    doc = tree(TUNNEL, TUNNEL, TUNNEL)
    assert "country" not in topics.extract(doc, article(doc.text), [])


def test_an_actor_s_name_and_a_caption_are_no_tags() -> None:
    doc = tree(TUNNEL, TUNNEL)
    named = Chain("organization/rail", "organization", "rail tunnel", ["rail tunnel"], [(4, 15), (38, 49)])
    assert doc.text[38:49] == "rail tunnel"
    assert topics.extract(doc, article(doc.text), [named]) == ()
    assert topics.extract(doc, article(doc.text, regions=(Region("caption", 0, len(doc.text)),)), []) == ()


def test_the_noun_phrases_are_those_of_the_library() -> None:
    doc = tree(
        "The|DET|DT|det|1 keeper|NOUN|NN|nsubj|5 of|ADP|IN|prep|1 old|ADJ|JJ|amod|4 lamps|NOUN|NNS|pobj|2 "
        "sells|VERB|VBZ|ROOT|5|sell her|PRON|PRP$|poss|7 moss|NOUN|NN|dobj|5 and|CCONJ|CC|cc|7 "
        "grey|ADJ|JJ|amod|10 slate|NOUN|NN|conj|7 ,|PUNCT|,|punct|10 gravel|NOUN|NN|conj|10 here|ADV|RB|advmod|5",
        "Rust|NOUN|NN|npadvmod|1 fell|VERB|VBD|ROOT|1|fall on|ADP|IN|prep|1 it|PRON|PRP|pobj|2 and|CCONJ|CC|cc|1 "
        "lamps|NOUN|NNS|conj|6 broke|VERB|VBD|conj|1|break",
    )
    expected = [(chunk.start, chunk.end - 1) for chunk in doc.noun_chunks]
    assert expected == [(0, 1), (3, 4), (6, 7), (9, 10), (12, 12), (17, 17), (19, 19)]
    assert list(topics.chunks(doc, Tokens.of(doc))) == expected


def test_at_most_eight_and_the_headline_s_first() -> None:
    nouns = ["reef", "moss", "slate", "canal", "chapel", "owl", "lamp", "pump", "gravel", "heron"]
    sentences = [
        f"{noun}|NOUN|NN|compound|1 {noun}s|NOUN|NNS|nsubj|2|{noun}x fall|VERB|VBP|ROOT|2"
        for noun in nouns
        for _ in (1, 2)
    ]
    doc = tree(*sentences)
    made = article(doc.text, title="A heronx heron")
    tags = topics.extract(doc, made, [])
    assert len(tags) == topics.MOST
    assert tags[0] == "heron herons"
