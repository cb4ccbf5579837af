"""One site built from fictional briefs, one browser for all tests of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages.factory import ferry, sample
from tests.site.browser import serve
from tests.site.builder import ROOT, build_site, write_pages

PREFIX = "/news/"
MOVED, WITHDRAWN = "2030/01/where-it-was-0a1b2c3d.md", "2030/01/what-was-there-4e5f6a7b.md"


@pytest.fixture(scope="session", autouse=True)
def address() -> Iterator[None]:
    """The site's address, as mkdocs.yml reads it: with one there are feeds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_SITE_URL", f"https://example.org{PREFIX}")
        yield


@pytest.fixture(scope="session")
def docs(address: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, project = tmp_path_factory.mktemp("docs"), tmp_path_factory.mktemp("project")
    (project / "site_config").symlink_to(ROOT / "site_config")
    told = project / "content" / "briefs"
    told.mkdir(parents=True)
    (told / "moved.json").write_text(json.dumps({MOVED: ferry().path()}), encoding="utf-8")
    (told / "withdrawn.json").write_text(json.dumps({WITHDRAWN: "canceled"}), encoding="utf-8")
    write_pages(sample(), folder, project)
    return folder


@pytest.fixture(scope="session")
def site(docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(docs, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The site's address, below a sub-path as on a project site."""
    with serve(site, PREFIX) as address:
        yield address


class Watched:
    """A browser page whose requests and complaints are kept."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", lambda response: self._failed(response) if response.status >= 400 else None)
        page.on("console", lambda message: self._said(message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _failed(self, response: Any) -> None:
        self.complaints.append(f"{response.status} {response.url}")

    def open(self, address: str = "") -> Any:
        self.page.goto(self.base + address, wait_until="networkidle")
        return self.page

    def foreign(self) -> list[str]:
        """Requests to anything but the site itself."""
        return [url for url in self.requests if not url.startswith((self.base, "data:", "blob:"))]


@pytest.fixture
def watched(browser: Any, base: str) -> Iterator[Watched]:
    """A fresh page that must see no foreign request and no complaint."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = Watched(context.new_page(), base)
    yield found
    context.close()
    assert found.foreign() == []
    assert found.complaints == []
