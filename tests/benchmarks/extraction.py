"""Extraction against the bare language model on the same articles, in one process, in turns."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from generator import engine, readers
from generator.config import Project, load
from generator.models import Article

ROOT = Path(__file__).parents[2]
ROUNDS = 3
BATCH_SIZES = (4, 8, 16)


def measure() -> dict[str, Any]:
    """Articles per second of processor time, and the share of the bare model's that extraction keeps."""
    project = Project(ROOT)
    settings = load(project)
    articles = _articles(project)
    analyser = engine.analyser(settings)
    texts = [article.text for article in articles]
    analyser.analyse(articles[0])
    bare = {size: _least(lambda size=size: list(analyser.nlp.pipe(texts, batch_size=size))) for size in BATCH_SIZES}
    ours = _least(lambda: [analyser.analyse(article) for article in articles])
    best = min(bare.values())
    return {
        "articles": len(articles),
        "words": sum(len(text.split()) for text in texts),
        "bare_cpu": {str(size): round(cpu, 2) for size, cpu in bare.items()},
        "ours_cpu": round(ours, 2),
        "ours_to_bare": round(best / ours, 2),
    }


def _articles(project: Project) -> list[Article]:
    """The sample articles."""
    settings = load(project)
    found = []
    for path in readers.discover(project.articles):
        assert isinstance(path, Path)
        shown = path.relative_to(project.articles).as_posix()
        found += [one for one in readers.read(path, shown=shown, settings=settings) if isinstance(one, Article)]
    return found


def _least(work: Any) -> float:
    """The least processor time of a few rounds: what else the machine does can only add."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
