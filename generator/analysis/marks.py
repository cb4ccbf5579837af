"""Quotation marks: the quoted stretches of a text, paragraph by paragraph. Knows no model.

Double marks are curly, straight or doubled singles; each is read by its shape and its neighbours, since shapes
are often wrong in print. Single marks count only in a text without double ones, where they cannot be nested quotes.
Guillemets hold whatever stands inside: there other marks are nested quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Literal

from generator.models import Extent
from generator.text import paragraphs

_DOUBLE = re.compile("[“”„‟〝〞＂\"]|''|``")
_GUILLEMET = re.compile("[«»]")
_SINGLE = re.compile(r"(?P<open>(?<![\w'’])['‘](?=[^\W\d]))|(?P<close>(?<=[^\s(\[])['’](?!\w))")
_OPENING = "“„‟〝``"
_CLOSING = "”〞"
_BEFORE_OPENING = "([{—–-/ \t\u00a0"
_AFTER_CLOSING = ".,;:!?)]}—–-/'’"
# What does not belong to the quoted words at either end of a stretch.
_RIM = ' \t\r\n\u00a0\u2007\u2009\u202f"“”„‟〝〞＂`«»'

_Role = Literal["open", "close", "neither"]
# Before the opening mark, after it, before the closing mark, after it, closed.
_Pair = tuple[int, int, int, int, bool]
_Pairs = Callable[[str, int, int], Iterator[_Pair]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quoted words inside one paragraph.

    ``[start, end)`` are the words without marks and blanks at the rim, ``[outer_start, outer_end)`` the same with
    the marks. ``closed`` is false where the paragraph ends before a closing mark: there the quotation may go on
    in the next paragraph. ``paragraph`` counts from 0.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    paragraph: int


def stretches(text: str, blocks: Iterable[Extent]) -> list[Stretch]:
    """The quoted stretches that hold at least one letter or digit, in order of their places."""
    pairs: _Pairs = _double_pairs if _DOUBLE.search(text) else _single_pairs
    if _GUILLEMET.search(text):
        pairs = partial(_guillemet_pairs, outside=pairs)
    found = []
    for number, (start, end) in enumerate(blocks):
        for outer, inner, inner_end, outer_end, closed in pairs(text, start, end):
            words = _trim(text, inner, inner_end)
            # A mark after "=" belongs to a tag's attribute that was left in the text.
            if any(char.isalnum() for char in text[words[0] : words[1]]) and text[outer - 1 : outer] != "=":
                found.append(Stretch(*words, outer, outer_end, closed, number))
    return found


def quoted(text: str) -> list[Extent]:
    """Extents of the words in quotation marks, in order, whatever they are: titles and scare quotes, too."""
    return [(one.start, one.end) for one in stretches(text, paragraphs(text))]


def _guillemet_pairs(text: str, start: int, end: int, *, outside: _Pairs) -> Iterator[_Pair]:
    """Pairs of guillemets, the outermost of nested ones, and what other marks enclose between them.

    A quotation that goes on in a new paragraph may open it with either mark.
    """
    depth, at, opened = 0, start, (start, start)
    for mark in _GUILLEMET.finditer(text, start, end):
        opens = mark[0] == "«" or (not depth and not text[start : mark.start()].strip())
        if opens and not depth:
            yield from outside(text, at, mark.start())
            opened = mark.span()
        depth = max(0, depth + (1 if opens else -1))
        if not opens and not depth and opened[1] > opened[0]:
            yield (*opened, *mark.span(), True)
            opened, at = (start, start), mark.end()
    if depth:
        yield (*opened, end, end, False)
    else:
        yield from outside(text, at, end)


def _double_pairs(text: str, start: int, end: int) -> Iterator[_Pair]:
    opened: tuple[int, int] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        role = _role(text, mark, start, end, is_open=opened is not None)
        if role == "open" and opened is None:
            opened = mark.span()
        elif role == "close" and opened is not None:
            yield (*opened, *mark.span(), True)
            opened = None
    if opened is not None:
        yield (*opened, end, end, False)


def _single_pairs(text: str, start: int, end: int) -> Iterator[_Pair]:
    """Pairs of single marks of two words or more; one without a partner is an apostrophe, not a quotation.

    A mark after a letter may be a possessive ("the boats' crews"): it never closes after "s", and elsewhere only if
    none after punctuation does.
    """
    opened = closing = None
    for mark in chain(_SINGLE.finditer(text, start, end), [None]):
        if mark is None or (mark["open"] and (opened is None or closing is not None)):
            if opened and closing and " " in text[opened[1] : closing[0]]:
                yield (*opened, *closing, True)
            opened, closing = (mark.span() if mark else None), None
        elif mark["close"] and opened is not None and text[mark.start() - 1] != "s":
            closing = mark.span()
            if text[closing[0] - 1] in ".,!?…;":
                yield (*opened, *closing, True)
                opened = closing = None


def _role(text: str, mark: re.Match[str], start: int, end: int, *, is_open: bool) -> _Role:
    """Whether a mark opens or closes: by its shape, unless its neighbours say that it was turned wrongly."""
    at, after = mark.span()
    before_char = text[at - 1] if at > start else " "
    after_char = text[after] if after < end else " "
    shape = mark.group()
    starts_word = before_char in _BEFORE_OPENING or before_char.isspace()
    ends_word = after_char in _AFTER_CLOSING or after_char.isspace()
    if shape in _OPENING:
        return "close" if is_open and not starts_word and ends_word else "open"
    if shape in _CLOSING:
        return "open" if not is_open and starts_word and not ends_word else "close"
    return _straight_role(before_char, after_char, starts_word=starts_word, ends_word=ends_word, is_open=is_open)


def _straight_role(before: str, after: str, *, starts_word: bool, ends_word: bool, is_open: bool) -> _Role:
    if before.isdigit() and not is_open and not after.isalnum():
        return "neither"  # inches, seconds
    if ends_word and not (starts_word and not after.isspace()):
        return "close"
    return "close" if is_open else "open"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _RIM:
        start += 1
    while end > start and text[end - 1] in _RIM:
        end -= 1
    return start, end
