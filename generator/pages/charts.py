"""Pictures drawn at build time as inline SVG, coloured by the style sheet; each with its table."""

from __future__ import annotations

from collections.abc import Sequence

from generator.brief.translation import ENGLISH, say
from generator.pages.calendar import words
from generator.pages.markup import Html, rows, tag

# Units of the drawing; the style sheet sets its size on the page.
BAR, GAP, HEIGHT, BASE = 18, 4, 60, 14
# Two labels side by side take about this much.
ROOM_FOR_TWO = 110
# More months than this would be thinner than a line on a phone; the newest are shown.
MONTHS = 36
_LABEL = "{}: from {} to {}, at most {} in a month."


def months_between(first: str, last: str) -> list[str]:
    """The months from the first to the last, both as ``2022-02``: the newest, no more than are shown."""
    start, end = _number(first), _number(last)
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(max(start, end - MONTHS + 1), end + 1)]


def _number(month: str) -> int:
    """Of months in a row: an article's date may be any from the year 1 to 9999, so all between are never gone over."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def by_month(counts: dict[str, int], title: str, lang: str = ENGLISH) -> Html:
    """A bar for each month between the first and the last; nothing for a single month."""
    if len(counts) < 2:
        return Html("")
    values = [(month, counts.get(month, 0)) for month in months_between(min(counts), max(counts))]
    return tag("figure", _bars(values, title, lang), _table(values, lang), class_="chart")


def _bars(values: Sequence[tuple[str, int]], title: str, lang: str) -> Html:
    top = max(count for _, count in values) or 1
    width = len(values) * (BAR + GAP)
    first, last = values[0][0], values[-1][0]
    drawn = [_bar(at, words(month, lang), count, top) for at, (month, count) in enumerate(values)]
    drawn += _ends(_short(first, lang), _short(last, lang), width)
    label = say(_LABEL, lang, title, words(first, lang), words(last, lang), top)
    # Few months would be stretched over the whole width: a drawing is at least a year wide.
    wide = max(width, 12 * (BAR + GAP))
    return tag("svg", *drawn, viewBox=f"0 0 {wide} {HEIGHT + BASE + 2}", role="img", aria_label=label)


def _ends(first: str, last: str, width: int) -> list[Html]:
    """The first and the last month, below the bars; in one where there is no room for two."""
    if width < ROOM_FOR_TWO:
        return [tag("text", f"{first} – {last}", x=0, y=HEIGHT + BASE)]
    start = tag("text", first, x=0, y=HEIGHT + BASE)
    return [start, tag("text", last, x=width, y=HEIGHT + BASE, text_anchor="end")]


def _bar(at: int, month: str, count: int, top: int) -> Html:
    height = round(HEIGHT * count / top, 1) if count else 0.5
    title = tag("title", f"{month}: {count}")
    return tag("rect", title, x=at * (BAR + GAP), y=round(HEIGHT - height, 1), width=BAR, height=height)


def _short(month: str, lang: str) -> str:
    """``Feb 2022``."""
    name, year = words(month).split(" ")
    return f"{say(name[:3], lang)} {year}"


def _table(values: Sequence[tuple[str, int]], lang: str) -> Html:
    labels = (tag("th", say(label, lang), scope="col") for label in ("Month", "Number"))
    head = tag("thead", tag("tr", *labels))
    body = (
        tag("tr", tag("th", words(month, lang), scope="row"), tag("td", str(count))) for month, count in values if count
    )
    return tag(
        "details", tag("summary", say("As a table", lang)), tag("table", head, rows("tbody", body), class_="figures")
    )
