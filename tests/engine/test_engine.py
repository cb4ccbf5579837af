"""What briefs record of their making."""

from __future__ import annotations

import pytest

from generator import engine
from generator.config import Limits, Settings
from generator.errors import ModelError
from generator.models import GeneratorInfo


def test_only_settings_that_change_a_brief_make_it_stale() -> None:
    plain = engine.generator_info(Settings())
    assert isinstance(plain, GeneratorInfo)
    assert plain.sha256 is None
    assert engine.generator_info(Settings(briefs_on_home=3, actor_page_min_briefs=2)) == plain
    assert engine.generator_info(Settings(limits=Limits(max_seconds=1, max_memory_mb=500))) == plain
    for changed in (
        Settings(lang="de"),
        Settings(source_text="none"),
        Settings(key_facts=3),
        Settings(min_confidence=0.5),
    ):
        assert engine.generator_info(changed) != plain


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        engine.generator_info(Settings(model="no_such_model"))
