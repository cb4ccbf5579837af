"""Every item is marked where it stands, however items overlap."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from generator.brief import Passage
from generator.pages.passages import Mark, _clip, _marked, evidence
from tests.pages.factory import ferry

TEXT = "abcdefghijklmnopqrstuvwxyz<&>"


def mark(name: str, start: int, end: int) -> Mark:
    return Mark(start, -end, 0, name)


def render(found: list[Mark], start: int = 0) -> str:
    return "".join(_marked(Passage(start, start + len(TEXT), TEXT, gap=False), found))


def test_nested_marks() -> None:
    assert render([mark("a", 0, 10), mark("b", 2, 4)]).startswith(
        '<span id="a">ab<span id="b">cd</span>efghij</span>klm'
    )


def test_a_crossing_mark_is_cut() -> None:
    assert render([mark("a", 0, 4), mark("b", 2, 6)]).startswith(
        '<span id="a">ab<span id="b">cd</span></span><span data-of="b">ef</span>ghi'
    )


def test_an_item_over_two_passages_continues_in_the_second() -> None:
    first, rest = _clip([mark("q", 20, 40)], Passage(0, 29, TEXT, gap=False))
    assert first == [mark("q", 20, 29)]
    second, left = _clip(rest, Passage(30, 59, TEXT, gap=False))
    assert second == [mark("q", 30, 40)._replace(first=False)]
    assert left == []


extents = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(extents, max_size=8))
def test_text_survives_and_each_item_is_whole(drawn: list[tuple[int, int]]) -> None:
    found = sorted(Mark(start, -end, k, f"i{k}") for k, (start, end) in enumerate(drawn))
    shown = render(found)
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == TEXT
    stack: list[str] = []
    pieces: dict[str, str] = {}
    for part in re.findall(r"<[^>]*>|[^<]+", shown):
        if part == "</span>":
            stack.pop()
        elif part.startswith("<"):
            stack.append(part.split('"')[1])
        else:
            for name in stack:
                pieces[name] = pieces.get(name, "") + html.unescape(part)
    assert pieces == {f"i{k}": TEXT[start:end] for k, (start, end) in enumerate(drawn)}
    assert all(shown.count(f' id="i{k}"') == 1 for k in range(len(drawn)))


def test_each_item_of_a_brief_can_be_reached() -> None:
    from generator.brief import evidence as passages

    _, brief, body = ferry().triple()
    shown = evidence(brief, passages(body))
    wanted = {f"in-fact-{k}" for k in (1, 2, 3)} | {f"in-quote-{k}" for k in (1, 2, 3)} | {"in-role-1", "in-date-2"}
    assert wanted <= shown.anchors
    assert '<span id="in-figure-2">220</span>' in "".join(shown.blocks)


def test_a_brief_without_source_text_links_nowhere() -> None:
    from generator.brief import evidence as passages

    _, brief, body = ferry().triple("none")
    shown = evidence(brief, passages(body))
    assert shown.blocks == ()
    assert shown.link("fact", 1) == ""
