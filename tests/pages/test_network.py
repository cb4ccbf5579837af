"""The network of actors: the strongest ties, every name readable, the same bytes each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

from generator.pages import links, network
from generator.pages.catalog import Catalog
from generator.pages.entries import Entry, Seen
from generator.pages.parts import View
from generator.pages.site import Site
from tests.pages.factory import ferry, sample, tunnel
from tests.pages.test_render import render


def seen(number: int, name: str) -> Seen:
    actor_id = f"person/{name.lower().replace(' ', '-')}"
    return Seen(number, actor_id, name, "person", None, (), 1, round(1 - number / 10, 1))


def view(*casts: list[str], min_briefs: int = 1) -> View:
    """A catalogue of briefs in which these people appear, the most salient first."""
    entries = [
        Entry(f"briefs/{k}.md", "", None, "", None, None, "en", (), (), (), None, actors, (), ())
        for k, actors in enumerate(tuple(seen(n, name) for n, name in enumerate(cast, 1)) for cast in casts)
    ]
    return View(Catalog(entries), links.NETWORK, Site("", "", "", True), min_briefs)


def ties(*casts: list[str]) -> list[tuple[str, str, int]]:
    return [(one.partition("/")[2], other.partition("/")[2], count) for one, other, count in network.ties(view(*casts))]


def crowd(count: int) -> list[list[str]]:
    """Pairs of neighbours in a ring, and one person whom all of them meet."""
    names = [
        f"Ivo{chr(97 + k // 26)}{chr(97 + k % 26)} Lund{chr(97 + k % 26)}{chr(97 + k // 26)}" for k in range(count)
    ]
    return [[names[k], names[k - 1], "Ada Holm"] for k in range(count)]


def test_most_shared_briefs_come_first() -> None:
    found = ties(["Ada Holm", "Bo Lund"], ["Bo Lund", "Cleo Varga"], ["Ada Holm", "Bo Lund", "Dov Quill"])
    assert found == [
        ("ada-holm", "bo-lund", 2),
        ("bo-lund", "cleo-varga", 1),
        ("ada-holm", "dov-quill", 1),
        ("bo-lund", "dov-quill", 1),
    ]


def test_who_appears_in_passing_is_tied_to_nobody() -> None:
    cast = ["Ada Holm", "Bo Lund", "Cleo Varga", "Dov Quill", "Elin Sorrel", "Fay Askew", "Gus Brandt"]
    assert "gus-brandt" not in {name for tie in ties(cast) for name in tie[:2]}


def test_who_has_no_page_is_not_drawn() -> None:
    shown = view(["Ada Holm", "Bo Lund"], ["Ada Holm", "Cleo Varga"], min_briefs=2)
    assert network.ties(shown) == []


def test_a_crowd_is_cut_to_what_can_be_read() -> None:
    found = network.ties(view(*crowd(300)))
    assert len({key for tie in found for key in tie[:2]}) <= network.ACTORS
    assert len(found) <= network.TIES


def test_a_brief_more_moves_no_name() -> None:
    casts = [["Ada Holm", "Bo Lund"]] * 5 + [["Bo Lund", "Cleo Varga"]] * 5
    before, after = view(*casts), view(*casts, ["Bo Lund", "Cleo Varga"])
    found, more = network.ties(before), network.ties(after)
    assert [tie[:2] for tie in found] != [tie[:2] for tie in more]
    assert network._placed(before, found) == network._placed(after, more)


def test_no_name_covers_another_and_all_are_on_the_drawing() -> None:
    shown = view(*crowd(49))
    svg = ET.fromstring(network.draw(shown, network.ties(shown))).find("div/svg")
    width, height = (int(size) for size in svg.get("viewBox").split()[2:])
    boxes = [tuple(int(rect.get(side)) for side in ("x", "y", "width", "height")) for rect in svg.iter("rect")]
    assert len(boxes) == 50
    for x, y, w, h in boxes:
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
    for one, other in combinations(boxes, 2):
        apart = [other[k] >= one[k] + one[k + 2] or one[k] >= other[k] + other[k + 2] for k in (0, 1)]
        assert any(apart), (one, other)


def test_drawn_twice_it_is_the_same_and_coordinates_are_whole() -> None:
    shown = view(*crowd(20))
    drawn = network.draw(shown, network.ties(shown))
    assert drawn == network.draw(shown, network.ties(shown))
    assert not re.search(r' (?:x|y|x1|x2|y1|y2|width|height)="[^"]*\.', drawn)


def test_titles_links_and_a_row_for_each_tie() -> None:
    shown = view(["Ada Holm", "Bo Lund"], ["Ada Holm", "Bo Lund"], ["Bo Lund", "Cleo Varga"])
    figure = ET.fromstring(network.draw(shown, network.ties(shown)))
    assert [line.findtext("title") for line in figure.iter("line")] == [
        "Ada Holm and Bo Lund: 2 briefs",
        "Bo Lund and Cleo Varga: 1 brief",
    ]
    nodes = {node.findtext("title"): node.get("href") for node in figure.findall("div/svg/a")}
    assert nodes["Bo Lund: in 3 briefs"] == "person/bo-lund.md"
    assert len(nodes) == 3
    rows = ["".join(row.itertext()) for row in figure.findall("details/table/tbody/tr")]
    assert rows == ["Ada HolmBo Lund2", "Bo LundCleo Varga1"]


def test_the_page_is_linked_where_there_is_one() -> None:
    found = render(*sample())
    assert 'href="network.md"' in found[links.ACTORS]
    assert network.TITLE in found[links.NETWORK]
    assert len(found[links.NETWORK].encode()) < 60_000
    alone = render()
    assert links.NETWORK not in alone
    assert "network" not in alone[links.ACTORS]


def test_a_short_name_is_one_with_its_full_one() -> None:
    text = render(ferry().triple(), tunnel().triple())[links.NETWORK]
    assert "<title>Ada Holm: in 2 briefs</title>" in text
