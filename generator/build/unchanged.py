"""Whether anything at all has changed since the last run: told by bytes, before anything large is imported."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from os import scandir
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator import store
from generator.build.report import Report
from generator.errors import StoreError
from generator.project import Project, environment

FILE = "unchanged.json"
_PACKAGE = Path(__file__).parent.parent


def listing(project: Project) -> str | None:
    """Names and sizes of articles, the settings, and what is installed: that a day's work changes, at little cost.

    Of before a run, for ``remember`` too: what comes while the run is at work waits for the next one, and must be seen
    by it. ``None`` if a folder cannot be listed.
    """
    installed = (one.name for folder in sys.path if Path(folder or ".").is_dir() for one in scandir(folder or "."))
    programs = sorted(name for name in installed if name.endswith((".dist-info", ".egg-info")))
    try:
        # The theme's own icons are in a hidden folder.
        told = store.signature(project.articles), store.content(project.site_config, hidden_folders=True)
        return _joined(sys.version, *programs, *environment(project), *told)
    except (StoreError, OSError):
        return None


def recall(project: Project, listed: str | None, as_of: datetime, *, site: bool) -> Report | None:
    """The report of a run that has nothing to do; ``None`` where it may have.

    ``listed``: see ``listing``; ``site``: whether the site is wanted, too. File times are never looked at.

    Raises:
        StoreError: another run is under way.
    """
    with store.lock(project.state), contextlib.suppress(StoreError, OSError, ValueError, KeyError, TypeError):
        known = json.loads((project.state / FILE).read_bytes())
        report = Report(as_of=as_of.isoformat(), **known["counts"])
        with report.timing.stage("looking for changes"):
            # An embargo that was over stays over; what an earlier time would show is another question.
            is_later = as_of >= datetime.fromisoformat(known["as_of"])
            if is_later and listed == known["listing"] and _is_as_it_was(project, known, site=site):
                report.site = project.site if site else None
                return report
    return None


def remember(project: Project, listed: str | None, report: Report, *, site: bool) -> None:
    """Note how everything is after a run, if another one would change nothing whatever its time."""
    (project.state / FILE).unlink(missing_ok=True)
    if (
        listed is None
        or report.failures
        or report.kept
        or report.held
        or report.waiting
        or _has_a_model_of_its_own(project)
    ):
        return
    found = {
        "counts": {"unchanged": report.briefs, "repeats": report.repeats, "stories": report.stories},
        "as_of": report.as_of,
        "listing": listed,
        "pages": report.signatures.get("pages") or store.signature(project.pages),
        "site": (report.signatures.get("site") or store.signature(project.site)) if site else None,
        "content": _content(project, report.digests),
    }
    store.write_if_changed(project.state, FILE, json.dumps(found).encode(), durable=False)


def _has_a_model_of_its_own(project: Project) -> bool:
    """Whether the model is a folder: what is in it, the list of what is installed does not tell."""
    from generator.config import load

    settings = load(project)
    named = [settings.model, *dict(settings.models).values()]
    return any(Path(one).is_dir() for one in named if one)


def _is_as_it_was(project: Project, known: dict[str, Any], *, site: bool) -> bool:
    """The cheap questions first: on most runs something has changed."""
    return (
        (known["site"] or not site)
        and known["pages"] == store.signature(project.pages)
        and (not site or _is_site_as_it_was(project, known["site"]))
        and known["content"] == _content(project)
    )


def _is_site_as_it_was(project: Project, known: str) -> bool:
    """Whether names and sizes are those of a digest.

    Most folders of a site are a page's own, and to list them all is most of what a run costs that changes nothing.
    Believed to hold their page alone, what others have put beside it waits for the next site that is built as a whole.
    If more is there of old, as a plugin of the user's writes it, all is listed here, too.
    """
    alone = store.pages_alone(project.pages)
    return known == store.signature(project.site, alone) or known == store.signature(project.site)


def _content(project: Project, known: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> str:
    """Bytes of articles and briefs, and of the program; ``known``: digests of a run that has read them."""
    written = [store.content(path, known.get(path.name, {})) for path in (project.articles, project.briefs)]
    return _joined(program(), *written)


def program() -> str:
    """A digest of all files of the package."""
    return store.content(_PACKAGE)


def _joined(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
