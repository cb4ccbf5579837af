"""E-mail newsletters, one message a file (RFC 5322, MIME)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import PurePath
from typing import Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, html, lenient, markup
from generator.readers.base import Head, Record
from generator.readers.compose import compose
from generator.readers.plain import decode

# Headers that a message has whatever it is about; two of them at the start make it one.
_HEADERS = re.compile(
    rb"(?:^|\n)(?:Return-Path|Delivered-To|Received|From|To|Subject|Date|Message-ID|MIME-Version|DKIM-Signature|Reply-To"
    rb"|List-Id|List-Unsubscribe|Content-Type|X-[\w-]+):[ \t]",
    re.IGNORECASE,
)
_HEAD_LINE = re.compile(rb"(?:From [^\n]*\r?\n)?[A-Za-z][\w-]*:")
# So many parts no newsletter has; more is an attempt to keep us busy.
_MAX_PARTS = 200
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post")
# What the standard library raises for headers and parts that are broken in ways it does not expect.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError)


class MailReader:
    """The HTML part goes the way of saved pages; without one the plain part is the text."""

    name = "eml"
    extensions: tuple[str, ...] = (".eml",)
    description = "e-mail newsletters"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """Several headers that only messages have, before the first blank line."""
        top = re.split(rb"\r?\n\r?\n", head[:8192], maxsplit=1)[0]
        return _HEAD_LINE.match(top) is not None and len({*_HEADERS.findall(top)}) > 2

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        try:
            message = email.message_from_bytes(record.data, policy=policy.default)
            parts = dict(_parts(record, message))
            head = _head(message)
        except _BROKEN as error:
            raise record.error(
                f"not a message that can be read ({type(error).__name__}): save its text as .txt"
            ) from None
        if "html" in parts:
            data, charset = parts["html"]
            try:
                return html.page(base.derived(record, data), settings, charset=charset, known=head)
            except ArticleError:
                if "plain" not in parts:
                    raise
        if "plain" not in parts:
            raise record.error("no text in this message: remove it", kind="empty")
        data, charset = parts["plain"]
        text = decode(base.derived(record, data), declared=charset)
        return compose(record, markup.plain_blocks(text), head, settings)


def _parts(record: Record, message: EmailMessage) -> dict[str, tuple[bytes, str | None]]:
    """Bytes and charset of the first ``html`` and the first ``plain`` part that is no attachment."""
    found: dict[str, tuple[bytes, str | None]] = {}
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            raise record.error(f"more than {_MAX_PARTS} parts in this message: save its text as .txt")
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            found.setdefault(part.get_content_subtype(), (payload, part.get_content_charset()))
    return found


def _head(message: EmailMessage) -> Head:
    """What the headers say. A list's sender is a publisher; somebody else's is a person."""
    sender = _sender(message)
    is_list = any(name in message for name in _LIST_HEADERS)
    sent = getattr(message["date"], "datetime", None)
    values: dict[str, list[Any]] = {
        "title": [_text(message, "subject")],
        "published": [sent.isoformat() if sent else None],
        "publisher": [sender if is_list else None],
        "byline": [None if is_list else sender],
        "url": [_text(message, "archived-at").strip("<> ")],
        "lang": [_text(part, "content-language").partition(",")[0].strip() for part in message.walk()],
        "tags": [_text(message, "keywords")],
    }
    return replace(lenient.head(values, "record"), id=lenient.identifier(_text(message, "message-id").strip("<> ")))


def _text(message: EmailMessage, name: str) -> str:
    return plain_text.squeeze(plain_text.clean(str(message.get(name, ""))))


def _sender(message: EmailMessage) -> str:
    """The name of the first sender, without the address."""
    senders: tuple[Address, ...] = getattr(message["from"], "addresses", ())
    return next((sender.display_name for sender in senders if sender.display_name), "")


READER = MailReader()
