"""A site whose theme speaks French says nothing in English but what articles and people wrote."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from generator import brief
from generator.brief.translation import _table
from tests.site.builder import ROOT, build_site, write_pages

pytestmark = pytest.mark.site
# What stands for itself: a heading, a label, a link, a cell.
_WHOLE = re.compile(r"<(?:h[1-3]|a|th|dt|summary|option|button|title|span|label|p)\b[^>]*>([^<]+)<")
_LABEL = re.compile(r'(?:aria-label|placeholder|title)="([^"]+)"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The French briefs of the sample, on a French site."""
    project = tmp_path_factory.mktemp("french")
    shutil.copytree(ROOT / "site_config", project / "site_config")
    configuration = project / "site_config" / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("language: en", "language: fr"), encoding="utf-8")
    (project / "content" / "briefs").mkdir(parents=True)
    found = [
        (path.relative_to(ROOT / "content" / "briefs").as_posix(), *brief.load(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / "content" / "briefs").rglob("*.md"))
    ]
    write_pages([one for one in found if one[1].lang == "fr"], project / "content" / "pages", project)
    return build_site(project / "content" / "pages", project / "site", project=project)


def _pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if "assets" not in path.parts]


def test_nothing_is_said_in_english(built: Path) -> None:
    english = {key for key, said in _table("fr").items() if key != said and len(key) > 2}
    patterns = [re.escape(key).replace(r"\{\}", r"[\d,]+") for key in english]
    is_english = re.compile("|".join(patterns))
    found = set()
    for path in _pages(built):
        html = path.read_text(encoding="utf-8")
        texts = [*_WHOLE.findall(html), *_LABEL.findall(html)]
        found |= {
            (path.relative_to(built).as_posix(), one) for one in texts if is_english.fullmatch(unescape(one).strip())
        }
    assert sorted(found) == []


def test_pages_speak_french(built: Path) -> None:
    home = (built / "index.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in home
    for words in (
        "Dernières fiches",
        "Qui a dit quoi",
        "Les plus nommés\u00a0: avril 2026",
        "Accueil",
        "Aller au contenu",
    ):
        assert words in home
    assert "Comment ces fiches sont faites</h1>" in (built / "about/index.html").read_text(encoding="utf-8")
    assert "Page introuvable" in (built / "404.html").read_text(encoding="utf-8")
    assert "<h1>Archives\u00a0: avril 2026</h1>" in (built / "archive/2026/04/index.html").read_text(encoding="utf-8")
