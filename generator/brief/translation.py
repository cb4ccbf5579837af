"""The words that briefs and pages add to the articles' own: a brief's in its language, others in the site's.

As in gettext, the English words are the keys; ``data/<language>.yml`` holds what stands for them. What a language lacks
stays English.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator import frontmatter

_DATA = Path(__file__).parent / "data"
ENGLISH = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words in, by ISO 639 code."""
    return (ENGLISH, *sorted(path.stem for path in _DATA.glob("*.yml")))


@cache
def _table(lang: str) -> dict[str, str]:
    if lang == ENGLISH or lang not in languages():
        return {}
    table: dict[str, str] = frontmatter.load_yaml((_DATA / f"{lang}.yml").read_text(encoding="utf-8"))
    return table


def say(text: str, lang: str, *values: object) -> str:
    """``text`` in a language, or as it is, with ``values`` in its gaps if there are any."""
    said = _table(lang).get(text, text)
    return said.format(*values) if values else said


def quoted(text: str, lang: str) -> str:
    """``text`` between the language's quotation marks."""
    return say("“{}”", lang).replace("{}", text)
