"""Addresses that briefs had before, committed beside the briefs: readers' links lead on wherever a site is built.

A brief keeps its file when headline, date or text change. It gets another one when its article has another identity
(its URL, its id or its path changed: told by the text, which is the same), or when an editor moves the file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from generator import brief, store
from generator.brief import addresses
from generator.build.folder import Folder
from generator.errors import FrontMatterError

FILE = addresses.MOVED


def note(folder: Folder, moves: dict[str, str]) -> None:
    """Add moves (old path -> new path) to those of earlier runs; what led to an old path leads to the new one."""
    known = addresses.told(folder.root / FILE)
    told = {old: moves.get(new, new) for old, new in known.items()} | moves
    # Where there is a brief again, nothing leads away.
    kept = {old: new for old, new in sorted(told.items()) if old not in moves.values()}
    if kept != known:
        store.write_if_changed(folder.root, FILE, (json.dumps(kept, indent=1) + "\n").encode())


def same_text(folder: Folder, gone: Iterable[str], fresh: Collection[str]) -> dict[str, str]:
    """The briefs that have no article any more, each with the one new brief that is made of the very same text."""
    if not fresh:
        return {}
    before, now = _by_text(folder, gone), _by_text(folder, fresh)
    return {old[0]: now[text][0] for text, old in before.items() if len(old) == 1 and len(now.get(text, ())) == 1}


def _by_text(folder: Folder, paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        try:
            found.setdefault(brief.making(folder.document(path))[0].text_sha256, []).append(path)
        except FrontMatterError:
            continue
    return found
