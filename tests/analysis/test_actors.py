"""Chains: who is named, by which names, and what they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import actors, model
from generator.analysis.chains import Chain
from generator.models import Quote, Region, Title
from tests.analysis.handmade import article_of, parsed


def chains_of(spec: str) -> dict[str, Chain]:
    doc = parsed(spec)
    found = actors.build_chains(doc, article_of(doc))
    for chain in found:
        assert [doc.text[a:b] for a, b in chain.mentions]
        assert all(_stands(doc.text, name, chain.mentions) for name in chain.names)
        assert chain.mentions == sorted(chain.mentions)
    return {chain.id: chain for chain in found}


def _stands(text: str, name: str, mentions: list[tuple[int, int]]) -> bool:
    return any(text.endswith(name, 0, end) or text.startswith(name, start) for start, end in mentions)


def test_a_surname_joins_the_full_name_whatever_the_recogniser_took_it_for() -> None:
    spec = (
        "Ada|NNP|PERSON Brodersen|NNP|PERSON spoke . Then|RB Brodersen|NNP|ORG left . In|IN Brodersen|NNP|GPE 's view"
    )
    (chain,) = chains_of(spec).values()
    assert (chain.id, chain.type, chain.names, chain.gender) == (
        "person/ada-brodersen",
        "person",
        ["Ada Brodersen", "Brodersen"],
        "f",
    )
    assert len(chain.mentions) == 3


def test_two_people_with_one_surname_are_never_one() -> None:
    spec = (
        "Ada|NNP|PERSON Holm|NNP|PERSON met Piet|NNP|PERSON Holm|NNP|PERSON . Mr|NNP Holm|NNP|PERSON "
        "left . The Holms|NNPS|ORG met ."
    )
    found = chains_of(spec)
    assert list(found) == ["person/ada-holm", "person/piet-holm"]
    assert found["person/ada-holm"].names == ["Ada Holm"]
    assert found["person/piet-holm"].names == ["Piet Holm", "Mr Holm", "Holm"]


def test_the_form_of_address_tells_namesakes_apart() -> None:
    spec = (
        "Ada|NNP|PERSON Holm|NNP|PERSON met James|NNP|PERSON Holm|NNP|PERSON . Mr|NNP Holm|NNP|PERSON "
        "left . Mrs.|NNP Holm|NNP|PERSON sang ."
    )
    found = chains_of(spec)
    assert len(found["person/ada-holm"].mentions) == 2
    assert len(found["person/james-holm"].mentions) == 2


def test_a_bare_surname_between_equals_goes_nowhere() -> None:
    found = chains_of("Ada|NNP|PERSON Holm|NNP|PERSON met Ruth|NNP|PERSON Holm|NNP|PERSON . Holm|NNP|PERSON left .")
    assert [len(chain.mentions) for chain in found.values()] == [1, 1]


HOLMS = "Ada|NNP|PERSON Holm|NNP|PERSON met Ruth|NNP|PERSON Holm|NNP|PERSON ."
ADA, RUTH = "Ada|NNP|PERSON Holm|NNP|PERSON left .", "Ruth|NNP|PERSON Holm|NNP|PERSON left ."
BARE = "Holm|NNP|PERSON sang ."


@pytest.mark.parametrize(
    ("spec", "counts"),
    [
        (f"{HOLMS} ¶ {RUTH} ¶ {BARE}", [1, 3]),  # the commoner
        (f"{HOLMS} ¶ {ADA} ¶ {RUTH} {BARE}", [2, 3]),  # of equals the one of this paragraph
        (f"{HOLMS} ¶ {ADA} ¶ {ADA} ¶ {RUTH} {BARE}", [3, 2]),  # the commoner, or the one of this paragraph
    ],
)
def test_a_bare_surname_is_the_commoner_namesakes_unless_the_paragraph_is_anothers(
    spec: str, counts: list[int]
) -> None:
    found = chains_of(spec)
    assert [len(found[f"person/{name}-holm"].mentions) for name in ("ada", "ruth")] == counts


COUPLE = "Vitko|NNP|PERSON and Lunka|NNP|*PERSON Holm|NNP|PERSON met ."
MR, MS = "Mr.|NNP Holm|NNP|PERSON left .", "Ms.|NNP Holm|NNP|PERSON slept ."


def test_mr_and_mrs_are_two_and_neither_where_nothing_tells_which() -> None:
    found = chains_of(f"{COUPLE} {MR} {MS}")
    assert {key: len(chain.mentions) for key, chain in found.items()} == {"person/vitko": 1, "person/lunka-holm": 1}
    alone = chains_of(f"Lunka|NNP|PERSON Holm|NNP|PERSON met them . {MR} {MS}")
    assert {key: len(chain.mentions) for key, chain in alone.items()} == {"person/lunka-holm": 1}


def test_a_couple_that_shares_a_surname_is_told_apart_by_the_form_of_address() -> None:
    found = chains_of(f"Vitko|NNP|PERSON and Ada|NNP|*PERSON Holm|NNP|PERSON met . {MR} {MR} {MS}")
    assert {chain.name: chain.names for chain in found.values()} == {
        "Holm": ["Vitko", "Mr. Holm", "Holm"],
        "Ada Holm": ["Ada Holm", "Ms. Holm", "Holm"],
    }


def test_a_given_name_of_somebody_else_is_no_half_of_a_couple() -> None:
    found = chains_of(
        "Ruth|NNP|PERSON Berg|NNP|PERSON left . Ruth|NNP|PERSON and Ada|NNP|*PERSON Holm|NNP|PERSON met . "
        "Mr.|NNP Holm|NNP|PERSON slept ."
    )
    assert found["person/ruth-berg"].names == ["Ruth Berg", "Ruth"]


def test_a_surname_with_another_office_than_the_later_full_names_is_somebody_else() -> None:
    lied = "Secretary|NNP Holm|NNP|PERSON lied . Holm|NNP|PERSON left ."
    found = chains_of(f"Yes . {lied} They served President|NNP Vitko|NNP|PERSON Holm|NNP|PERSON then .")
    assert {chain.name: len(chain.mentions) for chain in found.values()} == {"Holm": 2, "Vitko Holm": 1}
    for same in ("Secretary|NNP", ""):
        (chain,) = chains_of(f"Yes . {lied} They like {same} Vitko|NNP|PERSON Holm|NNP|PERSON .").values()
        assert len(chain.mentions) == 3


def test_a_role_may_be_a_surname_behind_a_given_name() -> None:
    spec = "Ada|NNP|PERSON Judge|NNP and|CC Senator|NNP Ruth|NNP|*PERSON Holm|NNP|PERSON left ."
    assert [chain.name for chain in chains_of(spec).values()] == ["Ada Judge", "Ruth Holm"]


def test_mr_is_not_merged_with_a_woman() -> None:
    found = chains_of("Ada|NNP|PERSON Varga|NNP|PERSON spoke . But|CC Mr.|NNP Varga|NNP|PERSON did not .")
    assert [(chain.name, chain.gender) for chain in found.values()] == [("Ada Varga", "f"), ("Varga", "m")]


def test_titles_stay_out_of_names_and_regnal_ones_in() -> None:
    spec = "President|NNP|PERSON Ada|NNP|PERSON Holm|NNP|PERSON met Queen|NNP|PERSON Sigrid|NNP|PERSON ."
    assert [chain.name for chain in chains_of(spec).values()] == ["Ada Holm", "Queen Sigrid"]


@pytest.mark.parametrize(
    ("before", "form"),
    [
        ("Mr|NNP", "Mr Holm"),
        ("Mr.|NNP|PERSON", "Mr. Holm"),
        ("the US|NNP|GPE President|NNP", "President Holm"),
        ("Vice|NNP President|NNP +-|HYPH +elect|NN", "Vice President-elect Holm"),
        ("Emeritus|NNP Professor|NNP", "Emeritus Professor Holm"),
    ],
)
def test_titles_right_before_a_name_make_a_form_of_their_own(before: str, form: str) -> None:
    (found,) = (c for c in chains_of(f"Yes . {before} Holm|NNP|PERSON spoke .").values() if c.type == "person")
    assert (found.name, found.names) == ("Holm", [form, "Holm"])


def test_letters_behind_a_name_make_a_form_of_their_own() -> None:
    (chain,) = chains_of("Ada|NNP|PERSON Holm|NNP|PERSON , QC|NNP , spoke .").values()
    assert chain.names == ["Ada Holm", "Ada Holm, QC"]


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("such|JJ bands|NNS as|IN The|DT Marrow|NNP Gulls|NNPS played .", "organization"),
        ("firms|NNS like|IN Marrow|NNP|PERSON Gull|NNP|PERSON grew .", "organization"),
        ("groups|NNS included|VBD The|DT Marrow|NNP Gulls|NNPS .", "organization"),
        ("singers|NNS Torvi|NNP|GPE Brand|NNP|GPE and Ada|NNP|PERSON Holm|NNP|PERSON left .", "person"),
    ],
)
def test_a_plural_says_of_what_kind_the_names_after_it_are(spec: str, kind: str) -> None:
    assert next(iter(chains_of(spec).values())).type == kind


def test_a_town_is_not_the_body_called_after_it() -> None:
    spec = (
        "Kelmouth|NNP|ORG Port|NNP|ORG Company|NNP|ORG grew . Kelmouth|NNP|ORG slept . "
        "It|PRP lies|VBZ in|IN Kelmouth|NNP|PERSON ."
    )
    assert {key: chain.names for key, chain in chains_of(spec).items()} == {
        "organization/kelmouth-port-company": ["Kelmouth Port Company"],
        "place/kelmouth": ["Kelmouth"],
    }


def test_what_is_called_after_a_person_is_none() -> None:
    spec = "Ada|NNP|PERSON Holm|NNP|PERSON left . A|DT Holm|NNP|PERSON Gullograph|NNP|PERSON hangs|VBZ there ."
    assert list(chains_of(spec)) == ["person/ada-holm"]


def test_bodies_of_one_university_are_two_and_its_seat_is_part_of_its_name() -> None:
    spec = (
        "Marrow|NNP|ORG Museum|NNP|ORG at|IN|ORG Gull|NNP|ORG University|NNP|ORG grew . The|DT "
        "University|NNP|ORG of|IN|ORG Marrow|NNP|ORG at|IN Upper|NNP Kelmouth|NNP|GPE slept ."
    )
    names = {chain.name for chain in chains_of(spec).values()}
    assert {"Marrow Museum", "Gull University", "University of Marrow at Upper Kelmouth"} <= names


def test_a_title_that_begins_a_bodys_name_stays_in_it() -> None:
    assert list(chains_of("Duke|NNP|ORG University|NNP|ORG grew .")) == ["organization/duke-university"]


@pytest.mark.parametrize(
    "before", ["Foreign|NNP Affairs|NNPS Minister|NNP", "Sens.|NNP", "president|NN", "Mr|NNP +,", "Mr|NNP ¶"]
)
def test_parts_of_titles_and_what_only_resembles_them_make_none(before: str) -> None:
    found = chains_of(f"Then the {before} Holm|NNP|PERSON spoke . Later|RB Holm|NNP|PERSON slept .")
    assert found["person/holm"].names == ["Holm"]


@pytest.mark.parametrize(
    "spec",
    [
        "Then|RB Trains|NNS|PERSON run .",  # no proper noun
        "The|DT Gullwing|NNP|PERSON|nsubj left .",
        "She|PRP likes “|`` Gull|NNP|PERSON Dance|NNP|PERSON ”|'' here .",
        "Yes . Turnout|NNP|PERSON|dobj rose .",  # only the sentence gives it a capital
        "They saw the film|NN Gull|NNP|PERSON Dance|NNP|PERSON there .",
        "The research ship|NN Gull|NNP|PERSON Dancer|NNP|PERSON left .",
    ],
)
def test_what_only_the_recogniser_takes_for_a_person_once_is_none(spec: str) -> None:
    assert chains_of(spec) == {}


@pytest.mark.parametrize(
    "spec",
    [
        "Then|RB Vitko|NNP|PERSON Lunde|NNP|PERSON left .",
        "He met his daughter|NN Vitka|NNP|PERSON there .",
        "Yes . Vitko|NNP|PERSON Lunde|NNP|PERSON left . Later|RB Lunde|NNP|PERSON slept .",
        "Yes . Image|NN +:|: Lunde|NNP|PERSON .",
        "Yes . By|IN Vitko|NNP|ORG Lunde|NNP|ORG ¶ Text|NN .",
    ],
)
def test_a_person_without_a_known_given_name_is_one(spec: str) -> None:
    (chain,) = chains_of(spec).values()
    assert chain.type == "person"


def test_a_name_is_a_place_where_somebody_is_in_it_or_mayor_of_it() -> None:
    for before in ("in|IN", "of|IN the|DT mayor|NN of|IN", "pumps|NNS at|IN", "the|DT town|NN of|IN"):
        found = chains_of(f"They stood {before} Gullby|NNP|PERSON yesterday .")
        assert list(found) == ["place/gullby"]
    assert chains_of("They stood in|IN Holm|NNP|PERSON 's|POS house .")["person/holm"].type == "person"


def test_neighbours_in_an_enumeration_are_of_one_kind() -> None:
    spec = (
        "Ada|NNP|PERSON Holm|NNP|PERSON , Vitko|NNP|ORG Lunde|NNP|ORG , James|NNP|*PERSON Brodersen|NNP|PERSON left ."
    )
    assert [chain.type for chain in chains_of(spec).values()] == ["person"] * 3


def test_firms_are_known_by_what_they_have_and_by_their_legal_form() -> None:
    spec = "Gullko|NNP|PERSON 's|POS shareholders|NNS met . Gullko|NNP|PERSON Inc.|NNP|PERSON left ."
    assert list(chains_of(spec)) == ["organization/gullko-inc"]
    spec = "Ravo|NNP|ORG Capital|NNP|ORG left . Then|RB Ravo|NNP|PERSON|dobj came ."
    assert chains_of(spec)["organization/ravo-capital"].names == ["Ravo Capital", "Ravo"]
    spec = "Ravo|NNP|ORG Administration|NNP|ORG left . Then|RB Ravo|NNP|PERSON|dobj came ."
    assert "person/ravo" in chains_of(spec)


def test_saints_are_houses_and_places() -> None:
    spec = (
        "They closed St|NNP|PERSON Gull|NNP|PERSON 's|POS|PERSON Hospital|NNP|PERSON . "
        "Then|RB St|NNP|PERSON Gull|NNP|PERSON 's|POS reopened ."
    )
    assert chains_of(spec)["organization/st-gulls-hospital"].names == ["St Gull's Hospital", "St Gull"]
    assert list(chains_of("They left St|NNP|PERSON Gull|NNP|PERSON .")) == ["place/st-gull"]


def test_a_demonym_of_a_thing_leads_to_no_state() -> None:
    assert chains_of("The Chinese|JJ|NORP zodiac|NN is old .") == {}
    assert list(chains_of("The Chinese|JJ|NORP government|NN met .")) == ["state/china"]
    assert list(chains_of("A Chinese|JJ|NORP driver|NN left .")) == ["state/china"]


def test_a_form_of_address_makes_a_surname_of_a_given_name() -> None:
    spec = "Vitko|NNP|PERSON Lyle|NNP|PERSON left . Mr|NNP Lyle|NNP|PERSON slept ."
    (chain,) = chains_of(spec).values()
    assert chain.names == ["Vitko Lyle", "Mr Lyle", "Lyle"]


def test_a_given_name_is_the_surname_of_somebody_named_before_and_of_nobody_else() -> None:
    spec = "Vitko|NNP|PERSON Patrick|NNP|PERSON left . Then|RB Patrick|NNP|PERSON slept ."
    assert [chain.names for chain in chains_of(spec).values()] == [["Vitko Patrick", "Patrick"]]
    spec = f"{spec} Patrick|NNP|PERSON Holm|NNP|PERSON laughed ."
    assert [chain.names for chain in chains_of(spec).values()] == [["Vitko Patrick"], ["Patrick", "Patrick Holm"]]


def test_a_place_word_may_be_a_surname() -> None:
    assert list(chains_of("Then|RB Anna|NNP|PERSON Hill|NNP|PERSON left .")) == ["person/anna-hill"]
    assert list(chains_of("Then|RB Anna|NNP|LOC Hill|NNP|LOC burned .")) == ["place/anna-hill"]


def test_a_house_is_a_body_unless_somebody_is_in_it() -> None:
    house = "the Gull|NNP|ORG Research|NNP|ORG Center|NNP|ORG"
    assert list(chains_of(f"Then|RB {house} said so .")) == ["organization/gull-research-center"]
    assert list(chains_of(f"They met|VBD at|IN {house} .")) == ["place/gull-research-center"]


def test_a_plural_is_no_person_unless_it_looks_like_one() -> None:
    assert chains_of("They paid|VBD for|IN Gullards|NNPS|PERSON .") == {}
    assert list(chains_of("They paid|VBD for|IN Ada|NNPS|PERSON Grants|NNPS|PERSON .")) == ["person/ada-grants"]


def test_a_doubled_word_is_one_name() -> None:
    assert [chain.name for chain in chains_of("They play in|IN Gull|NNP|GPE Gull|NNP .").values()] == ["Gull Gull"]


def test_initials_in_a_name_join_its_full_form() -> None:
    spec = "They met in|IN East|NNP|GPE Gull|NNP|GPE Harbour|NNP|GPE . They left from|IN East|NNP|GPE G.H.|NNP|GPE ."
    assert [chain.names for chain in chains_of(spec).values()] == [["East Gull Harbour", "East G.H."]]


def test_capitals_alone_make_no_organization() -> None:
    assert chains_of("See the FULL|JJ TEXT|NNP here .") == {}
    assert list(chains_of("Then|RB the GUF|NNP met the GUF|NNP here .")) == ["organization/guf"]


def test_demonyms_lead_to_states() -> None:
    (chain,) = chains_of("French|JJ|NORP soldiers left France|NNP|GPE 's coast").values()
    assert (chain.id, chain.name, chain.names, chain.country) == ("state/france", "France", ["French", "France"], "FR")


@pytest.mark.parametrize("spec", ["They met in Swiss|JJ|NORP Cottage|NNP .", "She|PRP wrote in|IN French|JJ|NORP .|."])
def test_demonyms_in_names_and_of_languages_lead_nowhere(spec: str) -> None:
    assert chains_of(spec) == {}


def test_acronyms_join_their_expansion() -> None:
    spec = (
        "The|DT|ORG Tidal|NNP|ORG Research|NNP|ORG Institute|NNP|ORG ( TRI|NNP|ORG ) opened . TRI|NNP|PERSON said so ."
    )
    (chain,) = chains_of(spec).values()
    assert (chain.id, chain.names) == ("organization/tidal-research-institute", ["Tidal Research Institute", "TRI"])


def test_well_known_organizations_join_over_all_their_names() -> None:
    (chain,) = chains_of("The U.N.|NNP|ORG and the United|NNP|ORG Nations|NNPS|ORG agreed").values()
    assert (chain.name, chain.names) == ("United Nations", ["U.N.", "United Nations"])


def test_well_known_firms_join_with_their_suffix() -> None:
    (chain,) = chains_of("Microsoft|NNP|ORG Corp.|NNP|ORG spoke . Later|RB Microsoft|NNP|ORG left .").values()
    assert chain.names == ["Microsoft Corp.", "Microsoft"]


def test_generic_words_stand_for_a_longer_name_only() -> None:
    found = chains_of(
        "The Church|NNP|ORG of|IN|ORG Marrow|NNP|ORG met . The|DT Church|NNP|ORG agreed . The Trust|NNP|ORG met ."
    )
    assert [chain.names for chain in found.values()] == [["Church of Marrow", "Church"]]


def test_misspelt_names_join() -> None:
    found = chains_of("Ada|NNP|PERSON Brodersen|NNP|PERSON spoke . Later|RB Ms|NNP Broderson|NNP|PERSON left .")
    assert [chain.names for chain in found.values()] == [["Ada Brodersen", "Ms Broderson", "Broderson"]]


def test_towns_of_like_names_stay_two() -> None:
    found = chains_of("Roads to|IN Walbury|NNP|GPE closed . Later|RB in|IN Walbory|NNP|GPE snow fell .")
    assert [chain.names for chain in found.values()] == [["Walbury"], ["Walbory"]]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Omar|NNP|PERSON Fattah|NNP|PERSON al-Amrani|NNP|PERSON", "Amrani"),
        ("Luiz|NNP|PERSON Bento|NNP|PERSON da|NNP|PERSON Costa|NNP|PERSON", "Bento"),
        ("Ursula|NNP|PERSON von|NNP|PERSON der|NNP Brink|NNP|GPE", "Brink"),
        ("Hwang|NNP|PERSON Jong-un|NNP|PERSON", "Hwang"),
        ("Park|NNP|PERSON Geun-hye|NNP|PERSON", "Park"),
        ("Lee|NNP|PERSON Min|NNP|PERSON +-|HYPH +ho|NNP", "Lee"),
    ],
)
def test_names_of_many_orders_have_their_short_form(full: str, short: str) -> None:
    (chain,) = chains_of(f"{full} spoke at length . Later|RB {short}|NNP left for good .").values()
    assert (chain.type, len(chain.mentions), chain.names[1]) == ("person", 2, short)


def test_a_name_is_cut_at_line_breaks_marks_and_owners() -> None:
    spec = (
        "Norway|NNP|ORG 's|POS|ORG Ada|NNP|ORG Holm|NNP|ORG spoke . ¶ Ruth|NNP|PERSON Varga|NNP|PERSON "
        "¶|_SP|PERSON Image|NN|PERSON : file"
    )
    assert [chain.name for chain in chains_of(spec).values()] == ["Norway", "Ada Holm", "Ruth Varga"]


def test_weekdays_and_common_words_are_no_names() -> None:
    assert chains_of("Monday|NNP|ORG came . Herring|NNP|PERSON rose and herring fell . Image|NNP|PERSON : none") == {}


def test_headings_in_title_case_give_only_names_of_the_text() -> None:
    spec = "Holm|NNP|PERSON Tells|NNP|PERSON Council|NNP|PERSON Everything|NN ¶ Ada|NNP|PERSON Holm|NNP|PERSON spoke ."
    (chain,) = chains_of(spec).values()
    assert (chain.id, chain.names) == ("person/ada-holm", ["Holm", "Ada Holm"])


def test_an_ambiguous_place_is_settled_by_its_neighbours() -> None:
    found = chains_of("They flew from Georgia|NNP|GPE to Texas|NNP|GPE .")
    assert found["place/georgia"].country == "US"
    assert list(chains_of("Georgian|JJ|NORP troops left Georgia|NNP|GPE .")) == ["state/georgia"]
    assert chains_of("They flew from Georgia|NNP|GPE .")["place/georgia"].country is None


def test_equal_names_get_ids_of_their_own() -> None:
    found = chains_of(
        "Ada|NNP|PERSON Holm|NNP|PERSON Jr.|NNP|PERSON met Ada|NNP|PERSON Holm|NNP|PERSON Jr|NNP|PERSON ."
    )
    assert list(found) == ["person/ada-holm-jr"]


def test_nothing_starts_in_a_stamp() -> None:
    doc = parsed("Norway|NNP|GPE 2031 ¶ Ada|NNP|PERSON Holm|NNP|PERSON spoke .")
    article = article_of(doc, regions=(Region("stamp", 0, 11),))
    assert [chain.name for chain in actors.build_chains(doc, article)] == ["Ada Holm"]


def test_ranking_puts_the_subject_of_headline_and_lede_first() -> None:
    doc = parsed(
        "The council of Oslo|NNP|GPE said on a day that Ada|NNP|PERSON Holm|NNP|PERSON|nsubj resigned . "
        "Piet|NNP|PERSON Varga|NNP|PERSON and Norway|NNP|GPE were silent . Image|NN : Ruth|NNP|PERSON Berg|NNP|PERSON ."
    )
    article = article_of(doc, title="Ada Holm resigns")
    found = actors.rank(doc, article, actors.build_chains(doc, article), ())
    assert [actor.name for actor in found] == ["Ada Holm", "Piet Varga", "Norway", "Ruth Berg"]
    assert found[-1].salience == 0.0  # the credit of a picture is no news
    assert all(round(actor.salience, 2) == actor.salience for actor in found)


def test_quoted_actors_rank_higher() -> None:
    doc = parsed(
        "It rained . Ada|NNP|PERSON Holm|NNP|PERSON and Ruth|NNP|PERSON Berg|NNP|PERSON met . Fine , said she ."
    )
    article = article_of(doc)
    chains = actors.build_chains(doc, article)
    at = doc.text.index("Fine")
    quote = Quote(
        text="Fine", start=at, end=at + 4, kind="direct", speaker_id="person/ruth-berg", speaker_name="Ruth Berg"
    )
    plain = {actor.id: actor.salience for actor in actors.rank(doc, article, chains, ())}
    quoted = {actor.id: actor.salience for actor in actors.rank(doc, article, chains, (quote,))}
    assert quoted["person/ruth-berg"] > plain["person/ruth-berg"]
    assert quoted["person/ada-holm"] == plain["person/ada-holm"]


@pytest.mark.model
def test_an_article_through_the_model() -> None:
    text = (
        "Sigrid Brodersen, the Nato deputy secretary general, said Wednesday that French soldiers could be sent "
        "to Romania.\n\n"
        'Brodersen told reporters in Brussels that Russia had prepared for months. "We are ready," said Brodersen.\n\n'
        "Poland's Prime Minister, Piet Varga, agreed. The World Health Organisation (WHO) did not answer. "
        "WHO said so later.\n\n"
        "As for the deployment of the French troops, Brodersen did not offer details. Nato has not decided."
    )
    doc = model.load("en_core_web_sm")(text)
    article = article_of(doc)
    chains = actors.build_chains(doc, article)
    found = {actor.id: actor for actor in actors.rank(doc, article, chains, ())}
    first = found["person/sigrid-brodersen"]
    assert next(iter(found)) == first.id
    assert (first.role and first.role.text, len(first.mentions)) == ("Nato deputy secretary general", 4)
    assert found["organization/nato"].type == "organization"
    assert found["organization/world-health-organisation"].aliases == ("WHO",)
    assert {id for id in found if id.startswith("state/")} == {
        "state/france",
        "state/romania",
        "state/russia",
        "state/poland",
    }
    varga = found["person/piet-varga"].role
    assert varga is not None
    assert varga.text == "Prime Minister"
    assert found["state/france"].aliases == ("French",)


WORDS = [
    "Ada",
    "Holm",
    "Mr",
    "the",
    "President",
    ",",
    "'s",
    "Norway",
    "French",
    "U.N.",
    "University",
    "of",
    "-",
    "¶",
    ".",
    "42",
    "(",
    "who",
]
TAGS = ["NNP", "NN", "DT", ",", "VBD", "JJ", "IN"]
LABELS = ["", "PERSON", "ORG", "GPE", "NORP", "DATE", "*PERSON", "WORK_OF_ART"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(LABELS)), max_size=40))
def test_whatever_the_recogniser_says_the_law_holds(tokens: list[tuple[str, str, str]]) -> None:
    doc = parsed(" ".join("|".join(token) for token in tokens))
    article = article_of(doc)
    found = actors.build_chains(doc, article)
    every = sorted(extent for chain in found for extent in chain.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(every))
    assert len({chain.id for chain in found}) == len(found)
    for chain in found:
        assert all(_stands(doc.text, name, chain.mentions) for name in chain.names)
        assert "\n" not in chain.name
        assert chain.role is None or doc.text[chain.role.start : chain.role.end] == chain.role.text
    ranked = actors.rank(doc, article, found, ())
    assert [actor.salience for actor in ranked] == sorted((actor.salience for actor in ranked), reverse=True)


def _under_capitals(headline: str, body: str) -> set[str]:
    doc = parsed(f"{headline} . {body}")
    title = Title(text="", spans=((0, doc.text.index(".")),), origin="article")
    return {chain.name for chain in actors.build_chains(doc, replace(article_of(doc), title=title))}


def test_a_name_that_only_a_headline_in_capitals_has_is_no_actor() -> None:
    assert _under_capitals("ADA|NNP|PERSON HOLM|NNP|PERSON QUITS", "It is over .") == set()
    assert _under_capitals("Ada|NNP|PERSON Holm|NNP|PERSON quits", "It is over .") == {"Ada Holm"}


def test_small_letters_below_a_headline_in_capitals_make_a_word_no_name() -> None:
    headline = "STRIKE AT FERRY|NNP|ORG ENDS"
    assert _under_capitals(headline, "Ferry|NNP|ORG crews|NNS left . The ferry|NN sails .") == set()
    assert _under_capitals(headline, "Crews of Ferry|NNP|ORG left . They met Ferry|NNP|ORG . It sails .") == {"Ferry"}


def test_a_state_in_a_headline_in_capitals_is_one() -> None:
    assert _under_capitals("STRIKE IN FRANCE|NNP|GPE ENDS", "It is over .") == {"France"}


@pytest.mark.parametrize(
    ("spec", "chain"),
    [
        ("KELM|NNP|PERSON Ada|NNP|PERSON Holm|NNP|PERSON spoke .", "person/ada-holm"),
        ("AJ|NNP|PERSON Holm|NNP|PERSON spoke .", "person/aj-holm"),
        ("Yes . Retailer|NNP|PERSON Gullko|NNP|PERSON said|VBD it grew .", "organization/gullko"),
        ("Yes . Brewer|NNP Gullko|NNP|PERSON said|VBD it grew .", "organization/gullko"),
        ("A note by auditors|NNS Gull|NNP|ORG &|CC|ORG Moor|NNP|ORG came .", "organization/gull-moor"),
        ("The Bishop|NNP of|IN Gullby|NNP|PERSON said|VBD no .", "place/gullby"),
        ("TARN|NNP BAY|NNP|GPE ,|, Dec.|NNP|DATE 31|CD|DATE -|: They left .", "place/tarn-bay"),
        ("TARN|NNP|GPE BAY|NNP ,|, Dec.|NNP|DATE 31|CD|DATE -|: They left .", "place/tarn-bay"),
    ],
)
def test_what_stands_around_a_name_is_none_of_it_and_firms_are_no_persons(spec: str, chain: str) -> None:
    assert list(chains_of(spec)) == [chain]
