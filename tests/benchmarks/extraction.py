"""Extraction against the bare language model on the same articles, in one process, in turns.

What the analysis adds is measured twice: alone, over articles that the model has parsed (``analysis_to_bare``), and as
the whole of ``briefing extract``, from an article's record to its line of JSON, against the bare ``nlp.pipe`` at its
best batch size: ``added_to_bare`` is to stay under 0.15, ``ours_to_bare``, the inverse of the whole, to reach 0.85.

textacy, which finds quotations alone, runs on the same texts and model under an interpreter of its own: it does not
install beside this project's dependencies.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import spacy

from generator import readers
from generator.analysis import model, pipeline
from generator.analysis.version import ENGLISH, model_folder, model_for
from generator.commands.extract import extract
from generator.config import Project, Settings, load
from generator.readers import Record

ROOT = Path(__file__).parents[2]
# The annotated articles beside the project, where they are there: they are of the length that news have.
DUMP = ROOT.parent / "shared" / "gold" / "quotes" / "dev.jsonl"
ARTICLES = 200
ROUNDS = 3
BATCH_SIZES = (4, 8, 16)


# Parses the texts of standard input and looks for quotations; prints processor time (the least), and what was found.
_TEXTACY = """
import json, sys, time
import spacy
from textacy.extract import direct_quotations
texts, nlp, least = json.load(sys.stdin), spacy.load(sys.argv[1]), float("inf")
for _ in range(int(sys.argv[2])):
    found, refused, start = 0, 0, time.process_time()
    for doc in nlp.pipe(texts, batch_size=8):
        try:
            found += sum(1 for _ in direct_quotations(doc))
        except ValueError:  # an odd number of marks
            refused += 1
    least = min(least, time.process_time() - start)
print(json.dumps({"cpu": round(least, 2), "quotations": found, "articles_refused": refused}))
"""


def measure(textacy: str | None = None, *, articles: int = ARTICLES, rounds: int = ROUNDS) -> dict[str, Any]:
    """Processor time of the bare model, of what is added, and of the whole; ratios of the least of a few rounds.

    ``textacy``: an interpreter that has it.
    """
    settings = load(Project(ROOT))
    records = _records(settings, articles)
    parsed = [readers.parse(record, settings) for record in records]
    texts = [article.text for article in parsed]
    extract(records[0], settings, with_text=False)
    name = model_for(settings, ENGLISH)
    assert name is not None
    bare_nlp = spacy.load(model_folder(name))  # as published, without what the project changes in it
    docs = list(model.load(name).pipe(texts, batch_size=8))

    def analysis() -> None:
        for doc, article in zip(docs, parsed, strict=True):
            doc.user_data.clear()  # what the last round read from it
            pipeline.analyse(doc, article, settings)

    work: dict[str, Callable[[], object]] = {
        **{f"bare {size}": lambda size=size: list(bare_nlp.pipe(texts, batch_size=size)) for size in BATCH_SIZES},
        "analysis": analysis,
        "ours": lambda: [extract(record, settings, with_text=False) for record in records],
    }
    least = _least(work, rounds)
    bare = min(least[f"bare {size}"] for size in BATCH_SIZES)
    rival = _textacy(textacy, texts, str(model_folder(name)), rounds) if textacy else {}
    quotations = sum(len(json.loads(extract(record, settings, with_text=False))["quotes"]) for record in records)
    return {
        "articles": len(records),
        "words": sum(len(text.split()) for text in texts),
        "bare_cpu": {str(size): round(least[f"bare {size}"], 2) for size in BATCH_SIZES},
        "analysis_cpu": round(least["analysis"], 2),
        "ours_cpu": round(least["ours"], 2),
        "analysis_to_bare": round(least["analysis"] / bare, 3),
        "added_to_bare": round(least["ours"] / bare - 1, 3),
        "ours_to_bare": round(bare / least["ours"], 2),
        "ours_quotations": quotations,
        **({"textacy": rival, "ours_to_textacy": round(rival["cpu"] / least["ours"], 2)} if rival else {}),
    }


def _textacy(interpreter: str, texts: list[str], model: str, rounds: int) -> dict[str, Any]:
    done = subprocess.run(
        [interpreter, "-c", _TEXTACY, model, str(rounds)],
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


def _least(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The least processor time of each, in turns: what else the machine does can only add."""
    least: dict[str, float] = {}
    for _ in range(rounds):
        for name, each in work.items():
            start = time.process_time()
            each()
            least[name] = min(time.process_time() - start, least.get(name, float("inf")))
    return least
