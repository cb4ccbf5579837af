"""What a run tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.log import Log, Outcome
from generator.errors import Diagnostic
from generator.timing import Timing

if TYPE_CHECKING:
    from generator.readers import Record

# Called with the name of a stage and how many articles or pages are done in it.
Progress = Callable[[str, int], None]


def quiet(_stage: str, _done: int) -> None:
    """The progress of nobody who looks."""


@dataclass
class Report:
    """What a run did. Paths of briefs are relative to ``content/briefs``.

    ``moved``: of those removed, where their article's brief is now; ``kept``: briefs whose article is there and
    cannot be read or analysed now; ``uncorrected``: those of them whose article can be, and whose corrections
    cannot be applied; ``held``: briefs without an article that were not removed because too many would have gone at
    once; ``as_of``: the time that decided what is due; ``waiting``: how many articles have no brief now, by the
    reason; ``repeats``: how many briefs only repeat another's article; ``log``: where each article is noted;
    ``failed``: how many of the failures are articles', which come first. For ``remember``: ``signatures`` of what
    was derived, and SHA-256 of the files read, by folder.
    """

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    uncorrected: set[str] = field(default_factory=set)
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
    log: Log = field(default_factory=lambda: Log(None))
    failed: int = 0
    signatures: dict[str, str] = field(default_factory=dict)
    digests: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def briefs(self) -> int:
        """How many there are now."""
        return len(self.written) + self.unchanged + len(self.kept) + len(self.held)

    def tell(self, record: Record, name: str, outcome: Outcome, *, brief: str | None = None, kind: str = "") -> None:
        """Note what became of an article; ``name``: its record's, in a dump."""
        path = f"content/articles/{record.shown}"
        self.log.article(path, outcome, line=record.line, record=name, brief=brief, kind=kind or None)

    def fail(self, found: Sequence[Diagnostic]) -> None:
        """Note an article that has no brief, or keeps its last one, with all its problems."""
        from generator.editorial import article_of

        self.failures += found
        self.failed += len(found)
        first = found[0]
        article = article_of(first.path)
        if article != first.path or len(found) > 1:
            line = first.line if article == first.path else None
            first = replace(first, path=article, line=line, reason="; ".join(map(str, found)))
        self.log.refused(first)

    def values(self) -> dict[str, Any]:
        """What the log says at its end."""
        return {
            "problems": [
                {"path": one.path, "line": one.line, "class": one.kind, "reason": one.reason}
                for one in self.failures[self.failed :]
            ],
            "briefs": {"removed": self.removed, "kept": self.kept, "held": self.held},
            "as_of": self.as_of,
            "site": self.site_built,
            "seconds": {
                name: {"wall": round(spent.wall, 2), "cpu": round(spent.cpu, 2)}
                for name, spent in self.timing.stages.items()
            },
        }
