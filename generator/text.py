"""Plain-text groundwork: cleaning one for one, paragraphs, sentences, slugs. Knows no model."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Line widths between which a block of lines counts as hard-wrapped prose; editors and mailers wrap at 60-80.
WRAP_MIN, WRAP_MAX = 45, 100
SLUG_MAX = 80
# Bytes that are read at once.
_BLOCK = 1 << 16

# Overrides, embeddings and isolates reorder what follows them; plain direction marks (U+200E, U+200F) do not.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")
_CONTROLS = {c: " " for c in [*range(0x20), *range(0x7F, 0xA0)] if chr(c) not in "\n\t"}
_LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_UNUSABLE = dict.fromkeys((0, 65279, 65534, 65535), "�")
_CLEAN = {**_BIDI, **_CONTROLS, **_LINES, **_UNUSABLE}
# Few texts have any of these: one search costs a twentieth of a translation.
# Tag characters are invisible, and spell instructions that only language models read; in the flags of a country's
# parts, such as Scotland's, they are what they were made for.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_UNCLEAN = re.compile(
    f"{_FLAG}|[" + "".join(re.escape(chr(code)) for code in _CLEAN) + "\ud800-\udfff\U000e0000-\U000e007f]"
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# "ferries", "boxes", "boats"; neither "gas", "press" nor "politics".
_PLURAL = re.compile(
    r"(?<=[a-z]{2})ies$|(?:(?<=ss)|(?<=x)|(?<=zz)|(?<=ch)|(?<=sh))es$|(?<=[a-z]{3})(?<![siu])(?<!ic)s$"
)
_NO_SLUG = re.compile(r"[^a-z0-9]+")
# Letters that no decomposition turns into ASCII, and what stands for each.
_LETTERS: dict[int, str] = {
    **{ord(letter): plain for letter, plain in zip("øØłŁđĐðÐıħĦ", "oOlLdDdDihH", strict=True)},
    ord("ß"): "ss",
    ord("ẞ"): "ss",
    ord("æ"): "ae",
    ord("Æ"): "ae",
    ord("œ"): "oe",
    ord("Œ"): "oe",
    ord("þ"): "th",
    ord("Þ"): "th",
}

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Cmdr|Adm|Sen|Rep|Gov|Rev|Hon|Pres|St|Mt|Ft|Jr|Sr|Inc|Ltd"
    r"|Co|Corp|Bros|No|vs|Fig|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
# Possessive, and only from the start of a run of stops: neither "......" nor a run of quotation marks costs more
# than its length.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s++[\"'“‘«(\[]*+([^\s\"'“‘«(\[]))")
_ENDED = re.compile(r"[.!?…:\"'”’»][\"'”’»)\]]*$")
# The longest abbreviation that is looked for before a stop, in characters.
_ABBREVIATION_REACH = 24


def clean(raw: str) -> str:
    """Replace control, bidirectional, invisible tag and unusable characters one for one, so that offsets hold."""
    return _UNCLEAN.sub(_cleaned, raw)


def _cleaned(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) > 1 else _CLEAN.get(ord(match[0]), "\ufffd")


def sha256(data: str | bytes) -> str:
    """Hex digest; text is hashed as UTF-8 (a lone surrogate as its own three bytes)."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def sha256_of_file(descriptor: int) -> str:
    """Hex digest of an open file's bytes, read to their end, in the memory of one block.

    Without Python's file objects, which cost more than most articles' bytes.

    Raises:
        OSError: they cannot be read.
    """
    found = hashlib.sha256(block := os.read(descriptor, _BLOCK))
    while len(block) == _BLOCK:  # less than was asked for is the last of a plain file
        found.update(block := os.read(descriptor, _BLOCK))
    return found.hexdigest()


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the breaks inside a block were set by a line width and not by the author."""
    return len(lines) > 1 and all(WRAP_MIN <= len(line.rstrip()) <= WRAP_MAX for line in lines[:-1])


@lru_cache(maxsize=1)
def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Extents of the paragraphs, trimmed, in order; kept for the steps that ask for those of the same text.

    Blank lines part paragraphs; a single line break does too unless its block is hard-wrapped prose.
    """
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop, after in [*(m.span() for m in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        lines = text[start:stop].split("\n")
        if _is_wrapped(lines):
            lines = [text[start:stop]]
        at = start
        for line in lines:
            extent = _strip(text, at, at + len(line))
            if extent[0] < extent[1]:
                yield extent
            at += len(line) + 1
        start = after


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Extents of the sentences in ``text[start:end]``, by punctuation alone (for showing context)."""
    at = start
    for match in _STOP.finditer(text, start, end):
        first_stop = match.start() + 1
        if match[1].islower() or _ABBREVIATION.search(text, max(at, first_stop - _ABBREVIATION_REACH), first_stop):
            continue
        extent = _strip(text, at, match.end())
        if extent[0] < extent[1]:
            yield extent
        at = match.end()
    extent = _strip(text, at, end)
    if extent[0] < extent[1]:
        yield extent


def squeeze(text: str) -> str:
    """White space folded to single blanks, for showing a slice on one line."""
    return " ".join(text.split())


def clip(text: str, most: int) -> str:
    """The beginning of a long text, up to a blank, with dots in brackets for what is left out."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0].rstrip()} […]"


def sides(text: str) -> tuple[str, str]:
    """What to show before and behind words that begin or end inside their sentence: dots, else nothing.

    Words begin inside where the first is written small, and end inside without a full stop or a closing mark.
    """
    return "… " if text[:1].islower() else "", "" if not text or _ENDED.search(text) else " …"


def statement(text: str) -> str:
    """Words of a sentence between their ``sides``, for where nothing can tell those from the words."""
    before, behind = sides(text)
    return f"{before}{text}{behind}"


@lru_cache(maxsize=1 << 16)
def singular(phrase: str) -> str:
    """A phrase with its last word in the singular, as English plurals are spelt: what a phrase and its plural share.

    A key, and not to be shown: "series" becomes "sery".
    """
    return _PLURAL.sub(lambda match: "y" if match[0] == "ies" else "", phrase)


@lru_cache(maxsize=1 << 16)
def slug(text: str, *, fallback: str = "untitled") -> str:
    """A file- and URL-safe name: lower-case ASCII letters, digits and single hyphens, at most ``SLUG_MAX``."""
    if len(text) <= SLUG_MAX and _SLUG.fullmatch(text):
        return text
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    plain = _NO_SLUG.sub("-", plain.lower().replace("'", "").replace(".", "")).strip("-")
    if len(plain) > SLUG_MAX:
        cut = plain[: SLUG_MAX + 1].rfind("-")
        plain = plain[: cut if cut > SLUG_MAX // 2 else SLUG_MAX].strip("-")
    return plain or f"{fallback}-{sha256(text)[:8]}"
