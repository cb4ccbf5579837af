"""A worker that begins as a copy of its parent: no other than one that is started anew, but sooner there.

Each in a process of its own: the tests' has threads.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.engine.twin import is_possible
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process tells how many threads it has")


def python(code: str) -> subprocess.CompletedProcess[str]:
    """What a fresh process that runs some code has said."""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)


def told(orders: list[str], before: str = "", **limits: float) -> list[str]:
    """What ``tests.works.told`` tells in a fresh process that has done ``before``."""
    code = (
        f"import json, sys; from tests import works; {before}\nprint(json.dumps(works.told({orders!r}, **{limits!r})))"
    )
    answers: list[str] = json.loads(python(code).stdout)
    return answers


def test_the_first_worker_is_a_copy_and_what_takes_its_place_is_not(tmp_path: Path) -> None:
    found = told(["began", f"die-once {tmp_path / 'x'}", "began"])
    assert found == ["copy", "done die-once", "fresh"]


def test_a_process_with_threads_is_not_copied() -> None:
    before = "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
    assert told(["began"], before) == ["fresh"]
    assert not is_possible_beside_a_thread()


def is_possible_beside_a_thread() -> bool:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        return is_possible()
    finally:
        over.set()
        other.join()


def test_a_copy_keeps_none_of_its_parents_files(tmp_path: Path) -> None:
    before = f"held = open({str(tmp_path / 'held')!r}, 'w')"
    assert told(["holds"], before) == ["/dev/null /dev/null True"]


def test_a_copy_is_held_to_the_limits_and_named_with_what_ends_it(tmp_path: Path) -> None:
    found = told(["a", "spin", "b", "eat", f"die {tmp_path / 'x'}", "c", "threads"], max_seconds=1, max_memory_mb=100)
    assert [one.partition(": split")[0].partition(":")[2].strip() or one for one in found[:4]] == [
        "done a",
        "takes more than 1 seconds",
        "done b",
        "needs more than 100 MB of memory",
    ]
    assert found[5:] == ["done c", "1"]
    assert (tmp_path / "x").read_text() == "xxx"


def test_what_a_copy_raises_goes_no_further() -> None:
    """Nothing of the parent's is run by it: no handler, no end of a block, no flush."""
    code = (
        "import os\n"
        "from generator.engine.twin import Twin\n"
        "def main(_): raise SystemExit('as asked')\n"
        "print('once', end=' ')\n"
        "try:\n"
        "    twin = Twin.start(main, os.dup(2))\n"
        "    print(twin.wait(), twin.wait())\n"
        "finally:\n"
        "    print('end')\n"
    )
    run = python(code)
    assert run.stdout == "once 1 1\nend\n"
    assert "SystemExit: as asked" in run.stderr


def test_where_the_ends_of_children_are_ignored_all_is_done_as_well(tmp_path: Path) -> None:
    before = "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    found = told(["began", "a", f"die {tmp_path / 'x'}", "b"], before)
    assert [*found[:2], *found[3:]] == ["copy", "done a", "done b"]
    assert "ended the process that analysed it 3 times" in found[2]


def test_a_copy_that_cannot_work_makes_way_for_a_fresh_process() -> None:
    before = "import generator.engine.worker as own; own._main = None"
    assert told(["began", "a"], before) == ["fresh", "done a"]


def test_a_copy_can_be_ended_once_and_again() -> None:
    code = (
        "import os, time\n"
        "from generator.engine.twin import Twin\n"
        "twin = Twin.start(lambda _: time.sleep(60), os.dup(2))\n"
        "twin.kill(); code = twin.wait(); twin.kill()\n"
        "print(code)\n"
    )
    assert python(code).stdout == "-9\n"
