"""Growth as a picture: processor seconds over the number of briefs, both logarithmic, so that linear is a diagonal."""

from __future__ import annotations

from math import log10
from typing import Any

SHOWN = {
    "pages_cpu": ("pages from scratch", "#0b6e4f"),
    "site_cpu": ("site from scratch", "#1f4e8c"),
    "one_more_cpu": ("one article more", "#b3541e"),
    "unchanged_cpu": ("nothing changed", "#6b4c9a"),
}
WIDTH, HEIGHT, MARGIN, LINE = 640, 420, 60, 14


def draw(sizes: dict[int, dict[str, Any]]) -> str:
    """The figures of each size (see ``growth.measure``; some may be missing) as an SVG document."""
    values = [found[name] for found in sizes.values() for name in SHOWN if name in found]
    across, down = _scale(list(sizes), MARGIN, WIDTH - 180), _scale(values, HEIGHT - MARGIN, MARGIN / 2)
    parts = [_text(across(size), HEIGHT - MARGIN + 20, f"{size:,}", "middle") for size in sizes]
    for power in range(int(log10(min(values))) - 1, int(log10(max(values))) + 1):
        y = down(10.0**power)
        if MARGIN / 2 <= y <= HEIGHT - MARGIN:
            parts.append(f'<path d="M{MARGIN} {y:.1f}H{WIDTH - 180}" stroke="#ddd"/>')
            parts.append(_text(MARGIN - 8, y + 4, f"{10.0**power:g} s", "end"))
    ends: list[tuple[float, float, str, str]] = []
    for name, (label, colour) in SHOWN.items():
        points = [(across(size), down(found[name])) for size, found in sizes.items() if name in found]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        ends.append((points[-1][1], points[-1][0], label, colour))
    for y, (_, x, label, colour) in zip(_apart([end[0] for end in sorted(ends)]), sorted(ends), strict=True):
        parts.append(_text(x + 8, y + 4, label, "start", colour))
    title = "<title>Processor seconds over the number of briefs</title>"
    style = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    return f'<svg {style}>{title}<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'


def _apart(heights: list[float]) -> list[float]:
    """Heights in order, each at least a line below the one before."""
    found: list[float] = []
    for one in heights:
        found.append(max(one, found[-1] + LINE) if found else one)
    return found


def _scale(values: list[Any], first: float, last: float) -> Any:
    low, high = log10(min(values)), log10(max(values))
    return lambda value: first + (log10(value) - low) / ((high - low) or 1) * (last - first)


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{text}</text>'
