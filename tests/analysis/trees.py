"""Sentences parsed by hand, heads and dependencies included."""

from __future__ import annotations

from dataclasses import replace

from spacy.lang.en import English
from spacy.tokens import Doc

from generator.models import Article, Known, Region, Title

# The words of English without any trained model.
VOCAB = English().vocab
_GLUED = {",", ".", ";", ":", ")", "'s", "’s", "?", "!", "”", "%"}


def tree(*sentences: str, ents: dict[str, str] | None = None) -> Doc:
    """A Doc of sentences whose tokens are ``word|POS|TAG|dep|head|lemma``, head by position in the sentence.

    The lemma is the word in lower case if left out. ``ents``: entity labels by word.
    """
    words, pos, tags, deps, heads, lemmas, spaces, starts = [], [], [], [], [], [], [], []
    for sentence in sentences:
        first = len(words)
        for number, token in enumerate(sentence.split()):
            word, *rest = token.split("|")
            if word in _GLUED and words:
                spaces[-1] = False
            words.append(word)
            pos.append(rest[0])
            tags.append(rest[1])
            deps.append(rest[2])
            heads.append(first + int(rest[3]))
            lemmas.append(rest[4] if len(rest) > 4 else word.lower())
            spaces.append(word not in ("(", "“", "$"))
            starts.append(number == 0)
    labels = [f"B-{ents[word]}" if ents and word in ents else "O" for word in words]
    doc = Doc(VOCAB, words=words, spaces=spaces, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=lemmas, ents=labels)
    assert [token.is_sent_start for token in doc if token.is_sent_start] == [True] * len(sentences)
    return doc


def article(
    text: str, published: str | None = None, *, title: str | None = None, regions: tuple[Region, ...] = ()
) -> Article:
    """An article of a text."""
    made = Article(id="a", path="a", text=text, sha256="0" * 64, identity="a", regions=regions)
    known = Known(published, "record") if published else None
    return replace(made, published=known, title=Title(text=title, origin="record") if title else None)
