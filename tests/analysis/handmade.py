"""Parsed articles made by hand, so that tests of the analysis need no trained model."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from generator.models import Article, Region, Title

_GLUED = {",", ".", ";", ":", ")", "'s", "’s", "?", "!", "”"}


def parsed(spec: str) -> Doc:
    """A Doc from tokens like ``Ada|NNP|PERSON``: word, tag, entity label, dependency; all but the word may be left out.

    Equal labels side by side are one entity, unless a label begins with ``*``. ``¶`` parts paragraphs; a word that
    begins with ``+`` follows without a blank, as marks and possessives do by themselves. A sentence ends with ``.``;
    its first token is the head of all the others.
    """
    words, tags, ents, deps, spaces, starts = [], [], [], [], [], []
    opening = True
    for token in spec.split():
        word, tag, label, dep = (*token.split("|"), "", "", "")[:4]
        glued = word in _GLUED or word == "¶" or (word.startswith("+") and len(word) > 1)
        if words and (glued or words[-1] in ("(", "“", "\n\n")):
            spaces[-1] = False
        word = "\n\n" if word == "¶" else word.removeprefix("+") or "+"
        continues = bool(ents) and ents[-1][2:] == label.removeprefix("*") and not label.startswith("*")
        ents.append("O" if not label else f"{'I' if continues else 'B'}-{label.removeprefix('*')}")
        words.append(word)
        tags.append("_SP" if word == "\n\n" else tag)
        deps.append(dep or "dep")
        spaces.append(True)
        starts.append(opening and word != "\n\n")
        opening = word in (".", "\n\n") or (opening and not starts[-1])
    heads: list[int] = []
    for number, start in enumerate(starts):
        heads.append(number if start or not heads else heads[-1])
    return Doc(Vocab(), words=words, tags=tags, ents=ents, deps=deps, heads=heads, spaces=spaces)


def article_of(doc: Doc, *, title: str | None = None, regions: tuple[Region, ...] = ()) -> Article:
    """The article of a Doc."""
    headline = Title(text=title, origin="record") if title else None
    digest = "0" * 64
    return Article(id="a", path="a", text=doc.text, sha256=digest, identity="a", title=headline, regions=regions)
