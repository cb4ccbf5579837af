"""(Article, Analysis) -> Brief -> file, and back.

``render`` is a pure function of the brief and the article's text: ``briefing check`` renders again and compares.
"""

from __future__ import annotations

import re

from pydantic import ValidationError

from generator import frontmatter
from generator.brief import body as _body
from generator.brief import rights as _rights
from generator.brief.evidence import Passage, parse, passages
from generator.brief.revisions import Clock, carried
from generator.brief.sketch import sketch
from generator.config import SourceText
from generator.errors import FrontMatterError, wrong_value
from generator.models import Analysis, Article, Brief, Edit, GeneratorInfo, Rights, Source
from generator.text import sha256, slug, squeeze

HASH_DIGITS = 8
# The seal is the last line of the front matter; no string there holds a raw line break, so the first match is it.
_SEAL = re.compile(r'(?<=\n  sha256: ")[0-9a-f]{64}(?="\n---\n)')
_UNSEALED = "0" * 64
# Keys that most briefs do not need; the others stand there even where nothing is known.
_SHOWN_IF_THERE = {
    *("rights", "editor", "revisions", "earlier_revisions", "modified", "teaser", "corrections", "terms"),
    *("known", "notice", "credit", "max_quoted_words", "left_out"),
}
_REVISIONS = re.compile(r"^revisions:$", re.MULTILINE)
# The two parts of the front matter that tell of a brief's making; no string holds a raw line break, so the first is it.
_MAKING = re.compile(r"^(?:source|generator):\n(?: .*\n)+", re.MULTILINE)


def identity_hash(identity: str) -> str:
    """The digits that tell a brief's file from every other's."""
    return sha256(identity)[:HASH_DIGITS]


def default_path(brief: Brief) -> str:
    """Where a new brief goes, as a POSIX path below ``content/briefs``."""
    folder = f"{brief.date[:4]}/{brief.date[5:7]}" if brief.date else "undated"
    return f"{folder}/{slug(brief.title)}-{identity_hash(brief.source.identity)}.md"


def make(
    article: Article,
    analysis: Analysis,
    generator: GeneratorInfo,
    editor: tuple[Edit, ...] = (),
    rights: Rights | None = None,
) -> Brief:
    """Put a brief together; nothing is added to what the article and the analysis hold.

    ``editor``: what an editor has changed in the analysis; ``rights``: the terms of the article's source, if any.
    """
    return Brief(
        title=squeeze(analysis.title.text),
        date=article.published.value if article.published else None,
        description=squeeze(analysis.key_facts[0].text if analysis.key_facts else analysis.title.text),
        lang=article.lang,
        tags=analysis.tags,
        source=_source(article, analysis),
        key_facts=analysis.key_facts,
        actors=analysis.actors,
        source_quote=analysis.source_quote,
        quotes=analysis.quotes,
        figures=analysis.figures,
        places=analysis.places,
        dates=analysis.dates,
        rights=rights,
        editor=editor,
        generator=generator,
    )


def _source(article: Article, analysis: Analysis) -> Source:
    heads = {
        "title": analysis.title,
        "date": article.published,
        "publisher": article.publisher,
        "byline": article.byline,
        "url": article.url,
    }
    return Source(
        path=article.path,
        record=article.record,
        identity=article.identity,
        sha256=article.sha256,
        text_sha256=sha256(article.text),
        sketch=sketch(article),
        publisher=article.publisher.value if article.publisher else None,
        url=article.url.value if article.url else None,
        byline=article.byline.value if article.byline else None,
        modified=article.modified,
        teaser=article.teaser,
        title_spans=analysis.title.spans,
        origins={name: head.origin for name, head in heads.items() if head is not None},
    )


def render(brief: Brief, text: str, *, source_text: SourceText) -> str:
    """The brief's file, sealed. ``text`` is the article's."""
    return sealed(brief, _rights.shown(brief, text, list(passages(brief, text, source_text))))


def sealed(brief: Brief, shown: list[Passage]) -> str:
    """The brief's file with these passages of the article."""
    body = "\n".join(_body.lines(brief, shown))
    values = brief.model_dump(mode="json", by_alias=True)
    values["generator"]["sha256"] = _UNSEALED
    for part in (values, values["source"], values["generator"], *values["actors"], *filter(None, [values["rights"]])):
        for name in _SHOWN_IF_THERE & part.keys():
            if not part[name]:
                del part[name]
    if values["generator"]["actors"] is None:
        del values["generator"]["actors"]
    document = frontmatter.join(values, body)
    return _SEAL.sub(_digest(document), document, count=1)


def revise(document: str, before: str, clock: Clock | None = None, *, numbered: bool = False) -> str:
    """A brief's file with what is to be told of revisions, given the file whose place it takes; see ``carried``."""
    try:
        source, old = making(document)[0], making(before)[0]
        if source.sha256 == old.sha256 and not _REVISIONS.search(before, 0, _end(before)):
            return document
        replaced = load(before)[0]
    except FrontMatterError:
        return document  # what is damaged tells nothing
    brief, body = load(document)
    found, earlier = carried(replaced, brief, clock, numbered=numbered)
    if brief.rights and brief.rights.max_quoted_words:  # none are granted for what the article says no longer
        found = tuple(one.model_copy(update={"added": (), "dropped": ()}) for one in found)
    told = {"revisions": found, "earlier_revisions": earlier}
    return sealed(brief.model_copy(update=told), parse(body)) if found else document


def _digest(document: str) -> str:
    return sha256(_SEAL.sub(_UNSEALED, document, count=1))


def is_sealed(document: str) -> bool:
    """Whether a brief's file is still as it was written; cheap, needs neither YAML nor the article."""
    seal = _SEAL.search(document)
    return seal is not None and seal.group() == _digest(document)


def load(document: str) -> tuple[Brief, str]:
    """Parse a brief's file into the brief and its body.

    Raises:
        FrontMatterError: the front matter does not parse or breaks the schema.
    """
    values, body, _ = frontmatter.split(document)
    try:
        return Brief.model_validate(values), body.removeprefix("\n")
    except ValidationError as error:
        first = error.errors()[0]
        raise FrontMatterError(f"{'.'.join(map(str, first['loc']))}: {wrong_value(first)}") from None


def body_of(document: str) -> str:
    """The body of a brief's file, as ``load`` gives it, at none of its cost.

    Raises:
        FrontMatterError: the front matter is unclosed.
    """
    return frontmatter.body(document).removeprefix("\n")


def making(document: str) -> tuple[Source, GeneratorInfo]:
    """What a brief was made from and by what, without the rest of it; a tenth of the cost of ``load``.

    Raises:
        FrontMatterError: it does not say so.
    """
    parts = dict.fromkeys(match.group() for match in _MAKING.finditer(document, 0, _end(document)))
    try:
        values = frontmatter.load_yaml("".join(parts)) or {}
        return Source.model_validate(values.get("source")), GeneratorInfo.model_validate(values.get("generator"))
    except (ValidationError, AttributeError):
        raise FrontMatterError("does not say what it was made from") from None


def _end(document: str) -> int:
    """Where the front matter ends."""
    return max(0, document.find(f"\n{frontmatter.FENCE}", 1) + 1)
