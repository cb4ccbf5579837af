"""Small articles of our own with what an honest analysis finds in them, marked by their words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator import brief as briefs
from generator.models import (
    Actor,
    Analysis,
    Article,
    Brief,
    FactActor,
    FactDate,
    FactPlace,
    Figure,
    GeneratorInfo,
    KeyFact,
    Known,
    Place,
    Quote,
    Region,
    Span,
    TimeRef,
    Title,
)
from generator.text import sha256, slug

INFO = GeneratorInfo(analysis=1, model="core_web_sm", model_version="3.8.0", settings="0123abcd")

FERRY = """\
Island council buys a second ferry

The island council of Hallow Sound voted on Tuesday to buy a second ferry for 14 million crowns. It had quarrelled \
over the price for six years. Ada Holm, the harbour master, said the boat would carry 220 passengers. French engineers \
will build it.

“We have waited long enough,” Holm said. She added that the council “owes the islanders a boat”.

Nobody spoke against it. The old ferry is to be sold to a museum.

The first crossing is planned for 1 May 2032 from Tollen.
"""
BARE = "Herring came back to the Sound in March after nine years, fishermen said."
BAC = """\
Kestrin achète un second bac

Le conseil de l'île a voté mardi l'achat d'un second bac pour 14 millions de couronnes. Ada Holm, maîtresse du port de \
Kestrin, attendait ce vote depuis six ans. Des ingénieurs britanniques construiront le bateau.

« Nous avons attendu trop longtemps », a-t-elle déclaré. Elle a ajouté que le conseil « devait un bateau aux \
insulaires ».
"""
HOSTILE = """\
<script>alert(1)</script> & *Bold* [link](javascript:alert(2)) {{ config }} {: .x } --8<-- "y" | a | `code` www.x.com

2031. A year “<img src=x onerror=alert(3)> # no heading here” said Ada Holm. - no list <!-- no comment -->

\\[…\\] <a id="e0-10"></a>not a passage
"""


class Marked:
    """An article in which words are marked: ``span`` is the ``nth`` occurrence."""

    def __init__(self, text: str, **head: Any) -> None:
        self.text = text
        self.head = head

    def span(self, words: str, nth: int = 0) -> dict[str, Any]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return {"text": words, "start": start, "end": start + len(words)}

    def extents(self, *forms: str) -> tuple[tuple[int, int], ...]:
        """All occurrences, longer forms first, none inside another."""
        found: list[tuple[int, int]] = []
        for form in sorted(forms, key=len, reverse=True):
            at = self.text.find(form)
            while at >= 0:
                if not any(start < at + len(form) and at < end for start, end in found):
                    found.append((at, at + len(form)))
                at = self.text.find(form, at + 1)
        return tuple(sorted(found))

    def article(self, **changes: Any) -> Article:
        data = self.text.encode()
        made = Article(id="a.txt", path="a.txt", text=self.text, sha256=sha256(data), identity="a.txt", **self.head)
        return replace(made, **changes)


def _actor(name: str, kind: Any, mentions: tuple[tuple[int, int], ...], **more: Any) -> Actor:
    return Actor(id=f"{kind}/{slug(name)}", name=name, type=kind, mentions=mentions, **more)


def ferry() -> tuple[Article, Analysis]:
    """One of everything."""
    marked = Marked(
        FERRY,
        title=Title(text="Island council buys a second ferry", spans=((0, 34),), origin="article"),
        published=Known("2031-03-05", "stamp"),
        publisher=Known("The Marrow Courier", "guessed"),
        byline=Known("Petra Lindqvist", "byline"),
        url=Known("https://courier.example/ferry?a=1&copy;b=(2)", "meta"),
        tags=("ferries", "C&A: the *tag*"),
        regions=(Region("headline", 0, 34),),
    )
    span = marked.span
    holm = {"speaker_name": "Ada Holm", "speaker_id": "person/ada-holm", "confidence": 0.93}
    quotes = (
        Quote(
            **span("We have waited long enough,"),
            kind="direct",
            speaker=Span(**span("Holm", 1)),
            cue=Span(**span("said", 1)),
            why="verb",
            **holm,
        ),
        Quote(
            **span("owes the islanders a boat"),
            kind="mixed",
            speaker=Span(**span("She")),
            antecedent=Span(**span("Holm", 1)),
            cue=Span(**span("added")),
            group=1,
            **holm,
        ),
    )
    council = "island council of Hallow Sound"
    tuesday = {**span("Tuesday"), "value": "2031-03-04"}
    lede = FERRY[FERRY.index("The island") : FERRY.index(" It had")]
    return marked.article(), Analysis(
        title=marked.head["title"],
        quotes=quotes,
        source_quote=quotes[0],
        actors=(
            _actor(
                "Ada Holm",
                "person",
                marked.extents("Ada Holm", "Holm"),
                aliases=("Holm",),
                role=Span(**span("harbour master")),
                salience=0.81,
                why="apposition",
            ),
            _actor(council, "organization", marked.extents(council), salience=0.6),
            _actor("France", "state", marked.extents("French"), aliases=("French",), salience=0.1),
        ),
        key_facts=(
            KeyFact(
                **span(lede),
                who=(_who("organization", council, marked.extents(council)[0]),),
                when=FactDate(**tuesday),
                where=(_where(span("Hallow Sound")),),
                why="lede",
            ),
            KeyFact(
                **span("Ada Holm, the harbour master, said the boat would carry 220 passengers."),
                who=(_who("person", "Ada Holm", marked.extents("Ada Holm")[0]),),
            ),
            KeyFact(**span("The old ferry is to be sold to a museum.")),
        ),
        dates=(
            TimeRef(**tuesday, precision="day"),
            TimeRef(**span("for six years")),
            TimeRef(**span("1 May 2032"), value="2032-05-01", precision="day"),
        ),
        places=(
            Place(name="Hallow Sound", mentions=marked.extents("Hallow Sound")),
            Place(name="Tollen", mentions=marked.extents("Tollen")),
        ),
        figures=(
            Figure(**span("14 million crowns"), kind="money", value=14e6, unit="crowns"),
            Figure(**span("220 passengers"), kind="count", value=220, what=Span(**span("passengers"))),
        ),
        tags=marked.head["tags"],
    )


def bac() -> tuple[Article, Analysis]:
    """One of everything in French."""
    marked = Marked(
        BAC,
        title=Title(text="Kestrin achète un second bac", spans=((0, 28),), origin="article"),
        published=Known("2031-03-05", "guessed"),
        byline=Known("Mona Kervenec", "byline"),
        lang="fr",
        teaser=True,
    )
    span = marked.span
    holm = {"speaker_name": "Ada Holm", "speaker_id": "person/ada-holm", "antecedent": Span(**span("Ada Holm"))}
    said = "Nous avons attendu trop longtemps"
    quotes = (
        Quote(
            **span(said),
            kind="direct",
            speaker=Span(**span("elle")),
            cue=Span(**span("déclaré")),
            confidence=0.9,
            **holm,
        ),
        Quote(**span("devait un bateau aux insulaires"), kind="mixed", group=1),
    )
    mardi = {**span("mardi"), "value": "2031-03-04"}
    lede = BAC[BAC.index("Le conseil") : BAC.index(" Ada Holm")]
    return marked.article(), Analysis(
        title=marked.head["title"],
        quotes=quotes,
        source_quote=quotes[0],
        actors=(
            _actor(
                "Ada Holm",
                "person",
                marked.extents("Ada Holm"),
                role=Span(**span("maîtresse du port de Kestrin")),
                salience=0.8,
            ),
            _actor("Royaume-Uni", "state", marked.extents("britanniques"), aliases=("britanniques",), salience=0.1),
        ),
        key_facts=(
            KeyFact(**span(lede), when=FactDate(**mardi)),
            KeyFact(
                **span("Ada Holm, maîtresse du port de Kestrin, attendait ce vote depuis six ans."),
                who=(_who("person", "Ada Holm", marked.extents("Ada Holm")[0]),),
                where=(_where(span("Kestrin", 1)),),
            ),
        ),
        dates=(TimeRef(**mardi, precision="day"), TimeRef(**span("depuis six ans"))),
        places=(Place(name="Kestrin", mentions=marked.extents("Kestrin")),),
        figures=(Figure(**span("14 millions de couronnes"), kind="money", value=14e6, unit="couronnes"),),
    )


def _who(kind: str, name: str, extent: tuple[int, int]) -> FactActor:
    return FactActor(id=f"{kind}/{slug(name)}", start=extent[0], end=extent[1])


def _where(span: dict[str, Any]) -> FactPlace:
    return FactPlace(name=span["text"], start=span["start"], end=span["end"])


def bare() -> tuple[Article, Analysis]:
    """A record of a dump: no headline, no date, nothing said by anybody."""
    marked = Marked(BARE)
    title = Title(text="Herring came back to the Sound: fishermen", spans=((0, 30), (58, 67)), origin="drawn")
    article = marked.article(record="7", id="d.jsonl#7", path="d.jsonl", identity="d.jsonl#7")
    return article, Analysis(title=title, key_facts=(KeyFact(**marked.span(BARE)),))


def hostile() -> tuple[Article, Analysis]:
    """An article that tries to be more than text, in every field."""
    head = HOSTILE[: HOSTILE.index("\n")]
    marked = Marked(
        HOSTILE,
        title=Title(text=head, spans=((0, len(head)),), origin="article"),
        published=Known("2031-03-06", "guessed"),
        publisher=Known('"><img src=x>', "meta"),
        byline=Known("a](b) {{ c }}\n# x", "meta"),
        url=Known("javascript:alert(1)", "meta"),
        tags=("<b>", "a: b", "- c", "{{ d }}"),
    )
    said = "<img src=x onerror=alert(3)> # no heading here"
    speaker = marked.span("Ada Holm")
    quote = Quote(
        **marked.span(said),
        kind="direct",
        speaker=Span(**speaker),
        speaker_name="Ada Holm",
        speaker_id="person/ada-holm",
        cue=Span(**marked.span("said")),
    )
    return marked.article(path="a`b`/<i>.txt"), Analysis(
        title=marked.head["title"],
        quotes=(quote,),
        source_quote=quote,
        actors=(
            _actor(
                "Ada Holm",
                "person",
                marked.extents("Ada Holm"),
                role=Span(**marked.span("- no list <!-- no comment -->")),
                salience=1,
            ),
        ),
        key_facts=(
            KeyFact(**marked.span(HOSTILE.split("\n\n")[1])),
            KeyFact(**marked.span(HOSTILE.split("\n\n")[2].strip()), where=(_where(marked.span("<a id=")),)),
        ),
        dates=(TimeRef(**marked.span("2031"), value="2031", precision="year"),),
        places=(Place(name="`code`", mentions=marked.extents("`code`")),),
        tags=marked.head["tags"],
    )


SAMPLES = {"ferry": ferry, "bac": bac, "bare": bare, "hostile": hostile}


def made(name: str) -> tuple[Article, Brief]:
    """A sample's article and brief."""
    article, analysis = SAMPLES[name]()
    return article, briefs.make(article, analysis, INFO)
