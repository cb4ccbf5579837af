"""Plain text: the whole file is the article; its head is detected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, decoding
from generator.readers.base import Record
from generator.readers.head import detect


class PlainReader:
    """``.txt``: see ``head`` for what is found in it."""

    name = "text"
    extensions: tuple[str, ...] = (".txt", ".text")
    description = "plain text; headline, dateline, byline and captions are detected"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """Never: any bytes may be text."""
        return False

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        text = decode(record)
        base.check_text(record, text, settings)
        found = detect(text, file_name=PurePath(record.shown).name)
        return base.assemble(record, text, found, settings)


def decode(record: Record, *, declared: str | None = None) -> str:
    """The record's bytes as text.

    Raises:
        ArticleError: no encoding fits.
    """
    try:
        return decoding.decode(record.data, declared=declared)
    except decoding.UndecodableError as error:
        raise record.error(str(error), kind="encoding") from None


READER = PlainReader()
