"""What ``isolation`` runs in tests: does as the file's first word says."""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

from generator.config import Settings
from generator.readers.isolation import ParseError


def produce(file: BinaryIO, settings: Settings) -> Iterator[dict[str, Any] | ParseError]:
    word, size = file.read(5).decode(), settings.limits.max_characters
    print("a library's chatter")
    os.write(1, b"from below Python, too\n")
    yield {"word": word, "size": size, "text": "é\n\ud800"}
    yield ParseError("bad part", "encoding", is_end=False)
    if word == "crash":
        ctypes.string_at(0)
    elif word == "exits":
        sys.exit(3)
    elif word == "abort":
        atexit.register(os.abort)
    elif word == "sleep":
        time.sleep(60)
    elif word == "eats!":
        bytearray(2_000_000_000)
    elif word == "large":
        yield {"text": "\U0001f6a2" * 2_000_000}
    elif word == "raise":
        raise LookupError("what\nnobody expects")
    yield {"end": True}
