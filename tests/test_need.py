"""What the tests ask of the machine: a right that it does not give skips, a program that is missing fails on CI."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.conftest import need

NONE = ["a-program-that-nobody-has"]


@pytest.mark.parametrize(("on_ci", "outcome"), [(True, pytest.fail.Exception), (False, pytest.skip.Exception)])
def test_a_program_that_is_missing_fails_on_ci(
    on_ci: bool, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("tests.conftest"), "ON_CI", on_ci)
    with pytest.raises(outcome, match=NONE[0]):
        need(["true"], NONE)


def test_what_is_not_permitted_skips_on_ci_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("tests.conftest"), "ON_CI", True)
    need(["true"])
    with pytest.raises(pytest.skip.Exception, match="cannot run here: false --forbidden"):
        need(["true"], ["false", "--forbidden"])
