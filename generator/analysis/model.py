"""Finding, verifying and loading the spaCy pipeline."""

from __future__ import annotations

from pathlib import Path

import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from generator.analysis import ruler
from generator.analysis.version import model_folder, model_info
from generator.errors import ModelError
from generator.text import paragraphs, sha256

DATA = Path(__file__).parent / "data"


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
    at = {offset: i for i, offset in enumerate(doc.to_array("IDX").tolist())}
    for start, _ in paragraphs(doc.text):
        if start in at:
            doc[at[start]].is_sent_start = True
    return doc


def load(name: str) -> Language:
    """The verified pipeline, with sentences kept inside paragraphs and a faster ruler."""
    folder, known = model_folder(name), model_info(name)
    verify(folder, f"{known.name} {known.version}")
    nlp = spacy.load(folder)
    nlp.add_pipe("paragraph_starts", first=True)
    ruler.replace(nlp)
    return nlp
