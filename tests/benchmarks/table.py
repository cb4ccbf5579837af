"""The README's table of costs, from the JSON that runs have left in ``results.json``.

python -m tests.benchmarks.table [FILE…]

Each FILE is the JSON of a run, which takes the place of the last one with the same parts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS, README = Path(__file__).with_name("results.json"), ROOT / "README.md"
_PLACE = re.compile(r"(?<=<!-- cost: begin -->\n).*?(?=<!-- cost: end -->)", re.DOTALL)
Run = dict[str, Any]


def table(runs: list[Run]) -> str:
    """What stands in the README."""
    rows = [row for run in runs for part in _PARTS if part in run for row in _PARTS[part](run[part])]
    machine = runs[0]["machine"]
    programs = ", ".join(f"{name} {machine[name]}" for name in ("spacy", "mkdocs", "mkdocs-material", "pagefind"))
    head = (
        f"Processor time on {machine['cores']} cores ({machine['cpu']}; Python {machine['python']}, {programs})\n"
        f"that did other work besides, which raises it{_loads(runs)}; ratios are of one run. "
        "Exponents: 1 is linear.\n"
    )
    return f"{head}\n| what | measured |\n|---|---|\n" + "".join(f"| {what} | {how} |\n" for what, how in rows)


def _loads(runs: list[Run]) -> str:
    """The least and the most of that work, in processes, where the runs have noted it."""
    loads = sorted((run["machine"]["load"] for run in runs if "load" in run["machine"]), key=float)
    return f" (a load of {loads[0]} to {loads[-1]} when the runs began)" if loads else ""


def write() -> None:
    """Put the table into the README."""
    found = table(json.loads(RESULTS.read_text(encoding="utf-8")))
    README.write_text(_PLACE.sub(lambda _: found, README.read_text(encoding="utf-8")), encoding="utf-8")


def add(run: Run) -> None:
    """Keep a run, in the place of the one with the same parts and sizes."""
    runs = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else []
    runs = [one for one in runs if _kind(one) != _kind(run)] + [run]
    runs.sort(key=_kind)
    RESULTS.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")


def _kind(run: Run) -> tuple[str, int, str]:
    """What a run has measured: its first part, its size, its parts."""
    parts = "".join(str(number) for number, part in enumerate(_PARTS) if part in run)
    size = max(map(int, run["growth"]["sizes"])) if "growth" in run else run.get("extraction", {}).get("articles", 0)
    return parts[0], size, parts


# --- what is told of each part --------------------------------------------------------------------------------------

Rows = Iterator[tuple[str, str]]


def _growth(found: Run) -> Rows:
    sizes = found["sizes"]
    briefs = " / ".join(f"{int(size):,}" for size in sizes)
    pages = " / ".join(f"{one['pages']:,}" for one in sizes.values())
    for what, name in (
        ("nothing changed", "unchanged_cpu"),
        ("pages from scratch (extraction not counted)", "pages_cpu"),
        ("site with search from scratch", "site_cpu"),
        ("one article more (the median of three)", "one_more_cpu"),
    ):
        if all(name in one for one in sizes.values()):
            grown = ", ".join(f"{one[name]:.2f} ({between})" for between, one in found["exponents"].items())
            yield f"{what}, {briefs} briefs ({pages} pages)", f"{_listed(sizes, name)} s; exponents {grown}"
    if all("one_more_to_least" in one for one in sizes.values()):
        yield (
            "one article more, against loading the model and plain MkDocs on the same pages",
            f"{_listed(sizes, 'one_more_to_least')} times",
        )


def _listed(sizes: Run, name: str) -> str:
    return " / ".join(str(one[name]) for one in sizes.values())


def _rivals(found: Run) -> Rows:
    shown = ", ".join(f"{name} {value}" for name, value in found["pages_per_cpu_second"].items())
    yield f"pages a second, of the same {found['pages']:,} (Hugo with the barest layout)", shown
    yield "Material's lunr index / our bundles", f"{found['lunr_index_mb']} / {found['bundles_mb']} MB"


def _day(found: Run) -> Rows:
    spent = ", ".join(f"{name[0].lower()}{name[1:]} {one['cpu']}" for name, one in found["steps"].items() if one["cpu"])
    yield (
        f"a day of {found['new_articles']} articles in CI at {found['briefs']:,} briefs, packing included",
        f"{found['cpu']} s ({spent}), {found['wall']} s on the clock; {found['packed_from_files']:,} files packed into "
        f"{found['packed_mb']} MB",
    )


def _search(found: Run) -> Rows:
    briefs = f"{found['briefs']:,} briefs"
    largest = max(found["bundles"].values())
    yield (
        f"search indexes of {briefs} from scratch ({len(found['bundles'])} bundles of at most {largest:,})",
        f"{found['indexing_cpu']} s, {found['indexing_memory_mb']:,} MB",
    )
    yield (
        "… first query, program and filters included / second query / another bundle, at most",
        f"{found['first_query_kb']} / {found['second_query_kb']} / {found['largest_other_bundle_kb']} KB",
    )
    yield "… first / second query on the clock, in Chromium", _seconds(found)


def _seconds(found: Run) -> str:
    return f"{found['first_query_seconds']} / {found['second_query_seconds']} s"


def _engines(found: Run) -> Rows:
    articles = f"of {found['articles']} sample articles"
    for name, what in (("local", "two processes against one"), ("dask", "two Dask workers against one")):
        one = found[name]
        yield (
            f"{what}, {articles}",
            f"{one['two_to_one']} times as fast on the clock; the processor time allows {one['ideal']}",
        )
    memory = found["memory_mib"]
    analysing = " / ".join(str(one["analysing"]) for one in memory.values())
    lengths = " / ".join(f"{int(length):,}" for length in memory)
    yield f"memory of a process after {lengths} short articles, with {found['memory_with']}", f"{analysing} MiB"


def _extraction(found: Run) -> Rows:
    yield (
        f"extraction of {found['articles']} unseen articles against the bare model at its best batch size",
        f"{found['ours_to_bare']} of its speed",
    )
    if "textacy" in found:
        rival = found["textacy"]
        yield (
            "… against textacy's quotation extractor on the same model",
            f"{found['ours_to_textacy']} of its speed; {found['ours_quotations']} quotations against "
            f"{rival['quotations']}, and {rival['articles_refused']} articles that it refuses",
        )


_PARTS = {
    "extraction": _extraction,
    "engines": _engines,
    "growth": _growth,
    "rivals": _rivals,
    "day": _day,
    "search": _search,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="what a run has written with --json")
    for path in parser.parse_args().files:
        add(json.loads(path.read_text(encoding="utf-8")))
    write()


if __name__ == "__main__":
    main()
