"""Synthetic articles and their briefs, for measuring sizes that extraction would take hours to reach.

Everything in them is invented: names and words are put together from syllables by number. The same number gives the
same article whatever else is written, so archives of different sizes share their beginnings.

    python -m tests.benchmarks.synthetic FOLDER COUNT
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from random import Random

from generator import brief, engine, text
from generator.config import Project, load
from generator.models import (
    Actor,
    ActorType,
    Analysis,
    Article,
    Extent,
    FactActor,
    FactDate,
    FactPlace,
    Figure,
    GeneratorInfo,
    KeyFact,
    Known,
    Place,
    Quote,
    Span,
    TimeRef,
    Title,
)

ROOT = Path(__file__).parents[2]
FIRST_DAY = date(2001, 1, 1)
A_DAY = 20
PARAGRAPHS = 12
# A name is one of the few that are always in the news, or one of a number that grows with the archive.
FAMOUS, FAMOUS_SHARE, RARE_EACH = 200, 0.55, 3
WORDS = 6000
BATCH = 500
_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "el", "or", "ist", "um")]
_ORGANIZATIONS = ("Council", "Harbour Authority", "Union", "Museum", "Railways", "Institute", "Bank", "Trust")
_TOPICS = ("fisheries", "ports", "railways", "health", "elections", "floods", "museums", "courts", "schools", "energy")


def word(number: int, syllables: int = 2) -> str:
    """The invented word of a number; the same one every time."""
    found = []
    for _ in range(syllables):
        number, at = divmod(number, len(_SYLLABLES))
        found.append(_SYLLABLES[at])
    return "".join(found)


def _name(kind: ActorType, number: int) -> str:
    base = word(number * 7919 % len(_SYLLABLES) ** 2).title()
    if kind == "person":
        return f"{word(number * 31 % 400).title()} {word(number * 7919 % len(_SYLLABLES) ** 3, 3).title()}"
    return f"{base} {_ORGANIZATIONS[number % len(_ORGANIZATIONS)]}" if kind == "organization" else f"{base}land"


class Writer:
    """Writes one article, noting where everything in it stands."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.random = Random(number)
        self.day = FIRST_DAY + timedelta(days=number // A_DAY)
        self.length = 0
        self.pieces: list[str] = []
        self.actors = self._cast()
        self.mentions: dict[str, list[Extent]] = {one: [] for _, one in self.actors}
        self.towns = [word(self._rank(300), 2).title() + "mouth" for _ in range(3)]
        self.places: dict[str, list[Extent]] = {}
        self.facts: list[KeyFact] = []
        self.quotes: list[Quote] = []
        self.figures: list[Figure] = []
        self.dates: list[TimeRef] = []

    def _rank(self, count: int) -> int:
        """A number below ``count``, small ones far more often."""
        return int(count ** self.random.random()) - 1

    def _cast(self) -> list[tuple[ActorType, str]]:
        kinds: list[ActorType] = ["person", "person", "person", "organization", "organization", "state"]
        cast = []
        for kind in kinds:
            known = kind == "state" or self.random.random() < FAMOUS_SHARE
            rare = FAMOUS + self.random.randrange(1 + RARE_EACH * self.number)
            cast.append((kind, _name(kind, self._rank(FAMOUS) if known else rare)))
        return list(dict.fromkeys(cast))

    def add(self, words: str) -> Span:
        span = Span(text=words, start=self.length, end=self.length + len(words))
        self.pieces.append(words)
        self.length = span.end
        return span

    def since(self, start: int) -> Span:
        """Everything written from an offset on."""
        whole = "".join(self.pieces)
        return Span(text=whole[start:], start=start, end=len(whole))

    def actor(self, at: int) -> tuple[str, str, Span]:
        kind, name = self.actors[at % len(self.actors)]
        span = self.add(name)
        self.mentions[name].append((span.start, span.end))
        return f"{kind}/{text.slug(name)}", name, span

    def place(self, at: int) -> Span:
        span = self.add(self.towns[at % len(self.towns)])
        self.places.setdefault(span.text, []).append((span.start, span.end))
        return span

    def prose(self, count: int) -> str:
        return " ".join(word(self._rank(WORDS)) for _ in range(count))

    def fact(self, number: int) -> None:
        start = self.length
        actor_id, _, who = self.actor(number)
        self.add(f" {self.prose(6)} in ")
        where = self.place(number)
        self.add(" on ")
        told = self.day - timedelta(days=number)
        when = self.add(f"{told.day} {told:%B %Y}")
        self.dates.append(TimeRef(**when.model_dump(), value=told.isoformat(), precision="day"))
        self.add(f", {self.prose(4)} ")
        amount = self.random.randrange(2, 9000)
        figure, what = self.add(str(amount)), self._what()
        self.figures.append(Figure(**figure.model_dump(), kind="count", value=float(amount), what=what))
        self.add(f" {self.prose(8)}.")
        self.facts.append(
            KeyFact(
                **self.since(start).model_dump(),
                who=(FactActor(id=actor_id, start=who.start, end=who.end),),
                when=FactDate(**when.model_dump(), value=told.isoformat()),
                where=(FactPlace(name=where.text, start=where.start, end=where.end),),
            )
        )

    def _what(self) -> Span:
        self.add(" ")
        return self.add(word(self._rank(WORDS)))

    def quote(self, number: int) -> None:
        self.add("“")
        said = self.add(f"{self.prose(14).capitalize()}")
        self.add(",” ")
        actor_id, name, speaker = self.actor(number)
        self.add(" ")
        cue = self.add("said")
        self.add(f" {self.prose(5)}.")
        self.quotes.append(
            Quote(
                **said.model_dump(),
                kind="direct",
                speaker=speaker,
                speaker_name=name,
                speaker_id=actor_id,
                cue=cue,
                confidence=0.93,
                group=number,
            )
        )

    def write(self) -> tuple[Article, Analysis]:
        headline = self.add(f"{self.actors[0][1]} {self.prose(5)}")
        for number in range(PARAGRAPHS):
            self.add("\n\n")
            if number < 5:
                self.fact(number)
            elif number < 9:
                self.quote(number - 5)
            self.add(f" {self.prose(30).capitalize()}. {self.prose(25).capitalize()}.")
        body = "".join(self.pieces)
        return self._article(body, headline), self._analysis(headline)

    def _article(self, body: str, headline: Span) -> Article:
        path = f"{self.day:%Y/%m}/{self.day.isoformat()}-{self.number:07d}.txt"
        return Article(
            id=path,
            path=path,
            text=body,
            sha256=text.sha256(body),
            identity=path,
            published=Known(self.day.isoformat(), "file-name"),
            publisher=Known(f"The {word(self.number % 12).title()} Gazette (invented)", "article"),
        )

    def _analysis(self, headline: Span) -> Analysis:
        named = [(kind, name, self.mentions[name]) for kind, name in self.actors if self.mentions[name]]
        actors = tuple(
            Actor(id=f"{kind}/{text.slug(name)}", name=name, type=kind, mentions=tuple(where), salience=0.9 - at / 10)
            for at, (kind, name, where) in enumerate(named)
        )
        return Analysis(
            title=Title(text=headline.text, spans=((headline.start, headline.end),), origin="article"),
            quotes=tuple(self.quotes),
            source_quote=self.quotes[0],
            actors=actors,
            key_facts=tuple(self.facts),
            dates=tuple(self.dates),
            places=tuple(Place(name=name, mentions=tuple(where)) for name, where in self.places.items()),
            figures=tuple(self.figures),
            tags=tuple(dict.fromkeys(self.random.choices(_TOPICS, k=2))),
        )


def article(number: int) -> tuple[Article, Analysis]:
    """The article of a number, and what an analysis would find in it."""
    return Writer(number).write()


def _write(project: Project, numbers: range, info: GeneratorInfo) -> None:
    for number in numbers:
        source, found = article(number)
        made = brief.make(source, found, info)
        for path, content in (
            (project.articles / source.path, source.text),
            (project.briefs / brief.default_path(made), brief.render(made, source.text, source_text="evidence")),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def _batches(first: int, stop: int) -> Iterator[range]:
    yield from (range(at, min(at + BATCH, stop)) for at in range(first, stop, BATCH))


def write_archive(folder: Path, count: int, *, first: int = 0, jobs: int = 1) -> Project:
    """A project with ``count`` synthetic articles (numbers from ``first`` on) and their sealed briefs."""
    project = Project(folder.resolve())
    if not project.site_config.is_dir():
        shutil.copytree(ROOT / "site_config", project.site_config)
    info = engine.generator_info(load(project))
    batches = list(_batches(first, first + count))
    if jobs == 1:
        for batch in batches:
            _write(project, batch, info)
        return project
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(_write, [project] * len(batches), batches, [info] * len(batches)))
    return project


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    write_archive(options.folder, options.count, first=options.first, jobs=options.jobs)
