"""The foot of a brief's page: what was guessed, and where everything comes from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.brief import NOT_ANALYSED, TEASER, edited, is_plain, moment, revised, shortened, told_by, unlisted
from generator.brief.translation import quoted, say
from generator.models import Brief, Revision
from generator.pages import links
from generator.pages.calendar import words
from generator.pages.markup import Child, Html, join, rows, tag
from generator.pages.parts import View
from generator.text import squeeze

FIELDS = {"title": "headline", "date": "date of publication", "publisher": "publisher", "byline": "byline"}
ORIGINS = {
    "guessed": "The {} is a guess.",
    "drawn": "The article has no {}; this one is drawn from its own words.",
}
DRAFT_NOTE = "A draft: shown while it is edited, and on no site that is built."
OPEN_NOTE = "Who said {} of the {} quotations is left open: it is not certain."
UNDATED_NOTE = "The article says nowhere when it was published."


def render(view: View, brief: Brief) -> Html:
    """Guesses first, then provenance, citation and data."""
    parts = (_guesses(brief), _provenance(view, brief), _citation(brief))
    return rows("div", [part for part in parts if part], class_="notes")


def revisions(brief: Brief) -> Html:
    """Each change of the article since its brief was first made, the newest first. Nobody is to find by the search
    what an article says no longer."""
    listed = [_revision(one, brief) for one in reversed(brief.revisions)]
    if earlier := unlisted(brief):
        listed.append(tag("li", tag("p", earlier, class_="details")))
    return rows("ol", listed, class_="revisions", data_pagefind_ignore=True)


def _revision(revision: Revision, brief: Brief) -> Html:
    when = tag("time", moment(revision.time, brief.lang), datetime=revision.time)
    head = tag("p", join([when, told_by(revision, brief.lang)], " · "), class_="details")
    return tag("li", head, rows("ul", (tag("li", line, lang=brief.lang) for line in revised(revision, brief))))


def guesses(brief: Brief) -> Iterator[str]:
    """What an editor changed and what is not certain, in words."""
    if brief.generator.terms and "draft" in brief.generator.terms:
        yield say(DRAFT_NOTE, brief.lang)
    if is_plain(brief):
        yield say(NOT_ANALYSED, brief.lang)
    if brief.source.teaser:
        yield say(TEASER, brief.lang)
    if told := shortened(brief):
        yield told
    if brief.editor:
        yield edited(brief)
    for field, origin in brief.source.origins.items():
        if origin in ORIGINS:
            yield say(ORIGINS[origin], brief.lang).format(say(FIELDS.get(field, field), brief.lang))
    if brief.date is None:
        yield say(UNDATED_NOTE, brief.lang)
    unresolved = sum(quote.speaker is None for quote in brief.quotes)
    if unresolved:
        yield say(OPEN_NOTE, brief.lang).format(unresolved, len(brief.quotes))


def _guesses(brief: Brief) -> Html:
    return rows("ul", (tag("li", note) for note in guesses(brief)), class_="guesses")


def _citation(brief: Brief) -> Html:
    """How to cite the brief; the page's script adds its address and a button that copies it."""
    parts = [quoted(squeeze(brief.title), brief.lang), brief.source.publisher, words(brief.date, brief.lang)]
    text = ", ".join(part for part in parts if part)
    cited = f"{text}. {say('Brief of the article with SHA-256 {}…', brief.lang).format(brief.source.sha256[:16])}"
    label = say("Cite as:", brief.lang)
    shown = tag("span", cited, data_citation=True, **_button(brief.lang))
    return tag("p", label, Html(" "), shown, class_="citation", data_pagefind_ignore=True)


def _button(lang: str) -> dict[str, str]:
    """What the script's button says, where not in English."""
    said = {"data_copy": "Copy", "data_copied": "Copied"}
    return {name: say(text, lang) for name, text in said.items() if say(text, lang) != text}


def _provenance(view: View, brief: Brief) -> Html:
    source, made, lang = brief.source, brief.generator, brief.lang
    record = f", {say('record', lang)} {source.record}" if source.record else ""
    data = tag("a", say("this brief as JSON", lang), href=view.to(links.brief_json(view.page)))
    origins = ", ".join(
        say("{}: {}", lang, say(FIELDS.get(field, field), lang), say(origin, lang))
        for field, origin in source.origins.items()
    )
    return rows(
        "dl",
        [
            _pair(lang, "Article", join([tag("code", source.path), record])),
            _pair(lang, "Rights", brief.rights.notice if brief.rights else None),
            _pair(lang, "SHA-256 of the source", tag("code", source.sha256)),
            _pair(lang, "SHA-256 of its text", tag("code", source.text_sha256)),
            _pair(lang, "Where it was found", origins),
            _pair(lang, "Extracted by", f"{made.model} {made.model_version}, {say('analysis', lang)} {made.analysis}"),
            _pair(lang, "As data", data),
        ],
        class_="provenance",
        data_pagefind_ignore=True,
    )


def _pair(lang: str, term: str, shown: Child) -> Html:
    return tag("div", tag("dt", say(term, lang)), tag("dd", shown)) if shown else Html("")
