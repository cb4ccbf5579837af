"""Head detection on articles that people wrote, where they lie beside the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import readers
from generator import text as plain_text
from generator.config import Settings
from generator.models import Article, Known, Region
from generator.readers.head import detect

SHARED = Path(__file__).parents[3] / "shared"
QUOTES = SHARED / "gold" / "quotes" / "dev.jsonl"
ARTICLES = SHARED / "articles"

# Measured 0.867 and 0.0 when the floors were set.
FOUND_FLOOR, FALSE_CEILING = 0.84, 0.005

pytestmark = pytest.mark.gold


def _texts() -> list[str]:
    if not QUOTES.is_file():
        pytest.skip("the gold data is not there (../shared/gold)")
    return [plain_text.clean(json.loads(line)["text"]) for line in QUOTES.read_text(encoding="utf-8").splitlines()]


def _prose(text: str, regions: tuple[Region, ...]) -> list[int]:
    """Where the paragraphs begin that no region covers."""
    starts = [start for start, _ in plain_text.paragraphs(text)]
    return [start for start in starts if not any(region.start <= start < region.end for region in regions)]


def _is_long_headline(text: str, region: Region) -> bool:
    """Shorter ones are the texts' own subheadings, which stand first once the text is cut before them."""
    return region.kind == "headline" and len(text[region.start : region.end].split()) > 8


def test_headlines_are_found_and_ledes_are_not_taken_for_them() -> None:
    texts = _texts()
    found = without = wrong = 0
    for text in texts:
        regions = detect(text).regions
        found += any(region.kind == "headline" for region in regions)
        for start in _prose(text, regions)[1:4]:
            without += 1
            wrong += any(_is_long_headline(text[start:], region) for region in detect(text[start:]).regions)
    assert found / len(texts) >= FOUND_FLOOR
    assert wrong / without <= FALSE_CEILING


def test_articles_to_look_at() -> None:
    if not ARTICLES.is_dir():
        pytest.skip("the articles are not there (../shared/articles)")
    found: dict[str, Article] = {}
    for path in readers.discover(ARTICLES):
        assert isinstance(path, Path)
        (article,) = readers.read(path, shown=path.name, settings=Settings())
        assert isinstance(article, Article)
        found[path.stem] = article
    stamped = found.pop("000_01419d6f0f3b40fd")
    assert stamped.published == Known("2022-02-17", "stamp")
    assert stamped.title is None
    assert [region.kind for region in stamped.regions] == ["stamp"]
    for article in found.values():
        assert article.title is not None
        assert article.published is not None
        assert article.published.origin == "dateline"
        assert {"headline", "dateline"} <= {region.kind for region in article.regions}
