"""Re-proving a brief against its article: every statement, without any model.

Each function yields the reasons for which a brief does not hold, in plain words; none means that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator import brief as briefs
from generator import editorial
from generator.analysis import derivation, gazetteer, marks
from generator.analysis.lexicon import speaking
from generator.analysis.shapes import are_letters, are_titles
from generator.config import SourceTerms
from generator.editorial import Corrections, Entry, KnownActor
from generator.models import Actor, Analysis, Article, Brief, Extent, KeyFact, Place, Quote, Span, Title
from generator.text import sha256, slug, squeeze

# Forms of a place's name begin alike, by so many letters.
_ALIKE = 3


def prove(
    brief: Brief,
    document: str,
    article: Article,
    *,
    terms: SourceTerms,
    limit: int = 5,
    entry: Entry | None = None,
    known: tuple[KnownActor, ...] = (),
) -> Iterator[str]:
    """Everything that is wrong with one brief's file, given the article it was made from.

    ``terms``: those of the article's source; ``limit``: the most key facts; ``entry``: the editor's corrections of this
    article; ``known``: the actors of the registry that it may name.

    Raises:
        ArticleError: corrections have no target.
    """
    with speaking(article.lang):
        yield from list(_prove(brief, document, article, terms, limit, entry, known))


def _prove(
    brief: Brief,
    document: str,
    article: Article,
    terms: SourceTerms,
    limit: int,
    entry: Entry | None,
    known: tuple[KnownActor, ...],
) -> Iterator[str]:
    if brief.source.sha256 != article.sha256 or brief.source.text_sha256 != sha256(article.text):
        yield "the article has changed since; regenerate the brief with 'briefing generate'"
        return
    wrong = [*_head(brief, article, entry), *_statements(brief, article), *_rights(brief, article, terms)]
    wrong = wrong or [*_editor(brief, article, entry, limit), *_known(brief, article, known)]
    if brief.earlier_revisions and not brief.revisions:
        wrong.append("earlier_revisions: counted where none is listed; regenerate the brief with 'briefing generate'")
    yield from wrong
    if not briefs.is_sealed(document):
        yield "the file was changed after it was made; regenerate it with 'briefing generate'"
    elif not wrong and briefs.render(brief, article.text, source_text=terms.source_text) != document:
        yield "the file is not what its front matter and the article give; regenerate it with 'briefing generate'"


def _rights(brief: Brief, article: Article, terms: SourceTerms) -> Iterator[str]:
    """The brief is shown on the terms of its source."""
    told = brief.rights.model_copy(update={"left_out": {}}) if brief.rights else None
    if told != briefs.rights_of(article, terms) or (_is_cut(brief) and terms.max_quoted_words is None):
        yield "rights: not those of the article and its source; run 'briefing generate'"
    elif more := briefs.excess(brief, article.text):
        yield f"rights: repeats {more} words more of the article than its source grants; run 'briefing generate'"


def _is_cut(brief: Brief) -> bool:
    return brief.rights is not None and bool(brief.rights.left_out)


def _editor(brief: Brief, article: Article, entry: Entry | None, limit: int) -> Iterator[str]:
    """The brief says of an editor's hand what is beside the article, and correcting it again changes nothing."""
    if brief.generator.terms != editorial.terms(article, entry):
        yield "generator.terms: not the article's status and embargo; run 'briefing generate'"
    told = (brief.editor, brief.generator.corrections)
    if told != ((entry.corrections.edits(), entry.digest) if entry else ((), None)):
        yield "editor: not the corrections beside the article; regenerate the brief with 'briefing generate'"
        return
    marked = {fact.text for fact in brief.key_facts if fact.why == editorial.EDITOR}
    marked |= {quote.text for quote in brief.quotes if quote.why == editorial.EDITOR}
    if entry is None:
        yield from (f"editor: no correction beside the article says so: {text!r}" for text in sorted(marked))
        return
    if _is_cut(brief):
        return  # what is left out cannot be corrected again
    found = _analysis(brief)
    again = editorial.apply(found, article, entry, limit=limit, quoted=marks.quoted(article.text))
    if again.model_copy(update={"title": found.title}) != found or squeeze(again.title.text) != brief.title:
        yield "editor: the brief is not corrected as the file beside the article says; run 'briefing generate'"


def _known(brief: Brief, article: Article, known: tuple[KnownActor, ...]) -> Iterator[str]:
    """The brief's actors go by the registry, and naming them by it again changes nothing."""
    found = _analysis(brief)
    is_named = known or any(actor.known for actor in brief.actors)
    if brief.generator.actors != editorial.digest_of_known(known):
        yield "actors: not those of site_config/actors.yml; run 'briefing generate'"
    elif is_named and (not known or editorial.merge(found, article, known) != found):
        yield "actors: not named as site_config/actors.yml says; run 'briefing generate'"


def _analysis(brief: Brief) -> Analysis:
    """What of an analysis a brief holds: all of it."""
    title = Title(text=brief.title, spans=brief.source.title_spans, origin=brief.source.origins["title"])
    return Analysis(title=title, **{name: getattr(brief, name) for name in Analysis.model_fields if name != "title"})


def _head(brief: Brief, article: Article, entry: Entry | None) -> Iterator[str]:
    known = {
        "date": (brief.date, article.published),
        "publisher": (brief.source.publisher, article.publisher),
        "byline": (brief.source.byline, article.byline),
        "url": (brief.source.url, article.url),
    }
    for name, (value, source) in known.items():
        if value != (source.value if source else None):
            yield f"{name}: {value!r} is not what the article gives"
        if brief.source.origins.get(name) != (source.origin if source else None):
            yield f"source.origins.{name}: not where the article has it from"
    made = brief.source
    own = (brief.lang, made.identity, made.path, made.record, made.modified, made.teaser)
    if own != (article.lang, article.identity, article.path, article.record, article.modified, article.teaser):
        yield "lang, or identity, path, record, modified or teaser of source: not the article's"
    edited = entry.corrections if entry else Corrections()
    if edited.tags is None and article.tags and brief.tags != article.tags:
        yield "tags: not those that the article gives"
    if brief.source.sketch != briefs.sketch(article):
        yield "source.sketch: not that of the article's text"
    yield from _title(brief, article, is_edited=edited.headline is not None)


def _title(brief: Brief, article: Article, *, is_edited: bool) -> Iterator[str]:
    given, spans = None if is_edited else article.title, brief.source.title_spans
    if given is not None:
        if (squeeze(given.text), given.spans, given.origin) != (brief.title, spans, brief.source.origins.get("title")):
            yield f"title: {brief.title!r} is not the article's headline"
    elif is_edited and brief.source.origins.get("title") != "editor":
        yield f"title: {brief.title!r} is not the headline that an editor gives; run 'briefing generate'"
    elif spans is None or brief.source.origins.get("title") != ("editor" if is_edited else "drawn"):
        yield f"title: {brief.title!r} is neither in the article nor in its head"
    elif not _in_range(spans, article.text):
        yield "source.title_spans: outside the article"
    else:
        pieces = [article.text[start:end] for start, end in spans]
        if squeeze(": ".join(pieces)) != brief.title or any(piece != piece.strip() for piece in pieces):
            yield f"title: {brief.title!r} does not stand at source.title_spans"


def _statements(brief: Brief, article: Article) -> Iterator[str]:
    text, actors = article.text, {actor.id: actor for actor in brief.actors}
    stamp = max((region.end for region in article.regions if region.kind == "stamp"), default=0)
    if len(actors) != len(brief.actors):
        yield "actors: two have the same id"
    for where, span in _spans(brief):
        if not _in_range([(span.start, span.end)], text) or text[span.start : span.end] != span.text:
            yield f"{where}: {span.text!r} does not stand at {span.start}-{span.end} of the article"
        elif span.start < stamp:
            yield f"{where}: starts in the stamp before the article"
    for actor in brief.actors:
        yield from _actor(actor, text)
    for place in brief.places:
        yield from _place(place, text)
    for number, quote in enumerate(brief.quotes):
        yield from (f"quotes.{number}.{reason}" for reason in _quote(quote, actors))
    for number, fact in enumerate(brief.key_facts):
        yield from (f"key_facts.{number}.{reason}" for reason in _fact(fact, actors, text))
    yield from _choices(brief)
    yield from _derived(brief, text)


def _derived(brief: Brief, text: str) -> Iterator[str]:
    """Values that do not stand in the article but follow from its words."""
    dates, before = derivation.Dates(text, brief.date), ""
    for number, ref in enumerate(brief.dates):
        if not dates.may_be(ref, before):
            yield f"dates.{number}: {ref.text!r} cannot mean {ref.value} ({ref.precision})"
        before = ref.value or before
    for number, figure in enumerate(brief.figures):
        if not derivation.figure_may_be(figure, text):
            yield f"figures.{number}: {figure.text!r} does not say {figure.kind} {figure.value} {figure.unit or ''}"
    for place in brief.places:
        if not derivation.country_may_be(place, text):
            yield f"places.{place.name}: nothing says that it lies in {place.country}"


def _spans(brief: Brief) -> Iterator[tuple[str, Span]]:
    """Every verbatim span of the brief, with its place in the front matter."""
    for number, quote in enumerate(brief.quotes):
        parts = {"": quote, ".speaker": quote.speaker, ".cue": quote.cue, ".antecedent": quote.antecedent}
        yield from ((f"quotes.{number}{name}", span) for name, span in parts.items() if span)
    for number, fact in enumerate(brief.key_facts):
        yield from (
            (f"key_facts.{number}{name}", span) for name, span in {"": fact, ".when": fact.when}.items() if span
        )
    yield from ((f"actors.{actor.id}.role", actor.role) for actor in brief.actors if actor.role)
    yield from ((f"dates.{number}", date) for number, date in enumerate(brief.dates))
    for number, figure in enumerate(brief.figures):
        yield from (
            (f"figures.{number}{name}", span) for name, span in {"": figure, ".what": figure.what}.items() if span
        )


def _in_range(extents: Iterable[Extent], text: str) -> bool:
    return all(0 <= start < end <= len(text) for start, end in extents)


def _actor(actor: Actor, text: str) -> Iterator[str]:
    is_known = actor.known is not None and not actor.known.startswith(editorial.NOT)
    plain = f"{actor.type}/{actor.known if is_known else slug(actor.name)}"
    if actor.id != plain and not re.fullmatch(rf"{re.escape(plain)}-[0-9]+", actor.id):
        yield f"actors.{actor.id}: not the id of {actor.type} {actor.name!r}"
    if not actor.mentions or not _in_range(actor.mentions, text):
        yield f"actors.{actor.id}: mentions outside the article"
        return
    forms = {text[start:end] for start, end in actor.mentions}
    names = {squeeze(name) for name in (actor.name, *actor.aliases)}  # white space alone tells no two apart
    if others := {form for form in forms if squeeze(form) not in names}:
        yield f"actors.{actor.id}: {min(others)!r} is none of its names"
    for name in actor.aliases:
        if name == actor.name or (name not in forms and not _is_titled(name, actor, text)):
            yield f"actors.{actor.id}: the article does not say {name!r} at any of its mentions"
    if actor.type == "state" and not _leads_to(actor, forms):
        yield f"actors.{actor.id}: no mention leads to a state {actor.name!r}"
    elif actor.type != "state" and actor.name not in forms:
        yield f"actors.{actor.id}: no mention says {actor.name!r}"


def _is_titled(name: str, actor: Actor, text: str) -> bool:
    """Whether a name is a person's mention with titles before it ("Mr Holm") or letters behind it ("Ada Holm, QC")."""
    for start, end in actor.mentions:
        begins = [end - len(name)] if text.endswith(name, 0, end) else []
        if actor.type == "person" and any(are_titles(text[first:start]) for first in begins):
            return True
        if actor.type == "person" and text.startswith(name, start) and are_letters(text[end : start + len(name)]):
            return True
    return False


def _leads_to(actor: Actor, forms: set[str]) -> bool:
    """Whether a state's name follows from one of its mentions ("French" from France)."""
    states = [gazetteer.state_of(form) for form in forms]
    return any(state is not None and state.name == actor.name for state in states)


def _place(place: Place, text: str) -> Iterator[str]:
    if not place.mentions or not _in_range(place.mentions, text):
        yield f"places.{place.name}: mentions outside the article"
        return
    if place.name not in {text[start:end] for start, end in place.mentions}:
        yield f"places: no mention says {place.name!r}"
    for start, end in place.mentions:
        form = text[start:end]
        if form != place.name and not (_is_whole(text, start, end) and _may_mean(form, place.name)):
            yield f"places.{place.name}: {form!r} at {start}-{end} is another name"


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether an extent begins and ends with whole words."""
    cuts = (text[max(0, at - 1) : at + 1] for at in (start, end))
    return (
        text[start].isalnum() and text[end - 1] not in " \n,;:" and not any(len(c) == 2 and c.isalnum() for c in cuts)
    )


def _may_mean(form: str, name: str) -> bool:
    """Whether another form may name a place: by its beginning ("Torvian"), as its end ("Holm Bridge" of "Ada Holm
    Bridge"), by its initials ("LA"), or its country.
    """
    words, own = name.casefold().split(), form.casefold().split()
    if form.casefold()[:_ALIKE] == name.casefold()[:_ALIKE] or words[-len(own) :] == own:
        return True
    initials = "".join(word[0] for word in name.split())
    country = gazetteer.country_of(name)
    return form.replace(".", "") == initials or (country is not None and country == gazetteer.country_of(form))


def _quote(quote: Quote, actors: dict[str, Actor]) -> Iterator[str]:
    if quote.speaker is None:
        if quote.speaker_id or quote.speaker_name or quote.antecedent or quote.confidence is not None:
            yield "speaker: named without any words in the article that name one"
        return
    for name, span in {"speaker": quote.speaker, "cue": quote.cue}.items():
        if span and span.start < quote.end and span.end > quote.start:
            yield f"{name}: stands inside the quotation"
    if quote.speaker_id is None:
        if quote.speaker_name is not None:
            yield "speaker_name: without a speaker_id"
        return
    actor = actors.get(quote.speaker_id)
    if actor is None or actor.name != quote.speaker_name:
        yield f"speaker_id: {quote.speaker_id!r} is not an actor of the brief by the name {quote.speaker_name!r}"
        return
    shown = quote.antecedent or quote.speaker
    if not any(shown.start < end and start < shown.end for start, end in actor.mentions):
        yield f"speaker: neither it nor its antecedent is a mention of {actor.name!r}"


def _fact(fact: KeyFact, actors: dict[str, Actor], text: str) -> Iterator[str]:
    for who in fact.who:
        actor = actors.get(who.id)
        if actor is None or (who.start, who.end) not in actor.mentions:
            yield f"who: {who.id!r} is not mentioned at {who.start}-{who.end}"
    for where in fact.where:
        if where.end > len(text) or text[where.start : where.end] != where.name or not where.name:
            yield f"where: {where.name!r} does not stand at {where.start}-{where.end} of the article"


def _choices(brief: Brief) -> Iterator[str]:
    days = [(ref.text, ref.start, ref.end, ref.value) for ref in brief.dates]
    for number, fact in enumerate(brief.key_facts):
        if fact.when and (fact.when.text, fact.when.start, fact.when.end, fact.when.value) not in days:
            yield f"key_facts.{number}.when: not one of the dates"
    if [actor.salience for actor in brief.actors] != sorted((actor.salience for actor in brief.actors), reverse=True):
        yield "actors: not in falling salience"
    if brief.source_quote is not None and brief.source_quote not in brief.quotes:
        yield "source_quote: not one of the quotations"
    expected = brief.key_facts[0].text if brief.key_facts else brief.title
    if brief.description != squeeze(expected):
        yield "description: not the first key fact"
