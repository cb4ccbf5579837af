"""A parser in a process of its own: what it makes comes as it is made, and its end is one line."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from generator.config import Limits, Settings
from generator.readers import isolation
from generator.readers.isolation import ParseError

MODULE = "tests.readers.producers"
SETTINGS = Settings(limits=Limits(max_seconds=1.5, max_memory_mb=200, max_characters=77))


def test_objects_and_errors_come_back_in_order_and_chatter_does_not() -> None:
    first, bad, last = isolation.run(MODULE, io.BytesIO(b"works"), SETTINGS)
    assert first == {"word": "works", "size": 77, "text": "é\n\ud800"}
    assert isinstance(bad, ParseError)
    assert (bad.reason, bad.kind) == ("bad part", "encoding")
    assert last == {"end": True}


def test_who_has_told_all_is_not_asked_how_it_ends() -> None:
    """Arrow's threads end the process, one time in a hundred on a busy machine."""
    assert len(list(isolation.run(MODULE, io.BytesIO(b"abort"), SETTINGS))) == 3


def test_a_file_on_disk_is_read_where_it_lies_however_large(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"works" + bytes(100))
    tiny = Settings(limits=Limits(max_file_mb=0.00001))
    with path.open("rb") as file:
        file.read(50)  # where its opener stands does not matter
        assert len(list(isolation.run(MODULE, file, tiny))) == 3
    with pytest.raises(ParseError, match="larger than"):
        list(isolation.run(MODULE, io.BytesIO(b"works" + bytes(100)), tiny))


def test_an_object_that_is_too_large_costs_itself_alone_and_nobody_waits_for_it() -> None:
    tiny = Settings(limits=Limits(max_file_mb=0.01))
    with io.BytesIO(b"large") as file:
        *_, large, last = isolation.run(MODULE, file, tiny)
    assert isinstance(large, ParseError)
    assert (large.kind, large.is_end) == ("size", False)
    assert large.reason.startswith("larger than 0.01 MB")
    assert last == {"end": True}


def test_who_writes_a_line_without_an_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_longest", lambda _: 20)
    with pytest.raises(ParseError, match="larger than 30 MB"):
        list(isolation.run(MODULE, io.BytesIO(b"large"), Settings()))


@pytest.mark.parametrize(
    ("word", "kind", "reason"),
    [
        (b"crash", "crash", "ends whatever reads it: remove it, or save its text as .txt"),
        (b"exits", "crash", "ends whatever reads it: remove it, or save its text as .txt"),
        (b"sleep", "time", "takes more than 1.5 seconds to read: remove it, or raise limits.max_seconds"),
        (b"eats!", "memory", "needs more than 200 MB of memory to read: remove it, or save its text as .txt"),
        (b"raise", "format", "cannot be read (LookupError: what nobody expects): save it anew, or save its text as"),
    ],
)
def test_its_end_is_told_after_what_it_made_before(word: bytes, kind: str, reason: str) -> None:
    found = isolation.run(MODULE, io.BytesIO(word), SETTINGS)
    assert isinstance(next(found), dict)
    assert isinstance(next(found), ParseError)
    with pytest.raises(ParseError) as caught:
        next(found)
    assert caught.value.kind == kind
    assert caught.value.reason.startswith(reason)


def test_who_stops_reading_leaves_no_process_and_no_open_file() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    found = isolation.run(MODULE, io.BytesIO(b"works"), SETTINGS)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
