"""The sites that people see first: of the sample content, and of real articles where these lie beside the project."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.config import Project, load
from tests.site.browser import serve
from tests.site.builder import ROOT
from tests.site.conftest import PREFIX, Watched
from tests.site.screenshots import addresses
from tests.site.test_accessibility import RULES, RUN, axe_script
from tests.site.test_built_site import KB, Inline, broken_links, html_pages
from tests.site.test_linked_data import blocks, faults, pages

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.slow, pytest.mark.model]
SHARED = ROOT.parent / "shared" / "articles"


@pytest.fixture(scope="module", params=["sample", "shared"])
def built(request: pytest.FixtureRequest, address: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built as users build it, from articles (and, of the sample, the committed briefs)."""
    project = Project(tmp_path_factory.mktemp(request.param))
    if request.param == "shared":
        if not SHARED.is_dir():
            pytest.skip(f"no real articles at {SHARED}")
        shutil.copytree(SHARED, project.articles)
    else:
        shutil.copytree(ROOT / "content" / "articles", project.articles)
        shutil.copytree(ROOT / "content" / "briefs", project.briefs)
    shutil.copytree(ROOT / "site_config", project.site_config)
    report = build.run(project, load(project), site=True)
    assert report.failures == []
    return project.site


def test_links_policy_and_weight(built: Path) -> None:
    assert broken_links(built, PREFIX) == []
    for path, text in html_pages(built):
        inline = Inline()
        inline.feed(text)
        assert inline.found == [], path
        assert re.search(r'<meta http-equiv="Content-Security-Policy" content="default-src', text), path
        assert len(text.encode()) < (60 if "page--brief" in text else 150) * KB, path


def test_linked_data(built: Path) -> None:
    assert [(path, fault) for path, _, text in pages(built) for block in blocks(text) for fault in faults(block)] == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_kind_of_page_in_a_browser(browser: Any, built: Path, width: int, scheme: str) -> None:
    """No request elsewhere, no complaint of the browser, no violation of WCAG 2.2 AA, nothing wider than the window."""
    script = axe_script()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    found: list[str] = []
    with serve(built, PREFIX) as base:
        watched = Watched(context.new_page(), base)
        for kind, where in addresses(built):
            page = watched.open(where)
            page.evaluate(script)
            violations = page.evaluate(RUN, RULES)["violations"]
            found += [f"{kind}: {one['id']}: {one['nodes'][0]['html'][:100]}" for one in violations]
            if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{kind}: wider than the window")
    context.close()
    assert found == []
    assert watched.foreign() == []
    assert watched.complaints == []
