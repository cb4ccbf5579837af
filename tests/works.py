"""Works for ``engine.run`` that other processes can find by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from generator import engine
from generator.config import Settings
from generator.errors import ArticleError, ModelError
from generator.readers import Record
from generator.text import sha256


def record(text: str, *, shown: str = "", line: int | None = None) -> Record:
    """A record whose data tells ``obey`` what to do."""
    data = text.encode()
    return Record(shown or f"{text}.txt", "text", data, sha256(data), line=line)


def obey(item: Record, settings: Settings) -> str:
    """Do what the record says; the settings' model names a folder to leave traces in."""
    order, _, rest = item.data.decode().partition(" ")
    if order == "refuse":
        raise ArticleError(item.shown, "as asked", line=item.line)
    if order == "fail":
        raise ValueError(f"with a {rest}\nover two lines")
    if order == "model":
        raise ModelError("not installed")
    if order == "die" or (order == "die-once" and not (Path(settings.model) / rest).exists()):
        with (Path(settings.model) / rest).open("a") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "pid":
        (Path(settings.model) / str(os.getpid())).touch()
        end = time.monotonic() + 20
        while len(list(Path(settings.model).iterdir())) < 2 and time.monotonic() < end:
            time.sleep(0.02)  # leave something to do for the other process, which may take its time to start
        return str(os.getpid())
    if order == "sleep":
        (Path(settings.model) / str(os.getpid())).touch()
        time.sleep(float(rest))
    return f"done {order}"


def main(folder: str) -> None:
    """Keep two workers busy for a minute."""
    items = [record("sleep 60", shown=f"{number}.txt") for number in range(32)]
    for _ in engine.run(items, obey, Settings(model=folder), jobs=2):
        pass


if __name__ == "__main__":
    main(sys.argv[1])
