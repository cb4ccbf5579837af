"""``search: material``: the theme's own search, over a server and from disk, in place of Pagefind's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.config import Project
from generator.site import mkdocs
from tests.pages.factory import sample
from tests.site.browser import serve
from tests.site.builder import ROOT, build_site, write_pages

pytestmark = [pytest.mark.site]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site for reading from disk: addresses that name files."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "site_config", project / "site_config")
    settings = project / "site_config" / "briefing.yml"
    settings.write_text("search: material\n", encoding="utf-8")
    docs = project / "content" / "pages"
    write_pages(sample(), docs)
    return build_site(docs, project / "site", project=project, use_directory_urls=False, site_url="")


def test_the_theme_s_index_replaces_pagefind_s(site: Path) -> None:
    assert not (site / "pagefind").exists()
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "Corrie tunnel opens nine years late" in {one["title"] for one in json.loads(index)["docs"]}
    assert (site / "search" / "search_index.js").read_text(encoding="utf-8") == f"var __index = {index}"
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "assets/search.js" not in home
    assert "data-search-open" not in home


def test_such_a_site_is_built_as_a_whole(site: Path) -> None:
    assert not mkdocs.is_partable(Project(site.parent))
    assert mkdocs.is_partable(Project(ROOT))


@pytest.mark.browser
@pytest.mark.parametrize("from_disk", [False, True])
def test_it_finds(browser: Any, site: Path, from_disk: bool) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with serve(site) as base:
        page.goto((site / "index.html").as_uri() if from_disk else f"{base}index.html")
        page.locator("label.search-button--large").click()
        page.keyboard.type("nine years late")
        link = page.locator(".md-search-result__link", has_text="Corrie tunnel opens nine years late").first
        link.click()
        assert page.locator("h1.md-typeset, .page h1").first.inner_text() == "Corrie tunnel opens nine years late"
        context.close()
    assert complaints == []
