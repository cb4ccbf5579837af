"""Fictional briefs, built by marking words of a made-up article, so that every offset is right by construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.brief import render
from generator.brief.document import load
from generator.models import (
    Actor,
    ActorType,
    Brief,
    FactActor,
    FactDate,
    FactPlace,
    Figure,
    FigureKind,
    GeneratorInfo,
    KeyFact,
    Place,
    Precision,
    Quote,
    Sketch,
    Source,
    Span,
    TimeRef,
)
from generator.text import sha256, slug

SourceText = Any


@dataclass
class Draft:
    """An article in the making: ``add_*`` mark the ``nth`` occurrence of some words in ``text``."""

    text: str
    title: str = "Harbour council votes for a second ferry"
    date: str | None = "2031-03-04"
    publisher: str | None = "The Marrow Sound Courier"
    url: str | None = "https://courier.example/ferry?a=1&b=2"
    byline: str | None = "Petra Lindqvist"
    lang: str = "en"
    folder: str = ""
    tags: tuple[str, ...] = ("ferries", "council")
    sketch: Sketch | None = None
    origins: dict[str, Any] = field(default_factory=lambda: {"title": "article", "date": "dateline"})
    facts: list[KeyFact] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    dates: list[TimeRef] = field(default_factory=list)

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(text=words, start=start, end=start + len(words))

    def extents(self, *forms: str) -> tuple[tuple[int, int], ...]:
        """Every place where one of the forms stands, longer forms first."""
        found: dict[int, int] = {}
        for form in sorted(forms, key=len, reverse=True):
            start = self.text.find(form)
            while start >= 0:
                if not any(at <= start < end for at, end in found.items()):
                    found[start] = start + len(form)
                start = self.text.find(form, start + 1)
        return tuple(sorted(found.items()))

    def actor(self, name: str, kind: ActorType = "person", *aliases: str, role: str | None = None) -> str:
        actor_id = f"{kind}/{slug(name)}"
        self.actors.append(
            Actor(
                id=actor_id,
                name=name,
                type=kind,
                role=self.span(role) if role else None,
                aliases=aliases,
                mentions=self.extents(name, *aliases),
                salience=max(0.1, 1 - len(self.actors) / 10),
            )
        )
        return actor_id

    def fact(self, words: str, *who: str, when: tuple[str, str | None] | None = None, where: str | None = None) -> None:
        span = self.span(words)
        by_id = {actor.id: actor for actor in self.actors}
        self.facts.append(
            KeyFact(
                **span.model_dump(),
                who=tuple(
                    FactActor(id=one, start=by_id[one].mentions[0][0], end=by_id[one].mentions[0][1]) for one in who
                ),
                when=FactDate(**self.span(when[0]).model_dump(), value=when[1]) if when else None,
                where=(self._place(where),) if where else (),
            )
        )

    def _place(self, name: str) -> FactPlace:
        span = self.span(name)
        return FactPlace(name=name, start=span.start, end=span.end)

    def quote(self, words: str, speaker: str | None = None, by: str | None = None, cue: str | None = None) -> None:
        names = {actor.id: actor.name for actor in self.actors}
        self.quotes.append(
            Quote(
                **self.span(words).model_dump(),
                kind="direct",
                speaker=self.span(by) if by else None,
                speaker_id=speaker,
                speaker_name=names.get(speaker or ""),
                cue=self.span(cue) if cue else None,
                confidence=0.9 if by else None,
                group=len(self.quotes),
            )
        )

    def figure(
        self, words: str, what: str | None = None, kind: FigureKind = "count", value: float | None = None
    ) -> None:
        self.figures.append(Figure(**self.span(words).model_dump(), kind=kind, value=value, what=self.span(what)))

    def place(self, name: str, country: str | None = None) -> None:
        self.places.append(Place(name=name, country=country, mentions=self.extents(name)))

    def when(self, words: str, value: str | None, precision: Precision | None = "day") -> None:
        self.dates.append(TimeRef(**self.span(words).model_dump(), value=value, precision=precision))

    def brief(self) -> Brief:
        return Brief(
            title=self.title,
            date=self.date,
            description=self.facts[0].text if self.facts else self.title,
            lang=self.lang,
            tags=self.tags,
            source=Source(
                path=f"{self.folder}{slug(self.title)}.txt",
                identity=f"{slug(self.title)}.txt",
                sha256=sha256(self.text),
                text_sha256=sha256(self.text),
                sketch=self.sketch,
                publisher=self.publisher,
                url=self.url,
                byline=self.byline,
                origins=self.origins,
            ),
            key_facts=tuple(self.facts),
            actors=tuple(self.actors),
            source_quote=self.quotes[0] if self.quotes else None,
            quotes=tuple(self.quotes),
            figures=tuple(self.figures),
            places=tuple(self.places),
            dates=tuple(self.dates),
            generator=GeneratorInfo(analysis=1, model="core_web_sm", model_version="3.8.0", settings="0" * 16),
        )

    def path(self) -> str:
        folder = f"{self.date[:4]}/{self.date[5:7]}" if self.date else "undated"
        return f"{folder}/{slug(self.title)}-{sha256(self.title + (self.date or ''))[:8]}.md"

    def triple(self, source_text: SourceText = "evidence") -> tuple[str, Brief, str]:
        """What ``pages.render`` takes: path, brief and body, the latter two through the file's own text."""
        brief, body = load(render(self.brief(), self.text, source_text=source_text))
        return self.path(), brief, body


def _who(actor: Actor) -> FactActor:
    start, end = actor.mentions[0]
    return FactActor(id=actor.id, start=start, end=end)


FERRY = (
    "The harbour council of Marrow Sound voted on Tuesday to buy a second ferry for 14 million crowns, "
    "ending a quarrel of six years. Ada Holm, the harbour master, said the boat would carry 220 passengers.\n\n"
    "“We have waited long enough,” Holm said. “The Council owes the islanders a boat. It owes them two.”\n\n"
    "Opponents called the plan reckless. “Nobody asked us,” a fisherman said. "
    "The Vessen government will pay half of the price by the end of 2032."
)


def ferry(**changes: Any) -> Draft:
    """A brief with one of everything."""
    draft = Draft(FERRY, **changes)
    holm = draft.actor("Ada Holm", "person", "Holm", role="the harbour master")
    draft.actors.append(
        Actor(
            id="organization/harbour-council-of-marrow-sound",
            name="harbour council of Marrow Sound",
            type="organization",
            aliases=("Council",),
            mentions=draft.extents("harbour council of Marrow Sound", "Council"),
            salience=0.8,
        )
    )
    draft.actors.append(
        Actor(id="state/vessen", name="Vessen", type="state", mentions=draft.extents("Vessen"), salience=0.3)
    )
    first = FERRY[: FERRY.index(" Ada Holm")]
    draft.fact(
        first, "organization/harbour-council-of-marrow-sound", when=("Tuesday", "2031-03-04"), where="Marrow Sound"
    )
    draft.fact("Ada Holm, the harbour master, said the boat would carry 220 passengers.", holm)
    draft.fact("The Vessen government will pay half of the price by the end of 2032.", "state/vessen")
    draft.quote("We have waited long enough,", holm, "Holm", "said")
    draft.quote("The Council owes the islanders a boat. It owes them two.", holm, "Holm", "said")
    draft.quote("Nobody asked us,")
    draft.figure("14 million", "crowns", "money", 14e6)
    draft.figure("220", "passengers", value=220)
    draft.place("Marrow Sound")
    draft.when("Tuesday", "2031-03-04")
    draft.when("six years", None, None)
    draft.when("the end of 2032", "2032", "year")
    return draft


TUNNEL = (
    "Vessen's transport minister Ilse Marrable opened the Corrie tunnel on Friday and called it “a debt paid late”. "
    "The tunnel cost 310 million crowns and took nine years.\n\n"
    "“Nobody will remember the delay,” Marrable said. “They will remember the first winter in which the bread came on "
    "time.” Holm, who campaigned for a ferry instead, stayed away from the opening in Corrie.\n\n"
    "Traffic will start on 1 May. Skeld Freight expects to move 40 percent of its lorries from the road."
)


def tunnel(**changes: Any) -> Draft:
    """A second brief that shares actors with ``ferry``; it knows one of them by surname alone."""
    values: dict[str, Any] = {
        "title": "Corrie tunnel opens nine years late",
        "date": "2031-04-11",
        "publisher": "Vessen Wire",
        "url": None,
        "byline": None,
        "folder": "roads-and-rail/2031/",
        "tags": ("transport",),
    }
    draft = Draft(TUNNEL, **{**values, **changes})
    marrable = draft.actor("Ilse Marrable", "person", "Marrable", role="transport minister")
    holm = draft.actor("Holm")
    vessen = draft.actor("Vessen", "state")
    draft.actor("Skeld Freight", "organization")
    draft.fact(TUNNEL[: TUNNEL.index(" The tunnel")], marrable, vessen, when=("Friday", "2031-04-11"), where="Corrie")
    draft.fact("The tunnel cost 310 million crowns and took nine years.")
    draft.fact("Holm, who campaigned for a ferry instead, stayed away from the opening in Corrie.", holm)
    draft.quote("They will remember the first winter in which the bread came on time.", marrable, "Marrable", "said")
    draft.quote("a debt paid late", marrable, "Ilse Marrable", "called")
    draft.quote("Nobody will remember the delay,", marrable, "Marrable", "said")
    draft.figure("310 million", "crowns", "money", 310e6)
    draft.figure("40 percent", "lorries", "percent", 40)
    draft.place("Corrie", "VE")
    draft.when("Friday", "2031-04-11")
    draft.when("1 May", "2031-05-01")
    return draft


HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror="alert(2)"> & **bold** [a](javascript:alert(3)) {{ config }} --8<-- x'
)


def hostile() -> Draft:
    """An article that tries to become markup wherever it is shown."""
    draft = Draft(
        f"{HOSTILE} met {HOSTILE}. “{HOSTILE} is what we said,” said {HOSTILE}.",
        title=f"{HOSTILE}",
        date="2031-04-12",
        publisher=HOSTILE,
        byline=HOSTILE,
        url="javascript:alert(4)",
        folder=f"{HOSTILE.replace('/', '|')}/",
        tags=(HOSTILE, "constructor", "__proto__"),
    )
    name = draft.actor(HOSTILE, "person", role=HOSTILE)
    draft.fact(f"{HOSTILE} met {HOSTILE}.", name, when=(HOSTILE, None), where=HOSTILE)
    draft.quote(f"{HOSTILE} is what we said,", name, HOSTILE, "said")
    draft.figure(HOSTILE, HOSTILE)
    draft.place(HOSTILE)
    draft.when(HOSTILE, None, None)
    return draft


SKETCH = Sketch(shingles=100, minhash="A" * 342 + "==")


def copy(**changes: Any) -> Draft:
    """A brief of the same article as ``ferry(sketch=SKETCH)``, from another source a day later."""
    values = {"title": "Second ferry for the Sound", "date": "2031-03-05", "publisher": "Vessen Wire"}
    return ferry(**{**values, "sketch": SKETCH, **changes})


def sample() -> list[tuple[str, Brief, str]]:
    """Briefs enough for every kind of page."""
    # Two briefs of one article, and days of ferries and of tunnels that make a story each.
    drafts = [ferry(sketch=SKETCH), copy(), tunnel(), hostile(), ferry(title="Undated ferry", date=None)]
    drafts += [
        tunnel(title=f"Tunnel day {day}: lorries, bread and a long queue", date=f"2031-04-{day:02}")
        for day in range(13, 19)
    ]
    drafts += [
        ferry(title=f"Ferry day {day}", date=f"2031-03-{day:02}", publisher="The Skeld Gazette") for day in range(5, 12)
    ]
    return [draft.triple() for draft in drafts]
