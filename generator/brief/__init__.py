"""(Article, Analysis) -> Brief -> Markdown with front matter, and back."""

from generator.brief.body import NOT_ANALYSED, TEASER, is_plain, moment
from generator.brief.document import (
    HASH_DIGITS,
    body_of,
    default_path,
    identity_hash,
    is_sealed,
    load,
    make,
    making,
    render,
    revise,
)
from generator.brief.edits import words as edited
from generator.brief.evidence import Passage
from generator.brief.evidence import parse as evidence
from generator.brief.revisions import Clock, told_by, unlisted
from generator.brief.revisions import words as revised
from generator.brief.rights import cut, excess, rights_of
from generator.brief.rights import words as shortened
from generator.brief.sketch import sketch

__all__ = [
    "HASH_DIGITS",
    "NOT_ANALYSED",
    "TEASER",
    "Clock",
    "Passage",
    "body_of",
    "cut",
    "default_path",
    "edited",
    "evidence",
    "excess",
    "identity_hash",
    "is_plain",
    "is_sealed",
    "load",
    "make",
    "making",
    "moment",
    "render",
    "revise",
    "revised",
    "rights_of",
    "shortened",
    "sketch",
    "told_by",
    "unlisted",
]
