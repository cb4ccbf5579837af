"""axe-core finds no violation of WCAG 2.2 AA on any kind of page, light and dark, phone and desktop."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.site.screenshots import addresses

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"


def axe_script() -> str:
    """axe-core, as the package axe-playwright-python carries it, or where AXE says."""
    if "AXE" in os.environ:
        return Path(os.environ["AXE"]).read_text(encoding="utf-8")
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core is not there: install axe-playwright-python, or name axe.min.js in AXE")
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_violation_on_any_kind_of_page(browser: Any, base: str, site: Path, scheme: str, width: int) -> None:
    script = axe_script()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for kind, address in [*addresses(site), ("search", "?q=the")]:
        page.goto(base + address, wait_until="load")
        page.evaluate(script)
        if kind == "search":
            page.wait_for_selector(".search__found[aria-busy=false]")
        violations = page.evaluate(RUN, RULES)["violations"]
        found += [f"{kind}: {one['id']}: {one['nodes'][0]['html'][:100]}" for one in violations]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 820, 2560])
def test_no_page_is_wider_than_the_window(browser: Any, base: str, site: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wide = []
    for kind, address in addresses(site):
        page.goto(base + address, wait_until="load")
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            wide.append(kind)
    context.close()
    assert wide == []
