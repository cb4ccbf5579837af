"""The folder of briefs, and which file belongs to which article in this run."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from generator import brief, store
from generator.config import Project
from generator.engine import Made
from generator.errors import ArticleError, FrontMatterError
from generator.readers import Record
from generator.text import sha256_of_file

# The name of a brief, wherever it was moved to below content/briefs; other files there are left alone.
_NAME = re.compile(rf"(?:.*/)?[a-z0-9-]+-([0-9a-f]{{{brief.HASH_DIGITS}}})\.md")


def listed(project: Project) -> dict[str, list[str]]:
    """The briefs that there are, sorted, by the hash in their names; paths relative to ``content/briefs``."""
    found: dict[str, list[str]] = {}
    for name in store.files(project.briefs, ".md"):
        match = _NAME.fullmatch(name)
        if match:
            found.setdefault(match[1], []).append(name)
    return found


class Folder:
    """See the module. ``digests``: those of the briefs that belong to an article, by path."""

    def __init__(self, project: Project) -> None:
        self.root, self._articles = project.briefs, project.articles.as_posix()
        self._root = str(self.root)
        self._by_hash = listed(project)
        self.present = sorted(name for names in self._by_hash.values() for name in names)
        self._present = frozenset(self.present)
        # Those whose hash no other has: which of these belongs to an article need not be asked.
        self._only = frozenset(names[0] for names in self._by_hash.values() if len(names) == 1)
        self.digests: dict[str, str] = {}
        self._owners: dict[str, str] = {}

    def document(self, path: str) -> str:
        """A brief's file, every character as it is.

        Raises:
            FrontMatterError: it is not UTF-8, or gone.
        """
        return read(self.root, path)

    def home(self, identity: str) -> str | None:
        """The brief that an article has already: one that names it, else one too damaged to name any."""
        names = self._by_hash.get(brief.identity_hash(identity), ())
        told = {name: self._told_identity(name) for name in names}
        for wanted in (identity, None):
            for name, found in told.items():
                if found == wanted and name not in self.digests:
                    return name
        return None

    def _told_identity(self, path: str) -> str | None:
        try:
            return brief.making(self.document(path))[0].identity
        except FrontMatterError:
            return None

    def is_as_written(self, path: str, identity: str, digest: str) -> bool:
        """Whether a brief is where it belongs, with the bytes that were written."""
        is_at_home = path in self._only or (path in self._present and self.home(identity) == path)
        return is_at_home and self.digest_on_disk(path) == digest

    def digest_on_disk(self, path: str) -> str | None:
        try:
            file = os.open(f"{self._root}/{path}", os.O_RDONLY)
        except OSError:
            return None
        try:
            return sha256_of_file(file)
        except OSError:
            return None
        finally:
            os.close(file)

    def path_for(self, made: Made) -> str:
        """Where a brief goes: where it was before, else its own new path.

        Raises:
            ArticleError: another article has that path.
        """
        before = self.home(made.identity)
        if before is None and (made.path in self._present or made.path in self.digests):
            reason = "its brief would have the name of another one's; give it a url or id of its own"
            raise made.record.error(reason, kind="duplicate")
        return before or made.path

    def claim(self, record: Record, identity: str, path: str, digest: str) -> None:
        """Note that a brief belongs to an article of this run.

        Raises:
            ArticleError: another article of this run has the same identity.
        """
        self.refuse_second(record, identity)
        self._owners[identity] = owner(record)
        self.digests[path] = digest

    def refuse_second(self, record: Record, identity: str) -> None:
        """Raises: ArticleError: an article of this identity was there before."""
        if identity in self._owners:
            raise second(record, identity, self._owners[identity])

    def keep(self, path: str) -> None:
        """Note a brief that stays although no article of this run has it."""
        digest = self.digest_on_disk(path)
        if digest is not None:
            self.digests[path] = digest

    def drop(self, path: str) -> None:
        """Forget a brief that was removed."""
        self.present.remove(path)

    def may_be_of(self, path: str, failed: Collection[str]) -> bool:
        """Whether a brief's article is one that failed, or lies in a folder that did.

        ``failed``: paths below ``content/articles``, or that folder's own. A damaged brief may be of any article.
        """
        if not failed or self._articles in failed:
            return bool(failed)
        try:
            source = PurePosixPath(brief.making(self.document(path))[0].path)
        except FrontMatterError:
            return True
        return any(one.as_posix() in failed for one in (source, *source.parents))

    def unclaimed(self) -> list[str]:
        return [path for path in self.present if path not in self.digests]


def owner(record: Record) -> str:
    """How the record that has a brief is named to others of its identity."""
    return record.shown if record.line is None else f"{record.shown}:{record.line}"


def second(record: Record, identity: str, owner: str) -> ArticleError:
    """The error of a record that is the same article as its ``owner``."""
    reason = f"the same article as {owner} ('{identity}'); remove one, or tell them apart by url or id"
    return record.error(reason, kind="duplicate")


def read(root: Path, path: str) -> str:
    """A brief's file, every character as it is (line ends too).

    Raises:
        FrontMatterError: it cannot be read, or is not UTF-8.
    """
    try:
        return (root / path).read_bytes().decode("utf-8")
    except OSError as error:
        raise FrontMatterError(f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise FrontMatterError(f"not UTF-8 at its byte {error.start + 1}") from None
