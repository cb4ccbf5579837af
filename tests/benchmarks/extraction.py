"""Extraction against the bare language model on the same articles, in one process, in turns.

Articles come in slices that nobody has seen: what was looked up once is not looked up again, so that a second reading
would flatter. On each slice the bare ``nlp.pipe`` runs at several batch sizes, with a model (and a vocabulary) of its
own for each, and ``briefing extract``, from an article's record to its line of JSON; who begins changes from slice to
slice. ``added_to_bare`` is the whole of ``extract`` beyond the best of the bare ones and is to stay under 0.15,
``ours_to_bare``, its inverse, to reach 0.85. ``analysis_to_bare`` is what the analysis takes of it, on a document that
the model has parsed: it is told apart since the project runs the model itself faster than it comes (see ``model``).

textacy, which finds quotations alone, runs on the same texts and model under an interpreter of its own: it does not
install beside this project's dependencies.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

import spacy

from generator import readers
from generator.analysis import pipeline
from generator.analysis.version import ENGLISH, model_folder, model_for
from generator.commands.extract import extract
from generator.config import Project, Settings, load
from generator.readers import Record

P, R = ParamSpec("P"), TypeVar("R")
ROOT = Path(__file__).parents[2]
# The annotated articles beside the project, where they are there: they are of the length that news have.
DUMP = ROOT.parent / "shared" / "gold" / "quotes" / "dev.jsonl"
ARTICLES, SLICE = 200, 20
BATCH_SIZES = (4, 8, 16)


# Parses the texts of standard input and looks for quotations; prints processor time, and what was found.
_TEXTACY = """
import json, sys, time
import spacy
from textacy.extract import direct_quotations
first, *texts = json.load(sys.stdin)
nlp = spacy.load(sys.argv[1])
nlp(first)
found, refused, start = 0, 0, time.process_time()
for doc in nlp.pipe(texts, batch_size=8):
    try:
        found += sum(1 for _ in direct_quotations(doc))
    except ValueError:  # an odd number of marks
        refused += 1
cpu = time.process_time() - start
print(json.dumps({"cpu": round(cpu, 2), "quotations": found, "articles_refused": refused}))
"""


def measure(textacy: str | None = None, *, articles: int = ARTICLES) -> dict[str, Any]:
    """Processor time of the bare model, of the analysis, and of the whole, summed over the slices; ratios.

    ``textacy``: an interpreter that has it.
    """
    settings = load(Project(ROOT))
    warm, *records = _records(settings, articles + 1)
    texts = [readers.parse(record, settings).text for record in records]
    name = model_for(settings, ENGLISH)
    assert name is not None
    bare = {size: spacy.load(model_folder(name)) for size in BATCH_SIZES}  # as published
    for nlp in bare.values():
        nlp(readers.parse(warm, settings).text)
    extract(warm, settings, with_text=False)
    spent: defaultdict[str, float] = defaultdict(float)
    lines: list[str] = []

    def ours(part: slice) -> None:
        lines.extend(extract(record, settings, with_text=False) for record in records[part])

    work: dict[str, Callable[[slice], object]] = {
        **{
            str(size): lambda part, nlp=nlp, size=size: list(nlp.pipe(texts[part], batch_size=size))
            for size, nlp in bare.items()
        },
        "ours": ours,
    }
    with patch.object(pipeline, "analyse", _timed(pipeline.analyse, spent, "analysis")):
        for number, first in enumerate(range(0, len(records), SLICE)):
            for each in islice(cycle(work), number % len(work), number % len(work) + len(work)):
                _timed(work[each], spent, each)(slice(first, first + SLICE))
    best = min(spent[str(size)] for size in BATCH_SIZES)
    rival = _textacy(textacy, [texts[-1], *texts], str(model_folder(name))) if textacy else {}
    return {
        "articles": len(records),
        "words": sum(len(text.split()) for text in texts),
        "bare_cpu": {str(size): round(spent[str(size)], 2) for size in BATCH_SIZES},
        "analysis_cpu": round(spent["analysis"], 2),
        "ours_cpu": round(spent["ours"], 2),
        "analysis_to_bare": round(spent["analysis"] / best, 3),
        "added_to_bare": round(spent["ours"] / best - 1, 3),
        "ours_to_bare": round(best / spent["ours"], 2),
        "ours_quotations": sum(len(json.loads(line)["quotes"]) for line in lines),
        **({"textacy": rival, "ours_to_textacy": round(rival["cpu"] / spent["ours"], 2)} if rival else {}),
    }


def _timed(function: Callable[P, R], spent: defaultdict[str, float], name: str) -> Callable[P, R]:
    """The function, its processor time added up under a name."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - start

    return call


def _textacy(interpreter: str, texts: list[str], model: str) -> dict[str, Any]:
    done = subprocess.run(
        [interpreter, "-c", _TEXTACY, model],
        input=json.dumps(texts),
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _records(settings: Settings, number: int) -> list[Record]:
    """So many articles: annotated ones, else the samples, over and over."""
    if DUMP.is_file():
        found = readers.records(DUMP, shown=DUMP.name, settings=settings)
        return list(islice((one for one in found if isinstance(one, Record)), number))
    samples = []
    for path in readers.discover(Project(ROOT).articles):
        assert isinstance(path, Path)
        samples += [one for one in readers.records(path, shown=path.name, settings=settings) if isinstance(one, Record)]
    return list(islice(cycle(samples), number))
