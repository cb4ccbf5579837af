"""Mapping over processes: order, one result a record whatever happens to a worker, bounded look-ahead, no orphans."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import engine
from generator.config import Settings
from generator.errors import ArticleError, BriefingError, ModelError
from generator.models import GeneratorInfo
from generator.readers import Record
from tests.works import obey, record

ROOT = Path(__file__).parents[1]


def wait_until(met: object, seconds: float = 20) -> bool:
    """Whether a condition (a callable) comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    """Whether a process runs (a dead one that nobody has waited for does not)."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def done(items: list[Record | int], folder: Path, jobs: int) -> list[str | int]:
    """Results as text."""
    found = engine.run(items, obey, Settings(model=str(folder)), jobs=jobs)
    return [item if isinstance(item, int) else str(item) for item in found]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_everything_else_passes_through(jobs: int, tmp_path: Path) -> None:
    items: list[Record | int] = [number if number % 3 else record(f"a{number}") for number in range(60)]
    assert done(items, tmp_path, jobs) == [number if number % 3 else f"done a{number}" for number in range(60)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_record_never_stops_the_others(jobs: int, tmp_path: Path) -> None:
    items: list[Record | int] = [
        record("a"),
        record("refuse", shown="b.txt", line=3),
        record("fail bang", shown="d.jsonl", line=7),
        record("fail " + "x" * 1000, shown="e.txt"),
        record("c"),
    ]
    found = done(items, tmp_path, jobs)
    assert found[:3] == [
        "done a",
        "b.txt:3: as asked",
        "d.jsonl:7: cannot be analysed: ValueError: with a bang over two lines",
    ]
    assert len(str(found[3])) <= engine.MAX_REASON + len("e.txt: ")
    assert found[4] == "done c"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_stops_the_run(jobs: int, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not installed"):
        done([record("a"), record("model")], tmp_path, jobs)


def test_no_process_is_started_for_what_passes_through(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "ProcessPoolExecutor", None)
    assert done([1, 2, 3], tmp_path, 2) == [1, 2, 3]


def test_work_goes_to_several_processes(tmp_path: Path) -> None:
    found = set(done([record("pid", shown=f"{n}.txt") for n in range(8 * engine.CHUNK)], tmp_path, 2))
    assert len(found) == 2
    assert str(os.getpid()) not in found


def test_a_stream_is_read_no_further_ahead_than_its_window(tmp_path: Path) -> None:
    read = 0

    def stream() -> Iterator[Record | int]:
        nonlocal read
        for read in range(1, 1001):
            yield record("a") if read % 50 == 0 else read

    for number, _ in enumerate(engine.run(stream(), obey, Settings(model=str(tmp_path)), jobs=2), 1):
        assert read - number <= 2 * engine.AHEAD * engine.CHUNK
    assert number == 1000


# --- deaths ---------------------------------------------------------------------------------------------------------


def test_a_record_that_ends_its_process_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    items: list[Record | int] = [record(f"a{number}") for number in range(30)]
    items[4] = record("die first", shown="killer.txt")
    items[25] = record("die second", shown="dump.jsonl", line=9)
    expected: list[str | int] = [f"done a{number}" for number in range(30)]
    reason = "ended the process that analysed it 3 times (out of memory, say): split it or remove it"
    expected[4] = f"killer.txt: {reason}"
    expected[25] = f"dump.jsonl:9: {reason}"
    assert done(items, tmp_path, 2) == expected
    # Once among others, then three times alone.
    assert (tmp_path / "first").read_text() in ("xxxx", "xxxxx")


def test_a_worker_that_dies_once_costs_a_retry_and_nothing_else(tmp_path: Path) -> None:
    items: list[Record | int] = [record(f"a{number}") for number in range(20)]
    items[7] = record("die-once x")
    expected = [f"done a{number}" for number in range(20)]
    expected[7] = "done die-once"
    assert done(items, tmp_path, 2) == expected


def test_processes_that_never_start_are_no_fault_of_the_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_start_worker", sys.exit)
    with pytest.raises(BriefingError, match="run with --jobs 1"):
        done([record("a")], tmp_path, 2)


def test_workers_end_at_once_when_the_rest_is_not_wanted(tmp_path: Path) -> None:
    items = [*[record("a")] * engine.CHUNK, *(record("sleep 60", shown=f"{n}.txt") for n in range(40))]
    results = engine.run(items, obey, Settings(model=str(tmp_path)), jobs=2)
    assert next(results) == "done a"
    assert wait_until(lambda: len(list(tmp_path.iterdir())) >= 1)
    begun = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert wait_until(lambda: not multiprocessing.active_children())
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C reaches the whole group, a kill the parent alone."""
    command = [sys.executable, "-m", "tests.works", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as parent:
        assert wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
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
    assert "ForkServer" not in said
    assert said.count("Traceback") <= (1 if number == signal.SIGINT else 0)  # the parent's own, no worker's


# --- what briefs record ---------------------------------------------------------------------------------------------


def test_only_settings_that_change_a_brief_make_it_stale() -> None:
    plain = engine.generator_info(Settings())
    assert isinstance(plain, GeneratorInfo)
    assert plain.sha256 is None
    assert engine.generator_info(Settings(briefs_on_home=3, actor_page_min_briefs=2)) == plain
    for changed in (
        Settings(lang="de"),
        Settings(source_text="none"),
        Settings(key_facts=3),
        Settings(min_confidence=0.5),
    ):
        assert engine.generator_info(changed) != plain


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        engine.generator_info(Settings(model="no_such_model"))


def test_an_article_error_of_a_worker_comes_back_whole(tmp_path: Path) -> None:
    (found,) = engine.run([record("refuse", shown="b.txt", line=3)], obey, Settings(model=str(tmp_path)), jobs=2)
    assert isinstance(found, ArticleError)
    assert (found.diagnostic.path, found.diagnostic.line, found.diagnostic.reason) == ("b.txt", 3, "as asked")
