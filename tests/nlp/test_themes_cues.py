import pytest

from nlp.framework import bundled_framework, load_framework
from nlp.themes.cues import CueFinder


@pytest.fixture(scope="module")
def framework():
    return load_framework(bundled_framework())


@pytest.fixture(scope="module")
def finder(framework) -> CueFinder:
    return CueFinder(framework)


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("R&D and r&d", "ideas", ["R&D", "r&d"]),
        ("Apprenticeships, apprentices", "people", ["Apprenticeships", "apprentices"]),
        ("low-carbon and low carbon", "clean_growth", ["low-carbon", "low carbon"]),
        ("low‑carbon heat pumps", "clean_growth", ["low‑carbon", "heat pumps"]),
        ("universities", "ideas", []),
        ("spin-outs. Spinout", "ideas", ["spin-outs", "Spinout"]),
        ("emerging technology", "ideas", []),
        ("laboratories", "ideas", ["laboratories"]),
        ("skills. Gap", "people", ["skills"]),
        ("the skills gap", "people", ["skills gap"]),
        ("our skilled\nworkforce", "people", ["skilled", "workforce"]),
        ("AI", "ai_data", ["AI"]),
        ("rain said chair", "ai_data", []),
        ("EVs", "future_mobility", ["EVs"]),
        ("every", "future_mobility", []),
        ("Alzheimer’s disease", "ageing_society", ["Alzheimer’s"]),
        ("CO₂ and CO2", "clean_growth", ["CO₂", "CO2"]),
        ("the over-65s", "ageing_society", ["over-65s"]),
        ("Business rates relief", "business_environment", ["Business rates"]),
        ("", "ideas", []),
        ("— … ()", "ideas", []),
    ],
)
def test_a_cue_is_found_as_words(finder, framework, text, label, words) -> None:
    found = finder.find(text)[framework.label_ids.index(label)]
    assert [text[match.span.start : match.span.end] for match in found] == words


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The green light for economic growth in a business climate.", "clean_growth"),
        ("Machine learning is not schooling.", "people"),
        ("This is the bridge between two parts and we are on track.", "infrastructure"),
        ("A sector of carbon fibre is a carbon copy.", "clean_growth"),
        ("Driving growth and social mobility, a driving force.", "future_mobility"),
        ("The workshop took place; the plan is in place at the workplace.", "places"),
        ("We will do so for all our communities.", "places"),
        ("Department for Business, Innovation and Skills", "ideas"),
        ("Department for Business, Innovation and Skills", "people"),
    ],
)
def test_a_false_cue_never_counts(finder, framework, text, label) -> None:
    assert finder.find(text)[framework.label_ids.index(label)] == ()


def test_a_false_cue_silences_only_what_it_covers(finder, framework) -> None:
    text = "machine learning and learning to weld"
    found = finder.find(text)[framework.label_ids.index("people")]
    assert [(match.span.start, match.span.end, match.cue) for match in found] == [
        (21, 29, "learning")
    ]


def test_the_longer_of_two_that_start_together_counts_once(finder, framework) -> None:
    text = "innovation centre"
    found = finder.find(text)[framework.label_ids.index("ideas")]
    assert [match.cue for match in found] == ["innovation centre"]
