"""PDF: paragraphs as they stand on the page, headings, edges, what a document says of itself; damage, locks, bombs."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import Limits, Settings
from generator.errors import ArticleError
from generator.models import Article, Known
from generator.readers import base, isolation, pdf, registry
from tests.readers.documents import column, shown, stream
from tests.readers.documents import pdf as written
from tests.readers.test_properties import check, read

pytest.importorskip("pdfminer", reason="needs the extra pdf")

HEADLINE = "Kestrin closes its ferry after ninety years"
LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry, which nobody had used since autumn."
NEXT = "It had run for ninety years, and its last captain wept when the café on board was carried ashore."
SAID = "“It has sailed long enough,” said Piet Varga, who owns the boat. A museum in Tollen has asked for it."
PAGE = [
    (60.0, 760.0, 20.0, HEADLINE),
    *column(LEDE, y=700),
    *column(NEXT, y=656),
    *column(SAID, x=320, y=700),
]
TEXT = f"{HEADLINE}\n\n{LEDE}\n\n{NEXT}\n\n{SAID}"


@pytest.mark.parametrize("packed", [True, False])
def test_paragraphs_come_column_by_column_and_the_largest_is_the_headline(
    packed: bool, read_one: Callable[..., Article]
) -> None:
    article = read_one("a.pdf", written(PAGE, packed=packed))
    assert article.text == TEXT
    assert article.title is not None
    assert (article.title.text, article.title.origin) == (HEADLINE, "article")
    assert article.published is None, "when the file was made says nothing"


def test_a_paragraph_goes_on_over_pages_and_what_is_at_their_edges_is_left_out(
    read_one: Callable[..., Article],
) -> None:
    first, last = LEDE.split(" which ")
    edges = [(60.0, 815.0, 8.0, "The Kestrin Post - 4 March"), (500.0, 20.0, 8.0, "page 1 of 2")]
    later = [(60.0, 815.0, 8.0, "The Kestrin Post - 5 March"), (500.0, 20.0, 8.0, "page 2 of 2")]
    article = read_one(
        "a.pdf",
        written(
            [*edges, (60.0, 760.0, 20.0, HEADLINE), *column(first, y=120)],
            [*later, *column(f"which {last}", y=760), *column(NEXT, y=640)],
        ),
    )
    assert article.text == f"{HEADLINE}\n\n{LEDE}\n\n{NEXT}"


def test_words_broken_over_lines_are_whole_again_and_ligatures_letters(read_one: Callable[..., Article]) -> None:
    lines = [
        "The council of the fishermen's co-operative de-",
        "cided on Tuesday that the co-",
        "operative must close the pier.",
    ]
    page = [(60.0, 700.0 - 12 * number, 10.0, line) for number, line in enumerate(lines)]
    text = read_one("a.pdf", written(page)).text
    assert text == (
        "The council of the fishermen's co-operative decided on Tuesday that the co-operative must close the pier."
    )
    assert pdf._joined("o\ufb03ce \ufb01sh Tues\u00ad\nday", frozenset(["Tues-day"])) == "office fish Tuesday"


def test_subheadings_and_indented_paragraphs_are_told(read_one: Callable[..., Article]) -> None:
    indented = [
        (60.0, 640.0, 10.0, "The old boat goes to Tollen, where a museum"),
        (60.0, 628.0, 10.0, "has asked for it."),
    ]
    indented += [
        (75.0, 616.0, 10.0, "Nobody spoke against that on Tuesday, and"),
        (60.0, 604.0, 10.0, "the mayor was glad."),
    ]
    article = read_one("a.pdf", written([PAGE[0], *column(LEDE, y=700), (60.0, 660.0, 13.0, "A museum"), *indented]))
    assert article.text.split("\n\n")[2:] == [
        "A museum",
        "The old boat goes to Tollen, where a museum has asked for it.",
        "Nobody spoke against that on Tuesday, and the mayor was glad.",
    ]
    assert [article.text[one.start : one.end] for one in article.regions if one.kind == "subheading"] == ["A museum"]


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.1/">
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">(c) Kestrin Post</rdf:li></rdf:Alt></dc:rights>
<prism:publicationDate>2031-03-04</prism:publicationDate><prism:publicationName>Kestrin Post</prism:publicationName>
<prism:url>https://kestrin.example/ferry</prism:url></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_what_the_document_says_of_itself(read_one: Callable[..., Article]) -> None:
    said = written(
        PAGE,
        info="/Title (Microsoft Word - f7.doc) /Author (admin) /Keywords (ferries, council) /CreationDate (D:2019)",
        catalog="/Lang (en-GB) /Metadata 5 0 R",
        more=[stream(XMP.encode(), "/Type /Metadata /Subtype /XML")],
    )
    article = read_one("a.pdf", said)
    assert article.title is not None
    assert article.title.text == HEADLINE, "what the program calls the file is no headline"
    assert (article.byline, article.lang, article.tags) == (None, "en", ("ferries", "council"))
    assert article.published == Known("2031-03-04", "record")
    assert article.publisher == Known("Kestrin Post", "record")
    assert (article.url, article.rights) == (Known("https://kestrin.example/ferry", "record"), "(c) Kestrin Post")


def with_xmp(old: str, new: str) -> bytes:
    packet = stream(XMP.replace(old, new).encode(), "/Type /Metadata /Subtype /XML")
    return written(PAGE, catalog="/Metadata 5 0 R", more=[packet])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<prism:url>", "<prism:embargoDate>2031-03-05T06:00:00Z</prism:embargoDate><prism:url>"),
        (
            'rdf:about=""',
            'xmlns:pur="http://prismstandard.org/namespaces/prismusagerights/3.0/" pur:embargoDate="2031-03-05T06:00Z"',
        ),
    ],
    ids=["element", "attribute"],
)
def test_an_embargo_holds(old: str, new: str, read_one: Callable[..., Article], refusal: Callable[..., str]) -> None:
    article = read_one("a.pdf", with_xmp(old, new))
    assert article.embargoed == "2031-03-05T06:00:00+00:00"
    assert article.published == Known("2031-03-04", "record")
    said = refusal("a.pdf", with_xmp(old, new.replace("2031-03-05", "soon")))
    assert said.startswith("a.pdf: its status or embargo cannot be told (")


def test_a_title_that_stands_on_the_page_is_the_headline_whatever_its_size(read_one: Callable[..., Article]) -> None:
    page = [(60.0, 780.0, 30.0, "The Kestrin Post"), (60.0, 740.0, 10.0, HEADLINE), *column(LEDE, y=700)]
    wide = "".join(f"{ord(char):04X}" for char in HEADLINE.upper())
    article = read_one("a.pdf", written(page, info=f"/Title <FEFF{wide}>"))
    assert article.title is not None
    assert article.title.text == HEADLINE


# --- what is refused ------------------------------------------------------------------------------------------------

# The standard security handler, revision 3 (7.6.3): a password of the user's, or the owner's alone.
_LOCK = "/Filter /Standard /V 2 /R 3 /Length 128 /O <{0}> /U <{0}> /P {1}"


def test_locks_are_named(refusal: Callable[..., str]) -> None:
    locked = written(PAGE, encrypt=_LOCK.format("00" * 32, -1))
    assert refusal("a.pdf", locked) == "a.pdf: needs a password: save it without one"


def test_pages_that_are_pictures_are_named(refusal: Callable[..., str]) -> None:
    assert refusal("a.pdf", written([])).startswith("a.pdf: no text in it, as in pictures of pages: run text recog")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 5000, written(PAGE)[:400], b"no PDF at all"],
    ids=["header", "nul", "cut", "text"],
)
def test_what_is_no_whole_document_is_refused_with_a_remedy(data: bytes, refusal: Callable[..., str]) -> None:
    assert "save " in refusal("a.pdf", data)


def test_a_bad_page_is_named_by_its_number(refusal: Callable[..., str]) -> None:
    bad = stream(b"BT /F1 10 Tf (x) Tj ET", "/Filter /NoSuchFilter")
    assert refusal("a.pdf", written(PAGE, bad)).startswith("a.pdf: page 2: cannot be read (PDFNotImplementedError): ")


def test_a_bomb_is_ended_at_the_limit_of_memory(refusal: Callable[..., str]) -> None:
    bomb = zlib.compress(zlib.compress(b" " * 400_000_000, 9), 9)
    page = stream(bomb, "/Filter [/FlateDecode /FlateDecode]")
    assert len(bomb) < 10_000
    limited = Settings(limits=Limits(max_memory_mb=150))
    assert "needs more than 150 MB of memory to read: remove it" in refusal("a.pdf", written(page), limited)


def test_a_document_that_never_ends_is_ended_at_the_limit_of_time(refusal: Callable[..., str]) -> None:
    page = shown([(60, 700, 10, "a")] * 40_000)
    limited = Settings(limits=Limits(max_seconds=1))
    said = refusal("a.pdf", written(stream(zlib.compress(page), "/Filter /FlateDecode")), limited)
    assert "takes more than 1 seconds to read" in said


def test_a_tree_of_pages_that_holds_itself_is_read_once(read_one: Callable[..., Article]) -> None:
    data = written(PAGE).replace(b"/Kids [5 0 R]", b"/Kids [5 0 R 2 0 R]")
    assert LEDE in read_one("a.pdf", data).text


PAGES_OF = {
    "edges": lambda count: [pdf.Block(1, 10.0, True, f"word {number}") for number in range(count)],
    "one word": lambda count: [pdf.Block(1, 10.0, False, "a" * 20 * count)],
    "broken words": lambda count: [pdf.Block(1, 10.0, False, " ".join(f"a{n}-\nb{n} c-d{n}" for n in range(count)))],
    "one paragraph": lambda count: [pdf.Block(n // 50, 10.0, False, "and on it goes") for n in range(count)],
}


@pytest.mark.parametrize("name", PAGES_OF)
def test_time_grows_with_the_pages_and_not_with_their_square(name: str) -> None:
    def seconds(count: int) -> float:
        found, began = PAGES_OF[name](count), time.process_time()
        pdf._article(found, "")
        return time.process_time() - began

    # What was quadratic took minutes for the larger ones.
    assert any(seconds(8000) < 8 * max(seconds(2000), 0.05) for _ in range(3))


def test_a_page_that_cannot_be_told_is_not_left_out_in_silence(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    about = {"title": None, "blocks": [[1, 10.0, False, LEDE]]}
    lost = isolation.ParseError("larger than 1 MB", "size", is_end=False)
    monkeypatch.setattr(isolation, "run", lambda *_: iter([about, about, lost, about]))
    assert refusal("a.pdf", written(PAGE)) == "a.pdf: larger than 1 MB"


def test_a_file_that_is_too_large_is_refused_unread(refusal: Callable[..., str]) -> None:
    assert "larger than 0.001 MB" in refusal(
        "a.pdf", written(PAGE, packed=False), Settings(limits=Limits(max_file_mb=0.001))
    )


def test_it_is_told_by_its_content(read_one: Callable[..., Article]) -> None:
    assert registry.choose(PurePath("a.txt"), written(PAGE)).name == "pdf"
    assert registry.choose(PurePath("a.pdf"), b"\r\n" + written(PAGE)).name == "pdf"
    assert registry.choose(PurePath("a.txt"), b"A text that speaks of %PDF-1.7").name == "text"
    assert read_one("a.txt", written(PAGE)).text == TEXT


def test_without_the_extra_it_says_what_to_install(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "find_spec", lambda _: None)
    assert refusal("a.pdf", written(PAGE)) == "a.pdf: needs pdfminer: install it with pip install 'briefing[pdf]'"


def test_many_pages_and_broken_words_take_time_by_their_number() -> None:
    def seconds(pages: int) -> float:
        blocks = [
            pdf.Block(number, 10.0, edge, text)
            for number in range(pages)
            for edge, text in (
                (True, f"Kestrin Post {number}"),
                (False, f"the co-\noperative word{number}-\nnumber went on "),
            )
        ]
        began = time.process_time()
        pdf._article(blocks, "")
        return time.process_time() - began

    seconds(100)
    assert seconds(8000) < 12 * max(0.02, seconds(2000)), "four times as many; by the square it would be sixteen"


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_mangled_documents_give_articles_or_lines_of_refusal(data: st.DataObject) -> None:
    content = bytearray(written(PAGE, info="/Title (x)", catalog="/Lang (en)", packed=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for item in read(pdf.READER, bytes(content)):
        if isinstance(item, ArticleError):
            assert "\n" not in str(item)
        else:
            check(item)
