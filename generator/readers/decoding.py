"""Bytes to text. Nothing is guessed that the bytes, or the file itself, say."""

from __future__ import annotations

import codecs

from generator import text as plain_text

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read these labels as (WHATWG Encoding Standard, section 4.2).
_LABELS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
# Codecs of Python's that are no encodings of pages or messages: they would make characters of what is plain ASCII
# ("\\x3c", "+ADw-"), which no browser does.
_NO_ENCODINGS = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "punycode", "idna", "undefined"})
# charset-normalizer tries each encoding on the whole of what it gets; this much settles the question.
_SAMPLE = 64_000


# Short texts fit many encodings of one byte a character; of those, this one is by far the most used, and what
# browsers take for unlabelled pages.
_WESTERN = "cp1252"


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that is known; the message says cause and remedy."""


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Text of a file: by its mark, else as UTF-16 by its zero bytes, UTF-8, ``declared``, or charset-normalizer.

    UTF-8 comes before the declaration since a long text in another encoding is hardly ever valid UTF-8, while
    declarations lie. Single damaged bytes in UTF-8 become U+FFFD. Line ends become ``\\n``; the result is
    cleaned (``text.clean``).

    Raises:
        UndecodableError: no encoding fits.
    """
    raw = _by_mark(data)
    if raw is None and data:
        raw = _by_zeros(data) or _strictly(data, "utf-8") or _strictly(data, declared) or _damaged_utf8(data)
        raw = raw or _strictly(data, _codec(data))
    return plain_text.clean((raw or "").replace("\r\n", "\n").replace("\r", "\n"))


def encoding(sample: bytes) -> str:
    """The codec of a long text that begins with ``sample``, for reading it as a stream.

    Raises:
        UndecodableError: no encoding fits.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return "utf-8-sig" if name == "utf-8" else name
    if sample.count(0):
        for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if 2 * zeros.count(0) > len(zeros):
                return name
    # The last character may be cut.
    fits = any(_strictly(sample[: len(sample) - cut], "utf-8") is not None for cut in range(4))
    return "utf-8" if fits else _codec(sample)


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raw = data.decode(encoding, "replace")
            return raw.removeprefix("\ufeff")
    return None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: in European text every other byte is zero."""
    for encoding, zeros, others in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if 2 * zeros.count(0) > len(zeros) > 0 and 0 not in others:
            return _strictly(data, encoding)
    return None


def _strictly(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    label = encoding.strip().lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        return None if name.replace("_", "-") in _NO_ENCODINGS else data.decode(name)
    except (LookupError, ValueError):
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 in which few bytes are wrong: more characters beyond ASCII survive than are lost."""
    raw = data.decode("utf-8", "replace")
    lost = raw.count("\ufffd")
    kept = sum(character > "\x7f" for character in raw) - lost
    return raw if kept > lost else None


def _codec(sample: bytes) -> str:
    """What the bytes look like.

    Raises:
        UndecodableError: like nothing.
    """
    from charset_normalizer import from_bytes  # heavy, and needed for the rare file alone

    matches = list(from_bytes(sample[:_SAMPLE]))
    possible = [encoding for match in matches for encoding in match.could_be_from_charset]
    fitting = [
        name for name in ([_WESTERN] if _WESTERN in possible else possible) if _strictly(sample, name) is not None
    ]
    if not fitting:
        raise UndecodableError("its encoding cannot be told: save it as UTF-8")
    return fitting[0]
