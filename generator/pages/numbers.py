"""A figure among the words of the article that it stands in: a number alone says little."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from generator.brief import Passage
from generator.brief.translation import say
from generator.models import Span
from generator.pages.markup import Html, join, tag
from generator.text import squeeze

# Characters shown before and behind a figure: two or three lines on a telephone.
BEFORE, BEHIND = 60, 80
# So much more is looked at for the end of a sentence: a passage may be a whole article with a figure in every line.
_MARKS = 10
CLASS = "figures counted"
# Where a sentence ends, roughly: an abbreviation's stop before a capital ends one too, which shows a little less and
# nothing wrong. What goes on in a small letter ("at 4 a.m. and …") is the same sentence.
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s++(?![a-zß-öø-ÿœ])")


def context(figure: Span, passages: Sequence[Passage]) -> str:
    """A figure among the words around it in its sentence, of what the brief shows; empty where it shows none.

    Dots stand for words of the sentence that are left out.
    """
    found = bisect_right(passages, figure.start, key=lambda one: one.start) - 1
    if found < 0 or figure.end > passages[found].end:
        return ""
    start, end = (offset - passages[found].start for offset in (figure.start, figure.end))
    text = passages[found].text
    before, behind = text[max(0, start - BEFORE - _MARKS) : start], text[end : end + BEHIND + _MARKS]
    return squeeze(f"{_before(before)}{text[start:end]}{_behind(behind)}")


def _before(text: str) -> str:
    sentence = _END.split(text)[-1]
    return sentence if len(sentence) <= BEFORE else f"… {sentence[-BEFORE:].partition(' ')[2]}"


def _behind(text: str) -> str:
    sentence = _END.split(text, maxsplit=1)[0]
    return sentence if len(sentence) <= BEHIND else f"{sentence[:BEHIND].rpartition(' ')[0]} …"


def head(lang: str) -> Html:
    """The table's head."""
    shown = (tag("th", say(label, lang), scope="col") for label in ("Figure", "In the article"))
    return tag("thead", tag("tr", join(shown)))


def row(figure: Html, words: str, what: str | None, **attributes: str | None) -> Html:
    """One figure, a link to its evidence, and its words; where none are shown, what it counts."""
    return tag("tr", tag("th", figure, scope="row"), tag("td", words or what), **attributes)
