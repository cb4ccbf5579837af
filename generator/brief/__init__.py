"""(Article, Analysis) -> Brief -> Markdown with front matter, and back."""

from generator.brief.document import HASH_DIGITS, default_path, identity_hash, is_sealed, load, make, making, render
from generator.brief.edits import words as edited
from generator.brief.evidence import Passage
from generator.brief.evidence import parse as evidence

__all__ = [
    "HASH_DIGITS",
    "Passage",
    "default_path",
    "edited",
    "evidence",
    "identity_hash",
    "is_sealed",
    "load",
    "make",
    "making",
    "render",
]
