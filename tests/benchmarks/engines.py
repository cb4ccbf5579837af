"""One process against two, one Dask worker against two, on the same articles in one run; and memory that stays flat.

Speed is that of whole runs, the start of processes and the loading of models included. ``ideal`` is what two quiet
cores would give: the processor time of both runs compared, which other work on the machine changes little.
"""

from __future__ import annotations

import itertools
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator import build, engine, readers
from generator.config import Project, Settings, load
from generator.editorial import Release
from generator.engine import Cluster
from generator.errors import ArticleError
from generator.readers import Record
from generator.text import sha256
from tests import stubbed
from tests.benchmarks.synthetic import article

ROOT = Path(__file__).parents[2]
ARTICLES = 480
# Of memory: articles in a short run and in a long one.
SHORT, LONG = 1000, 10_000
RELEASE = Release(datetime(2031, 1, 1, tzinfo=UTC))


def measure(count: int = ARTICLES, *, lengths: tuple[int, int] = (SHORT, LONG), toy: bool = False) -> dict[str, Any]:
    """Seconds and ratios of each engine, and the most memory of a process after few articles and many.

    ``toy``: with the tests' toy in the place of the language model for the memory alone, whose own growth is bounded
    (see ``generator.engine.child.GROWTH``); hours become minutes.
    """
    settings = load(Project(ROOT))
    records = list(itertools.islice(_repeated(settings), count))
    return {
        "articles": count,
        "words": sum(len(record.data.split()) for record in records),
        "local": _compared(lambda jobs: _spent(lambda: _local(records, settings, jobs))),
        "dask": _compared(lambda workers: _spent(lambda: _dask(records, settings, workers))),
        "memory_mib": {str(length): _memory(length, toy=toy) for length in lengths},
        "memory_with": "the tests' toy" if toy else "the model",
    }


def _repeated(settings: Settings) -> Iterator[Record]:
    """The records of the English sample articles again and again: one model does them all."""
    known = (one for one in build.records(Project(ROOT), settings) if isinstance(one, Record))
    found = [one for one in known if readers.parse(one, settings).lang == "en"]
    while True:
        yield from found


def _compared(run: Callable[[int], tuple[float, float]]) -> dict[str, Any]:
    (wall_one, cpu_one), (wall_two, cpu_two) = run(1), run(2)
    return {
        "one": {"wall": round(wall_one, 1), "cpu": round(cpu_one, 1)},
        "two": {"wall": round(wall_two, 1), "cpu": round(cpu_two, 1)},
        "two_to_one": round(wall_one / wall_two, 2),
        "ideal": round(2 * cpu_one / cpu_two, 2),
    }


def _spent(work: Callable[[], float]) -> tuple[float, float]:
    """The seconds on the clock that the work says, and of processor time with all processes that it started."""
    before = _cpu()
    return work(), _cpu() - before


def _cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def make(record: Record, settings: Settings) -> int:
    """The work of ``briefing generate``, and how much memory its process has used at most, in KiB."""
    engine.make_brief(record, settings, release=RELEASE)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _consumed(results: Iterable[int | ArticleError]) -> int:
    """The most memory that a process said it had used.

    Raises:
        ArticleError: an article failed; the measure would be one of something else.
    """
    most = 0
    for result in results:
        if isinstance(result, ArticleError):
            raise result
        most = max(most, result)
    return most


def _local(records: list[Record], settings: Settings, jobs: int) -> float:
    begun = time.monotonic()
    _consumed(engine.run(records, make, settings, jobs=jobs))
    return time.monotonic() - begun


def _dask(records: list[Record], settings: Settings, workers: int) -> float:
    with _cluster(workers) as address:
        begun = time.monotonic()
        _consumed(engine.run(records, make, settings, jobs=1, over=Cluster(address)))
        return time.monotonic() - begun


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers, as processes of their own."""
    import distributed  # an extra, which the other benchmarks do without

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = [["dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]]
    commands += [["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]] * workers
    started = [_started(command) for command in commands]
    try:
        with distributed.Client(address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
            process.wait()


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]]
    return subprocess.Popen(call, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# --- memory ---------------------------------------------------------------------------------------------------------


def make_of_toy(record: Record, settings: Settings) -> int:
    """``make``, but for the analysis."""
    engine.analyser = stubbed.ToyAnalyser  # type: ignore[assignment]
    return make(record, settings)


def _memory(count: int, *, toy: bool) -> dict[str, int]:
    """MiB: of the process that analyses, and of the one that reads and takes the results."""
    program = f"from tests.benchmarks.engines import report_memory; report_memory({count}, toy={toy})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    analysing, reading = (int(number) // 1024 for number in done.stdout.split())
    return {"analysing": analysing, "reading": reading}


def report_memory(count: int, *, toy: bool) -> None:
    """Analyse so many short articles, no two alike; print the most memory of the two processes, in KiB."""
    work = make_of_toy if toy else make
    most = _consumed(engine.run(_short(count), work, load(Project(ROOT)), jobs=1))
    print(most, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _short(count: int) -> Iterator[Record]:
    """The first paragraphs of synthetic articles: many words that no other article has."""
    for number in range(count):
        text = "\n\n".join(article(number)[0].text.split("\n\n")[:3])
        data = text.encode()
        yield Record(f"{number}.txt", "text", data, sha256(data))
