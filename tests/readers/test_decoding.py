"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from generator.readers.decoding import UndecodableError, decode

TEXT = "Ada Holm said “the café is closed”, after 3½ hours in Zürich."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_encodings_are_told(data: bytes) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert decode("Ada Holm said no.".encode(encoding)) == "Ada Holm said no."


def test_declared_encoding_counts_where_it_fits() -> None:
    assert decode("Zażółć gęślą jaźń".encode("iso8859-2"), declared="ISO-8859-2") == "Zażółć gęślą jaźń"
    assert decode("“Café”".encode("cp1252"), declared="iso-8859-1") == "“Café”"


def test_declaration_that_lies_is_not_believed() -> None:
    assert decode(TEXT.encode(), declared="windows-1252") == TEXT
    assert decode(TEXT.encode(), declared="no-such-encoding") == TEXT
    assert decode(TEXT.encode("cp1252"), declared="utf-8") == TEXT


def test_other_encodings_are_detected() -> None:
    text = "Совет города закрыл паром на зиму, сообщил во вторник представитель городского совета."
    assert decode(text.encode("cp1251")) == text


def test_single_damaged_bytes_in_utf8_are_shown() -> None:
    assert decode("Café déjà ".encode() + b"\xe9 vu") == "Café déjà \ufffd vu"


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UndecodableError, match="save it as UTF-8"):
        decode(bytes(range(128, 256)) * 40 + b"\x00\x81\x8d\x8f")


def test_line_ends_and_controls() -> None:
    assert decode(b"a\r\nb\rc\nd\x00e\x07f") == "a\nb\nc\nd\ufffde f"


def test_nothing() -> None:
    assert decode(b"") == ""
    assert decode(codecs.BOM_UTF8) == ""
