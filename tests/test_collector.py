"""When Python searches for cycles, and through what."""

from __future__ import annotations

import gc
import subprocess
import sys

from generator import collector


class _Knot:
    def __init__(self) -> None:
        self.own = self


def test_what_was_made_in_a_pause_is_not_gone_through_at_its_end() -> None:
    gc.collect()
    with collector.paused():
        made = [_Knot() for _ in range(5000)]
        assert gc.get_count()[0] >= 5000
    assert gc.get_count()[0] < 5000
    assert made[0] in gc.get_objects(generation=2)


def test_what_was_made_in_a_pause_is_found_when_all_is_searched() -> None:
    with collector.paused():
        for _ in range(100):
            _Knot()
    assert gc.collect() >= 100


def test_a_pause_ends_only_what_it_began() -> None:
    gc.disable()
    try:
        with collector.paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_nothing_is_searched_when_the_process_ends() -> None:
    code = (
        "import gc, sys\n"
        "from generator import collector\n"
        "class Knot:\n"
        "    def __init__(self): self.own = self\n"
        "    def __del__(self): print('found')\n"
        "collector.seldom()\n"
        "Knot()\n"
        "if sys.argv[1:]: gc.unfreeze(); gc.collect()\n"
    )
    ends = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ends.stdout == ""
    searched = subprocess.run([sys.executable, "-c", code, "now"], capture_output=True, text=True, check=True)
    assert searched.stdout == "found\n"
