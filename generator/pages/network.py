"""The network of actors who appear together, drawn at build time as inline SVG, with its table.

Forces place the actors (ForceAtlas2: Jacomy et al., PLoS ONE 9(6), 2014, as networkx has it); then names that would
cover each other are pushed apart.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from itertools import combinations
from typing import NamedTuple

from generator.pages import links
from generator.pages.chronicle import Memory
from generator.pages.drafts import Draft
from generator.pages.entries import Entry
from generator.pages.markup import Html, join, page, rows, tag
from generator.pages.parts import TYPE_PLURALS, View, counted_briefs
from generator.text import sha256

# Ties count among so many of a brief's most salient actors: those in passing would tie everybody to everybody.
SALIENT = 6
# What can be read: so many names, and few more lines than names.
ACTORS, TIES = 50, 90
# Units of the drawing, whose letters are 12 high; its height grows with the names in it.
WIDTH, LEAST_HEIGHT, PER_ACTOR = 1000, 240, 12
LETTER, WIDE_LETTER, PILL, GAP, MARGIN = 6.6, 12.0, 24.0, 6.0, 4.0
NAME = 26
ROUNDS = 200
NOTE = "network"
# For each actor that a brief has less.
_NOBODY = [(-1, 0.0)] * SALIENT
THICKEST = 6
# The unit of a tie's strength is this part of one: whole numbers are the same in whatever order they are summed.
STRENGTH = 1_000_000
TITLE = "Who appears with whom"
INTRODUCTION = "A line joins two actors that stand in the same brief; the thicker it is, the more briefs they share."


class Tie(NamedTuple):
    """Two actors (ids, in order) and how many briefs name both."""

    one: str
    other: str
    briefs: int


class Bond(NamedTuple):
    """A tie; ``strength``: the sum over the briefs of how salient both are there, in millionths."""

    one: str
    other: str
    briefs: int
    strength: int

    def less(self) -> Bond:
        """What takes it away again."""
        return self._replace(briefs=-self.briefs, strength=-self.strength)


class Ground(NamedTuple):
    """What decides which briefs tie whom: the ids under which actors are shown, who repeats, who has a page."""

    joined: Mapping[str, str]
    repeating: Container[str]
    has_page: Callable[[str], bool]

    def bonds(self, entry: Entry) -> Iterator[Bond]:
        """What one brief ties."""
        found = {} if entry.page in self.repeating else self.salient(entry)
        for (one, first), (other, second) in combinations(sorted(found.items()), 2):
            yield Bond(one, other, 1, round(first * second * STRENGTH))

    def salient(self, entry: Entry) -> dict[str, float]:
        """The actors between whom a brief ties, each with its salience."""
        found = {self.joined.get(one.id, one.id): one.salience for one in reversed(entry.actors[:SALIENT])}
        return {key: salience for key, salience in found.items() if self.has_page(key)}


class _Pill(NamedTuple):
    """An actor's name on the drawing, by its middle."""

    id: str
    x: float
    y: float
    width: float


def ties(view: View) -> list[Tie]:
    """The strongest ties between actors that have pages."""
    return strongest(bond[:3] for bond in all_of(view))


def strongest(ranked: Iterable[tuple[str, str, int]]) -> list[Tie]:
    """The strongest ties: at most ``TIES``, among at most ``ACTORS``. ``ranked``: all, those of most briefs first."""
    chosen: list[Tie] = []
    known: set[str] = set()
    for one, other, briefs in ranked:
        if len(known | {one, other}) <= ACTORS:
            known |= {one, other}
            chosen.append(Tie(one, other, briefs))
        if len(chosen) == TIES:
            break
    return chosen


def all_of(view: View) -> Iterator[Bond]:
    """Every tie between actors that have pages, those of most briefs first."""
    catalog, names = view.catalog, dict[str, int]()
    ground = Ground(catalog.joined, (), view.with_page.__contains__)
    found = (ground.salient(entry).items() for entry in catalog.leading)
    rows = [
        [(names.setdefault(key, len(names)), salience) for key, salience in one] + _NOBODY[: SALIENT - len(one)]
        for one in found
    ]
    ids = sorted(names)
    for one, other, briefs, strength in _ranked(rows, names):
        yield Bond(ids[one], ids[other], briefs, strength)


def _ranked(
    rows: Sequence[Sequence[tuple[int, float]]], names: Mapping[str, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Every tie as (one, other, briefs, strength); actors by their place in the order of their ids."""
    import numpy as np  # costs what a run in which little changed must not pay

    if not names:
        return
    place = np.empty(len(names) + 1, np.int64)
    place[[names[key] for key in sorted(names)]] = np.arange(len(names))
    place[-1] = -1
    table = np.array(rows, float).reshape(len(rows), SALIENT, 2)
    actors, salience = place[table[:, :, 0].astype(np.int64)], table[:, :, 1]
    left, right = (np.array(side) for side in zip(*combinations(range(SALIENT), 2), strict=True))
    low, high = (pick(actors[:, left], actors[:, right]) for pick in (np.minimum, np.maximum))
    there = low >= 0
    keys, of = np.unique(low[there] * len(names) + high[there], return_inverse=True)
    strengths = np.rint((salience[:, left] * salience[:, right])[there] * STRENGTH)
    briefs, strength = np.bincount(of), np.bincount(of, strengths).astype(np.int64)
    order = np.lexsort((keys, -strength, -briefs))
    ones, others = np.divmod(keys[order], len(names))
    yield from zip(ones.tolist(), others.tolist(), briefs[order].tolist(), strength[order].tolist(), strict=True)


def render(view: View, found: list[Tie], memory: Memory | None = None) -> Iterator[Draft]:
    """The page of the network; none where nobody appears with anybody."""
    if found:
        here = view.at(links.NETWORK)
        dossiers = [view.catalog.dossiers[key] for tie in found for key in tie[:2]]
        told = [(one.id, one.name, one.briefs) for one in dossiers]
        yield here.draft(partial(_page, here, found, memory), found, told, version("networkx"))


def _page(view: View, found: list[Tie], memory: Memory | None) -> str:
    up = tag("p", tag("a", view.say("Actors"), href=view.to(links.ACTORS)), class_="up")
    shown = len({key for tie in found for key in tie[:2]})
    title, intro = view.say(TITLE), view.say(INTRODUCTION)
    told = f"{intro} {view.say('Shown are the {} strongest ties, between {} actors.', len(found), shown)}"
    blocks = [up, tag("h1", title), tag("p", told, class_="intro"), draw(view, found, memory)]
    return page(blocks, title=title, kind="index", description=intro)


def draw(view: View, found: Sequence[Tie], memory: Memory | None = None) -> Html:
    """The drawing and its table; ``memory``: of where all was placed before."""
    pills = {pill.id: pill for pill in _placed_before(view, found, memory)}
    top = max(tie.briefs for tie in found)
    lines = (_line(view, tie, pills, top) for tie in found)
    label = view.say("Network of {} actors; the table below names every tie.", len(pills))
    drawing = tag(
        "svg",
        *lines,
        *(_node(view, pill) for pill in pills.values()),
        viewBox=f"0 0 {WIDTH} {_height(len(pills))}",
        role="group",
        aria_label=label,
    )
    movable = view.say("The drawing, which can be moved")
    pan = tag("div", drawing, class_="pan", tabindex=0, role="region", aria_label=movable)
    return tag("figure", _legend(view, pills), pan, _table(view, found), class_="chart network")


def _legend(view: View, pills: Mapping[str, _Pill]) -> Html:
    """What the outline of a name means."""
    kinds = {key.partition("/")[0] for key in pills}
    items = (
        tag("li", tag("span", class_=f"swatch {kind}"), view.say(label))
        for kind, label in TYPE_PLURALS.items()
        if kind in kinds
    )
    return rows("ul", items, class_="legend")


def _line(view: View, tie: Tie, pills: dict[str, _Pill], top: int) -> Html:
    one, other = pills[tie.one], pills[tie.other]
    thickness = round(1 + (THICKEST - 1) * (tie.briefs - 1) / max(1, top - 1), 1)
    names = (view.catalog.name(tie.one), view.catalog.name(tie.other))
    title = view.say("{} and {}: {}", *names, counted_briefs(tie.briefs, view.lang))
    ends = {"x1": round(one.x), "y1": round(one.y), "x2": round(other.x), "y2": round(other.y)}
    return tag("line", tag("title", title), **ends, stroke_width=thickness)


def _node(view: View, pill: _Pill) -> Html:
    name = view.catalog.name(pill.id) or ""
    count = view.catalog.dossiers[pill.id].briefs
    left, top, width = round(pill.x - pill.width / 2), round(pill.y - PILL / 2), round(pill.width)
    shape = tag("rect", x=left, y=top, width=width, height=round(PILL), rx=round(PILL / 2))
    text = tag("text", _short(name), x=round(pill.x), y=round(pill.y) + 4, text_anchor="middle")
    title = tag("title", view.say("{}: in {}", name, counted_briefs(count, view.lang)))
    return tag("a", title, shape, text, href=view.to(links.actor(pill.id)), class_=pill.id.partition("/")[0])


def _table(view: View, found: Sequence[Tie]) -> Html:
    labels = ("Actor", "Appears with", "Briefs")
    head = tag("thead", tag("tr", join(tag("th", view.say(label), scope="col") for label in labels)))
    body = (
        tag("tr", tag("th", view.actor(one), scope="row"), tag("td", view.actor(other)), tag("td", str(count)))
        for one, other, count in found
    )
    return tag(
        "details", tag("summary", view.say("As a table")), tag("table", head, rows("tbody", body), class_="figures")
    )


# --- where everything stands ----------------------------------------------------------------------------------------


def _height(count: int) -> int:
    return LEAST_HEIGHT + PER_ACTOR * count


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"


def _width(name: str) -> float:
    """About the width of a name in a sans-serif typeface, with room at both ends."""
    letters = (WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in _short(name))
    return sum(letters) + PILL


def _placed_before(view: View, found: Sequence[Tie], memory: Memory | None) -> list[_Pill]:
    """``_placed``, if need be."""
    names = sorted({(key, view.catalog.name(key)) for tie in found for key in tie[:2]})
    told = sha256(repr((_pulls(found), names, version("networkx"))))
    noted = json.loads((memory and memory.recall(NOTE)) or "{}")
    if noted.get("of") == told:
        return [_Pill(*one) for one in noted["pills"]]
    pills = _placed(view, found)
    if memory:
        memory.note(NOTE, json.dumps({"of": told, "pills": pills}))
    return pills


def _placed(view: View, found: Sequence[Tie]) -> list[_Pill]:
    """Every actor where it stands in the drawing."""
    spread = _spread(found)
    height = _height(len(spread))
    pills = [
        _inside(_Pill(key, x * WIDTH, y * height, _width(view.catalog.name(key) or "")), height)
        for key, (x, y) in spread.items()
    ]
    for _ in range(ROUNDS):
        if not _push_apart(pills, height):
            break
    return pills


def _pulls(found: Sequence[Tie]) -> list[Tie]:
    """The ties as forces: each with the next lower power of two, so that a brief more hardly ever moves all names.

    By their ids: of two ties that change places on the list, neither pulls otherwise.
    """
    return sorted(tie._replace(briefs=1 << tie.briefs.bit_length() - 1) for tie in found)


def _spread(found: Sequence[Tie]) -> dict[str, tuple[float, float]]:
    """Places that forces find, each coordinate from 0 to 1; rounded, so that no machine's arithmetic shows."""
    import networkx  # takes a third of a second, and most runs draw nothing

    graph = networkx.Graph()
    graph.add_weighted_edges_from(_pulls(found))
    places = networkx.forceatlas2_layout(graph, max_iter=300, strong_gravity=True, weight="weight", seed=1)
    sides = [[place[axis] for place in places.values()] for axis in (0, 1)]
    least, size = [min(side) for side in sides], [max(side) - min(side) or 1.0 for side in sides]
    x, y = ({key: round(float((at[k] - least[k]) / size[k]), 4) for key, at in places.items()} for k in (0, 1))
    return {key: (x[key], y[key]) for key in places}


def _inside(pill: _Pill, height: float) -> _Pill:
    """The pill wholly on the drawing."""
    side, rise = pill.width / 2 + MARGIN, PILL / 2 + MARGIN
    return pill._replace(x=min(max(pill.x, side), WIDTH - side), y=min(max(pill.y, rise), height - rise))


def _push_apart(pills: list[_Pill], height: float) -> bool:
    """Move each two that overlap apart by the shorter way; whether there were any."""
    moved = False
    for i, j in combinations(range(len(pills)), 2):
        one, other = pills[i], pills[j]
        across = (one.width + other.width) / 2 + GAP - abs(one.x - other.x)
        down = PILL + GAP - abs(one.y - other.y)
        if across <= 0 or down <= 0:
            continue
        moved = True
        # A little more than half each, or rounding would leave them touching for ever.
        dx, dy = (across * 0.51, 0.0) if across < down else (0.0, down * 0.51)
        dx, dy = dx if one.x > other.x else -dx, dy if one.y > other.y else -dy
        pills[i] = _inside(one._replace(x=one.x + dx, y=one.y + dy), height)
        pills[j] = _inside(other._replace(x=other.x - dx, y=other.y - dy), height)
    return moved
