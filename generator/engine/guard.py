"""One task, whatever happens: its result, or the error that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from generator import allowance
from generator.config import Settings
from generator.errors import ArticleError, ConfigurationError, ModelError, UnreachableError
from generator.readers import Record, Stored
from generator.text import squeeze

# How often an article may end the process that analyses it before it is set aside.
TRIES = 3
# Of a foreign exception's text, what fits on a line.
MAX_REASON = 300

Passed = TypeVar("Passed")
Result = TypeVar("Result")
Work = Callable[[Record, Settings], Result]
# What is handed to who does the work: a record with its bytes, or the name of a file of records that he is to read.
Task = Record | Stored
_Task = TypeVar("_Task", Record, Stored)


def guarded(
    work: Callable[[_Task, Settings], Result], record: _Task, settings: Settings, *, doing: str = "analysed"
) -> Result | ArticleError:
    """Do one record within its limits; one bad article never stops the others. ``doing``: what is done, for the error.

    Raises:
        ModelError, ConfigurationError, UnreachableError: nothing can be done for any record.
    """
    try:
        with allowance.held(settings.limits):
            return work(record, settings)
    except ArticleError as error:
        own = error.diagnostic
        if own.line or own.path != record.shown:
            return ArticleError.of(replace(one, record=record.number) for one in error.diagnostics)
        return ArticleError(own.path, own.reason, line=record.line, kind=own.kind, record=record.number)
    except (ModelError, ConfigurationError, UnreachableError):
        raise
    except MemoryError:
        limit = f"{settings.limits.max_memory_mb:,g} MB"
        return set_aside(record, "memory", f"needs more than {limit} of memory", "max_memory_mb")
    except Exception as error:
        reason = squeeze(f"cannot be {doing}: {type(error).__name__}: {error}")[:MAX_REASON]
        reason += ": report this, and remove it till then"
        return record.error(reason, kind="fault")


def too_slow(record: Task, settings: Settings) -> ArticleError:
    """The error of a task whose time is over."""
    reading = " to be read from its store" if isinstance(record, Stored) else ""
    what = f"takes more than {settings.limits.max_seconds:,g} seconds{reading}"
    return set_aside(record, "time", what, "max_seconds")


def set_aside(record: Task, kind: allowance.Kind, what: str, setting: str) -> ArticleError:
    """The error of a task that went over a limit."""
    reason = f"{what}: split it, or raise limits.{setting} in briefing.yml"
    return record.error(reason, kind=kind)


def deadly(record: Task, ended: str = "the process that analysed it", times: int = TRIES) -> ArticleError:
    """The error of a task that ended what tried it, again and again."""
    reason = f"ended {ended} {times} times (out of memory, say): split it or remove it"
    return record.error(reason, kind="crash")
