"""Article in, Analysis out: the order of the steps."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.analysis import (
    actors,
    dates,
    facts,
    figures,
    headline,
    lexicon,
    model,
    places,
    plain,
    quotes,
    registry,
    topics,
    version,
)
from generator.config import Settings
from generator.editorial import KnownActor
from generator.errors import ArticleError
from generator.models import Analysis, Article


class Analyser:
    """A loaded pipeline for articles in one language; one for each process. Without a pipeline: see ``without_model``.

    Raises:
        ModelError: the pipeline was altered, is for another language, or is the project's own and not installed.
    """

    def __init__(self, settings: Settings, lang: str) -> None:
        self.settings = settings
        self.lang = lang
        name = version.model_for(settings, lang)
        self._nlp = model.load(name) if name is not None else None

    def analyse(self, article: Article, known: tuple[KnownActor, ...] = ()) -> Analysis:
        """One article; ``known``: the actors of the registry that it may name.

        One at a time: a batch would take a sixth less, but the limits of time and memory hold for each article alone.

        Raises:
            ArticleError: no pipeline for its language, and the settings refuse such articles.
        """
        if self._nlp is None:
            if self.settings.without_model == "refuse":
                raise ArticleError(article.path, version.remedy(self.settings, self.lang), kind="language")
            return plain.analyse(article)
        with lexicon.speaking(self.lang):
            doc = self._nlp(model.spaced(article.text))
            registry.mark(doc, article, known)
            return analyse(doc, article, self.settings)


def analyse(doc: Doc, article: Article, settings: Settings) -> Analysis:
    """Run every step on one parsed article, by the words of the language that is spoken (see ``lexicon``)."""
    chains = actors.build_chains(doc, article)
    found_dates = dates.extract(doc, article)
    found_quotes = quotes.extract(doc, article, chains, min_confidence=settings.min_confidence)
    found_actors = actors.rank(doc, article, chains, found_quotes)
    found_places = places.extract(doc, article, chains)
    key_facts = facts.extract(doc, article, chains, found_actors, found_dates, found_quotes, limit=settings.key_facts)
    return Analysis(
        title=article.title or headline.draw(doc, article, chains, found_quotes, key_facts),
        quotes=found_quotes,
        source_quote=quotes.choose_source_quote(found_quotes, found_actors),
        actors=found_actors,
        key_facts=key_facts,
        dates=found_dates,
        places=found_places,
        figures=figures.extract(doc, article, found_dates),
        tags=article.tags or topics.extract(doc, article, chains),
    )
