"""Telling a headline, a deck and a subheading from prose. Precision first: a lede taken for a headline is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.readers import words

# Headlines of news run to some 20 words, and to 200 characters with a deck glued on by a semicolon.
HEADLINE_WORDS, HEADLINE_MAX = 25, 200
# A headline with a full stop looks like a sentence: it must be shorter, and be confirmed by what follows.
STOPPED_WORDS = 16
# Subheadings are a phrase.
SUBHEADING_WORDS = 10
# Prose: at least so many words, and a stop at the end.
PROSE_WORDS = 8
# So many of the paragraphs that follow must end like prose before the lack of a stop says anything.
PROSE_SHARE = 0.6
_LOOK_AHEAD = 12

_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LABEL = re.compile(r"[^\W\d_a-z][^a-z]{2,40}[.:]?")
_SAYING = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s?){1,4}:\s")
_DECKED = re.compile(r"[^\n]{3,200};(?=\s*\n)")
_OPEN_ENDINGS = (",", "’s", "'s", "-", "–", "—", "&")


def has_stop(paragraph: str) -> bool:
    """Whether a paragraph ends as a sentence does."""
    return _STOP.search(paragraph[-8:]) is not None


def is_prose(paragraph: str) -> bool:
    """Whether a paragraph is running text: words enough, and a stop at the end."""
    return has_stop(paragraph) and len(paragraph.split(maxsplit=PROSE_WORDS)) >= PROSE_WORDS


def is_label(paragraph: str) -> bool:
    """``ABSTRACT.``, ``FULL TEXT``: capitals alone."""
    return len(paragraph.split(maxsplit=5)) <= 4 and _LABEL.fullmatch(paragraph) is not None


def is_headline(paragraph: str, following: Sequence[str], *, before_furniture: bool) -> bool:
    """Whether the first paragraph of an article is its headline.

    ``following``: the paragraphs after it that are not furniture; ``before_furniture``: a byline, a date or a
    dateline comes next, which no lede has after it.
    """
    count = len(paragraph.split(maxsplit=HEADLINE_WORDS + 1))
    if (
        count > HEADLINE_WORDS
        or len(paragraph) > HEADLINE_MAX
        or paragraph[:1].islower()
        or paragraph.endswith((":", ","))
    ):
        return False
    if not any(map(str.isalpha, paragraph)):
        return False
    if not _prose_follows(following):
        return before_furniture and count <= STOPPED_WORDS and not has_stop(paragraph)
    if not has_stop(paragraph) or before_furniture:
        return True
    if is_title_case(paragraph, least=4) or following[0].rstrip(".:").casefold() in words.folded("summary_labels"):
        return True
    if count > STOPPED_WORDS or not paragraph[0].isalnum() or not _restated(paragraph, following):
        return False
    return is_title_case(paragraph, least=3) or is_headlinese(paragraph) or _is_saying(paragraph, following)


def before_deck(paragraph: str) -> int | None:
    """Where the headline ends in a block of ``Headline;`` and a deck on lines of their own, as archives write it."""
    match = _DECKED.match(paragraph)
    if match is None or not any(map(str.isalpha, match.group())):
        return None
    if max(len(part.split()) for part in (match.group(), paragraph[match.end() :])) > HEADLINE_WORDS:
        return None
    return match.end()


def _prose_follows(following: Sequence[str]) -> bool:
    """Whether the paragraphs that follow are mostly prose, so that a missing stop means something."""
    longer = [
        paragraph for paragraph in following[:_LOOK_AHEAD] if len(paragraph.split(maxsplit=PROSE_WORDS)) >= PROSE_WORDS
    ]
    return bool(longer) and sum(map(has_stop, longer)) >= PROSE_SHARE * len(longer)


def is_title_case(paragraph: str, *, least: int) -> bool:
    """``Council Votes to Close the Ferry``: ``least`` words that are not small, and all of them with capitals."""
    found = _WORD.findall(paragraph)
    content = [word for word in found if word.casefold() not in words.folded("small_words")]
    return len(content) >= least and all(word[0].isupper() for word in content)


def is_headlinese(paragraph: str) -> bool:
    """No article, auxiliary, pronoun or weekday: telegraphic, as headlines are; and one sentence."""
    found = {word.casefold().removesuffix("n't").split("'")[0] for word in _WORD.findall(paragraph.replace("’", "'"))}
    telling = words.folded("sentence_words") | words.folded("weekdays")
    return not found & telling and _SENTENCE_END.search(paragraph) is None


def _is_saying(paragraph: str, following: Sequence[str]) -> bool:
    """``Holm: We will rebuild the pier.``; in a transcript others begin like that too."""
    return _SAYING.match(paragraph) is not None and not any(map(_SAYING.match, following[:_LOOK_AHEAD]))


def _restated(paragraph: str, following: Sequence[str]) -> bool:
    """Whether the next paragraphs take up the words of this one, as a lede does its headline's."""
    stems = _stems(paragraph)
    return len(stems & _stems(" ".join(following[:3])[:3000])) >= max(1, round(0.25 * len(stems)))


def _stems(text: str) -> set[str]:
    """The first five letters of each content word."""
    return {word.casefold()[:5] for word in _WORD.findall(text) if len(word) > 3}


def continues(headline: str, line: str, *, same_block: bool) -> bool:
    """Whether a line is the second half of a headline that was broken in two."""
    if has_stop(headline) or len(line.split()) > HEADLINE_WORDS or len(headline) + len(line) > HEADLINE_MAX:
        return False
    if line[:1].islower() and not is_prose(line):
        return True
    last = headline.split()[-1]
    is_open = last.casefold() in words.folded("small_words") or last.endswith(_OPEN_ENDINGS)
    return not has_stop(line) and (
        is_open or (same_block and is_title_case(headline, least=2) and is_title_case(line, least=2))
    )


def is_deck(headline: str, paragraph: str) -> bool:
    """Whether the paragraph under a headline belongs to it: a standfirst, a label, a section's name."""
    if is_label(paragraph) or headline.endswith(";"):
        return len(paragraph.split()) <= HEADLINE_WORDS
    return len(paragraph.split()) <= HEADLINE_WORDS and not has_stop(paragraph)


def is_subheading(paragraph: str, before: str, after: str) -> bool:
    """Whether a short line stands between prose as its heading, and is not an item of a list."""
    if len(paragraph) > HEADLINE_MAX or before.endswith(":"):
        return False
    if is_label(paragraph) and is_prose(after):
        return True
    short = len(paragraph.split()) <= SUBHEADING_WORDS and not paragraph[0].islower() and paragraph[0].isalnum()
    closed = has_stop(paragraph) or paragraph.endswith((",", ";"))
    return short and not closed and has_stop(before) and has_stop(after)


def trimmed(headline: str) -> int:
    """Length of a headline without the full stop or semicolon that some archives put after it."""
    if headline.endswith((";", ",")):
        return len(headline[:-1].rstrip())
    last = headline.split()[-1]
    if headline.endswith(".") and not headline.endswith("..") and "." not in last[:-1] and len(last) > 2:
        return len(headline) - 1
    return len(headline)
