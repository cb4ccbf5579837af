"""Word documents: paragraphs wherever they stand, tracked changes, styles, properties; damage, locks, bombs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import Limits, Settings
from generator.errors import ArticleError
from generator.models import Article, Known
from generator.readers import base, docx, registry
from tests.readers.documents import archive, paragraph
from tests.readers.documents import docx as written
from tests.readers.test_properties import check, read

pytest.importorskip("docx", reason="needs the extra docx")

HEADLINE = "Kestrin closes its ferry after ninety years"
LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry, which nobody had used since autumn."
NEXT = "It had run for ninety years, and its last captain wept when the café on board was carried ashore."
BODY = (paragraph(HEADLINE, "Titel"), paragraph(LEDE), paragraph(NEXT))


def test_paragraphs_and_the_headline_by_its_style_whatever_its_name_in_the_language(
    read_one: Callable[..., Article],
) -> None:
    article = read_one("a.docx", written(*BODY))
    assert article.text == f"{HEADLINE}\n\n{LEDE}\n\n{NEXT}"
    assert article.title is not None
    assert (article.title.text, article.title.origin) == (HEADLINE, "article")
    assert (article.published, article.byline) == (None, None)


def test_headings_and_captions_are_no_prose(read_one: Callable[..., Article]) -> None:
    body = (
        *BODY,
        paragraph("A museum", "berschrift1"),
        paragraph(SAID),
        paragraph("The ferry in 1950", "Beschriftung"),
    )
    article = read_one("a.docx", written(*body))
    assert [(one.kind, article.text[one.start : one.end]) for one in article.regions] == [
        ("headline", HEADLINE),
        ("subheading", "A museum"),
        ("caption", "The ferry in 1950"),
    ]


SAID = "“It has sailed long enough,” said Piet Varga, who owns the boat."


def test_runs_links_and_breaks_are_joined_and_changes_taken_as_accepted(read_one: Callable[..., Article]) -> None:
    runs = (
        "<w:r><w:t xml:space='preserve'>The council </w:t></w:r>"
        "<w:ins><w:r><w:t xml:space='preserve'>of Kestrin </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>of Tollen </w:delText><w:t>gone </w:t></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>voted</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>twice</w:t><w:br/><w:t>on Tuesday.</w:t></w:r>"
    )
    assert read_one("a.docx", written(paragraph(runs))).text == "The council of Kestrin voted twice\non Tuesday."


def test_tables_and_text_boxes_are_read_once_and_in_order(read_one: Callable[..., Article]) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(LEDE)}</w:tc><w:tc>{paragraph(NEXT)}</w:tc></w:tr></w:tbl>"
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    hung = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    holder = f"<w:p><w:r><w:t>Outside.</w:t></w:r><w:r>{hung}</w:r></w:p>"
    assert read_one("a.docx", written(table, holder)).text == f"{LEDE}\n\n{NEXT}\n\nOutside.\n\nIn a box."


def test_properties_count_where_they_stand_in_the_text(read_one: Callable[..., Article]) -> None:
    core = (
        f"<dc:title>{HEADLINE}</dc:title><dc:creator>Ada Holm</dc:creator><cp:keywords>ferries, council</cp:keywords>"
        "<dc:language>en-GB</dc:language><dcterms:created>2019-01-01T00:00:00Z</dcterms:created>"
    )
    named = read_one("a.docx", written(paragraph("By Ada Holm"), paragraph(HEADLINE), paragraph(LEDE), core=core))
    assert (named.byline, named.lang, named.tags) == (Known("Ada Holm", "record"), "en", ("ferries", "council"))
    assert named.published is None, "when the file was made says nothing"
    foreign = core.replace(HEADLINE, "Template 7").replace("Ada Holm", "admin")
    article = read_one("a.docx", written(*BODY, core=foreign))
    assert article.byline is None
    assert article.title is not None
    assert article.title.text == HEADLINE


@pytest.mark.parametrize(("said", "status"), [("Draft", "draft"), ("Final", "usable"), ("withheld", "withheld")])
def test_its_status_is_the_article_s(said: str, status: str, read_one: Callable[..., Article]) -> None:
    core = f"<cp:contentStatus>{said}</cp:contentStatus>"
    assert read_one("a.docx", written(*BODY, core=core)).status == status


def test_a_status_that_nobody_knows_is_refused(refusal: Callable[..., str]) -> None:
    core = "<cp:contentStatus>In review</cp:contentStatus>"
    assert "its status or embargo cannot be told" in refusal("a.docx", written(*BODY, core=core))


# --- what is refused ------------------------------------------------------------------------------------------------


def test_locks_and_older_formats_are_named(refusal: Callable[..., str]) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal("a.docx", old).startswith("a.docx: has a password, or is in Word's older format: save it as .docx")
    locked = bytearray(written(*BODY))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(magic, at + 1)) >= 0:
            locked[at + offset] |= 1
    assert refusal("a.docx", bytes(locked)) == "a.docx: needs a password: save it without one"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a Word document, or damaged: save it anew"),
        (written(*BODY)[:900], "not a Word document, or damaged: save it anew"),
        (archive({"a.txt": "x"}), "not a Word document that can be read (KeyError): save it anew"),
        (written(*BODY, parts={"word/document.xml": "<w:p>"}), "not a Word document that can be read (XMLSyntaxError)"),
        (written(*BODY, parts={"[Content_Types].xml": "<x/>"}), "not a Word document that can be read ("),
        (written(paragraph(" ")), "no text in it: fill it or remove it"),
        (written(), "no text in it: fill it or remove it"),
    ],
    ids=["empty", "cut", "zip", "broken", "types", "blank", "nothing"],
)
def test_what_is_no_document_is_refused_with_a_remedy(data: bytes, reason: str, refusal: Callable[..., str]) -> None:
    assert reason in refusal("a.docx", data)


def test_a_bomb_is_refused_before_it_is_unpacked(refusal: Callable[..., str]) -> None:
    bomb = written(*BODY, parts={"word/media/a.bin": b"\0" * 30_000_000})
    assert len(bomb) < 100_000
    said = refusal("a.docx", bomb, Settings(limits=Limits(max_file_mb=5)))
    assert said.startswith("a.docx: unpacks to more than 20 MB or 5,000 parts: take its pictures out, or raise limits.")
    many = written(*BODY, parts={f"word/{number}.bin": "" for number in range(5001)})
    assert "or 5,000 parts" in refusal("a.docx", many)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'


def test_entities_stand_for_nothing_and_nothing_is_fetched(read_all: Callable[..., list[object]]) -> None:
    outside = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    for head in (LAUGHS, outside):
        data = written(paragraph(LEDE), "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", head=head)
        for item in read_all("a.docx", data):
            assert isinstance(item, ArticleError) or item.text == LEDE  # type: ignore[attr-defined]


def test_depth_is_refused_or_read(read_all: Callable[..., list[object]]) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 20_000 + paragraph(LEDE) + "</w:tc></w:tr></w:tbl>" * 20_000
    (item,) = read_all("a.docx", written(deep))
    assert "can be read" in str(item)


def test_it_is_told_by_its_content() -> None:
    assert registry.choose(PurePath("a.txt"), written(*BODY)).name == "docx"
    assert registry.choose(PurePath("a.txt"), archive({"a.txt": "x"})).name == "text"


def test_without_the_extra_it_says_what_to_install(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "find_spec", lambda _: None)
    assert refusal("a.docx", written(*BODY)) == "a.docx: needs docx: install it with pip install 'briefing[docx]'"


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_mangled_documents_give_articles_or_lines_of_refusal(data: st.DataObject) -> None:
    content = bytearray(written(*BODY, core="<dc:title>x</dc:title>"))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for item in read(docx.READER, bytes(content)):
        if isinstance(item, ArticleError):
            assert "\n" not in str(item)
        else:
            check(item)


@pytest.mark.parametrize("entity", ['"not"', 'SYSTEM "file:///etc/hostname"'])
def test_entities_are_refused_for_the_words_behind_them_would_be_lost(entity: str, refusal: Callable[..., str]) -> None:
    source = zipfile.ZipFile(io.BytesIO(written(paragraph(LEDE), paragraph("It did XX sail."))))
    parts = {name: source.read(name).decode() for name in source.namelist()}
    body = parts["word/document.xml"].replace("XX", "&n;")
    begin = body.index("<w:document")
    parts["word/document.xml"] = f"{body[:begin]}<!DOCTYPE d [<!ENTITY n {entity}>]>{body[begin:]}"
    said = refusal("a.docx", archive(parts))
    assert said.startswith("a.docx: declares entities or elements of its own, which no Word document may: save it")
