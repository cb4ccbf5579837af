"""Files in a store: the processes that analyse read them; order, limits and one result a record as ever."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import engine
from generator.config import Limits, Settings
from generator.engine import Cluster, cluster, worker
from generator.errors import ArticleError, BriefingError
from generator.readers import Record, Stored, remote
from tests.conftest import ROOT
from tests.engine.test_cluster import Dask, dask, patience
from tests.works import obey, record

pytest.importorskip("fsspec", reason="neither the extra dask nor s3 is installed")

__all__ = ["dask", "patience"]  # fixtures

SETTINGS = Settings()


def ordered(folder: Path, number: int, **orders: str) -> list[Stored]:
    """So many files that each say ``a<number>``; ``orders``: by ``f<number>`` what others say."""
    folder.mkdir()
    for at in range(number):
        (folder / f"{at:03}.txt").write_text(orders.get(f"f{at}", f"a{at}"))
    found = list(remote.listed(f"file://{folder}", SETTINGS))
    assert all(isinstance(one, Stored) for one in found)
    return [one for one in found if isinstance(one, Stored)]


def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this very process, which lists and sends, cannot read any file of a store."""

    read, own = remote._read, os.getpid()

    def elsewhere(*arguments: Any) -> bytes:
        assert os.getpid() != own, "read by the one that lists"  # a copy of this process may read
        return read(*arguments)

    monkeypatch.setattr(remote, "_read", elsewhere)


def done(items: list[Stored], over: Cluster | None, **limits: float) -> list[str]:
    settings = Settings(limits=Limits(**limits))  # type: ignore[arg-type]
    return [str(one) for one in engine.run(items, obey, settings, jobs=2, over=over)]


# --- processes of this machine --------------------------------------------------------------------------------------


def test_processes_of_this_machine_read_for_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = ordered(tmp_path / "in", 80, f7="refuse", f9="fail x", f20=f"die {tmp_path / 'x'}", f30="spin", f40=" ")
    (tmp_path / "in" / "050.txt").unlink()
    unread(monkeypatch)
    expected = [f"done a{at}" for at in range(80)]
    url = f"file://{tmp_path}/in"
    expected[7] = f"{url}/007.txt: as asked"
    fault = "cannot be analysed: ValueError: with a x over two lines: report this, and remove it till then"
    expected[9] = f"{url}/009.txt: {fault}"
    ended = "ended the process that analysed it 3 times (out of memory, say): split it or remove it"
    expected[20] = f"{url}/020.txt: {ended}"
    slow = "takes more than 3 seconds: split it, or raise limits.max_seconds in briefing.yml"
    expected[30] = f"{url}/030.txt: {slow}"
    expected[40] = "done "
    expected[50] = f"{url}/050.txt: is gone since its folder was listed: run again"
    assert done(items, None, max_seconds=3) == expected
    assert (tmp_path / "x").read_text() == "xxx"


def test_a_store_that_hangs_costs_the_file_its_time_and_no_more(tmp_path: Path) -> None:
    """A pipe that nobody writes into has taken the file's place."""
    items = ordered(tmp_path / "in", 3)
    (tmp_path / "in" / "001.txt").unlink()
    os.mkfifo(tmp_path / "in" / "001.txt")
    found = done(items, None, max_seconds=2)
    assert [found[0], found[2]] == ["done a0", "done a2"]
    assert "001.txt: takes more than 2 seconds to be read from its store: " in found[1]


def test_each_record_of_a_file_has_its_own_result(tmp_path: Path) -> None:
    """Of three items one ends its process, again and again: the others are there, in order, as from the disk."""
    texts = ["“All sail,” said Ada Holm.", "This one wants to end this process.", "“None sail,” said Ida Lund."]
    items = "".join(
        f"<item><title>Ferry {at}</title><description>{text}</description></item>" for at, text in enumerate(texts)
    )
    (tmp_path / "feed.xml").write_text(f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>')
    (tmp_path / "z.txt").write_text("The last one.")
    found, local = (extracted(start) for start in (f"file://{tmp_path}", str(tmp_path)))
    assert found.stdout.replace("file://", "") == local.stdout
    assert found.stderr.replace("file://", "") == local.stderr
    assert len(found.stdout.splitlines()) == 3
    assert re.search(r"feed.xml: record 1: ended the process that analysed it 3 times", found.stderr)
    assert (found.returncode, local.returncode) == (1, 1)


def extracted(start: str) -> subprocess.CompletedProcess[str]:
    """``briefing extract`` with the toy."""
    call = [sys.executable, "-m", "tests.stubbed", "extract", "--quiet", start]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_file_that_changes_between_two_readings_is_told(tmp_path: Path) -> None:
    """Its process died after it was read; what is read anew must be what was read before."""
    lines = [json.dumps({"text": text}) for text in ("one", "die")]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    (item,) = remote.listed(f"file://{tmp_path}", SETTINGS)
    assert isinstance(item, Stored)
    one: worker.Worker[str] = worker.Worker(obey, SETTINGS)
    try:
        read = one._read(item)
        assert isinstance(read, list)
        assert [part.data for part in read if isinstance(part, Record)] == [b"", b""]
        one.close()
        (tmp_path / "a.txt").write_text("\n".join(reversed(lines)))
        told = one._part(item, 0, read[0])  # type: ignore[arg-type]
        assert isinstance(told, ArticleError)
        assert str(told).endswith("a.txt:1: changed, or went, while it was read: run again")
    finally:
        one.close()


def test_a_store_that_is_gone_stops_the_run() -> None:
    """The address of the store does not even parse on the machine that reads."""
    with pytest.raises(BriefingError, match="Protocol not known: nonesuch"):
        done([Stored("nonesuch://b/a.txt", "nonesuch://b/", "b/a.txt", 5)], None)


# --- a cluster ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_workers_read_what_the_client_only_lists(dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dask.worker("--no-nanny"), dask.worker("--no-nanny")
    long = "done and " + "never sent " * 10_000
    items = ordered(tmp_path / "in", 100, **{f"f{at}": long for at in range(50)})
    assert sum(one.size for one in items) > 5_000_000
    assert len(pickle.dumps(items)) < 30_000
    unread(monkeypatch)
    assert done(items, dask.cluster) == ["done done"] * 50 + [f"done a{at}" for at in range(50, 100)]


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_a_retry_and_nothing_else(dask: Dask, tmp_path: Path) -> None:
    first = dask.worker("--no-nanny")
    items = ordered(tmp_path / "in", 60, f40=f"kill-parent-once {tmp_path / 'x'}")
    results = engine.run(items, obey, SETTINGS, jobs=1, over=dask.cluster)
    assert next(results) == "done a0"
    dask.worker("--no-nanny")
    expected = [f"done a{at}" for at in range(1, 60)]
    expected[39] = "done kill-parent-once"
    assert list(results) == expected
    assert (tmp_path / "x").read_text() == "x"
    assert first.poll() is not None or len(dask.processes) == 3


@pytest.mark.slow
def test_a_file_that_kills_workers_is_set_aside_by_name(tmp_path: Path) -> None:
    dask = Dask(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="2")
    try:
        dask.worker(), dask.worker()
        items = ordered(tmp_path / "in", 40, f21=f"kill-parent {tmp_path / 'x'}")
        expected = [f"done a{at}" for at in range(40)]
        reason = "ended the Dask workers that analysed it 3 times (out of memory, say): split it or remove it"
        expected[21] = f"file://{tmp_path}/in/021.txt: {reason}"
        assert done(items, dask.cluster) == expected
        assert (tmp_path / "x").read_text() == "xxx" * 2  # in its batch, then alone
    finally:
        dask.end()


@pytest.mark.slow
def test_files_and_records_keep_their_order(dask: Dask, tmp_path: Path) -> None:
    dask.worker("--no-nanny"), dask.worker("--no-nanny")
    items = ordered(tmp_path / "in", 60)
    mixed = [one for at, item in enumerate(items) for one in (item, record(f"r{at}"), at)]
    expected = [one for at in range(60) for one in (f"done a{at}", f"done r{at}", at)]
    assert list(engine.run(mixed, obey, SETTINGS, jobs=1, over=dask.cluster)) == expected


def test_large_files_go_out_few_at_a_time() -> None:
    from generator.engine.order import batches

    items = [Stored(f"s3://b/{at}.txt", "s3://b", f"b/{at}.txt", cluster.BYTES) for at in range(3)]
    parts = list(batches(items, tasks=cluster.RECORDS, most_bytes=cluster.BYTES, items=cluster.ITEMS))
    assert [part.bytes for part in parts] == [cluster.BYTES] * 3
