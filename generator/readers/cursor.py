"""Where a pass over an article's paragraphs stands, and the regions that it has marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.models import Extent, Region, RegionKind


@dataclass(slots=True)
class Cursor:
    """``at`` is the paragraph, ``start`` the character in it where the pass goes on."""

    text: str
    extents: Sequence[Extent]
    at: int = 0
    start: int = 0
    regions: list[Region] = field(default_factory=list)

    def paragraph(self) -> str:
        """The rest of the paragraph."""
        return self.text[self.start : self.extents[self.at][1]]

    def whole(self, index: int) -> str:
        """A paragraph as a whole, ``""`` past either end."""
        return self.text[slice(*self.extents[index])] if 0 <= index < len(self.extents) else ""

    def mark(self, kind: RegionKind, start: int, end: int) -> None:
        """Note a region; an empty one is none."""
        if start < end:
            self.regions.append(Region(kind, start, end))

    def mark_rest(self, kind: RegionKind, start: int | None = None) -> None:
        """The rest of the paragraph is a region; go on with the next one."""
        end = self.extents[self.at][1]
        self.mark(kind, self.start if start is None else start, end)
        self.go_on(end)

    def prefix(self, kind: RegionKind, length: int | None) -> bool:
        """The paragraph begins with a region; go on after it."""
        if not length:
            return False
        self.mark(kind, self.start, self.start + length)
        self.go_on(self.start + length)
        return True

    def go_on(self, position: int) -> None:
        """Go on at the first character after ``position`` that is no white space."""
        while self.at < len(self.extents) and self.extents[self.at][1] <= position:
            self.at += 1
        if self.at < len(self.extents):
            start, end = self.extents[self.at]
            self.start = max(start, position)
            while self.start < end and self.text[self.start].isspace():
                self.start += 1

    def in_order(self) -> tuple[Region, ...]:
        """The regions by position; of two that overlap the earlier one stays."""
        kept: list[Region] = []
        for region in sorted(self.regions, key=lambda region: (region.start, region.end)):
            if not kept or region.start >= kept[-1].end:
                kept.append(region)
        return tuple(kept)
