"""Who "he", "she" and "the minister" are."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.analysis import coreference
from generator.analysis.attribution import _chains_of, _quoted
from generator.analysis.attribution_scene import scene_of
from generator.analysis.chains import Chain
from generator.models import Span
from tests.analysis.spoken import chain, spoken


def resolved(doc: Doc, *chains: Chain) -> dict[str, str]:
    """The words of each resolved mention with its place, and the name that it leads to."""
    scene = scene_of(doc)
    owners, quoted = _chains_of(scene, list(chains)), _quoted(scene, list(chains))
    answers = coreference.resolve(scene, owners, quoted)
    return {
        f"{' '.join(scene.words[m.start : m.end])}@{m.start}": answer.chain.name
        for m, answer in zip(scene.mentions, answers, strict=True)
        if answer
    }


def test_a_pronoun_takes_the_subject_of_fitting_gender() -> None:
    doc = spoken("Ada|NNP|nsubj|1 met|VBD Piet|NNP|dobj|1 . She|PRP|nsubj|5 left|VBD . He|PRP|nsubj|8 stayed|VBD .")
    ada, piet = chain(doc, "Ada", gender="f"), chain(doc, "Piet", gender="m")
    assert resolved(doc, ada, piet) == {"She@4": "Ada", "He@7": "Piet"}


def test_a_known_gender_is_never_overruled() -> None:
    doc = spoken("Ada|NNP|nsubj|1 left|VBD . He|PRP|nsubj|4 stayed|VBD .")
    assert resolved(doc, chain(doc, "Ada", gender="f")) == {}


def test_a_pronoun_teaches_the_gender_of_a_name() -> None:
    doc = spoken("Sasha|NNP|nsubj|1 spoke|VBD . She|PRP|nsubj|4 left|VBD . He|PRP|nsubj|7 stayed|VBD .")
    assert resolved(doc, chain(doc, "Sasha")) == {"She@3": "Sasha"}


def test_a_name_inside_a_quotation_is_no_antecedent() -> None:
    doc = spoken("Piet|NNP|nsubj|1 spoke|VBD . “ Ole|NNP|nsubj|5 left|VBD , ” he|PRP|nsubj|9 said|VBD .")
    assert resolved(doc, chain(doc, "Piet", gender="m"), chain(doc, "Ole", gender="m")) == {"he@8": "Piet"}


def test_organisations_and_places_are_no_he_or_she() -> None:
    doc = spoken("Marrow|NNP|nsubj|1 grew|VBD . She|PRP|nsubj|4 left|VBD .")
    assert resolved(doc, chain(doc, "Marrow", kind="place")) == {}


def test_a_person_long_ago_is_forgotten() -> None:
    doc = spoken("Ada|NNP|nsubj|1 left|VBD . " + "¶ Rain|NN fell|VBD . " * 6 + "¶ She|PRP|nsubj|27 stayed|VBD .")
    assert resolved(doc, chain(doc, "Ada", gender="f")) == {}


def test_a_role_leads_to_the_one_person_who_has_it() -> None:
    text = "Ada|NNP Holm|NNP left|VBD . ¶ The|DT envoy|NN was|VBD late|JJ . An|DT envoy|NN waited|VBD ."
    doc = spoken(text)
    holm = chain(doc, "Ada Holm")
    holm.role = Span(text="envoy", start=0, end=5)
    assert resolved(doc, holm) == {"The envoy@5": "Ada Holm"}


def test_a_role_that_two_persons_have_leads_to_nobody() -> None:
    doc = spoken("Envoy|NNP Ada|NNP met|VBD envoy|NN Piet|NNP . ¶ The|DT envoy|NN was|VBD late|JJ .")
    ada, piet = chain(doc, "Ada"), chain(doc, "Piet")
    ada.role = piet.role = Span(text="envoy", start=0, end=5)
    assert resolved(doc, ada, piet) == {}


def test_a_former_minister_is_not_the_minister() -> None:
    doc = spoken("Ada|NNP left|VBD . ¶ The|DT former|JJ minister|NN was|VBD late|JJ .")
    ada = chain(doc, "Ada")
    ada.role = Span(text="minister", start=0, end=8)
    assert resolved(doc, ada) == {}


PIET_THEN_OLE = "Ole|NNP|nsubj|1 spoke|VBD . Piet|NNP|nsubj|4 came|VBD and|CC asked|VBD|conj|4 . "


def test_a_subject_is_not_whom_its_own_verb_names() -> None:
    """ "He described Piet as ...": principle B."""
    said = "He|PRP|nsubj|9 called|VBD Piet|NNP|dobj|9 late|JJ|oprd|9 ."
    doc = spoken(PIET_THEN_OLE + said)
    assert resolved(doc, chain(doc, "Ole", gender="m"), chain(doc, "Piet", gender="m")) == {"He@8": "Ole"}


def test_a_subject_may_be_named_again_in_another_clause() -> None:
    told = "He|PRP|nsubj|9 met|VBD one|CD|dobj|9 who|WP|nsubj|12 told|VBD|relcl|10 Piet|NNP|dobj|12 ."
    doc = spoken(PIET_THEN_OLE + told)
    assert resolved(doc, chain(doc, "Ole", gender="m"), chain(doc, "Piet", gender="m"))["He@8"] == "Piet"


def test_nobody_says_his_own_name() -> None:
    said = "He|PRP|nsubj|9 said|VBD , “ Piet|NNP|nsubj|13 is|VBZ late|JJ . ”"
    doc = spoken(PIET_THEN_OLE + said)
    assert resolved(doc, chain(doc, "Ole", gender="m"), chain(doc, "Piet", gender="m"))["He@8"] == "Ole"


def test_a_name_that_the_tagger_missed_is_still_its_bearers() -> None:
    doc = spoken("Ole|NNP|nsubj|1 spoke|VBD . Piet|NN|nsubj|4 asked|VBD . He|PRP|nsubj|7 left|VBD .")
    assert resolved(doc, chain(doc, "Ole", gender="m"), chain(doc, "Piet", gender="m"))["He@6"] == "Piet"


def test_a_surname_that_may_be_anybodys_is_no_reason_to_take_another() -> None:
    doc = spoken("Ole|NNP Varga|NNP|nsubj|2 left|VBD . ¶ Holm|NNP|nsubj|6 spoke|VBD . He|PRP|nsubj|9 sat|VBD .")
    varga, holm = chain(doc, "Ole Varga", gender="m"), chain(doc, "Nils Holm", gender="m")
    assert resolved(doc, varga, holm)["He@8"] == "Ole Varga"  # no Holm is known here
    doc = spoken(
        "Nils|NNP Holm|NNP met|VBD Ole|NNP Varga|NNP|nsubj|5 . ¶ Holm|NNP|nsubj|8 spoke|VBD . He|PRP|nsubj|11 sat|VBD ."
    )
    varga, holm = chain(doc, "Ole Varga", gender="m"), chain(doc, "Nils Holm", gender="m")
    assert resolved(doc, varga, holm) == {}


def test_somebody_without_a_name_may_be_meant() -> None:
    doc = spoken("Ole|NNP|nsubj|1 left|VBD . ¶ A|DT trader|NN|nsubj|6 spoke|VBD . He|PRP|nsubj|9 sat|VBD .")
    assert resolved(doc, chain(doc, "Ole", gender="m")) == {}


def test_a_noun_that_tells_its_gender_is_no_other() -> None:
    doc = spoken("Ole|NNP|nsubj|1 left|VBD . ¶ A|DT spokeswoman|NN|nsubj|6 spoke|VBD . He|PRP|nsubj|9 sat|VBD .")
    assert resolved(doc, chain(doc, "Ole", gender="m")) == {"He@8": "Ole"}


def test_a_known_gender_does_not_outweigh_the_subject_before() -> None:
    doc = spoken(
        "Ada|NNP|nsubj|1 spoke|VBD and|CC asked|VBD|conj|1 . Rim|NNP|nsubj|6 met|VBD Ada|NNP|dobj|6 . "
        "She|PRP|nsubj|10 left|VBD ."
    )
    assert resolved(doc, chain(doc, "Ada", gender="f"), chain(doc, "Rim"))["She@9"] == "Rim"


def test_who_was_just_introduced_takes_the_next_pronoun() -> None:
    doc = spoken(
        "Ada|NNP Holm|NNP|nsubj|2 said|VBD so|RB . Holm|NNP|nsubj|6 added|VBD . Rim|NNP Vale|NNP|nsubj|10 left|VBD "
        ". She|PRP|nsubj|13 sat|VBD ."
    )
    holm, vale = chain(doc, "Ada Holm", "Holm", gender="f"), chain(doc, "Rim Vale", gender="f")
    assert resolved(doc, holm, vale)["She@12"] == "Rim Vale"


def test_a_pronoun_that_two_may_be_is_less_sure() -> None:
    doc = spoken("Ole|NNP|nsubj|1 met|VBD Piet|NNP|nsubj|1 . He|PRP|nsubj|5 left|VBD .")
    scene, chains = scene_of(doc), [chain(doc, "Ole", gender="m"), chain(doc, "Piet", gender="m")]
    *_, answer = coreference.resolve(scene, _chains_of(scene, chains))
    assert answer is not None
    assert answer.share == 0.5


def test_who_is_the_person_named_before_it() -> None:
    doc = spoken("Ada|NNP Holm|NNP , who|WP told|VBD us|PRP , left|VBD .")
    assert resolved(doc, chain(doc, "Ada Holm")) == {"who@3": "Ada Holm"}
    doc = spoken("An|DT aide|NN to|IN Ada|NNP Holm|NNP , who|WP told|VBD us|PRP , left|VBD .")
    assert resolved(doc, chain(doc, "Ada Holm")) == {}
