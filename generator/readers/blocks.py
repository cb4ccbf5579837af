"""Blocks of a marked-up document put together to an article's plain text."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import text as plain_text
from generator.models import Region, RegionKind

_GAP = "\n\n"


@dataclass(slots=True)
class Blocks:
    """Paragraphs joined by blank lines; those that are not prose are remembered as regions."""

    parts: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    length: int = 0

    def add(self, content: str, kind: RegionKind | None = None) -> None:
        """Append a paragraph; white space in it is folded to blanks, but for line breaks in prose."""
        lines = [plain_text.squeeze(line) for line in content.split("\n")]
        block = (" " if kind else "\n").join(line for line in lines if line)
        if not block:
            return
        start = self.length + len(_GAP) if self.parts else 0
        self.parts.append(block)
        self.length = start + len(block)
        if kind is not None:
            self.regions.append(Region(kind, start, self.length))

    def extend(self, other: Blocks) -> None:
        """Append the paragraphs of other blocks."""
        kinds = {(region.start, region.end): region.kind for region in other.regions}
        at = 0
        for part in other.parts:
            self.add(part, kinds.get((at, at + len(part))))
            at += len(part) + len(_GAP)

    @property
    def text(self) -> str:
        return _GAP.join(self.parts)
