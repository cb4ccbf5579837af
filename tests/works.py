"""Works for ``engine.run`` that other processes can find by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from generator import allowance
from generator.config import Limits, Settings
from generator.engine import local
from generator.errors import ArticleError, ModelError
from generator.readers import Record
from generator.text import sha256


def record(text: str, *, shown: str = "", line: int | None = None) -> Record:
    """A record whose data tells ``obey`` what to do."""
    data = text.encode()
    return Record(shown or f"{text}.txt", "text", data, sha256(data), line=line)


def obey(item: Record, _: Settings) -> str:
    """Do what the record says; what comes after the order is a folder or file to leave traces in."""
    order, _, rest = item.data.decode().partition(" ")
    act = ORDERS.get(order)
    return (act(item, rest) if act else None) or f"done {order}"


def _refuse(item: Record, _: str) -> str:
    raise ArticleError(item.shown, "as asked", line=item.line)


def _fail(_: Record, rest: str) -> str:
    raise ValueError(f"with a {rest}\nover two lines")


def _stop(*_: object) -> str:
    raise ModelError("not installed")


def _die(_: Record, rest: str) -> None:
    _kill(os.getpid(), rest)


def _die_once(_: Record, rest: str) -> None:
    if not Path(rest).exists():
        _kill(os.getpid(), rest)


def _kill_parent(_: Record, rest: str) -> None:
    """End the process that waits for this one: a Dask worker, say."""
    _kill(os.getppid(), rest)
    time.sleep(60)


def _kill_parent_once(item: Record, rest: str) -> None:
    if not Path(rest).exists():
        _kill_parent(item, rest)


def _kill(pid: int, trace: str) -> None:
    with Path(trace).open("a") as file:
        file.write("x")
    os.kill(pid, signal.SIGKILL)


def _pid(_: Record, rest: str) -> str:
    """The number of this process, when another has left its own in the folder too."""
    (Path(rest) / str(os.getpid())).touch()
    end = time.monotonic() + 20
    while len(list(Path(rest).iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    return str(os.getpid())


def _sleep(_: Record, rest: str) -> None:
    (Path(rest) / str(os.getpid())).touch()
    time.sleep(60)


def _spin(*_: object) -> None:
    """Never return to Python, as a regular expression can."""
    import re

    re.match("(a|a)+$", "a" * 60 + "b")


def _eat(*_: object) -> None:
    bytearray(10_000_000_000)


def _own_pid(*_: object) -> str:
    return str(os.getpid())


def _keep(*_: object) -> str:
    """Keep some memory for good, as spaCy does."""
    _loaded.append(bytearray(15_000_000))
    return str(os.getpid())


def _threads(*_: object) -> str | None:
    return os.environ.get("OMP_NUM_THREADS")


_loaded: list[bytearray] = []


def _load(*_: object) -> None:
    """Take time and memory as a model does."""
    with allowance.lifted():
        _loaded.append(bytearray(200_000_000))
        time.sleep(1)


def _began(*_: object) -> str:
    """How this process began: a copy tells of its parent's command."""
    return "fresh" if "engine.child" in " ".join(sys.orig_argv) else "copy"


def _holds(*_: object) -> str:
    """What this process has open besides stderr and its socket, and whether it leads a group."""
    held = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.name != "2" and path.exists()]
    files = sorted(str(one) for one in held if not str(one).startswith("socket:"))
    return f"{' '.join(files)} {os.getpgid(0) == os.getpid()}"


ORDERS = {
    "refuse": _refuse,
    "fail": _fail,
    "model": _stop,
    "die": _die,
    "die-once": _die_once,
    "kill-parent": _kill_parent,
    "kill-parent-once": _kill_parent_once,
    "pid": _pid,
    "sleep": _sleep,
    "spin": _spin,
    "eat": _eat,
    "own-pid": _own_pid,
    "threads": _threads,
    "load": _load,
    "keep": _keep,
    "began": _began,
    "holds": _holds,
}


def told(orders: list[str], **limits: float) -> list[str]:
    """What comes of some orders over one worker: for a process that has done nothing else yet."""
    from tests import works

    found = local.run(map(record, orders), works.obey, Settings(limits=Limits(**limits)), jobs=1)  # type: ignore[arg-type]
    return [str(one) for one in found]


def main(folder: str) -> None:
    """Keep two workers busy for a minute."""
    from tests import works

    items = [record(f"sleep {folder}", shown=f"{number}.txt") for number in range(32)]
    for _ in local.run(items, works.obey, Settings(), jobs=2):
        pass


if __name__ == "__main__":
    main(sys.argv[1])
