"""The types that flow: Article -> Analysis -> Brief.

Offsets are half-open ``[start, end)`` character (code point) positions in ``Article.text``.
The law of the project: ``article.text[item.start:item.end] == item.text`` for every item.
Everything an ``Analysis`` holds is also the contract of the brief's front matter and of
``briefing extract``; the JSON Schema is generated from these classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

ActorType = Literal["person", "organization", "state"]
QuoteKind = Literal["direct", "mixed"]
Precision = Literal["day", "week", "month", "quarter", "year", "decade", "range"]
FigureKind = Literal["quantity", "money", "percent", "count"]
# IPTC's publication statuses, and the draft that never left its newsroom.
Status = Literal["usable", "draft", "withheld", "canceled"]
# Where a value of the head of an article came from. "guessed" and "drawn" are flagged in the brief.
Origin = Literal[
    "article",  # stands in the text itself (a headline paragraph, say)
    "front-matter",  # YAML front matter of a Markdown article
    "record",  # a field that the format keeps for it: of a dump, a wire item, a feed's item, an e-mail
    "json-ld",
    "open-graph",
    "meta",
    "page",  # an element of an HTML page (h1, title, time, link)
    "byline",
    "dateline",
    "stamp",  # "date 2022-02-17 ..." in front of the text
    "file-name",
    "guessed",
    "drawn",  # a headline put together from spans of the lede
    "editor",
]
Offset = Annotated[int, Field(ge=0)]
Extent = tuple[Offset, Offset]


def _on_the_calendar(value: str) -> str:
    date.fromisoformat(value)
    return value


def _in_time(value: str) -> str:
    datetime.fromisoformat(value)
    return value


Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_on_the_calendar)]
# A day, or a time with seconds and mostly its offset.
_CLOCK = r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
Moment = Annotated[str, Field(pattern=f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:{_CLOCK})?$"), AfterValidator(_in_time)]
_MONTH_DAY = "(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"
_PERIOD = f"(?:[0-9]{{4}}(?:-(?:{_MONTH_DAY}|W[0-9]{{2}}|Q[1-4]))?|[0-9]{{3}}X)"
FIGURE_RANGE = r"^[0-9]+(?:\.[0-9]+)?/[0-9]+(?:\.[0-9]+)?$"
# Forms: see TimeRef.
DateValue = Annotated[str, Field(pattern=f"^{_PERIOD}(?:/{_PERIOD})?$")]


class Model(BaseModel):
    """Base of the contract's types: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Span(Model):
    """A verbatim slice of the article: ``text == article.text[start:end]``."""

    text: str
    start: Offset
    end: Offset


class Title(Model):
    """A headline. ``spans``: the slices it consists of, joined by ``": "``; ``None`` if it is not in the text."""

    text: str
    spans: tuple[Extent, ...] | None = None
    origin: Origin


class Quote(Span):
    """One stretch of quoted words, without its marks; a quotation in several pieces is several of these.

    ``speaker`` is the surface form in the attribution ("he", "the minister", "Ada Holm"), ``cue`` the words
    that mark the attribution ("said"). ``speaker_id``/``speaker_name`` are those of the actor; where the
    surface form is not a name, ``antecedent`` is the mention of the actor that it was resolved to.
    ``confidence`` is the calibrated probability (0-1) that the speaker is right, ``None`` without a speaker.
    ``group`` numbers the quotation that the piece belongs to, from 0 in order of appearance.
    ``why`` is a short code of the rule that found the speaker.
    """

    kind: QuoteKind
    speaker: Span | None = None
    speaker_name: str | None = None
    speaker_id: str | None = None
    antecedent: Span | None = None
    cue: Span | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    group: Offset = 0
    why: str = ""


class Actor(Model):
    """A person, an organisation or a state, with its aliases merged.

    ``id`` is type and slug of ``name``, e.g. ``person/jens-stoltenberg``; ``name`` is the fullest form that
    stands in the article, or for a state the common English name that a mention ("French") leads to.
    ``aliases`` are the other forms in the article, in order of first appearance, a person's with the titles right
    before it too ("Mr Holm"), which are never part of ``name`` or ``mentions``. ``mentions`` are extents of
    named mentions, in order, demonyms included for states. ``salience``: 0-1, two digits; actors are listed
    in falling salience; 0 is who is named in a picture's credit or a byline alone, and is shown on no page.
    ``known``: the entry of the editors' registry that the actor is, by which ``id`` then goes in place of the
    name; ``not`` and an entry: that it only has its name.
    """

    id: str
    name: str
    type: ActorType
    role: Span | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Extent, ...]
    salience: float = Field(ge=0, le=1)
    why: str = ""
    known: str | None = None


class FactActor(Model):
    """Who a fact is about: an actor's id and where it stands."""

    id: str
    start: Offset
    end: Offset


class FactDate(Span):
    """When: the words and the calendar value they were resolved to, see ``TimeRef.value``."""

    value: DateValue | None = None


class FactPlace(Model):
    """Where: the place's name and where it stands."""

    name: str
    start: Offset
    end: Offset


class KeyFact(Span):
    """One statement of the article, self-contained, with who, when and where it tells of."""

    who: tuple[FactActor, ...] = ()
    when: FactDate | None = None
    where: tuple[FactPlace, ...] = ()
    why: str = ""


class TimeRef(Span):
    """A temporal expression and its calendar value, or ``None`` where it has none.

    Forms of ``value``: ``2022-02-16``, ``2022-02``, ``2022``, ``2022-W06``, ``2022-Q1``, ``199X`` and
    ``start/end`` (both ends included): EDTF but for weeks and quarters.
    """

    value: DateValue | None = None
    precision: Precision | None = None


class Place(Model):
    """A place. ``name`` is a form that stands in the text; ``country`` its ISO 3166-1 alpha-2 code."""

    name: str
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    mentions: tuple[Extent, ...]


class Figure(Span):
    """A number as a fact: ``value`` times ``unit`` of ``what``, e.g. 1200, None, "soldiers"; of a range ``"40/50"``."""

    kind: FigureKind
    value: float | Annotated[str, Field(pattern=FIGURE_RANGE)] | None = None
    unit: str | None = None
    what: Span | None = None


class Analysis(Model):
    """Everything extracted from one article."""

    title: Title
    quotes: tuple[Quote, ...] = ()
    source_quote: Quote | None = None
    actors: tuple[Actor, ...] = ()
    key_facts: tuple[KeyFact, ...] = ()
    dates: tuple[TimeRef, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    tags: tuple[str, ...] = ()


RegionKind = Literal["stamp", "headline", "byline", "dateline", "caption", "subheading", "boilerplate"]


# What a wire says that a name in its text is.
NamedKind = Literal["person", "organization", "place"]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the text that is not running prose: furniture around the article."""

    kind: RegionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """A value of the article's head, and where it came from."""

    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader delivers it.

    ``path``: POSIX path relative to the articles folder (as given for ``extract``); ``record``: the record's
    own id, else its 0-based number as a string, for dumps; ``identity``: what the brief's hash is made of;
    ``sha256``: hex digest of the source bytes (of the record's bytes in a dump); ``published.value`` is an
    ISO date. ``title`` is ``None`` where the article has no headline; analysis then draws one.
    ``regions`` are in order and do not overlap; no item starts in a ``stamp``.
    ``embargoed``: an ISO time with its offset, before which nothing of the article may be seen; ``rights``: what
    the source says of them, in its words; ``teaser``: the source gave the beginning or a summary alone;
    ``modified``: the ISO date or time (with its offset, if it has one) of this version; ``named``: whom and what the
    source says that it names, which counts where the text has the name.
    """

    id: str
    path: str
    text: str
    sha256: str
    identity: str
    record: str | None = None
    title: Title | None = None
    published: Known | None = None
    publisher: Known | None = None
    byline: Known | None = None
    url: Known | None = None
    lang: str = "en"
    tags: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    status: Status = "usable"
    embargoed: str | None = None
    rights: str | None = None
    teaser: bool = False
    modified: str | None = None
    named: tuple[tuple[str, NamedKind], ...] = ()


class Sketch(Model):
    """What near-copies of an article are found by: how many different shingles (runs of words) its prose has, and the
    MinHash signature of these, base64 of 128 slots of 16 bits, the low byte first. See ``generator.brief.sketch``."""

    shingles: int = Field(gt=0)
    minhash: str = Field(pattern="^[A-Za-z0-9+/]{342}==$")


class Source(Model):
    """Where a brief comes from, and where each value of its head came from.

    ``identity`` is what the hash in the brief's file name is made of: the article's URL, or its format's own id,
    or else its path with the record's id or number. ``modified``: when this version was made, if the article says so;
    ``teaser``: the source gave its beginning or a summary alone. ``sketch`` is ``None`` for a text of a line or two.
    """

    path: str
    record: str | None = None
    identity: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    text_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    sketch: Sketch | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | None = None
    modified: str | None = None
    teaser: bool = False
    title_spans: tuple[Extent, ...] | None = None
    origins: dict[str, Origin] = {}


EditKind = Literal["headline", "source_quote", "pinned", "dropped", "speaker", "role", "tags", "status"]


class Edit(Model):
    """What an editor changed. ``target``: the editor's words for it (a headline, a pinned fact, the quotation whose
    speaker was set, the actor whose role was set); ``None`` for what the editor took away, and for tags."""

    what: EditKind
    target: str | None = None


LeftOut = Literal["key_facts", "quotes", "actors", "figures", "dates", "places", "passages"]


class Rights(Model):
    """On what terms an article is shown. ``notice``: what it says itself; ``credit``: the line that its source wants.

    ``max_quoted_words``: how many of its words may be repeated; ``left_out``: how many items of which of the brief's
    fields (and of the ``passages`` of evidence) are not shown therefore.
    """

    notice: str | None = None
    credit: str | None = None
    max_quoted_words: int | None = None
    left_out: dict[LeftOut, PositiveInt] = {}


class Revised(Model):
    """A statement that a revision added or dropped, in the words of the version that has it."""

    what: Literal["headline", "fact", "quotation"]
    text: str
    speaker: str | None = None


class Revision(Model):
    """A change of the article after its brief was made.

    ``time``: an ISO date or time; by ``origin`` the article's own (``article``), or that of the ``run`` which saw the
    change. ``sha256``: of the source's bytes that came with it; ``replaced``: of those before. A quotation that was
    given to another speaker is dropped from one and added to the other.
    """

    time: Moment
    origin: Literal["article", "run"]
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    replaced: str = Field(pattern="^[0-9a-f]{64}$")
    added: tuple[Revised, ...] = ()
    dropped: tuple[Revised, ...] = ()


class GeneratorInfo(Model):
    """What made a brief: the analysis' number (raised only when output changes), the model, the settings' digest,
    and those of the editor's corrections and of the registry's entries that the article may name, if there are any.
    ``terms``: ``draft``, or ``from`` and the time when an embargo ended.

    ``sha256`` is set when the brief is written: over its front matter (this key aside) and body, so that a
    change by hand is noticed without the article.
    """

    analysis: int
    model: str
    model_version: str
    settings: str
    corrections: str | None = None
    actors: str | None = None
    terms: str | None = None
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


class Brief(Model):
    """The front matter of a brief: the contract between the generator and the site.

    ``revisions``: the newest, the last one last; ``earlier_revisions``: how many came before them.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    title: str
    date: Day | None = None
    description: str
    lang: str
    tags: tuple[str, ...] = ()
    source: Source
    key_facts: tuple[KeyFact, ...] = ()
    actors: tuple[Actor, ...] = ()
    source_quote: Quote | None = None
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[TimeRef, ...] = ()
    rights: Rights | None = None
    editor: tuple[Edit, ...] = ()
    revisions: tuple[Revision, ...] = ()
    earlier_revisions: NonNegativeInt = 0
    generator: GeneratorInfo

    model_config = ConfigDict(populate_by_name=True)
