"""Over a Dask cluster: a real scheduler and real workers as processes of their own, some of them killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import engine
from generator.config import Limits, Project, Settings
from generator.engine import Cluster, cluster, scheduler
from generator.errors import BriefingError, ConfigurationError, ModelError
from generator.readers import Record
from tests.build.support import outputs
from tests.conftest import ROOT, MakeProject
from tests.engine.support import children, free_port, is_alive, wait_until
from tests.works import obey, record

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.slow

Start = Callable[..., subprocess.Popen[bytes]]


def _start(module: str, *arguments: str, path: Path = ROOT, **environment: str) -> subprocess.Popen[bytes]:
    """``dask scheduler`` or ``dask worker``, with the tests' own works in its reach."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    environ = {**os.environ, "PYTHONPATH": f"{path}:{ROOT}", **environment}
    return subprocess.Popen(command, cwd=path, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Dask:
    """A scheduler and its workers; all of them end with the test."""

    def __init__(self, **environment: str) -> None:
        self.address = f"tcp://127.0.0.1:{free_port()}"
        arguments = ["--host", "127.0.0.1", "--port", self.address.rpartition(":")[2], "--no-dashboard"]
        self.processes = [_start("dask_scheduler", *arguments, **environment)]

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.address)

    def worker(self, *arguments: str, **options: str | Path) -> subprocess.Popen[bytes]:
        """Start one more; without a nanny it is this very process that does the work."""
        known = ["--nthreads", "1", "--no-dashboard", *arguments]
        self.processes.append(_start("dask_worker", self.address, *known, **options))  # type: ignore[arg-type]
        return self.processes[-1]

    def end(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def dask() -> Iterator[Dask]:
    found = Dask()
    yield found
    found.end()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks often; but a scheduler that a busy machine has just started may take its time."""
    monkeypatch.setattr(cluster, "LOOK", 1)
    monkeypatch.setattr(scheduler, "CONNECT", 60)


def done(items: list[Record | int], over: Cluster, **limits: float) -> list[str | int]:
    """Results as text."""
    settings = Settings(limits=Limits(**limits))  # type: ignore[arg-type]
    found = engine.run(items, obey, settings, jobs=1, over=over)
    return [item if isinstance(item, int) else str(item) for item in found]


def test_order_is_kept_and_each_article_has_a_result(dask: Dask, tmp_path: Path) -> None:
    """Two workers; one article is refused, one is a fault, one takes too long, one ends its process."""
    dask.worker("--no-nanny"), dask.worker("--no-nanny")
    items: list[Record | int] = [number if number % 4 == 0 else record(f"a{number}") for number in range(150)]
    expected: list[str | int] = [number if number % 4 == 0 else f"done a{number}" for number in range(150)]
    items[5], expected[5] = record("refuse", shown="b.txt", line=3), "b.txt:3: as asked"
    items[9], expected[9] = (
        record("fail x", shown="c.txt"),
        ("c.txt: cannot be analysed: ValueError: with a x over two lines: report this, and remove it till then"),
    )
    items[70], expected[70] = (
        record("spin", shown="slow.txt"),
        ("slow.txt: takes more than 4 seconds: split it, or raise limits.max_seconds in briefing.yml"),
    )
    items[90], expected[90] = (
        record(f"die {tmp_path / 'x'}", shown="d.txt"),
        ("d.txt: ended the process that analysed it 3 times (out of memory, say): split it or remove it"),
    )
    assert done(items, dask.cluster, max_seconds=4) == expected
    assert (tmp_path / "x").read_text() == "xxx"


def test_a_worker_that_is_killed_costs_a_retry_and_nothing_else(dask: Dask, tmp_path: Path) -> None:
    first = dask.worker("--no-nanny")
    items: list[Record | int] = [record(f"a{number}") for number in range(100)]
    items[40] = record(f"kill-parent-once {tmp_path / 'x'}")
    results = engine.run(items, obey, Settings(), jobs=1, over=dask.cluster)
    assert next(results) == "done a0"
    dask.worker("--no-nanny")
    expected = [f"done a{number}" for number in range(1, 100)]
    expected[39] = "done kill-parent-once"
    assert list(results) == expected
    assert (tmp_path / "x").read_text() == "x"
    assert wait_until(lambda: first.poll() is not None or len(dask.processes) == 3)


def test_an_article_that_kills_workers_is_set_aside_by_name(tmp_path: Path) -> None:
    """Nannies bring the workers back, as on any cluster; only the culprit is named."""
    dask = Dask(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="2")
    try:
        dask.worker(), dask.worker()
        items: list[Record | int] = [record(f"a{number}") for number in range(60)]
        items[21] = record(f"kill-parent {tmp_path / 'x'}", shown="dump.jsonl", line=22)
        expected: list[str | int] = [f"done a{number}" for number in range(60)]
        reason = "ended the Dask workers that analysed it 3 times (out of memory, say): split it or remove it"
        expected[21] = f"dump.jsonl:22: {reason}"
        assert done(items, dask.cluster) == expected
        assert (tmp_path / "x").read_text() == "xxx" * 2  # in its batch, then alone
    finally:
        dask.end()


def test_the_processes_of_a_run_end_with_it(dask: Dask) -> None:
    worker = dask.worker("--no-nanny", "--nthreads", "2")
    found = set(done([record("own-pid", shown=f"{n}.txt") for n in range(64)], dask.cluster))
    assert 1 <= len(found) <= 2
    assert wait_until(lambda: not any(is_alive(int(pid)) for pid in found))
    assert worker.poll() is None
    assert children(worker.pid) == []


def test_a_killed_worker_takes_its_processes_with_it_and_is_missed(
    dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = dask.worker("--no-nanny")
    items = [*[record("a")] * cluster.RECORDS, *[record(f"sleep {tmp_path}")] * 20]
    results = engine.run(items, obey, Settings(), jobs=1, over=dask.cluster)
    assert next(results) == "done a"
    assert wait_until(lambda: len(list(tmp_path.iterdir())) == 1)
    worker.send_signal(signal.SIGKILL)
    monkeypatch.setattr(cluster, "WORKERS", 1)
    with pytest.raises(BriefingError, match="no worker is at the Dask scheduler"):
        list(results)
    (pid,) = (int(path.name) for path in tmp_path.iterdir())
    assert wait_until(lambda: not is_alive(pid))


def test_a_scheduler_without_workers_is_told(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKERS", 1)
    with pytest.raises(BriefingError, match=r"no worker is at the Dask scheduler tcp://\S+, after 1 seconds: start"):
        done([record("a")], dask.cluster)


def test_a_scheduler_that_goes_is_told(dask: Dask, tmp_path: Path) -> None:
    dask.worker("--no-nanny")
    results = engine.run(
        [*[record("a")] * 16, record(f"sleep {tmp_path}")], obey, Settings(), jobs=1, over=dask.cluster
    )
    assert next(results) == "done a"
    assert wait_until(lambda: len(list(tmp_path.iterdir())) == 1)
    dask.processes[0].kill()
    with pytest.raises(BriefingError, match=r"the Dask scheduler is gone .*: what was finished is kept; run again"):
        list(results)


def test_a_missing_model_stops_the_run(dask: Dask) -> None:
    dask.worker("--no-nanny")
    with pytest.raises(ModelError, match="not installed"):
        done([record("a"), record("model")], dask.cluster)


def test_a_stream_is_read_no_further_ahead_than_its_window(dask: Dask) -> None:
    dask.worker("--no-nanny")
    read = 0

    def stream() -> Iterator[Record]:
        nonlocal read
        for _ in range(800):
            read += 1
            yield record("a")

    for number, _ in enumerate(engine.run(stream(), obey, Settings(), jobs=1, over=dask.cluster), 1):
        assert read - number <= (cluster.AHEAD + 1) * cluster.RECORDS
    assert number == 800


# --- workers that would make other bytes ----------------------------------------------------------------------------


def test_a_worker_of_another_analysis_is_named(dask: Dask, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "generator", other / "generator")
    version = other / "generator" / "analysis" / "version.py"
    version.write_text(re.sub(r"(?m)^ANALYSIS_NUMBER = \d+", "ANALYSIS_NUMBER = 999", version.read_text()))
    dask.worker("--no-nanny", path=other)
    with pytest.raises(BriefingError) as raised:
        done([record("a")], dask.cluster)
    said = str(raised.value)
    assert said.startswith("Dask workers would not make the same briefs: install on them what is here. tcp://127.0.0.1")
    assert re.search(r": code \w{8} \(here \w{8}\), analysis 999 \(here \d+\)$", said)


def test_a_worker_of_another_analysis_that_joins_later_is_named(dask: Dask, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "generator", other / "generator")
    with (other / "generator" / "text.py").open("a") as file:
        file.write("# changed\n")
    dask.worker("--no-nanny")
    results = engine.run(
        [record("a", shown=f"{n}") for n in range(20_000)], obey, Settings(), jobs=1, over=dask.cluster
    )
    assert next(results) == "done a"
    dask.worker("--no-nanny", path=other)
    with pytest.raises(BriefingError, match=r"would not make the same briefs: .*tcp://\S+: code \w+ \(here \w+\)$"):
        list(results)


def test_a_worker_without_the_project_is_named(dask: Dask, tmp_path: Path) -> None:
    (tmp_path / "generator.py").write_text("raise ModuleNotFoundError('No module named generator')")
    dask.worker("--no-nanny", path=tmp_path)
    with pytest.raises(
        BriefingError, match=r"tcp://\S+: the project cannot be loaded there \(.*No module named generator"
    ):
        done([record("a")], dask.cluster)


# --- as users call it -----------------------------------------------------------------------------------------------


def test_no_scheduler_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "CONNECT", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(BriefingError, match=f"no Dask scheduler answers at {address} .*: start one with 'dask sched"):
        done([record("a")], Cluster(address))


def test_an_extra_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"pip install 'briefing\[dask\]'"):
        done([record("a")], Cluster())


def test_nothing_is_connected_to_when_there_is_nothing_to_do() -> None:
    assert done([1, 2], Cluster("tcp://127.0.0.1:1")) == [1, 2]


def command(project: Project, *more: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "tests.stubbed", "generate", "--project", str(project.root), *more]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_makes_the_same_bytes_over_a_cluster(dask: Dask, make_project: MakeProject) -> None:
    dask.worker("--no-nanny"), dask.worker("--no-nanny")
    articles = {f"{n:02}.txt": f"Ferry {n} sails\n\nAda Holm opened line {n} in Tollen." for n in range(40)}
    serial, spread = make_project(articles, name="serial"), make_project(articles, name="spread")
    assert command(serial).returncode == 0
    done = command(spread, "--engine", "dask", "--scheduler", dask.address)
    assert done.returncode == 0, done.stderr
    assert f"Dask scheduler {dask.address}: 2 threads of workers" in done.stderr
    assert outputs(serial) == outputs(spread)


def test_without_an_address_the_command_starts_a_cluster_and_tells_its_dashboard(project: Project) -> None:
    done = command(project, "--engine", "dask", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Dask scheduler tcp://127\.0\.0\.1:\d+: 2 threads of workers$", done.stderr, re.MULTILINE)
    assert re.search(r"^Dashboard: http://127\.0\.0\.1:\d+/status$", done.stderr, re.MULTILINE)
    assert done.stderr.splitlines()[-1].startswith("4 briefs: 4 written")


def test_a_scheduler_without_the_engine_is_wrong_usage(project: Project) -> None:
    done = command(project, "--scheduler", "tcp://127.0.0.1:8786")
    assert (done.returncode, done.stderr) == (2, "--scheduler: is of use with --engine dask alone: add that\n")
