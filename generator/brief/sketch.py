"""A MinHash signature of an article's prose: near-copies are found by it without any of the articles.

Broder, "On the resemblance and containment of documents" (1997): the share of equal slots of two signatures estimates
the Jaccard similarity of the two sets of shingles, from which, with their sizes, follows their containment.
"""

from __future__ import annotations

import base64
import re

from rensa import RMinHash

from generator.models import Article, Sketch

# Words in a shingle. Three let a copy that was edited throughout keep some; single names and idioms are shorter.
SHINGLE = 3
SLOTS, SEED = 128, 1
# Of each slot's 32 bits the low 16 are kept: two that differ are taken for equal once in 65,536 times.
_SLOT_BYTES = 2
# Shorter texts have too little to tell copies from others by.
LEAST = 20
_WORD = re.compile(r"\w+")


def sketch(article: Article) -> Sketch | None:
    """The signature of what is prose in an article; head, captions and boilerplate differ from copy to copy."""
    words = _WORD.findall(_prose(article).casefold())
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    if len(shingles) < LEAST:
        return None
    minhash = RMinHash(num_perm=SLOTS, seed=SEED)
    minhash.update([one.encode("utf-8", "surrogatepass") for one in shingles])
    slots = b"".join((slot & 0xFFFF).to_bytes(_SLOT_BYTES, "little") for slot in minhash.digest())
    return Sketch(shingles=len(shingles), minhash=base64.b64encode(slots).decode("ascii"))


def _prose(article: Article) -> str:
    """The text without the furniture around it."""
    at, parts = 0, []
    for region in article.regions:
        parts.append(article.text[at : region.start])
        at = region.end
    return "\n".join([*parts, article.text[at:]])
