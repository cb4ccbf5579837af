"""spaCy is imported without its command line, which stays there for those who want it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from generator.analysis import light
light.import_spacy()
import spacy
assert "spacy.cli" not in sys.modules
assert "typer" not in sys.modules
assert spacy.blank("en")("A boat.")[1].text == "boat"
assert "spacy_version" in spacy.info(silent=True)
import spacy.cli
assert spacy.cli.app
light.import_spacy()
"""


def test_the_command_line_is_left_out_until_somebody_asks() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
