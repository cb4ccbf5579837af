"""French, on hand-built documents and by words alone: names, roles, quotations, dates, figures. Needs no model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from generator.analysis import (
    actors,
    attribution_links,
    attribution_scene,
    bodies,
    date_rules,
    figure_pattern,
    gazetteer,
    labels,
    lexicon,
    marks,
)
from generator.analysis.attribution_types import Kind
from generator.analysis.cues import Cue
from generator.analysis.date_frame import Frame, Way
from generator.analysis.date_patterns import flatten, scan
from generator.analysis.scene import Scene
from generator.text import paragraphs
from tests.analysis.handmade import article_of, parsed

LEMMAS = {"soldats": "soldat", "déclaré": "déclarer", "affirme": "affirmer"}
# Wednesday 12 March 2031.
PUBLISHED = date(2031, 3, 12)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    with lexicon.speaking("fr"):
        yield


# --- languages ------------------------------------------------------------------------------------------------------


def test_tables_are_those_of_the_language_and_fall_back_on_the_common_ones() -> None:
    assert gazetteer.named_state("Allemagne") == gazetteer.State("Allemagne", "DE")
    assert gazetteer.named_state("Germany") is None
    assert lexicon.load("salience") is not None  # no French one
    with lexicon.speaking("en"):
        assert gazetteer.named_state("Allemagne") is None
        assert gazetteer.named_state("Germany") == gazetteer.State("Germany", "DE")
    assert gazetteer.named_state("Allemagne") is not None


def test_a_language_without_tables_is_english() -> None:
    with lexicon.speaking("de"):
        assert lexicon.language() == "en"
    assert lexicon.languages() == ("en", "fr")


def test_every_state_has_a_french_name_under_the_same_code() -> None:
    own = set(lexicon.load("countries"))
    with lexicon.speaking("en"):
        assert own == set(lexicon.load("countries"))


@pytest.mark.parametrize("name", sorted(path.stem for path in (lexicon.DATA / "fr").glob("*.yml")))
def test_every_french_table_has_only_keys_that_the_common_one_has(name: str) -> None:
    own = {str(key).removesuffix("+") for key in lexicon._read(lexicon.DATA / "fr" / f"{name}.yml")}
    if name != "labels":  # English needs none
        assert own <= {str(key) for key in lexicon._read(lexicon.DATA / f"{name}.yml")}


# --- names and roles ------------------------------------------------------------------------------------------------


def chains(spec: str) -> dict[str, tuple[str, str | None]]:
    doc = parsed(spec)
    for token in doc:
        token.lemma_ = LEMMAS.get(token.text, token.text)
    found = actors.build_chains(doc, article_of(doc))
    return {one.name: (one.type, one.role.text if one.role else None) for one in found}


MARTIN = "Anne|NNP|PERSON Martin|NNP|PERSON"


@pytest.mark.parametrize(
    ("spec", "role"),
    [
        (f"La|DT ministre|NN de|IN la|DT Santé|NN , {MARTIN} , a|VBD parlé|VBD .", "ministre de la Santé"),
        (f"{MARTIN} , 42|CD ans|NNS , maire|NN adjointe|JJ de|IN Lyon|NNP|GPE , parle|VBZ .", "maire adjointe de Lyon"),
        (f"L'|DT ancienne|JJ ministre|NN norvégienne|JJ de|IN la|DT Pêche|NN {MARTIN} a|VBD parlé|VBD .",
         "ancienne ministre norvégienne de la Pêche"),
        (f"{MARTIN} est|VBZ directrice|NN de|IN l'|DT école|NN .", "directrice de l' école"),
        (f"Selon|IN {MARTIN} , le|DT maire|NN a|VBD refusé|VBD .", None),
    ],
)  # fmt: skip
def test_roles_stand_before_and_behind_a_name(spec: str, role: str | None) -> None:
    assert chains(spec)["Anne Martin"] == ("person", role)


def test_a_form_of_address_leads_to_the_full_name() -> None:
    doc = parsed(f"{MARTIN} a|VBD parlé|VBD . Mme|NNP|PERSON Martin|NNP|PERSON est|VBZ partie|VBN .")
    (chain,) = actors.build_chains(doc, article_of(doc))
    assert (chain.name, chain.gender, chain.names) == ("Anne Martin", "f", ["Anne Martin", "Mme Martin", "Martin"])


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("Le|DT ministère|NN de|IN la|DT Santé|NN a|VBD parlé|VBD .", "ministère de la Santé"),
        ("La|DT Compagnie|NNP|ORG portuaire|JJ|ORG de|IN|ORG Lesk|NNP|ORG dit|VBZ .",
         "Compagnie portuaire de Lesk"),
        ("Un|DT membre|NN du|IN conseil|NN d'|IN administration|NN de|IN la|DT Compagnie|NNP de|IN Lesk|NNP .",
         "Compagnie de Lesk"),
        ("Le|DT syndicat|NN des|IN pêcheurs|NNS de|IN Lesk|NNP a|VBD parlé|VBD .", "syndicat des pêcheurs de Lesk"),
    ],
)  # fmt: skip
def test_bodies_may_begin_with_a_small_letter(spec: str, name: str) -> None:
    doc = parsed(spec)
    scene = Scene.of(doc, doc.text)
    assert [scene.text[slice(*scene.extent(*found))] for found in bodies.find(scene).items()] == [name]


def test_a_body_without_a_name_of_its_own_is_none() -> None:
    doc = parsed("Le|DT conseil|NN municipal|JJ des|IN enfants|NNS a|VBD voté|VBD .")
    assert bodies.find(Scene.of(doc, doc.text)) == {}


def test_small_demonyms_lead_to_their_state_where_somebody_acts() -> None:
    assert chains("Les|DT soldats|NNS français|JJ ont|VBZ quitté|VBN Lesk|NNP .")["France"] == ("state", None)
    assert "France" not in chains("Il|PRP aime|VBZ la|DT cuisine|NN française|JJ .")


def test_labels_are_translated_once() -> None:
    words = ["M.", "Dupont", "a", "déclaré", "hier", "«", "Non", "»"]
    doc = Doc(
        Vocab(),
        words=words,
        pos=["NOUN", "PROPN", "AUX", "VERB", "ADV", "NOUN", "INTJ", "PUNCT"],
        deps=["nsubj", "flat:name", "aux:tense", "ROOT", "advmod", "obj", "obl:mod", "punct"],
        heads=[3, 0, 3, 3, 3, 3, 3, 3],
        morphs=["", "", "Tense=Pres|VerbForm=Fin", "Tense=Past|VerbForm=Part", "", "", "", ""],
        ents=["B-PER", "I-PER", "O", "O", "O", "O", "B-MISC", "O"],
    )
    labels.translate(doc)
    assert [token.tag_ for token in doc] == ["NNP", "NNP", "VBD", "VBD", "RB", "``", "UH", "''"]
    assert [token.dep_ for token in doc] == ["nsubj", "compound", "aux", "ROOT", "advmod", "dobj", "tmod", "punct"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("M. Dupont", "PERSON")]


# --- quotations -----------------------------------------------------------------------------------------------------


def quoted(text: str) -> list[tuple[str, bool]]:
    return [(text[one.start : one.end], one.closed) for one in marks.stretches(text, list(paragraphs(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("« Nous partons », dit-il.", [("Nous partons", True)]),
        ("«\u00a0Nous partons\u202f», dit-il.", [("Nous partons", True)]),
        ("Il a dit : « Le mot “assez” me suffit ».", [("Le mot “assez” me suffit", True)]),
        ("« L'un a dit « non », l'autre oui », dit-il.", [("L'un a dit « non », l'autre oui", True)]),
        ("« Premier.\n\n» Second », dit-il.", [("Premier.", False), ("Second", True)]),
        ("Un “mot”, puis « une phrase ».", [("mot", True), ("une phrase", True)]),
    ],
)
def test_guillemets_hold_what_stands_inside(text: str, found: list[tuple[str, bool]]) -> None:
    assert quoted(text) == found


@given(st.text("«»“”\"' \u00a0abé.\n", max_size=60))
def test_stretches_of_any_marks_lie_in_order_and_inside(text: str) -> None:
    found = marks.stretches(text, list(paragraphs(text)))
    last = 0
    for one in found:
        assert last <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)
        last = one.outer_end


def test_a_verb_before_its_speaker_and_a_pronoun_behind_it() -> None:
    spec = (
        "«|`` Nous|PRP partons|VBZ »|'' ,|, a|VBD||aux déclaré|VBD la|DT ministre|NN norvégienne|JJ ,|, "
        f"{MARTIN} . «|`` Bien|RB »|'' ,|, affirme|VBZ -t|RB -elle|PRP ."
    )
    doc = parsed(spec)
    for token in doc:
        token.lemma_ = LEMMAS.get(token.text, token.text)
    scene = attribution_scene.scene_of(doc)
    said = {scene.words[verb]: cue for verb, cue in scene.cues.items()}
    assert (said["déclaré"], said["affirme"]) == (Cue.SAY, Cue.CLAIM)
    tied = {" ".join(scene.words[m.start : m.end]): [scene.words[verb] for verb in m.verbs] for m in scene.mentions}
    assert tied["Anne Martin"] == ["déclaré"]  # the role is her name's
    assert tied["-elle"] == ["affirme"]
    assert [m.kind for m in scene.mentions] == [Kind.NOUN, Kind.NAME, Kind.HE_SHE]


@pytest.mark.parametrize(
    ("spec", "size"),
    [
        ("Selon|IN Ada|NNP|PERSON , non|RB .", 1),
        ("À|IN en|IN croire|VB Ada|NNP|PERSON , non|RB .", 3),
        ("Pour|IN Ada|NNP|PERSON ,|, «|`` non|RB »|'' .", 1),
        ("Pour|IN Ada|NNP|PERSON ,|, c'|PRP est|VBZ non|RB .", 0),
    ],
)
def test_words_in_front_of_a_source(spec: str, size: int) -> None:
    assert attribution_links.source(attribution_scene.scene_of(parsed(spec)), 0) == size


# --- dates and figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("mardi 15 février 2022", "2022-02-15"),
        ("le 1er mars", "2031-03-01"),
        ("mardi", "2031-03-11"),
        ("mardi dernier", "2031-03-11"),
        ("hier", "2031-03-11"),
        ("avant-hier", "2031-03-10"),
        ("aujourd’hui", "2031-03-12"),
        ("la semaine dernière", "2031-W10"),
        ("l'an dernier", "2030"),
        ("le mois dernier", "2031-02"),
        ("début 2021", "2021"),
        ("fin juin 2021", "2021-06"),
        ("il y a trois jours", "2031-03-09"),
        ("il y a dix-huit mois", "2029-09"),
        ("du 3 au 7 mars 2031", "2031-03-03/2031-03-07"),
        ("au premier trimestre 2030", "2030-Q1"),
        ("le week-end dernier", "2031-03-08/2031-03-09"),
        ("les années 1990", "199X"),
        ("12/03/2031", "2031-03-12"),
        ("ces derniers jours", None),
        ("le dimanche", None),
        ("depuis trois mois", None),
        ("l'été dernier", None),
    ],
)
def test_dates_are_told_from_the_day_of_publication(words: str, value: str | None) -> None:
    text = f"Cela vaut {words}."
    (found,) = scan(flatten(text))
    assert words.removeprefix("le ").endswith(text[found.start : found.end].removeprefix("le "))
    assert date_rules.resolve(found.rule, found.fields, Frame(PUBLISHED, Way.PAST)) == value


@given(
    st.lists(
        st.sampled_from(
            [
                "le",
                "la",
                "mardi",
                "1er",
                "15",
                "mars",
                "mai",
                "2022",
                "il",
                "y",
                "a",
                "trois",
                "jours",
                "dernière",
                "semaine",
                "en",
                "hier",
                "au",
                "du",
            ]
        )
    )
)
def test_any_words_have_a_value_or_none(words: list[str]) -> None:
    for found in scan(flatten(" ".join(words))):
        if found.rule != "join":
            date_rules.resolve(found.rule, found.fields, Frame(PUBLISHED, Way.UNKNOWN))


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("1,2 million d'euros", "money", 1200000.0, "EUR"),
        ("15 %", "percent", 15.0, "%"),
        ("1\u202f200 soldats", "count", 1200.0, None),
        ("près de 3,5 milliards de dollars", "money", 3500000000.0, "USD"),
        ("40 km", "quantity", 40.0, "kilomètres"),
        ("les deux tiers des lits", "count", 0.6667, None),
        ("la moitié des lits", "count", 0.5, None),
        ("des centaines de lits", "count", None, None),
    ],
)
def test_figures_as_french_writes_them(text: str, kind: str, value: float | None, unit: str | None) -> None:
    flat = flatten(text)
    at = flat.find("centaines") if value is None else 0
    match = figure_pattern.find(flat, at)
    assert match is not None
    assert (*figure_pattern.kind(match), figure_pattern.value(match)) == (kind, unit, value)


@given(st.text("0123456789 ,.%€\u202fdeurosmillk'", max_size=24))
def test_any_figure_has_a_finite_value(text: str) -> None:
    flat = flatten(text)
    for at in range(len(flat)):
        match = figure_pattern.find(flat, at)
        if match is not None:
            found = figure_pattern.value(match)
            assert found is None or found >= 0
