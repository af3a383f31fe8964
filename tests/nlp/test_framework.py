import re
from pathlib import Path

import pytest

from nlp.framework import FrameworkError, bundled_framework, load_framework
from nlp.themes.cues import CueFinder

NINE = (
    "ideas",
    "people",
    "infrastructure",
    "business_environment",
    "places",
    "ai_data",
    "ageing_society",
    "clean_growth",
    "future_mobility",
)

SMALL = """
id = "small"
version = "1"
name = "Small"
publisher = "Nobody"
source_url = "https://example.org"
licence = "none"
no_theme_prototypes = ["The board met."]

[[axes]]
id = "one"
name = "One"

[[labels]]
id = "sea"
axis = "one"
name = "Sea"
definition = "The sea."
includes = ["boats"]
tint = "#AABBCC"
cues = ["boat"]
prototypes = ["A boat sails."]

[[missions]]
id = "sail"
label = "sea"
text = "Sail."
target = "all boats"
by = 2030
terms = ["sails"]
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "small.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_bundled_framework_has_the_nine_labels_in_order() -> None:
    framework = load_framework(bundled_framework())
    assert framework.label_ids == NINE
    assert [label.id for label in framework.labels_of("foundation")] == list(NINE[:5])
    assert [label.id for label in framework.labels_of("grand_challenge")] == list(NINE[5:])
    assert framework.label("ai_data").name == "AI and data"
    assert [item.id for item in framework.requirements] == [f"P{n}" for n in range(1, 15)]
    assert [(mission.label, mission.by) for mission in framework.missions] == [
        ("ai_data", 2030),
        ("ageing_society", 2035),
        ("clean_growth", 2030),
        ("clean_growth", 2040),
        ("future_mobility", 2040),
    ]


def test_every_bundled_label_is_fully_described() -> None:
    framework = load_framework(bundled_framework())
    assert len({label.tint for label in framework.labels}) == len(NINE)
    for label in framework.labels:
        assert 6 <= len(label.prototypes) <= 10, label.id
        assert label.includes, label.id
        assert label.excludes, label.id
        assert label.false_cues, label.id
        assert len(set(label.cues)) == len(label.cues), label.id
        assert not set(label.cues) & set(label.false_cues), label.id
        assert all(re.fullmatch(r"[\w&,.'/\- ]+", cue) for cue in label.cues), label.id


def test_every_bundled_cue_can_be_found_where_it_is_written() -> None:
    framework = load_framework(bundled_framework())
    finder = CueFinder(framework)
    silent = [
        (label.id, cue)
        for index, label in enumerate(framework.labels)
        for cue in label.cues
        if not finder.find(f"There is {cue} here.")[index]
    ]
    assert silent == []


def test_the_digest_changes_with_any_word(tmp_path) -> None:
    first = load_framework(written(tmp_path, SMALL))
    second = load_framework(written(tmp_path, SMALL.replace("A boat sails", "A ship sails")))
    assert first.digest != second.digest
    assert first.digest == load_framework(written(tmp_path, SMALL)).digest


def test_missions_requirements_and_exclusions_may_be_left_out(tmp_path) -> None:
    framework = load_framework(written(tmp_path, SMALL.split("[[missions]]")[0]))
    assert framework.missions == ()
    assert framework.requirements == ()
    assert framework.label("sea").excludes == ()
    with pytest.raises(KeyError):
        framework.label("land")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Sea"', "", "labels.sea.name: is missing; add it"),
        ('name = "Sea"', 'name = " "', "labels.sea.name: must be text in quotes"),
        ('name = "Sea"', "name = 3", "labels.sea.name: must be text in quotes"),
        ('"#AABBCC"', '"blue"', "labels.sea.tint: 'blue' is not a colour; write it as #RRGGBB"),
        ('cues = ["boat"]', "cues = []", "labels.sea.cues: must be a list of at least 1 texts"),
        ('["boat"]', '["boat", 3]', "labels.sea.cues: every entry must be text in quotes"),
        ('axis = "one"', 'axis = "two"', "labels.sea.axis: there is no axis 'two'; use one of one"),
        ('label = "sea"', 'label = "sky"', "missions.sail.label: there is no label 'sky'"),
        ("by = 2030", 'by = "2030"', "missions.sail.by: must be a whole number"),
        ("by = 2030", "by = true", "missions.sail.by: must be a whole number"),
        ('version = "1"', "", "version: is missing; add it"),
        ("[[axes]]", "[axes]", "axes: write at least 1 [[axes]] table"),
        ('id = "sail"', "id = [", "is not valid TOML"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_key(tmp_path, old, new, message) -> None:
    assert old in SMALL
    with pytest.raises(FrameworkError) as caught:
        load_framework(written(tmp_path, SMALL.replace(old, new)))
    assert str(caught.value).startswith(f"small.toml: {message}")
    assert "\n" not in str(caught.value)


def test_an_id_used_twice_is_refused(tmp_path) -> None:
    twice = SMALL + '\n[[axes]]\nid = "one"\nname = "Again"\n'
    with pytest.raises(FrameworkError, match="axes: the id 'one' is used twice"):
        load_framework(written(tmp_path, twice))


def test_a_missing_file_is_one_line(tmp_path) -> None:
    with pytest.raises(FrameworkError, match=r"^none\.toml: cannot be read"):
        load_framework(tmp_path / "none.toml")


def test_bytes_that_are_no_text_are_refused(tmp_path) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(b'id = "\xff"')
    with pytest.raises(FrameworkError, match=r"^bad\.toml: is not valid TOML"):
        load_framework(file)
