"""E-mail newsletters, as RFC 5322 and MIME have them, and as hostile senders do."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ArticleError
from generator.models import Article, Known, Title
from generator.readers import registry
from tests.readers.test_properties import read

LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry, which nobody had used since autumn."
NEXT = "It had run for ninety years, and its last captain, Ada Holm, wept when the café on board was carried ashore."


def newsletter(*, html: str | None = None, plain: str = LEDE, **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Kestrin Post <post@kestrin.example>", "Subject": "Ferry shut – at last", **headers}
    for name, value in given.items():
        message[name.replace("_", "-")] = value
    message.set_content(plain)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def test_html_part_is_a_saved_page(read_one: Callable[..., Article]) -> None:
    page = f"<html><head><title>Issue 7</title></head><body><nav>Menu</nav><p>{LEDE}</p><p>{NEXT}</p></body></html>"
    message = newsletter(
        html=page,
        Date="Tue, 04 Mar 2031 23:30:00 -0500",
        Message_ID="<7@kestrin.example>",
        List_Id="<post.kestrin.example>",
        Archived_At="<https://kestrin.example/7>",
        Keywords="ferries, harbour",
    )
    message["Content-Language"] = "fr-CA, en"
    article = read_one("a.eml", bytes(message))
    assert article.text == f"{LEDE}\n\n{NEXT}"
    assert article.title == Title(text="Ferry shut – at last", origin="record")
    assert (article.published, article.publisher) == (Known("2031-03-04", "record"), Known("Kestrin Post", "record"))
    assert (article.url, article.identity) == (
        Known("https://kestrin.example/7", "record"),
        "https://kestrin.example/7",
    )
    assert (article.lang, article.tags, article.byline) == ("fr", ("ferries", "harbour"), None)


def test_plain_part_without_html_or_where_no_article_is_in_it(read_one: Callable[..., Article]) -> None:
    for page in (None, "<html><body><img src='x'></body></html>"):
        article = read_one("a.eml", bytes(newsletter(html=page, plain=f"{LEDE}\n\n{NEXT}")))
        assert article.text.split("\n\n") == [LEDE, NEXT]
        assert (article.byline, article.publisher) == (Known("Kestrin Post", "record"), None)


def test_charset_of_the_part(read_one: Callable[..., Article]) -> None:
    message = newsletter()
    message.set_content(NEXT, charset="iso-8859-1", cte="quoted-printable")
    assert "café" in read_one("a.eml", bytes(message)).text


def test_attachments_are_no_text(refusal: Callable[..., str]) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.add_attachment(LEDE, filename="a.txt")
    assert refusal("a.eml", bytes(message)) == "a.eml: no text in this message: remove it"


def test_is_told_by_its_headers(read_one: Callable[..., Article]) -> None:
    data = bytes(newsletter(Date="Tue, 04 Mar 2031 23:30:00 -0500"))
    assert read_one("a.txt", data).title == Title(text="Ferry shut – at last", origin="record")
    assert not registry.by_name("eml").sniff(f"Subject: a talk\nFrom: here\n\n{LEDE}".encode(), PurePath("a"))


def test_too_many_parts(refusal: Callable[..., str]) -> None:
    message = EmailMessage()
    message.make_mixed()
    for _ in range(300):
        message.add_attachment("x", filename="a.txt")
    assert refusal("a.eml", bytes(message)).startswith("a.eml: more than 200 parts in this message")


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"From: " + b"(" * 20_000 + b"\nDate: nonsense\nSubject: =?x?q?=FF?=\n\ntext here",
        b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Date: Tue, 99 Foo 2031 99:99:99 +9999\nMessage-ID: <\n\ntext here",
        b"Content-Type: text/html; charset=\xff\xfe\n\n<p>text here",
        b"",
        b"\x00\xff" * 100,
    ],
)
def test_broken_messages_are_articles_or_refused(data: bytes) -> None:
    for found in read(registry.by_name("eml"), data):
        assert isinstance(found, Article) or "\n" not in str(found)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(
        ["From", "Date", "Subject", "Message-ID", "Content-Type", "List-Id", "Archived-At", "Keywords"]
    ),
    value=st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=60),
)
def test_any_header(name: str, value: str) -> None:
    data = f"{name}: {value}\n\n{LEDE}".encode("utf-8", "surrogatepass")
    (found,) = read(registry.by_name("eml"), data)
    assert isinstance(found, Article | ArticleError)
