"""The search of a built site: Pagefind's indexes in bundles by period; only what changed is indexed anew."""

from generator.search.bundles import FOLDER, Indexed, Progress, update
from generator.search.documents import Document, digest, document

__all__ = ["FOLDER", "Document", "Indexed", "Progress", "digest", "document", "update"]
