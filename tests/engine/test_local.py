"""Over processes of this machine: order, one result a record whatever happens, limits, bounds, no orphans."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.config import Limits, Settings
from generator.engine import local, worker
from generator.engine.guard import MAX_REASON
from generator.engine.local import run
from generator.errors import ArticleError, BriefingError, ModelError
from generator.readers import Record
from tests.conftest import ROOT
from tests.engine.support import children, is_alive, wait_until
from tests.works import obey, record


def done(items: list[Record | int], jobs: int, **limits: float) -> list[str | int]:
    """Results as text."""
    found = run(items, obey, Settings(limits=Limits(**limits)), jobs=jobs)  # type: ignore[arg-type]
    return [item if isinstance(item, int) else str(item) for item in found]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_everything_else_passes_through(jobs: int) -> None:
    items: list[Record | int] = [number if number % 3 else record(f"a{number}") for number in range(200)]
    assert done(items, jobs) == [number if number % 3 else f"done a{number}" for number in range(200)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_record_never_stops_the_others(jobs: int) -> None:
    items: list[Record | int] = [
        record("a"),
        record("refuse", shown="b.txt", line=3),
        record("fail bang", shown="d.jsonl", line=7),
        record("fail " + "x" * 1000, shown="e.txt"),
        record("c"),
    ]
    found = done(items, jobs)
    assert found[:3] == [
        "done a",
        "b.txt:3: as asked",
        "d.jsonl:7: cannot be analysed: ValueError: with a bang over two lines: report this, and remove it till then",
    ]
    assert len(str(found[3])) <= MAX_REASON + len("e.txt: : report this, and remove it till then")
    assert found[4] == "done c"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_stops_the_run(jobs: int) -> None:
    with pytest.raises(ModelError, match="not installed"):
        done([record("a"), record("model")], jobs)


def test_no_process_is_started_for_what_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker.subprocess, "Popen", None)
    assert done([1, 2, 3], 2) == [1, 2, 3]


def test_work_goes_to_several_processes(tmp_path: Path) -> None:
    found = set(done([record(f"pid {tmp_path}", shown=f"{n}.txt") for n in range(64)], 2))
    assert len(found) == 2
    assert str(os.getpid()) not in found


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_are_analysed_in_processes_of_one_thread(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert done([record("threads")], jobs) == ["1"]


def test_a_stream_is_read_no_further_ahead_than_its_window() -> None:
    read = 0

    def stream() -> Iterator[Record | int]:
        nonlocal read
        for read in range(1, 5001):
            yield record("a") if read % 50 == 0 else read

    for number, _ in enumerate(run(stream(), obey, Settings(), jobs=2), 1):
        assert read - number <= (2 * local.AHEAD + 1) * local.AHEAD
    assert number == 5000


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_stream_gave_before_it_broke_off_is_done_first(jobs: int) -> None:
    def broken() -> Iterator[Record | int]:
        yield from (number if number % 3 else record(f"a{number}") for number in range(40))
        raise BriefingError("the store is gone")

    results = run(broken(), obey, Settings(), jobs=jobs)
    assert [str(next(results)) for _ in range(40)] == [str(n) if n % 3 else f"done a{n}" for n in range(40)]
    with pytest.raises(BriefingError, match="the store is gone"):
        next(results)


def test_large_articles_are_held_by_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "HELD", 1000)
    read = 0

    def stream() -> Iterator[Record]:
        nonlocal read
        for _ in range(50):
            read += 1
            yield record("a " + "x" * 498)

    for number, _ in enumerate(run(stream(), obey, Settings(), jobs=2), 1):
        assert read - number <= 2


# --- deaths ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_record_that_ends_its_process_is_named_and_the_others_are_done(jobs: int, tmp_path: Path) -> None:
    items: list[Record | int] = [record(f"a{number}") for number in range(30)]
    items[4] = record(f"die {tmp_path / 'first'}", shown="killer.txt")
    items[25] = record(f"die {tmp_path / 'second'}", shown="dump.jsonl", line=9)
    expected: list[str | int] = [f"done a{number}" for number in range(30)]
    reason = "ended the process that analysed it 3 times (out of memory, say): split it or remove it"
    expected[4] = f"killer.txt: {reason}"
    expected[25] = f"dump.jsonl:9: {reason}"
    assert done(items, jobs) == expected
    assert (tmp_path / "first").read_text() == (tmp_path / "second").read_text() == "xxx"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_dies_once_costs_a_retry_and_nothing_else(jobs: int, tmp_path: Path) -> None:
    items: list[Record | int] = [record(f"a{number}") for number in range(20)]
    items[7] = record(f"die-once {tmp_path / 'x'}")
    expected = [f"done a{number}" for number in range(20)]
    expected[7] = "done die-once"
    assert done(items, jobs) == expected


def test_processes_that_never_start_are_no_fault_of_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_BOOT", "raise SystemExit(3)")
    monkeypatch.setattr(worker, "is_possible", lambda: False)
    with pytest.raises(BriefingError, match=r"no process can be started to analyse articles \(it ended with 3\)"):
        done([record("a")], 2)


def test_workers_end_at_once_when_the_rest_is_not_wanted(tmp_path: Path) -> None:
    items = [*[record("a")] * 2, *(record(f"sleep {tmp_path}", shown=f"{n}.txt") for n in range(40))]
    results = run(items, obey, Settings(), jobs=2)
    assert next(results) == "done a"
    assert wait_until(lambda: len(list(tmp_path.iterdir())) >= 1)
    begun = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert not any(is_alive(int(path.name)) for path in tmp_path.iterdir())
    assert time.monotonic() - begun < 5


def test_no_process_is_left_when_all_is_done() -> None:
    before = set(children(os.getpid()))
    done([record("a"), record("b")], 2)
    assert set(children(os.getpid())) <= before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C reaches the whole group, a kill the parent alone."""
    command = [sys.executable, "-m", "tests.works", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as parent:
        try:
            assert wait_until(lambda: len(list(tmp_path.iterdir())) == 2, 60)
            workers = [int(path.name) for path in tmp_path.iterdir()]
            assert all(map(is_alive, workers))
            begun = time.monotonic()
            if number == signal.SIGINT:
                os.killpg(parent.pid, number)
            else:
                parent.send_signal(number)
            assert wait_until(lambda: not any(map(is_alive, workers)))
            assert parent.wait(10) != 0
            assert time.monotonic() - begun < 5
            said = parent.communicate()[1]
        finally:
            parent.kill()
    assert said.count("Traceback") <= (1 if number == signal.SIGINT else 0)  # the parent's own, no worker's


# --- limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("order", ["spin", "sleep"])
def test_an_article_that_takes_too_long_is_set_aside_once(jobs: int, order: str, tmp_path: Path) -> None:
    """Whether it waits, or is in code that never returns to Python."""
    begun = time.monotonic()
    items = [record("a"), record(f"{order} {tmp_path}", shown="slow.txt"), record("b"), record("c")]
    reason = "takes more than 1 seconds: split it, or raise limits.max_seconds in briefing.yml"
    assert done([*items], jobs, max_seconds=1) == ["done a", f"slow.txt: {reason}", "done b", "done c"]
    assert time.monotonic() - begun < 20
    assert len(list(tmp_path.iterdir())) == (1 if order == "sleep" else 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_needs_too_much_memory_is_set_aside(jobs: int) -> None:
    items = [record("a"), record("eat", shown="fat.txt", line=4), record("b")]
    reason = "needs more than 100 MB of memory: split it, or raise limits.max_memory_mb in briefing.yml"
    assert done([*items], jobs, max_memory_mb=100) == ["done a", f"fat.txt:4: {reason}", "done b"]


def test_a_process_that_ran_out_of_memory_makes_way_for_a_fresh_one(tmp_path: Path) -> None:
    items = [record("own-pid"), record("eat"), record("own-pid"), record("own-pid")]
    before, _, after, same = done([*items], 1, max_memory_mb=100)
    assert before != after
    assert after == same


def test_a_process_that_has_grown_makes_way_for_a_fresh_one() -> None:
    found = done([record("keep") for _ in range(12)], 1)
    assert [found.count(pid) for pid in dict.fromkeys(found)] == [4, 4, 4]


def test_what_the_model_takes_counts_for_no_article() -> None:
    assert done([record("load")], 1, max_seconds=0.5, max_memory_mb=50) == ["done load"]


# --- what comes back ------------------------------------------------------------------------------------------------


def test_an_article_error_of_a_worker_comes_back_whole() -> None:
    (found,) = run([record("refuse", shown="b.txt", line=3)], obey, Settings(), jobs=2)
    assert isinstance(found, ArticleError)
    assert (found.diagnostic.path, found.diagnostic.line, found.diagnostic.reason) == ("b.txt", 3, "as asked")
    (found,) = run([record("fail x")], obey, Settings(), jobs=1)
    assert isinstance(found, ArticleError)
    assert found.diagnostic.kind == "fault"
