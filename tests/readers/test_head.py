"""The head of an article in plain text: what is found, what is left alone."""

from __future__ import annotations

import pytest

from generator.models import Known
from generator.readers.base import Head
from generator.readers.head import detect
from generator.readers.titles import copy_end

LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry for the whole winter."
SECOND = "Ada Holm, who chairs the council, said that the boats were no longer safe."
THIRD = "A decision on a new pier is expected in the spring, after a vote in the town hall."
BODY = f"{LEDE}\n\n{SECOND}\n\n{THIRD}\n"


def regions(text: str, head: Head) -> list[tuple[str, str]]:
    return [(region.kind, text[region.start : region.end]) for region in head.regions]


def title(head: Head) -> str | None:
    return head.title.text if head.title else None


# -- stamp --------------------------------------------------------------------------------------------------


def test_stamp_dates_the_article_and_stays_in_its_text() -> None:
    text = f" date 2022-02-17 {BODY}"
    head = detect(text)
    assert head.published == Known("2022-02-17", "stamp")
    assert regions(text, head) == [("stamp", "date 2022-02-17")]
    assert head.title is None


def test_stamp_with_an_impossible_date_is_no_stamp() -> None:
    head = detect(f"date 2022-02-31 {BODY}")
    assert (head.published, head.regions) == (None, ())


def test_headline_after_a_stamp() -> None:
    text = f"date 2022-02-17 Ferry closed for the winter\n\n{BODY}"
    head = detect(text)
    assert regions(text, head) == [("stamp", "date 2022-02-17"), ("headline", "Ferry closed for the winter")]
    assert title(head) == "Ferry closed for the winter"


# -- headline -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Kestrin closes its ferry for the winter", None),
        ("Council Votes to Close the Old Ferry.", "Council Votes to Close the Old Ferry"),
        ("Kestrin council closes ferry, plans pier.", "Kestrin council closes ferry, plans pier"),
        ("Holm: We will rebuild the harbour.", "Holm: We will rebuild the harbour"),
        ("Will Kestrin Ever Sail Again With Its Ferry?", None),
        ("‘Boats no longer safe’: Kestrin shuts its ferry", None),
        ("Ferry deal reached with U.S.", "Ferry deal reached with U.S."),
        ("12 boats stranded as harbour closes", None),
    ],
)
def test_headline_is_found(headline: str, expected: str | None) -> None:
    text = f"{headline}\n\n{BODY}"
    head = detect(text)
    assert title(head) == (expected or headline)
    assert regions(text, head) == [("headline", headline)]
    assert head.title is not None
    assert head.title.origin == "article"
    assert head.title.spans is not None
    ((start, end),) = head.title.spans
    assert text[start:end] == head.title.text


@pytest.mark.parametrize(
    "lede",
    [
        LEDE,
        "The ferry is gone.",
        "Kestrin has a problem with its boats.",
        "It was a cold night for the ferry.",
        "Ada Holm told the council on Tuesday that boats sank.",
        "Kestrin council member Ada Holm resigned Tuesday.",
        '"We will rebuild the harbour."',
        "President Ada Holm met Chancellor Bo Lind Tuesday.",
        "Here is what the council said:",
        "Boats, piers, ferries,",
        "there is no capital at the start of this line",
    ],
)
def test_lede_is_not_taken_for_a_headline(lede: str) -> None:
    head = detect(f"{lede}\n\n{SECOND}\n\n{THIRD}\n\n{LEDE}")
    assert head.title is None
    assert not [region for region in head.regions if region.kind == "headline"]


def test_single_paragraph_has_no_headline() -> None:
    assert detect("Ferry closed for the winter").title is None


def test_hard_wrapped_prose_has_no_headline() -> None:
    lines = (
        "The harbour council of Kestrin voted on",
        "Tuesday to close the old ferry for the",
        "whole winter, Ada Holm said after the",
        "meeting in the town hall of the city of",
        "Kestrin, which lasted for four hours.",
    )
    assert detect("\n".join(lines)).title is None


def test_lines_of_verse_have_no_headline() -> None:
    assert detect("\n".join(["The boats go out upon the water wide and grey"] * 9)).title is None


def test_headline_over_single_line_breaks() -> None:
    text = f"Kestrin closes its ferry for the winter\n{LEDE}\n{SECOND}\n{THIRD}"
    assert title(detect(text)) == "Kestrin closes its ferry for the winter"


@pytest.mark.parametrize(
    ("first", "gap", "second"),
    [
        ("Kestrin's", "\n\n", "ferry closed for the whole winter"),
        ("Kestrin council closes ferry after", "\n", "Storm damages the pier"),
        ("Harbour Council Closes the", "\n", "Old Ferry for Winter"),
        ("Harbour Council Closes Ferry", "\n", "After Heavy Winter Storm"),
    ],
)
def test_headline_broken_in_two_is_one(first: str, gap: str, second: str) -> None:
    text = f"{first}{gap}{second}\n\nMonday, May 18, 2015\n\n{BODY}"
    head = detect(text)
    assert title(head) == f"{first}{gap}{second}"
    assert regions(text, head)[:2] == [("headline", f"{first}{gap}{second}"), ("dateline", "Monday, May 18, 2015")]


def test_deck_is_a_subheading() -> None:
    text = f"Kestrin closes its ferry for the winter\n\nPier may follow\n\n{BODY}"
    assert regions(text, detect(text)) == [
        ("headline", "Kestrin closes its ferry for the winter"),
        ("subheading", "Pier may follow"),
    ]


def test_deck_after_a_semicolon() -> None:
    text = f"Kestrin closes its ferry for the winter; \nThe boats are no longer safe.\n\n{BODY}"
    head = detect(text)
    assert title(head) == "Kestrin closes its ferry for the winter"
    assert regions(text, head) == [
        ("headline", "Kestrin closes its ferry for the winter;"),
        ("subheading", "The boats are no longer safe."),
    ]


def test_kicker_is_not_the_headline() -> None:
    text = f"Harbour\n\nKestrin closes its ferry for the winter\n\n{BODY}"
    head = detect(text)
    assert title(head) == "Kestrin closes its ferry for the winter"
    assert regions(text, head)[0] == ("subheading", "Harbour")


# -- dates, datelines, bylines ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Monday, May 18, 2015", "2015-05-18"),
        ("18 May 2015", "2015-05-18"),
        ("Sept. 3, 2015", "2015-09-03"),
        ("Published: 3rd September 2015, 10:32 GMT", "2015-09-03"),
        ("2015-09-03", "2015-09-03"),
        ("Published September 3, 2015 | Updated September 4, 2015", "2015-09-03"),
        ("Kestrin, 18 May 2015", "2015-05-18"),
        ("Monday, May 18", None),
        ("Last updated: May 18, 2015", None),
        ("Monday, May 32, 2015", None),
    ],
)
def test_date_line(line: str, date: str | None) -> None:
    text = f"Kestrin closes its ferry\n\n{line}\n\n{BODY}"
    head = detect(text)
    assert regions(text, head) == [("headline", "Kestrin closes its ferry"), ("dateline", line)]
    assert head.published == (Known(date, "dateline") if date else None)


def test_date_that_shares_its_paragraph_with_the_lede() -> None:
    text = f"Kestrin closes its ferry\n\nThursday, May 7, 2015 {BODY}"
    head = detect(text)
    assert head.published == Known("2015-05-07", "dateline")
    assert regions(text, head)[1] == ("dateline", "Thursday, May 7, 2015")


def test_sentence_that_begins_with_a_date_is_prose() -> None:
    text = f"Monday, May 18, 2015 was a cold day in Kestrin.\n\n{BODY}"
    assert detect(text).regions == ()


@pytest.mark.parametrize(
    ("dateline", "publisher", "date"),
    [
        ("BRUSSELS (Reuters) -", "Reuters", None),
        ("MOSCOW, Feb 16 (Reuters) -", "Reuters", None),
        ("KESTRIN, Feb. 16, 2022 (AP) —", "AP", "2022-02-16"),
        ("Taipei, Taiwan —", None, None),
        ("Kestrin, Old Province, Free State -", None, None),
        ("DALLAS (AP) —", "AP", None),
        ("Oslo –", None, None),
        ("KESTRIN --", None, None),
        ("ST. OLAF, N.H. (Harbour News) —", "Harbour News", None),
        ("(Reuters) -", "Reuters", None),
        ("LONDON, Feb. 3, 2015 /PRNewswire/ --", "PRNewswire", "2015-02-03"),
        ("KESTRIN (Salt) -", None, None),
        ("KESTRIN/OLD HARBOUR (Reuters) -", "Reuters", None),
        ("OLD HARBOUR, Va./KESTRIN, Jan. 4 (AFP) –", "AFP", None),
    ],
)
def test_dateline_before_the_lede(dateline: str, publisher: str | None, date: str | None) -> None:
    text = f"{dateline} {BODY}"
    head = detect(text)
    assert regions(text, head) == [("dateline", dateline)]
    assert head.publisher == (Known(publisher, "dateline") if publisher else None)
    assert head.published == (Known(date, "dateline") if date else None)


@pytest.mark.parametrize(
    "start",
    [
        "Boats — some of them old — were",
        "Ada Holm - who chairs the council - said that boats were",
        "EXCLUSIVE – The boats were",
        "The council said (Tuesday) - and Ada Holm agreed - boats were",
        "Boats (Ferries) - the old ones were",
        "BBC — The boats were",
    ],
)
def test_dash_in_prose_makes_no_dateline(start: str) -> None:
    assert detect(f"{start} no longer safe, the harbour council of Kestrin found.\n\n{BODY}").regions == ()


def test_dateline_after_a_headline_confirms_it() -> None:
    text = f"The ferry is closed.\n\nKESTRIN (AP) — {BODY}"
    head = detect(text)
    assert title(head) == "The ferry is closed"
    assert head.publisher == Known("AP", "dateline")


@pytest.mark.parametrize(
    ("line", "names", "publisher", "date"),
    [
        ("By A. Writer", "A. Writer", None, None),
        ("By A. Writer, Staff", "A. Writer", None, None),
        ("By A. Writer | Published May 18, 2015", "A. Writer", None, "2015-05-18"),
        ("By Ada Holm and Bo Lind", "Ada Holm and Bo Lind", None, None),
        ("By ADA HOLM, BO LIND and CY DELL", "ADA HOLM, BO LIND and CY DELL", None, None),
        ("By Ada Holm, Associated Press", "Ada Holm", "Associated Press", None),
        ("by Ada van der Holm, political editor", "Ada van der Holm", None, None),
    ],
)
def test_byline(line: str, names: str, publisher: str | None, date: str | None) -> None:
    text = f"Kestrin closes its ferry\n\n{line}\n\n{BODY}"
    head = detect(text)
    assert regions(text, head)[1] == ("byline", line)
    assert head.byline == Known(names, "byline")
    assert head.publisher == (Known(publisher, "byline") if publisher else None)
    assert head.published == (Known(date, "byline") if date else None)


def test_sentence_that_begins_with_by_is_prose() -> None:
    text = f"By Tuesday the boats were gone from the harbour of Kestrin, and nobody knew where.\n\n{BODY}"
    head = detect(text)
    assert (head.byline, head.regions) == (None, ())


def test_signature_at_the_end() -> None:
    signature = "(Reporting by Ada Holm in Kestrin; editing by Bo Lind)"
    text = f"{BODY}\n{signature}\n"
    assert regions(text, detect(text)) == [("byline", signature)]


def test_address_of_the_article() -> None:
    text = f"Kestrin closes its ferry\n\nhttps://kestrin.example/ferry?a=1\n\n{BODY}"
    head = detect(text)
    assert head.url == Known("https://kestrin.example/ferry?a=1", "article")
    assert regions(text, head)[1] == ("boilerplate", "https://kestrin.example/ferry?a=1")


def test_file_name_dates_what_has_no_date() -> None:
    assert detect(BODY, file_name="2022-02-17-ferry.txt").published == Known("2022-02-17", "file-name")
    assert detect(BODY, file_name="2022-02-30-ferry.txt").published is None
    assert detect(BODY, file_name="ferry.txt").published is None
    dated = detect(f"Kestrin closes its ferry\n\nMay 7, 2015\n\n{BODY}", file_name="2022-02-17.txt")
    assert dated.published == Known("2015-05-07", "dateline")


# -- captions, subheadings, boilerplate ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "caption",
    [
        "The old pier, shortly before the storm. Image: Cy Dell.",
        "Ada Holm at the harbour Photo: Cy Dell",
        "The boats of Kestrin. Video: Dell & Lind.",
        "Ada Holm speaks in the town hall. (Cy Dell/Reuters)",
        "Ada Holm speaks in the town hall. (AP Photo/Cy Dell)",
        "Ada Holm speaks in the town hall (Photo: Cy Dell, Getty Images)",
    ],
)
def test_caption_before_the_lede_and_between_paragraphs(caption: str) -> None:
    text = f"Kestrin closes its ferry\n\nMay 7, 2015\n\n{caption}\n\n{LEDE}\n\n{caption}\n\n{SECOND}\n\n{THIRD}"
    found = regions(text, detect(text))
    assert [kind for kind, _ in found] == ["headline", "dateline", "caption", "caption"]
    assert {content for kind, content in found if kind == "caption"} == {caption}


def test_caption_glued_to_the_lede() -> None:
    text = f"The old pier of Kestrin. (Cy Dell/Reuters) {BODY}"
    assert regions(text, detect(text)) == [("caption", "The old pier of Kestrin. (Cy Dell/Reuters)")]


def test_caption_signed_by_an_agency_alone_counts_in_the_first_paragraph() -> None:
    text = f"The old pier of Kestrin. (Reuters) {BODY}"
    assert regions(text, detect(text)) == [("caption", "The old pier of Kestrin. (Reuters)")]
    assert detect(f"{BODY}\n\nThe boats were sold. (Reuters) The council agreed.").regions == ()


@pytest.mark.parametrize(
    "prose",
    [
        "The council found a photo: it showed the old pier in the storm of last winter.",
        "Sen. Ada Holm (D-Kestrin) said that the ferry (built in 1912) was no longer safe.",
        "The poll (Kestrin Post/Harbour Radio) found that most people want the ferry back.",
    ],
)
def test_prose_is_no_caption(prose: str) -> None:
    assert detect(f"{prose}\n\n{BODY}").regions == ()


def test_subheadings_between_prose() -> None:
    text = f"{LEDE}\n\nWhat comes next\n\n{SECOND}\n\nTHE PIER\n\n{THIRD}"
    assert regions(text, detect(text)) == [("subheading", "What comes next"), ("subheading", "THE PIER")]


def test_items_of_a_list_are_no_subheadings() -> None:
    text = f"{LEDE}\n\nThe council will sell:\n\nThe old ferry\n\nTwo small boats\n\n{SECOND}\n\nan aside\n\n{THIRD}"
    assert detect(text).regions == ()


def test_boilerplate_in_front_of_the_lede() -> None:
    text = f"Skip Ad Ad Loading... x Embed x Share {BODY}\n\nShare this story: https://k.example/1\n"
    assert regions(text, detect(text)) == [
        ("boilerplate", "Skip Ad Ad Loading... x Embed x Share"),
        ("boilerplate", "Share this story: https://k.example/1"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Boats of Kestrin sold at auction",
        "Related stories",
        "Sign up for our newsletter.",
        "© 2015 Kestrin Post. All rights reserved.",
        "Copyright 2015 Kestrin Post.",
    ],
)
def test_boilerplate_between_paragraphs(line: str) -> None:
    text = f"{LEDE}\n\n{line}\n\n{SECOND}"
    assert regions(text, detect(text)) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "prose",
    [
        "Advertisement on the old ferry was banned by the harbour council of Kestrin on Tuesday.",
        "Copyright law for maps of the harbour was changed by the council on Tuesday.",
        "Subscribe or not: the theatre of Kestrin will close all the same, Ada Holm said.",
        "Reporting by the council shows that the boats are no longer safe.",
        "Photos of the harbour were sold by the council on Tuesday, Ada Holm said.",
        "Share prices of the ferry's owner fell on Tuesday.",
    ],
)
def test_prose_is_no_boilerplate(prose: str) -> None:
    assert detect(f"{prose}\n\n{SECOND}\n\n{prose}\n\n{THIRD}").regions == ()


def test_stray_label_before_a_dateline() -> None:
    text = f"Photo KESTRIN -- {BODY}"
    assert regions(text, detect(text)) == [("boilerplate", "Photo"), ("dateline", "KESTRIN --")]


# -- a title that is known ----------------------------------------------------------------------------------


def test_copy_of_a_known_title_is_marked() -> None:
    text = f"Kestrin closes its ferry.\n\n{BODY}"
    head = detect(text, title="Kestrin closes its ferry")
    assert head.title is None
    assert regions(text, head) == [("headline", "Kestrin closes its ferry.")]


def test_copy_of_a_known_title_in_front_of_the_lede() -> None:
    text = f"Kestrin closes its ferry {BODY}"
    assert regions(text, detect(text, title="Kestrin closes its ferry")) == [("headline", "Kestrin closes its ferry")]


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Kestrin closes its ferry, and the pier too.", "Kestrin closes its ferry", None),
        ("Kestrin closes its ferry for good.", "Kestrin closes its ferry", None),
        ("Kestrin closes", "Kestrin closes its ferry", None),
        ("Ferry closed. It was old.", "Ferry closed", None),  # too short to be sure
        ("Kestrin “closes” its ferry. The boats", 'Kestrin "closes" its ferry', 27),
        ("", "Kestrin closes its ferry", None),
    ],
)
def test_copy_end(text: str, known: str, expected: int | None) -> None:
    assert copy_end(text, 0, known) == expected


def test_another_headline_than_the_known_one_is_a_subheading() -> None:
    text = f"Boats no longer safe, council finds\n\n{BODY}"
    head = detect(text, title="Kestrin closes its ferry")
    assert head.title is None
    assert regions(text, head) == [("subheading", "Boats no longer safe, council finds")]


@pytest.mark.parametrize("line", [";", "12", "***", "—"])
def test_line_without_letters_is_no_headline(line: str) -> None:
    assert detect(f"{line}\n\nMonday, May 18, 2015\n\n{BODY}").title is None


def test_nothing_at_all() -> None:
    assert detect(BODY) == Head()
    assert detect("") == Head()
    assert detect("\n \n") == Head()
