"""Mentions, cues and what ties them; the choice among candidates."""

from __future__ import annotations

import re

import numpy as np
import pytest

from generator.analysis import attribution, attribution_candidates, attribution_features, ranker
from generator.analysis.attribution_scene import scene_of
from generator.analysis.attribution_types import Kind
from generator.analysis.cues import Cue, Voice, cue_class, takes_listener, voice_class
from tests.analysis.spoken import chain, links, mention, spoken

SAID = "“ We|PRP sail|VBP , ” said|VBD former|JJ harbour|NN master|NN Ada|NNP Holm|NNP ."


def test_a_title_belongs_to_the_mention_and_is_told_from_the_name() -> None:
    scene = scene_of(spoken(SAID))
    holm = mention(scene, "former harbour master Ada Holm")
    assert holm.kind == Kind.NAME
    assert scene.words[holm.name : holm.end] == ["Ada", "Holm"]


def test_an_inverted_cue_is_tied_to_what_follows_it() -> None:
    assert links(spoken(SAID)) == {"former harbour master Ada Holm": {"said": "AFTER"}}


def test_a_verb_with_a_listener_is_never_inverted() -> None:
    doc = spoken("“ We|PRP sail|VBP , ” Holm|NNP|nsubj|7 told|VBD reporters|NNS .")
    assert links(doc) == {"Holm": {"told": "BEFORE"}}
    doc = spoken("“ We|PRP sail|VBP , ” told|VBD Holm|NNP .")
    assert links(doc) == {}


def test_parse_and_surface_together_are_stronger() -> None:
    doc = spoken("Holm|NNP|nsubj|1 said|VBD “ it|PRP is|VBZ late|JJ . ”")
    assert links(doc) == {"Holm": {"said": "BOTH"}}


def test_an_apposition_does_not_part_speaker_and_cue() -> None:
    doc = spoken("Ada|NNP Holm|NNP , the|DT harbour|NN master|NN , said|VBD “ it|PRP is|VBZ late|JJ . ”")
    assert links(doc)["Ada Holm"] == {"said": "APPOSITION"}


def test_a_name_in_apposition_speaks_for_its_role() -> None:
    doc = spoken("The|DT envoy|NN , Ada|NNP Holm|NNP , said|VBD|dep|6 “ it|PRP is|VBZ late|JJ . ”")
    scene = scene_of(doc)
    assert mention(scene, "The envoy").named
    assert "The envoy" not in links(doc)
    assert links(doc)["Ada Holm"] == {"said": "APPOSITION"}


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        ("the|DT bank|NN 's|POS chairman|NN", 1),
        ("its|PRP$ chairman|NN", 1),
        ("the|DT head|NN of|IN the|DT union|NN", 2),
        ("the|DT head|NN of|IN planning|NN at|IN the|DT union|NN", 3),
        ("the|DT coach|NN for|IN the|DT young|NNS", 2),
    ],
)
def test_behind_an_inverted_verb_such_a_name_may_end_the_sentence(role: str, steps: int) -> None:
    doc = spoken(f"“ We|PRP sail|VBP , ” said|VBD {role} , Ada|NNP Holm|NNP .")
    scene = scene_of(doc)
    first = " ".join(word.partition("|")[0] for word in re.split(r" \w+\|IN ", role)[0].split())
    assert mention(scene, first).named == steps
    assert links(doc) == {"Ada Holm": {"said": "AFTER"}}


def test_a_role_may_have_a_name_with_another_title_in_apposition() -> None:
    doc = spoken(
        "Its|PRP$ president|NN , the|DT poet|NN Ada|NNP Holm|NNP , called|VBD it|PRP “ far|RB too|RB late|JJ . ”"
    )
    assert mention(scene_of(doc), "Its president").named == 1
    assert links(doc)["the poet Ada Holm"] == {"called": "APPOSITION"}


def test_two_titles_before_a_name_are_one_persons() -> None:
    doc = spoken(
        "“ We|PRP sail|VBP , ” said|VBD deputy|NN mayor|NN and|CC union|NN man|NN Ada|NNP Holm|NNP (|-LRB- I|NNP ) ."
    )
    assert links(doc) == {"union man Ada Holm": {"said": "AFTER"}}
    (answer,) = attribution.attribute(attribution.context(doc, [chain(doc, "Ada Holm")]))
    assert answer.mention is not None
    assert doc[answer.start : answer.mention.end].text == "deputy mayor and union man Ada Holm"


def test_elsewhere_a_name_at_the_end_of_a_sentence_is_none_of_a_role_before_it() -> None:
    scene = scene_of(
        spoken("It|PRP met|VBD with|IN the|DT envoy|NN , Ada|NNP Holm|NNP . “ Late|JJ , ” he|PRP said|VBD .")
    )
    assert not mention(scene, "the envoy").named


def test_according_to_and_by_name_their_source() -> None:
    doc = spoken("It|PRP is|VBZ “ very|RB late|JJ , ” according|VBG to|IN the|DT road|NN office|NN .")
    assert links(doc)["the road office"] == {"according": "AGENT"}
    doc = spoken("A|DT trip|NN called|VBN by|IN Holm|NNP “ far|RB too|RB late|JJ ” ended|VBD .")
    assert links(doc)["Holm"]["called"] == "AGENT"


def test_owners_are_mentions_of_their_own() -> None:
    scene = scene_of(spoken("Ada|NNP Holm|NNP 's|POS aide|NN said|VBD “ it|PRP is|VBZ late|JJ . ”"))
    assert mention(scene, "Ada Holm").possessive
    assert mention(scene, "Ada Holm 's aide").kind == Kind.NOUN


def test_nothing_inside_a_quotation_is_a_mention() -> None:
    scene = scene_of(spoken("“ Lena|NNP Brandt|NNP said|VBD so|RB , ” Holm|NNP added|VBD ."))
    assert [" ".join(scene.words[m.start : m.end]) for m in scene.mentions] == ["Holm"]


def test_a_surname_that_the_tagger_took_for_a_verb_is_a_name() -> None:
    scene = scene_of(spoken("“ It|PRP is|VBZ late|JJ , ” Will|MD wrote|VBD ."))
    assert mention(scene, "Will").kind == Kind.NAME


def test_a_lone_other_may_speak() -> None:
    doc = spoken("“ It|PRP is|VBZ late|JJ , ” another|DT said|VBD .")
    assert links(doc) == {"another": {"said": "BEFORE"}}


def test_sentences_end_with_a_quotation_that_ends_in_a_full_stop() -> None:
    scene = scene_of(spoken("“ We|PRP sail|VBP . ” He|PRP left|VBD ."))
    assert scene.breaks[scene.words.index("He")] == 1
    scene = scene_of(spoken("“ We|PRP sail|VBP , ” He|PRP said|VBD ."))
    assert scene.breaks[scene.words.index("He")] == 0


def test_rows_have_a_number_for_each_name_and_end_with_nobody() -> None:
    doc = spoken(SAID)
    context = attribution.context(doc, [])
    history = attribution_candidates.History()
    options = attribution_candidates.candidates(context, 0, history)
    assert options == [0, attribution_candidates.NOBODY]
    table = attribution_features.rows(context, 0, options, history)
    assert [len(row) for row in table] == [len(attribution_features.NAMES)] * 2
    value = dict(zip(attribution_features.NAMES, table[0], strict=True))
    assert (value["cue"], value["after"], value["words between"]) == (float(Cue.SAY), 1.0, 1.0)
    assert value["sentence ends between"] == value["quotations between"] == 0.0


def test_the_speaker_is_the_one_with_the_cue_not_the_one_in_the_quotation() -> None:
    doc = spoken(
        "Piet|NNP Varga|NNP left|VBD . Holm|NNP|nsubj|6 added|VBD , “ I|PRP like|VBP Lena|NNP Brandt|NNP here|RB . ”"
    )
    holm = chain(doc, "Holm")
    (answer,) = attribution.attribute(
        attribution.context(doc, [holm, chain(doc, "Lena Brandt"), chain(doc, "Piet Varga")])
    )
    assert answer.chain is holm
    assert answer.verb is not None
    assert doc[answer.verb].text == "added"
    assert answer.why == "name, cue 'added', same sentence"
    assert 0.5 < answer.probability <= 1.0


def test_trees_send_a_row_left_at_the_threshold_and_right_above_it() -> None:
    trees = ranker.Trees(
        names=("x", "y"),
        depth=2,
        features=np.array([[0, 1, 1]]),
        thresholds=np.array([[1.0, 5.0, 7.0]], dtype=np.float32),
        values=np.array([[1.0, 2.0, 3.0, 4.0]]),
    )
    rows = np.array([[1, 5], [1, 6], [2, 7], [2, 8]], dtype=np.float32)
    assert trees.score(rows).tolist() == [1.0, 2.0, 3.0, 4.0]


@pytest.mark.parametrize("name", ["speakers", "quotations"])
def test_the_weights_fit_the_features(name: str) -> None:
    from generator.analysis import quotes_sieve

    expected = {"speakers": attribution_features.NAMES, "quotations": quotes_sieve.NAMES}[name]
    trees = ranker.load(name)
    assert trees.names == tuple(expected)
    assert trees.features.max() < len(expected)


def test_the_lexicon_orders_cues_by_strength() -> None:
    assert [cue_class(lemma) for lemma in ("say", "tweet", "argue", "call", "smile", "paddle")] == [6, 5, 4, 3, 2, 1]
    assert voice_class("spokeswoman") == Voice.PERSON
    assert voice_class("report") == Voice.DOCUMENT
    assert voice_class("herring") == Voice.NONE
    assert takes_listener("tell")
    assert not takes_listener("say")


def test_a_title_with_of_goes_on_to_its_holder() -> None:
    doc = spoken(
        "Head|NN|nsubj|6 of|IN the|DT Marrow|NNP Ada|NNP Holm|NNP said|VBD “ it|PRP is|VBZ far|RB too|RB late|JJ . ”"
    )
    (answer,) = attribution.attribute(attribution.context(doc, [chain(doc, "Ada Holm")]))
    assert answer.mention is not None
    assert doc[answer.start : answer.mention.end].text == "Head of the Marrow Ada Holm"


def test_dashes_words_of_and_per_name_a_source() -> None:
    assert links(spoken("“ It|PRP is|VBZ late|JJ . ” ―|: Ada|NNP Holm|NNP"))["Ada Holm"] == {"―": "AGENT"}
    doc = spoken("In|IN the|DT words|NNS of|IN Holm|NNP , “ it|PRP is|VBZ late|JJ . ”")
    assert links(doc)["Holm"] == {"words": "AGENT"}
    doc = spoken("It|PRP is|VBZ “ late|JJ , ” per|IN Holm|NNP .")
    assert links(doc)["Holm"] == {"per": "AGENT"}


def test_a_paragraph_ends_its_sentence_unless_a_colon_announces_the_next() -> None:
    scene = scene_of(
        spoken("Holm|NNP said|VBD “ no|UH , never|RB . ” ¶ Rain|NN fell|VBD ¶ She|PRP wrote|VBD : ¶ “ No|UH . ”")
    )
    assert [scene.breaks[scene.words.index(word)] for word in ("Holm", "Rain", "She")] == [0, 1, 2]
    assert scene.breaks[-1] == 2


def test_who_only_reports_what_somebody_said_is_not_the_speaker() -> None:
    doc = spoken("“ We|PRP sail|VBP , ” Holm|NNP|nsubj|6 said|VBD , according|VBG to|IN the|DT Marrow|NNP Post|NNP .")
    context = attribution.context(doc, [])
    options = attribution_candidates.candidates(context, 0, attribution_candidates.History())
    assert [context.scene.lower[context.scene.mentions[m].head] for m in options[:-1]] == ["holm"]


def test_a_source_is_the_speaker_where_nobody_else_says_the_words() -> None:
    doc = spoken(
        "Holm|NNP|nsubj|1 left|VBD “ far|RB too|RB late|JJ , ” according|VBG to|IN the|DT Marrow|NNP Post|NNP ."
    )
    context = attribution.context(doc, [])
    options = attribution_candidates.candidates(context, 0, attribution_candidates.History())
    assert [context.scene.lower[context.scene.mentions[m].head] for m in options[:-1]] == ["holm", "post"]


OUTER = (
    "Ada|NNP Holm|NNP|nsubj|4 , 54|CD|appos|1 , said|VBD that|IN the|DT envoy|NN|nsubj|13 , "
    "Piet|NNP Varga|NNP , had|VBD|aux|14 told|VBD|ccomp|5 her|PRP : “ Never|RB too|RB late|JJ . ”"
)


def test_who_says_that_somebody_else_says_the_words_is_not_the_speaker() -> None:
    doc = spoken(OUTER)
    assert links(doc)["Ada Holm"] == {"said": "APPOSITION"}
    assert links(doc)["Piet Varga"] == {"told": "APPOSITION"}
    context = attribution.context(doc, [])
    options = attribution_candidates.candidates(context, 0, attribution_candidates.History())
    assert "holm" not in [context.scene.lower[context.scene.mentions[m].head] for m in options[:-1]]


def test_a_relative_clause_in_an_apposition_does_not_part_speaker_and_cue() -> None:
    doc = spoken("Ada|NNP Holm|NNP , who|WP leads|VBZ|relcl|1 it|PRP , said|VBD “ it|PRP is|VBZ late|JJ . ”")
    assert links(doc)["Ada Holm"]["said"] == "APPOSITION"


def test_brackets_do_not_part_speaker_and_cue() -> None:
    doc = spoken("Ada|NNP Holm|NNP ( I|NNP ) said|VBD “ it|PRP is|VBZ late|JJ . ”")
    assert links(doc)["Ada Holm"] == {"said": "BEFORE"}


def test_a_surname_may_be_a_preposition() -> None:
    assert links(spoken("“ We|PRP sail|VBP , ” Under|IN said|VBD .")) == {"Under": {"said": "BEFORE"}}
    assert "Under" not in links(spoken("“ We|PRP sail|VBP , ” Under|IN pressure|NN she|PRP said|VBD ."))
