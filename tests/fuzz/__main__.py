"""``python -m tests.fuzz TARGET [--seconds N] [--corpus DIR]``: fuzz one target until it fails or the time is up.

``--corpus`` is a folder for the inputs that were worth keeping; without one they are forgotten. What fails is
written to the folder in which the command runs; put it into ``tests/fuzz/found/TARGET`` when its fault is mended.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

# What the readers are made of, and what is written in Python of what they stand on.
INSTRUMENTED = ["generator", "trafilatura", "feedparser", "markdown_it", "email", "csv", "json", "warcio", "html"]
# An input that hangs, or takes gigabytes, has failed too.
OPTIONS = ["-timeout=30", "-rss_limit_mb=4096", "-print_final_stats=1"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--corpus")
    arguments = parser.parse_args()
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzz import targets

        name = arguments.target
        if name not in targets.TARGETS:
            parser.error(f"no such target; there are {', '.join(targets.TARGETS)}")
        seeds = list(targets.seeds(name))
        for data in seeds:
            targets.run(name, data)  # loads what is loaded late
    with tempfile.TemporaryDirectory() as folder:
        kept, given = Path(arguments.corpus or f"{folder}/kept"), Path(folder) / "seeds"
        for one in (kept, given):
            one.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(seeds):
            (given / str(number)).write_bytes(data)
        options = [f"-max_total_time={arguments.seconds}", f"-max_len={targets.LONGEST}", *OPTIONS]
        atheris.Setup([sys.argv[0], *options, str(kept), str(given)], lambda data: targets.run(name, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
