"""Parsed sentences with quotations made by hand, so that tests of the attribution need no trained model."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from generator.analysis.attribution_scene import scene_of
from generator.analysis.attribution_types import Mention, Scene
from generator.analysis.chains import Chain

_LEMMAS = {"said": "say", "told": "tell", "called": "call", "added": "add", "asked": "ask", "wrote": "write"}
_GLUED = {",", ".", ":", "?", "!", "”", "'s", "’s", ")"}


def spoken(spec: str) -> Doc:
    """A Doc from tokens like ``Holm|NNP|nsubj|3``: word, tag, dependency, number of the head.

    All but the word may be left out. ``¶`` parts paragraphs. Without a head a token hangs on itself.
    """
    rows = [(*token.split("|"), "", "", "")[:4] for token in spec.split()]
    words = ["\n\n" if row[0] == "¶" else row[0] for row in rows]
    following = [*words[1:], "\n\n"]
    return Doc(
        Vocab(),
        words=words,
        spaces=[
            word not in ("“", "\n\n") and after not in _GLUED and after != "\n\n"
            for word, after in zip(words, following, strict=True)
        ],
        tags=["_SP" if word == "\n\n" else row[1] or word for word, row in zip(words, rows, strict=True)],
        deps=[row[2] or "dep" for row in rows],
        heads=[int(row[3]) if row[3] else number for number, row in enumerate(rows)],
        lemmas=[_LEMMAS.get(word, word.lower()) for word in words],
    )


def mention(scene: Scene, words: str) -> Mention:
    """The mention that consists of these words."""
    (found,) = [m for m in scene.mentions if " ".join(scene.words[m.start : m.end]) == words]
    return found


def chain(doc: Doc, name: str, *forms: str, kind: str = "person", gender: str | None = None) -> Chain:
    """A chain with every place where one of its forms stands in the text; longer forms win."""
    mentions: list[tuple[int, int]] = []
    for form in sorted({name, *forms}, key=len, reverse=True):
        at = doc.text.find(form)
        while at >= 0:
            if not any(start <= at < end for start, end in mentions):
                mentions.append((at, at + len(form)))
            at = doc.text.find(form, at + 1)
    slug = name.lower().replace(" ", "-")
    return Chain(f"{kind}/{slug}", kind, name, [name, *forms], sorted(mentions), gender=gender)  # type: ignore[arg-type]


def links(doc: Doc) -> dict[str, dict[str, str]]:
    """For each mention that is tied to verbs: the verbs, and how it is tied."""
    scene = scene_of(doc)
    return {
        " ".join(scene.words[m.start : m.end]): {scene.words[verb]: link.name for verb, link in m.verbs.items()}
        for m in scene.mentions
        if m.verbs
    }
