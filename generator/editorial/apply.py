"""An editor's corrections laid over an analysis. Doing it twice is doing it once, so that ``check`` can prove it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.editorial import find, hints
from generator.editorial.attribution import attribute
from generator.editorial.corrections import Corrections, Entry
from generator.errors import ArticleError, Diagnostic
from generator.models import (
    Actor,
    Analysis,
    Article,
    Extent,
    FactActor,
    FactDate,
    FactPlace,
    KeyFact,
    Quote,
    Title,
)

EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class _Task:
    """One article, what its editor wants, the stretches in quotation marks, and all that could not be done."""

    text: str
    entry: Entry
    quoted: Sequence[Extent]
    prose_start: int
    faults: list[Diagnostic] = field(default_factory=list)

    @property
    def given(self) -> Corrections:
        return self.entry.corrections

    def fail(self, key: str, reason: str, item: str | None = None) -> None:
        self.faults.append(self.entry.fault(key, reason, item))

    def is_missing(self, key: str, words: str, item: str | None = None) -> None:
        """Words do not stand in the article; ``item``: the key of a mapping or the words of a list, for the line."""
        self.fail(key, f"'{words}' does not stand in the article{hints.hint_in(self.text, words)}", item)


def apply(analysis: Analysis, article: Article, entry: Entry, *, limit: int, quoted: Sequence[Extent] = ()) -> Analysis:
    """The analysis as the editor wants it.

    ``limit``: the most key facts; ``quoted``: the stretches of the text in quotation marks, in order, without the
    marks: of these an editor may name one that the analysis takes for no quotation.

    Raises:
        ArticleError: corrections whose target is not there, all of them; each reason names what comes nearest.
    """
    task = _Task(article.text, entry, quoted, find.prose_start(article.regions))
    quotes = _chosen(analysis.quotes, task)
    corrected = analysis.model_copy(update={"actors": _roles(analysis.actors, task), "quotes": quotes})
    quotes = _speakers(corrected, task)
    corrected = corrected.model_copy(update={"quotes": quotes})
    done = corrected.model_copy(
        update={
            "title": _title(task) if task.given.headline is not None else analysis.title,
            "key_facts": _facts(corrected, task, limit),
            "source_quote": _source_quote(analysis.source_quote, quotes, task),
            "tags": analysis.tags if task.given.tags is None else task.given.tags,
        }
    )
    if task.faults:
        raise ArticleError.of(sorted(task.faults))
    return done


def _title(task: _Task) -> Title | None:
    """The editor's headline: words of the article, or several stretches of it joined by a colon."""
    headline = task.given.headline or ""
    for pieces in ([headline], headline.split(": ")):
        spans = [next(find.occurrences(task.text, piece), None) for piece in pieces]
        found = tuple(extent for extent in spans if extent is not None)
        if len(found) == len(pieces) and all(piece.split() for piece in pieces):
            return Title(text=": ".join(task.text[start:end] for start, end in found), spans=found, origin=EDITOR)
    reason = "does not stand in the article, whole or in parts joined by a colon"
    task.fail("headline", f"'{headline}' {reason}{hints.hint_in(task.text, headline)}")
    return None


def _facts(analysis: Analysis, task: _Task, limit: int) -> tuple[KeyFact, ...]:
    """The pinned facts, and those of the analysis that are not dropped, in the order of the text."""
    pinned = {_extent(fact): fact for fact in _pinned(analysis, task)}
    dropped = [extent for words in task.given.drop_facts for extent in _places(words, task)]
    others = [
        fact
        for fact in analysis.key_facts
        if not any(find.overlap(_extent(fact), extent) for extent in pinned)
        and not any(find.inside(extent, _extent(fact)) or find.inside(_extent(fact), extent) for extent in dropped)
    ]
    kept = others[: max(0, limit - len(pinned))]
    return tuple(sorted([*pinned.values(), *kept], key=_extent))


def _places(words: str, task: _Task) -> list[Extent]:
    found = list(find.occurrences(task.text, words, task.prose_start))
    if not found:
        task.is_missing("drop_facts", words, words)
    return found


def _pinned(analysis: Analysis, task: _Task) -> Iterator[KeyFact]:
    for words in task.given.pin_facts:
        extent = next(find.occurrences(task.text, words, task.prose_start), None)
        if extent is None:
            task.is_missing("pin_facts", words, words)
        else:
            yield _fact(analysis, task.text, extent)


def _fact(analysis: Analysis, text: str, extent: Extent) -> KeyFact:
    """A fact with who, when and where of what the analysis found inside it."""
    who = [(at, actor.id) for actor in analysis.actors for at in _first_inside(actor.mentions, extent)]
    where = [at for place in analysis.places for at in _first_inside(place.mentions, extent)]
    when = next((date for date in analysis.dates if find.inside((date.start, date.end), extent)), None)
    return KeyFact(
        **find.span(text, extent).model_dump(),
        who=tuple(FactActor(id=key, start=at[0], end=at[1]) for at, key in sorted(who)),
        when=FactDate(text=when.text, start=when.start, end=when.end, value=when.value) if when else None,
        where=tuple(FactPlace(name=text[slice(*at)], start=at[0], end=at[1]) for at in sorted(where)),
        why=EDITOR,
    )


def _first_inside(mentions: tuple[Extent, ...], extent: Extent) -> list[Extent]:
    """The first of the mentions that stands inside, if one does."""
    return [mention for mention in mentions if find.inside(mention, extent)][:1]


def _extent(item: KeyFact | Quote) -> Extent:
    return item.start, item.end


def _chosen(quotes: tuple[Quote, ...], task: _Task) -> tuple[Quote, ...]:
    """The quotations, and those words in quotation marks that the editor names and the analysis took for none."""
    named = [*task.given.speakers, *([task.given.source_quote] if task.given.source_quote else [])]
    added: dict[Extent, Quote] = {}
    for words in named:
        extent = next((one for one in task.quoted if find.same(task.text[slice(*one)], words)), None)
        if extent and extent[0] >= task.prose_start and not any(find.overlap(extent, _extent(one)) for one in quotes):
            span = find.span(task.text, extent).model_dump()
            added[extent] = Quote(**span, kind="mixed", group=len(quotes) + len(added), why=EDITOR)
    return _numbered(sorted([*quotes, *added.values()], key=_extent)) if added else quotes


def _numbered(quotes: list[Quote]) -> tuple[Quote, ...]:
    """Groups numbered anew, in the order in which they appear."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(quote.group for quote in quotes))}
    return tuple(quote.model_copy(update={"group": numbers[quote.group]}) for quote in quotes)


def _quote(quotes: tuple[Quote, ...], words: str, task: _Task, key: str) -> Quote | None:
    """The quotation that has these words, all of it or else a part."""
    exact = [quote for quote in quotes if find.same(quote.text, words)]
    found = exact or [quote for quote in quotes if find.bare(words).casefold() in find.bare(quote.text).casefold()]
    if not found:
        quoted = [quote.text for quote in quotes] + [task.text[slice(*extent)] for extent in task.quoted]
        reason = f"no quotation of the article says '{words}' (whole, if it is short)"
        task.fail(key, reason + hints.hint(words, map(find.bare, quoted)), words)
    elif len(found) > 1 and not exact:
        listed = hints.hint(words, (find.bare(quote.text) for quote in found))
        task.fail(key, f"{len(found)} quotations say '{words}': give one of them whole{listed}", words)
        return None
    return found[0] if found else None


def _speakers(analysis: Analysis, task: _Task) -> tuple[Quote, ...]:
    quotes = analysis.quotes
    for words, speaker in task.given.speakers.items():
        quote = _quote(quotes, words, task, "speakers")
        if quote is None:
            continue
        pieces = [one for one in quotes if one.group == quote.group]
        actor = None if speaker is None else _actor_named(analysis.actors, speaker)
        change = attribute(pieces, task.text, speaker, actor, analysis.actors)
        if change is None:
            reason = f"'{speaker}' does not stand in the article outside that quotation"
            task.fail("speakers", reason + hints.hint(speaker or "", (one.name for one in analysis.actors)), words)
            continue
        update = {**change, "confidence": None, "why": EDITOR}
        quotes = tuple(one.model_copy(update=update) if one.group == quote.group else one for one in quotes)
    return quotes


def _source_quote(before: Quote | None, quotes: tuple[Quote, ...], task: _Task) -> Quote | None:
    """The editor's, or none if that was said; else the one that was chosen, with its speaker as it is now."""
    if "source_quote" not in task.given.model_fields_set:
        return next((quote for quote in quotes if before and _extent(quote) == _extent(before)), None)
    words = task.given.source_quote
    return None if words is None else _quote(quotes, words, task, "source_quote")


def _actor_named(actors: tuple[Actor, ...], name: str) -> Actor | None:
    """The actor of a name, an alias or an id."""
    for actor in actors:
        if name == actor.id or any(find.same(name, form) for form in (actor.name, *actor.aliases)):
            return actor
    return None


def _roles(actors: tuple[Actor, ...], task: _Task) -> tuple[Actor, ...]:
    for name, role in task.given.roles.items():
        actor = _actor_named(actors, name)
        if actor is None:
            reason = f"no actor of the brief is named '{name}'{hints.hint(name, (one.name for one in actors))}"
            task.fail("roles", reason, name)
            continue
        extent = find.nearest(find.occurrences(task.text, role), actor.mentions) if role is not None else None
        if role is not None and extent is None:
            task.is_missing("roles", role, name)
        changed = actor.model_copy(update={"role": find.span(task.text, extent) if extent else None})
        actors = tuple(changed if one is actor else one for one in actors)
    return actors
