"""``briefing explain``: each statement of a brief, its evidence in context, and why it was chosen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator import brief as briefs
from generator import store
from generator.brief import Passage
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, find_project
from generator.errors import BriefingError, ConfigurationError, Diagnostic, FrontMatterError
from generator.models import Actor, Brief, KeyFact, Quote

# Characters of context shown on each side of a statement.
CONTEXT = 160


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "explain",
        help="show for each fact, actor and quote of a brief its evidence in context, and why it was chosen",
        description="Explain a brief. The statement stands between >> and << in its context.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument(
        "brief", metavar="BRIEF", help="a brief's file, or any part of its name that only one brief has"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    path = _find(arguments.brief, arguments.project)
    try:
        brief, body = briefs.load(path.read_text(encoding="utf-8"))
    except (FrontMatterError, OSError, UnicodeDecodeError) as error:
        raise BriefingError(f"{path}: not a brief ({error}); give one of content/briefs") from None
    for line in explain(brief, briefs.evidence(body)):
        console.result(line)
    return 0


def _find(given: str, start: Path) -> Path:
    if Path(given).is_file():
        return Path(given)
    project: Project = find_project(start)
    names = [name for name in store.files(project.briefs, ".md") if given in name]
    if len(names) != 1:
        several = f": {', '.join(names[:5])}{', …' if names[5:] else ''}" if names else ""
        reason = f"{len(names) or 'no'} briefs have this in their name{several}; give a brief's file"
        raise ConfigurationError([Diagnostic(given, None, reason)])
    return project.briefs / names[0]


def explain(brief: Brief, passages: list[Passage]) -> Iterator[str]:
    """The explanation, line by line."""
    yield from (brief.title, f"  headline from: {brief.source.origins.get('title')}")
    yield from ([f"  {briefs.edited(brief)}"] if brief.editor else [])
    yield ""
    for number, fact in enumerate(brief.key_facts, 1):
        yield from _fact(number, fact, passages)
    for actor in brief.actors:
        yield from _actor(actor, passages)
    for number, quote in enumerate(brief.quotes, 1):
        yield from _quote(number, quote, passages)


def _context(start: int, end: int, passages: list[Passage]) -> str:
    for passage in passages:
        if passage.start <= start < passage.end:
            first, last = start - passage.start, end - passage.start
            before, after = passage.text[max(0, first - CONTEXT) : first], passage.text[last : last + CONTEXT]
            return f"  evidence {start}-{end}: …{before}>>{passage.text[first:last]}<<{after}…"
    return f"  evidence {start}-{end}: (the brief does not repeat this part of the article)"


def _fact(number: int, fact: KeyFact, passages: list[Passage]) -> Iterator[str]:
    yield f"Fact {number}: {fact.text}"
    yield f"  why: {fact.why or 'not recorded'}"
    yield f"  who: {', '.join(dict.fromkeys(who.id for who in fact.who)) or 'nobody named'}"
    when = f"{fact.when.text} = {fact.when.value or 'not resolved'}" if fact.when else "not said"
    yield f"  when: {when}; where: {', '.join(dict.fromkeys(where.name for where in fact.where)) or 'not said'}"
    yield from (_context(fact.start, fact.end, passages), "")


def _actor(actor: Actor, passages: list[Passage]) -> Iterator[str]:
    yield f"Actor: {actor.name} ({actor.type}), salience {actor.salience}, {_times(len(actor.mentions))}"
    yield f"  why: {actor.why or 'not recorded'}"
    if actor.aliases:
        yield f"  also: {', '.join(actor.aliases)}"
    if actor.role:
        yield f"  role: {actor.role.text}"
        yield _context(actor.role.start, actor.role.end, passages)
    yield from (_context(*actor.mentions[0], passages), "")


def _times(mentions: int) -> str:
    return "1 mention" if mentions == 1 else f"{mentions} mentions"


def _quote(number: int, quote: Quote, passages: list[Passage]) -> Iterator[str]:
    yield f"Quote {number} ({quote.kind}): {quote.text}"
    if quote.speaker is None:
        yield "  speaker: not known"
    else:
        sure = "" if quote.confidence is None else f", confidence {quote.confidence}"
        yield f"  speaker: {quote.speaker_name or quote.speaker.text}{sure}"
        yield f"  said as: {quote.speaker.text} / {quote.cue.text if quote.cue else 'no cue'}"
    yield f"  why: {quote.why or 'not recorded'}"
    if quote.antecedent:
        yield f"  antecedent of '{quote.speaker.text if quote.speaker else ''}':"
        yield _context(quote.antecedent.start, quote.antecedent.end, passages)
    yield from (_context(quote.start, quote.end, passages), "")
