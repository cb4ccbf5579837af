"""The search index of a built site, made by Pagefind: it loads in pieces, so it stays small at any size of site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from generator.errors import BriefingError

# Where the pages' script looks for it, below the site.
BUNDLE = "pagefind"
# The site's own words inside a brief: nobody searches for them, and in an excerpt they would only disturb.
LABELS = ".in-context, .w, .back, .legend, .gap, .cue, .page--brief .aside, .page--brief .dateline"


def index(site: Path) -> None:
    """Index the built site into ``site/pagefind``.

    What is indexed, and by what it can be filtered, the pages themselves say (``data-pagefind-*``).

    Raises:
        BriefingError: Pagefind failed.
    """
    fresh = f"{BUNDLE}-fresh"
    shutil.rmtree(site / fresh, ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", fresh, "--silent"]
    command += ["--exclude-selectors", LABELS]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BriefingError(f"the search index could not be made: {said[-1] if said else 'Pagefind failed'}")
    # Pagefind leaves what an earlier run wrote.
    shutil.rmtree(site / BUNDLE, ignore_errors=True)
    if (site / fresh).is_dir():
        (site / fresh).rename(site / BUNDLE)
