"""Signatures of articles: of the prose alone, alike for near-copies, the same for ever."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.brief import sketch
from generator.models import Region, Sketch
from tests.brief.samples import FERRY, Marked

GOLDEN = "zExtwuG75zQ03s+FmCj4Njf9CmeMrjuDlursg4JwA2fqdGjyZEhIwF11DUSKzyXB"


def signed(text: str, caption: str = "") -> Sketch:
    at = text.index(caption)
    regions = (Region("caption", at, at + len(caption)),) if caption else ()
    found = sketch(Marked(text, regions=regions).article())
    assert found is not None
    return found


def resemblance(one: Sketch, other: Sketch) -> float:
    first, second = (base64.b64decode(found.minhash) for found in (one, other))
    return sum(first[at : at + 2] == second[at : at + 2] for at in range(0, len(first), 2)) / (len(first) // 2)


def test_the_signature_of_a_text_never_changes() -> None:
    """Committed briefs hold it: a library that computes another one is not to be used."""
    found = signed(" ".join(f"word{number}" for number in range(40)))
    assert found.shingles == 38
    assert found.minhash.startswith(GOLDEN)


def test_case_marks_and_spaces_make_no_difference() -> None:
    assert signed(FERRY) == signed(FERRY.upper().replace(",", " –").replace("\n", "\n \t"))


def test_a_text_of_a_line_has_none() -> None:
    assert sketch(Marked("Herring came back to the Sound in March after nine years.").article()) is None


def test_furniture_does_not_count() -> None:
    plain = signed(FERRY)
    assert signed(f"PICTURE: a boat at the quay\n\n{FERRY}", "PICTURE: a boat at the quay") == plain
    assert signed(f"PICTURE: a boat at the quay\n\n{FERRY}") != plain


@pytest.mark.parametrize(("kept", "least"), [(1.0, 1.0), (0.7, 0.5), (0.5, 0.3)])
def test_what_a_copy_keeps_shows_in_its_signature(kept: float, least: float) -> None:
    words = [f"word{number}" for number in range(400)]
    other = words[: int(400 * kept)] + [f"other{number}" for number in range(int(400 * (1 - kept)))]
    estimate = resemblance(signed(" ".join(words)), signed(" ".join(other)))
    assert least <= estimate
    assert abs(estimate - kept / (2 - kept)) < 0.15


@given(st.text())
def test_any_text_can_be_signed(text: str) -> None:
    found = sketch(Marked(text).article())
    assert found is None or Sketch.model_validate(found.model_dump()) == found
