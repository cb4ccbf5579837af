"""Where this package was installed from, so that another machine can install the same."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from generator import __version__
from generator.text import sha256

_NAME = "briefing"
_WHEEL = f"{_NAME}-{__version__}-py3-none-any.whl"


@dataclass(frozen=True, slots=True)
class Origin:
    """``requirement``: a line for pip; where it names a wheel in the project, that wheel's name, and its bytes if they
    can be had here."""

    requirement: str
    wheel_name: str | None = None
    wheel: bytes | None = None


def of_this_package() -> Origin:
    """As the installer has noted it (``direct_url.json``, PEP 610). An index is what is left if it noted nothing."""
    try:
        noted = distribution(_NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return _wheel(None)  # run from a folder that nobody installed
    if noted is None:
        return Origin(f"{_NAME}=={__version__}")
    return _direct(json.loads(noted))


def _direct(noted: dict[str, Any]) -> Origin:
    url = str(noted.get("url", ""))
    if "vcs_info" in noted:
        info = noted["vcs_info"]
        return Origin(f"{_NAME} @ {info['vcs']}+{url}@{info['commit_id']}")
    if not url.startswith("file:"):
        digest = noted.get("archive_info", {}).get("hashes", {}).get("sha256")
        return Origin(f"{_NAME} @ {url}" + (f" --hash=sha256:{digest}" if digest else ""))
    path = Path(unquote(urlsplit(url).path))
    return _built(path) if path.is_dir() else _wheel(path)


def _wheel(path: Path | None) -> Origin:
    """A wheel that goes along with the project."""
    data = path.read_bytes() if path and path.suffix == ".whl" and path.is_file() else None
    name = path.name if path and path.suffix == ".whl" else _WHEEL
    return Origin(f"./site_config/{name}" + (f" --hash=sha256:{sha256(data)}" if data else ""), name, data)


def _built(checkout: Path) -> Origin:
    """The wheel of a checkout, if its build tools are installed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        try:
            subprocess.run(command, cwd=checkout, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return _wheel(None)
        return _wheel(next(Path(folder).glob("*.whl"), None))
