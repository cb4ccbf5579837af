"""What a run tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import Diagnostic
from generator.timing import Timing

# Called with the name of a stage and how many articles or pages are done in it.
Progress = Callable[[str, int], None]


def quiet(_stage: str, _done: int) -> None:
    """The progress of nobody who looks."""


@dataclass
class Report:
    """What a run did. Paths of briefs are relative to ``content/briefs``.

    ``kept``: briefs whose article is there and cannot be read or analysed now; ``held``: briefs without an
    article that were not removed because too many would have gone at once; ``as_of``: the time that decided what is
    due; ``waiting``: how many articles have no brief now, by the reason; ``repeats``: how many briefs only repeat
    another's article.
    """

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    failures: list[Diagnostic] = field(default_factory=list)
    pages_written: int = 0
    repeats: int = 0
    stories: int = 0
    as_of: str = ""
    waiting: dict[str, int] = field(default_factory=dict)
    site: Path | None = None
    site_built: bool = False
    timing: Timing = field(default_factory=Timing)

    @property
    def briefs(self) -> int:
        """How many there are now."""
        return len(self.written) + self.unchanged + len(self.kept) + len(self.held)
