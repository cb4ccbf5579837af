"""Every input that is kept still passes; and each target is fuzzed for a while."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fuzz import targets

# How long each target is fuzzed where it is at all, as on CI; once it was 600 s a target, see the README.
SECONDS = int(os.environ.get("FUZZ_SECONDS", "20"))


@pytest.mark.parametrize("name", targets.TARGETS)
def test_what_once_failed_and_what_fuzzing_starts_from_passes(name: str) -> None:
    seeds = list(targets.seeds(name))
    assert len(seeds) > 1
    for data in seeds:
        targets.run(name, data)


@pytest.mark.slow
@pytest.mark.parametrize("name", targets.TARGETS)
def test_new_inputs_pass(name: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: it has packages for Linux on x86-64 alone")
    call = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(SECONDS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    kept = [f"{path.name}: {path.read_bytes()!r}" for path in tmp_path.iterdir()]
    assert done.returncode == 0, "\n".join([done.stderr[-3000:], *kept])
    tried = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    assert tried
    assert int(tried[1]) > 10
