"""Formats whose parsers may crash, or never come to an end, are parsed in a process of their own, within the limits.

A module that is run so has ``produce(file, settings)``, which yields one JSON object after the other; it sees nothing
of the articles' folder but the one open file. Objects come back as they are made, so that neither side holds them all.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from generator import allowance
from generator import text as plain_text
from generator.config import Settings
from generator.errors import ReasonClass
from generator.readers import base

# The child sees the modules that we see, from its first import on.
_BOOT = "import sys; sys.path[:] = sys.argv[3:]; from generator.readers.isolation import main; main(*sys.argv[1:3])"
_BLOCK = 1 << 20
_REASON_MAX = 300
# What a file may take in memory at most, in MB, and in times its size: a bomb is small.
_MEMORY_MB, _MEMORY_RATIO = 300, 250
_TOO_MUCH = "remove it, or save its text as .txt (see limits.max_memory_mb in briefing.yml, too)"
# JSON escapes make a text longer than it is.
_ESCAPED = 6


class ParseError(Exception):
    """What is said of a file, or of a part of it, that cannot be read; ``is_end``: nothing comes after it."""

    def __init__(self, reason: str, kind: ReasonClass = "format", *, is_end: bool = True) -> None:
        self.reason, self.kind, self.is_end = reason, kind, is_end
        super().__init__(reason)


def run(module: str, source: BinaryIO, settings: Settings) -> Iterator[dict[str, Any] | ParseError]:
    """What ``produce`` of a module makes of an open file; an error for a part of it that is bad.

    Raises:
        ParseError: the file, or the rest of it, cannot be read, or needs more than the limits allow.
    """
    longest = _longest(settings)
    with contextlib.ExitStack() as stack:
        number = stack.enter_context(_descriptor(source, settings))
        process = stack.enter_context(_started(module, number, settings))
        assert process.stdout is not None
        while line := process.stdout.readline(longest):
            if len(line) == longest:  # who writes on would be waited for in vain
                raise ParseError(base.too_large_reason(settings), "size")
            if not line.endswith(b"\n"):
                break
            told = json.loads(line)
            if "error" not in told:
                yield told["value"]
                continue
            error = ParseError(told["error"], told["kind"], is_end=told["is_end"])
            if error.is_end:
                raise error
            yield error
        if (code := process.wait()) != 0:
            raise _ended(code, settings)


def _longest(settings: Settings) -> int:
    """An object's line has fewer bytes than this."""
    return _ESCAPED * int(settings.limits.max_file_mb * base.MEGABYTE) + _BLOCK


def _ended(code: int, settings: Settings) -> ParseError:
    if code == -signal.SIGALRM:
        seconds = f"{settings.limits.max_seconds:,g}"
        return ParseError(f"takes more than {seconds} seconds to read: remove it, or raise limits.max_seconds", "time")
    return ParseError("ends whatever reads it: remove it, or save its text as .txt", "crash")


@contextlib.contextmanager
def _descriptor(source: BinaryIO, settings: Settings) -> Iterator[int]:
    """The number of an open file with the bytes of ``source``: its own, else one in memory, up to the limit."""
    if (own := _own_number(source)) is not None:
        yield own
        return
    limit = int(settings.limits.max_file_mb * base.MEGABYTE)
    with (
        os.fdopen(os.memfd_create("article"), "w+b")
        if hasattr(os, "memfd_create")
        else tempfile.TemporaryFile() as file
    ):
        while block := source.read(_BLOCK):
            if file.tell() + len(block) > limit:
                raise ParseError(base.too_large_reason(settings), "size")
            file.write(block)
        file.flush()
        yield file.fileno()


def _own_number(source: BinaryIO) -> int | None:
    try:
        return source.fileno()
    except OSError:
        return None  # packed, or the bytes of a record


@contextlib.contextmanager
def _started(module: str, number: int, settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The process, with the settings given to it; it has ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-c", _BOOT, module, str(number), *sys.path],
        pass_fds=[number],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    try:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(settings.model_dump_json().encode())
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def main(module: str, number: str) -> None:
    """In the child: produce, each object within the limits of one article."""
    settings = Settings.model_validate_json(sys.stdin.buffer.read())
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(int(number)), "rb") as file:
        os.dup2(2, 1)  # what a library prints is not taken for an object
        allowance.enforce()
        longest = _longest(settings)
        for told in _told(module, file, settings):
            line = json.dumps(told).encode("ascii") + b"\n"
            out.write(line if len(line) < longest else json.dumps(_too_large(settings)).encode("ascii") + b"\n")
            out.flush()
    # All is told: what libraries do when a process ends could only crash it (Arrow's threads do, now and then).
    os._exit(0)


def _too_large(settings: Settings) -> dict[str, Any]:
    """What is told in an object's place; others may come after it."""
    return {"error": base.too_large_reason(settings), "kind": "size", "is_end": False}


def _told(module: str, file: BinaryIO, settings: Settings) -> Iterator[dict[str, Any]]:
    """Objects, and what went wrong, as the parent reads them."""
    size = file.seek(0, os.SEEK_END) / base.MEGABYTE
    file.seek(0)
    limits = settings.limits
    most = min(limits.max_memory_mb, _MEMORY_MB + _MEMORY_RATIO * size)
    limits = limits.model_copy(update={"max_memory_mb": most})
    items: Iterator[dict[str, Any] | ParseError] | None = None
    while True:
        try:
            with allowance.held(limits):
                items = items or import_module(module).produce(file, settings)
                item = next(items, None)
        except ParseError as error:
            item = error
        except MemoryError:
            item = ParseError(f"needs more than {most:,.0f} MB of memory to read: {_TOO_MUCH}", "memory")
        except Exception as error:  # parsers of foreign formats raise whatever they like
            reason = plain_text.squeeze(f"cannot be read ({type(error).__name__}: {error}")[:_REASON_MAX]
            item = ParseError(f"{reason}): save it anew, or save its text as .txt")
        if item is None:
            return
        if isinstance(item, ParseError):
            yield {"error": item.reason, "kind": item.kind, "is_end": item.is_end}
            if item.is_end:
                return
        else:
            yield {"value": item}
