"""What editors decide, and the program obeys: corrections beside an article, and the registry of actors."""

from generator.editorial.apply import EDITOR, apply
from generator.editorial.corrections import SUFFIX, Corrections, Entry, Sheet, article_of, load
from generator.editorial.find import occurrences
from generator.editorial.hints import hint
from generator.editorial.known import NOT, merge
from generator.editorial.registry import FILE as ACTORS
from generator.editorial.registry import KnownActor, Registry
from generator.editorial.registry import digest as digest_of_known
from generator.editorial.registry import load as load_registry
from generator.editorial.registry import parse as parse_registry
from generator.editorial.release import Refusal, Release, terms

__all__ = [
    "ACTORS",
    "EDITOR",
    "NOT",
    "SUFFIX",
    "Corrections",
    "Entry",
    "KnownActor",
    "Refusal",
    "Registry",
    "Release",
    "Sheet",
    "apply",
    "article_of",
    "digest_of_known",
    "hint",
    "load",
    "load_registry",
    "merge",
    "occurrences",
    "parse_registry",
    "terms",
]
