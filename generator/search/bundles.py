"""The bundles of a site as folders, each an index of Pagefind's, and the list of them that the search loads first."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from generator import store
from generator.errors import BriefingError
from generator.search.documents import document
from generator.search.periods import Bundle, cut

# Where the pages' script looks for them, below the site.
FOLDER = "pagefind"
LIST = "bundles.json"
# The site's own words inside a brief: nobody searches for them, and in an excerpt they would only disturb.
LABELS = ".in-context, .w, .back, .legend, .gap, .cue, .page--brief .aside, .page--brief .dateline"
# Filters with as many values as there are names. In a bundle of more pages than this a name that at most one page in so
# many has is no filter there, only text: the list of values, loaded with the first query, would be mostly these.
NAMES, SMALL = ("actor", "speaker"), 1000
# Pagefind's own dialogs, which are not used: 0.5 MB a bundle.
_UNUSED = ("*-ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
# Raised when the code changes what Pagefind is given.
_NUMBER = 2
Progress = Callable[[str, int], None]


class Indexed(NamedTuple):
    """A page that is searched: the digest of what the search sees of it, its language and day."""

    digest: str
    lang: str
    day: str | None


def update(
    site: Path, pages: Mapping[str, Indexed], scratch: Path, progress: Progress, *, before: Path | None = None
) -> list[str]:
    """Bring ``site/pagefind`` up to date; what a bundle is made from decides whether it is made again.

    Returns the folders below ``site`` in which anything has changed, or that are gone.
    ``pages``: by their paths below ``site``; ``before``: another site whose bundles can serve; ``scratch``: a folder.

    Raises:
        BriefingError: Pagefind failed.
    """
    wanted = list(_wanted(pages))
    there = _keys(site / FOLDER)
    other = {key: path for path, key in _keys(before / FOLDER).items()} if before else {}
    stale = [(entry, bundle) for entry, bundle in wanted if there.get(entry["path"]) != entry["key"]]
    done = 0
    for entry, bundle in stale:
        fresh = scratch / "bundle"
        shutil.rmtree(fresh, ignore_errors=True)
        if before and entry["key"] in other:
            shutil.copytree(before / FOLDER / other[entry["key"]], fresh, copy_function=_again)
        else:
            _index(site, bundle, fresh, scratch / "bundle-pages")
        _exchange(fresh, site / FOLDER / entry["path"])
        done += len(bundle.pages)
        progress("Indexing for the search", done)
    store.write_if_changed(site, f"{FOLDER}/{LIST}", _json([entry for entry, _ in wanted]), durable=False)
    gone = _tidy(site / FOLDER, {entry["path"] for entry, _ in wanted})
    return [f"{FOLDER}/{path}" for path in (*(entry["path"] for entry, _ in stale), *gone)]


def _again(source: str, target: str) -> None:
    """The same file under another name; a copy where the system makes none, as between two file systems."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _wanted(pages: Mapping[str, Indexed]) -> Iterator[tuple[dict[str, Any], Bundle]]:
    """Every bundle with its line in the list: language by language, the newest first."""
    by_lang: dict[str, dict[str, str | None]] = defaultdict(dict)
    for page, one in pages.items():
        by_lang[one.lang][page] = one.day
    program = f"{_NUMBER} {version('pagefind')} {LABELS}"
    for lang in sorted(by_lang, key=lambda lang: (-len(by_lang[lang]), lang)):
        for bundle in cut(by_lang[lang]):
            key = hashlib.blake2b(program.encode(), digest_size=16)
            for page in bundle.pages:
                key.update(f"\n{page} {pages[page].digest}".encode("utf-8", "surrogateescape"))
            period = {"first": bundle.first, "last": bundle.last, "pages": len(bundle.pages)}
            yield {"path": f"{lang}/{bundle.name}", "lang": lang, **period, "key": key.hexdigest()}, bundle


def _keys(folder: Path) -> dict[str, str]:
    """The bundles that are there, by the list beside them."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return {one["path"]: one["key"] for one in listed if (folder / one["path"] / "pagefind-entry.json").is_file()}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _json(listed: Iterable[dict[str, Any]]) -> bytes:
    return ("[\n" + ",\n".join(json.dumps(one) for one in listed) + "\n]\n").encode()


def _index(site: Path, bundle: Bundle, fresh: Path, staged: Path) -> None:
    """Let Pagefind index the pages of a bundle, and of them only what the search is to see."""
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    rare = _rare_names(site, bundle.pages) if len(bundle.pages) > SMALL else frozenset()
    for page in bundle.pages:
        found = document((site / page).read_text(encoding="utf-8"))
        if found is not None:
            target = staged / page
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(found.html(rare), encoding="utf-8")
    command = [_program(), "--site", str(staged), "--output-path", str(fresh), "--silent"]
    command += ["--exclude-selectors", LABELS]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    shutil.rmtree(staged)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BriefingError(f"the search index could not be made: {said[-1] if said else 'Pagefind failed'}")
    for pattern in _UNUSED:
        for path in fresh.glob(pattern):
            path.unlink()


def _program() -> str:
    """Pagefind. By its own ``python -m pagefind`` the start alone takes as long as to index some twenty pages."""
    from pagefind.service import get_executable

    found = get_executable()
    if found is None:
        raise BriefingError("the search index could not be made: Pagefind's program is missing; install pagefind[bin]")
    return str(found)


def _rare_names(site: Path, pages: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The names by which too few pages could be filtered."""
    counts: Counter[tuple[str, str]] = Counter()
    for page in pages:
        found = document((site / page).read_text(encoding="utf-8"))
        counts.update(one for one in (found.facets if found else ()) if one[0] in NAMES)
    return frozenset(one for one, count in counts.items() if count <= len(pages) // SMALL)


def _exchange(fresh: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    shutil.move(fresh, target)


def _tidy(folder: Path, wanted: set[str]) -> list[str]:
    """Remove what is no bundle of the list; tells the folders among it."""
    gone = []
    for lang in folder.iterdir() if folder.is_dir() else ():
        for one in lang.iterdir() if lang.is_dir() else ():
            if f"{lang.name}/{one.name}" not in wanted:
                shutil.rmtree(one)
                gone.append(f"{lang.name}/{one.name}")
        if lang.is_dir() and not any(lang.iterdir()):
            lang.rmdir()
        elif lang.is_file() and lang.name != LIST:
            lang.unlink()
    return gone
