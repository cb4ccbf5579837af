"""The coreference chains that the steps of the analysis share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.models import Span

ChainType = Literal["person", "organization", "state", "place"]
Gender = Literal["m", "f"]


@dataclass(slots=True)
class Chain:
    """All named mentions of one actor or place in one article.

    ``id`` is ``type/slug-of-name``; ``name`` the fullest form; ``names`` the distinct forms in the text in order
    of first appearance (for a state also "French", from which "France" is derived; for a person also "Mr Holm" and
    "Ada Holm, QC", whose title and letters no mention covers);
    ``mentions`` the character extents of the named mentions, in order; ``country`` an ISO
    3166-1 alpha-2 code for states and places.
    """

    id: str
    type: ChainType
    name: str
    names: list[str]
    mentions: list[tuple[int, int]]
    gender: Gender | None = None
    role: Span | None = None
    country: str | None = None
    why: list[str] = field(default_factory=list)
