"""Finding, verifying and loading the spaCy pipelines."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import srsly
import yaml
from spacy import util
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from generator.analysis import labels, lemmas, ruler
from generator.analysis.lexicon import load as table
from generator.analysis.lexicon import speaking
from generator.analysis.version import ENGLISH, model_folder, model_info
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


# Blanks that belong to a mark or number in other languages, and would be tokens of their own.
_ENDS = '.!?…:;»”")'
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")

# What a pipeline's configuration says of its tokenizer, and what we let it say in place of spaCy's own alone.
SPACYS_TOKENIZER, WITHOUT_RULES = {"@tokenizers": "spacy.Tokenizer.v1"}, "briefing.Tokenizer.v1"

# Tokens; longer sentences are lists and tables without stops, and traps.
SENTENCE_MAX = 500
_SIGNS = re.compile(r"[^\w\s]{100,}")


def spaced(text: str) -> str:
    """The text as the pipeline is to read it, each character in its place.

    French sets no-break spaces inside its quotation marks and numbers; to the tokeniser they shall be plain ones.
    So shall a run of signs that no sentence has: the tokeniser looks at all of it again for each sign.
    """
    text = _SIGNS.sub(lambda match: " " * len(match[0]), text)
    return text.translate(_BLANKS) if table("grammar")["blanks"] else text


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Let no sentence run over the end of a paragraph, and none be longer than any that somebody wrote."""
    at = {offset: i for i, offset in enumerate(doc.to_array("IDX").tolist())}
    starts = [at[start] for start, _ in paragraphs(doc.text) if start in at]
    begins = doc.to_array(["SENT_START"])
    begins[[*starts, *_cuts(doc, starts)]] = 1
    # At once: a token that is told that it begins a sentence first looks through the whole Doc for a parse.
    return doc.from_array(["SENT_START"], begins)  # type: ignore[arg-type]


def _cuts(doc: Doc, starts: list[int]) -> list[int]:
    """Where a stretch without a stop is cut: spaCy's noun chunks take time that grows by a sentence's square."""
    stops = np.isin(doc.to_array("ORTH"), [doc.vocab.strings[sign] for sign in ".!?"])
    ends = np.unique([0, *starts, *np.flatnonzero(stops), len(doc)])
    return [
        cut for before, after in pairwise(ends.tolist()) for cut in range(before + SENTENCE_MAX, after, SENTENCE_MAX)
    ]


@Language.component("marked_ends")
def marked_ends(doc: Doc) -> Doc:
    """Let a sentence end with a mark alone: parsers of other languages part some within a name."""
    for before, token in pairwise(doc):
        if not (token.is_sent_start or before.is_space or before.text[-1] in _ENDS):
            token.is_sent_start = False
    return doc


@Language.component("labels")
def translate_labels(doc: Doc) -> Doc:
    """Give the tokens the labels that the analysis reads; see ``labels``."""
    with speaking(doc.lang_):
        return labels.translate(doc)


def multiply_with_numpy(nlp: Language) -> None:
    """Let a pipeline multiply its matrices with the BLAS that numpy brings, where it would with thinc's own.

    thinc's (BLIS) knows no processor of AMD's since Zen 3 and falls back to plain C there, at a third of the speed.
    What comes out differs in the last bits, as it does between processors with either. On one thread: several wait for
    one another at matrices as small as a text's, and other articles can use the other cores.
    """
    threadpool_limits(1, user_api="blas")
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for part in model.walk() if isinstance(model, Model) else ():
            if type(part.ops) is NumpyOps:
                part.ops = NumpyOps(use_blis=False)


@util.registry.tokenizers(WITHOUT_RULES)  # type: ignore[untyped-decorator]
def _without_rules() -> Callable[[Language], Any]:
    """A tokenizer to be given rules: the language's own take an eighth of the time of a model, and are replaced."""
    return lambda nlp: Tokenizer(nlp.vocab)


def tell_rules(tokenizer: Any, known: bytes) -> None:
    """Give a tokenizer of spaCy's the rules that a pipeline has on disk, and one of ours.

    A dash behind a full stop parts two tokens: "KELMOUTH, Tex.—Ada Holm", where spaCy wants letters around it.
    """
    rules: Any = srsly.msgpack_loads(known)
    rules["infix_finditer"] += r"|(?<=\.)[—–](?=[^\W\d_])"
    tokenizer.from_bytes(srsly.msgpack_dumps(rules), exclude=["vocab"])


def _loaded(folder: Path) -> Language:
    """The pipeline of a folder, its tokenizer with our rule if it is spaCy's own."""
    config = util.load_config(folder / "config.cfg")
    if config["nlp"]["tokenizer"] != SPACYS_TOKENIZER:
        return util.load_model(folder)
    config["nlp"]["tokenizer"] = {"@tokenizers": WITHOUT_RULES}
    nlp = util.load_model_from_config(config, meta=util.get_model_meta(folder))
    nlp.from_disk(folder, exclude=["tokenizer"])
    tell_rules(nlp.tokenizer, (folder / "tokenizer").read_bytes())  # of words in the vocabulary that is there by now
    return nlp


def load(name: str) -> Language:
    """The verified pipeline: sentences kept inside paragraphs, quicker parts, labels that the analysis reads."""
    folder, known = model_folder(name), model_info(name)
    prefix = "" if known.lang == ENGLISH else f"{known.lang}_"
    verify(folder, f"{prefix}{known.name} {known.version}")
    nlp = _loaded(folder)
    multiply_with_numpy(nlp)
    nlp.add_pipe("paragraph_starts", first=True)
    if known.lang != ENGLISH:
        nlp.add_pipe("marked_ends", after="paragraph_starts")
    ruler.replace(nlp)
    lemmas.replace(nlp)
    if known.lang != ENGLISH:
        nlp.add_pipe("labels", last=True)
    return nlp
