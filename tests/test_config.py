"""Settings: all errors at once, each with its key and line; a project is found from any folder inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import config
from generator.config import Limits, Project, Settings
from generator.errors import ConfigurationError


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / "mkdocs.yml").touch()
    return Project(tmp_path)


def configured(project: Project, text: str) -> Settings:
    (project.root / config.CONFIG_FILE).write_text(text, encoding="utf-8")
    return config.load(project)


def complaints(project: Project, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        configured(project, text)
    return [str(diagnostic) for diagnostic in caught.value.diagnostics]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "limits: {}\n", "stories: {}\nduplicates: {}\n"])
def test_every_key_has_a_default(project: Project, text: str) -> None:
    assert configured(project, text) == Settings()


def test_a_missing_file_is_an_empty_one(project: Project) -> None:
    assert config.load(project) == Settings()


def test_values_are_taken(project: Project) -> None:
    text = "model: ' my_model '\nmin_confidence: 1\nlimits:\n  max_file_mb: 2\n  max_characters: 500\n"
    found = configured(project, text)
    assert found == Settings(model="my_model", min_confidence=1.0, limits=Limits(max_file_mb=2, max_characters=500))


def test_all_errors_come_at_once_each_with_key_and_line(project: Project) -> None:
    text = "\n".join(
        [
            "modl: x",
            "lang: English",
            "key_facts: 9",
            "source_text: all",
            "min_confidence: .nan",
            "briefs_on_home: '12'",
            "limits:",
            "  max_characters: 0",
            "  max_file_mb: .inf",
            "  max_charcters: 3",
            "zzz: 1",
            "max_file_mb: 3",
        ]
    )
    assert complaints(project, text) == [
        "site_config/briefing.yml:1: modl: unknown key; did you mean 'model'?",
        "site_config/briefing.yml:2: lang: must match pattern '^[a-z]{2,3}$'",
        "site_config/briefing.yml:3: key_facts: must be less than or equal to 5",
        "site_config/briefing.yml:4: source_text: must be 'evidence', 'full' or 'none'",
        "site_config/briefing.yml:5: min_confidence: must be less than or equal to 1",
        "site_config/briefing.yml:6: briefs_on_home: must be a whole number",
        "site_config/briefing.yml:8: limits.max_characters: must be greater than 0",
        "site_config/briefing.yml:9: limits.max_file_mb: must be a finite number",
        "site_config/briefing.yml:10: limits.max_charcters: unknown key; did you mean 'limits.max_characters'?",
        "site_config/briefing.yml:11: zzz: unknown key",
        "site_config/briefing.yml:12: max_file_mb: unknown key; did you mean 'limits.max_file_mb'?",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(("- a\n", 1), ("text\n", 1), ("false\n", 1), ("0\n", 1), ("[]\n", 1), ('""\n', 1), ("1: x\n", 1)),
        *(
            ("lang: en\nlang: de\n", 2),
            ("lang: en\n\nmodel: *x\n", 3),
            ("a: b: c\n", 1),
            ("lang: !!python/name:os x\n", 1),
        ),
        *(("limits: null\n", 1), ("limits: 3\n", 1), ("limits: {1: 2}\n", 1), ("lang:\n", 1)),
    ],
)
def test_what_is_no_settings_file(project: Project, text: str, line: int) -> None:
    assert all(found.startswith(f"site_config/briefing.yml:{line}: ") for found in complaints(project, text))


def test_a_file_that_cannot_be_read(project: Project) -> None:
    (project.root / config.CONFIG_FILE).write_bytes(b"model: \xff\n")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        config.load(project)
    (project.root / config.CONFIG_FILE).unlink()
    (project.root / config.CONFIG_FILE).mkdir()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        config.load(project)


def test_the_repository_has_the_defaults_in_its_settings_file() -> None:
    """The file that users copy from names every key, with its default."""
    root = Path(__file__).parent.parent
    text = (root / config.CONFIG_FILE).read_text(encoding="utf-8")
    assert config.load(Project(root)) == Settings()
    for key in [*Settings.model_fields, *Limits.model_fields]:
        assert f"{key}:" in text


def test_a_project_is_found_from_inside_it(project: Project) -> None:
    inner = project.root / "content" / "articles"
    inner.mkdir(parents=True)
    assert config.find_project(inner).root == project.root.resolve()


def test_no_project_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="give the project's folder with --project"):
        config.find_project(tmp_path)


def test_a_folder_that_is_not_there_is_no_way_to_the_project_above_it(project: Project) -> None:
    with pytest.raises(ConfigurationError, match="no such folder"):
        config.find_project(project.root / "nowhere")


def test_keys_of_a_section_are_checked_like_others(project: Project) -> None:
    text = "duplicates:\n  share: 1.5\nstories:\n  min_brief: 2\n  likeness: 0\n"
    assert complaints(project, text) == [
        "site_config/briefing.yml:2: duplicates.share: must be less than or equal to 1",
        "site_config/briefing.yml:4: stories.min_brief: unknown key; did you mean 'stories.min_briefs'?",
        "site_config/briefing.yml:5: stories.likeness: must be greater than 0",
    ]


def test_a_store_is_no_source_of_briefs(project: Project) -> None:
    (told,) = complaints(project, "sources:\n  - path: s3://bucket/wire/*\n    credit: Wire\n")
    reason = "path is a URL: give a pattern of paths below content/articles, where briefs are made from"
    assert told == f"site_config/briefing.yml:2: sources.0: {reason}"


def test_what_is_of_another_kind_is_told_in_the_words_of_yaml(project: Project) -> None:
    text = "models: a\nsections: [a]\nsources: {credit: x}\nstories: null\n"
    text += "briefs_on_home: 1.5\nmin_confidence: high\nlang: 3\n"
    assert complaints(project, text) == [
        "site_config/briefing.yml:1: models: must be a mapping, as {name: value}",
        "site_config/briefing.yml:2: sections: must be a mapping, as {name: value}",
        "site_config/briefing.yml:3: sources: must be a list, as [one, two]",
        "site_config/briefing.yml:4: stories: must be a mapping, as {name: value}",
        "site_config/briefing.yml:5: briefs_on_home: must be a whole number",
        "site_config/briefing.yml:6: min_confidence: must be a number",
        "site_config/briefing.yml:7: lang: must be text",
    ]


def test_a_key_with_its_section_before_it_is_told_where_it_stands(project: Project) -> None:
    assert complaints(project, "duplicates.share: 0.3\n") == [
        "site_config/briefing.yml:1: duplicates.share: 'share' must stand under 'duplicates', as duplicates: {share: …}"
    ]
