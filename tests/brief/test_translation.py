"""The words that a brief adds to the article's own, in the article's language."""

from __future__ import annotations

import re

import pytest

from generator.brief.translation import _table, languages, quoted, say


def test_words_are_the_languages_or_english() -> None:
    assert languages() == ("en", "fr")
    assert (say("Key facts", "fr"), say("Key facts", "en"), say("Key facts", "de")) == (
        "Faits essentiels",
        "Key facts",
        "Key facts",
    )
    assert say("what nobody has translated", "fr") == "what nobody has translated"


def test_quotation_marks_are_the_languages_and_braces_are_words() -> None:
    assert quoted("a {} b", "fr") == "«\u00a0a {} b\u00a0»"
    assert quoted("a", "en") == "“a”"


@pytest.mark.parametrize("lang", languages()[1:])
def test_a_translation_has_as_many_gaps_as_what_it_stands_for(lang: str) -> None:
    gaps = re.compile(r"\{\}")
    assert [key for key, value in _table(lang).items() if len(gaps.findall(key)) != len(gaps.findall(value))] == []
