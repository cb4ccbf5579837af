"""The section of a brief: the folder that its article lies in, called as the settings say, else as the folder is."""

from __future__ import annotations

from generator.config import Sections


def of(path: str, sections: Sections) -> str | None:
    """The title of the section that an article is in; ``path`` is below ``content/articles``.

    It is the outermost folder; there is none if that is ``None`` in ``sections``, or if there is no folder.
    """
    folder, slash, _ = path.partition("/")
    named = dict(sections)
    return named.get(folder, title(folder)) if slash else None


def title(folder: str) -> str:
    """A folder's name as a title: ``home-affairs`` as "Home affairs"; one with a dot (a host) as it is."""
    if "." in folder:
        return folder
    words = " ".join(folder.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or folder
