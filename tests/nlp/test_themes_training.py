import hashlib
import json
import re
import subprocess
import sys

import numpy as np
import pytest

from nlp.framework import load_framework
from nlp.statement import Statement
from nlp.themes.calibration import calibrate, choose_thresholds, micro_f1
from nlp.themes.features import NO_THEME, Prototypes, features
from nlp.themes.fitting import ALWAYS_TRAINED, Sheet, fit, left_out_logits
from nlp.themes.model import ThemeModelError, load_model
from nlp.themes.tagger import LinearThemeTagger, load_tagger
from nlp.themes.training import LabelledStatement, leave_one_group_out, train

FRAMEWORK = """
id = "coast"
version = "1"
name = "Coast"
publisher = "Nobody"
source_url = "https://example.org"
licence = "none"
no_theme_prototypes = ["The board met.", "Minutes are published.", "The report was printed.",
  "Figures are rounded.", "Copies are free."]
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
cues = ["boat", "harbour"]
false_cues = ["boat race"]
prototypes = ["boat sails harbour", "harbour boat tide", "tide ship sails", "ship tide crew",
  "crew boat ship"]
[[labels]]
id = "land"
axis = "one"
name = "Land"
definition = "The land."
includes = ["fields"]
tint = "#BBCCAA"
cues = ["field", "barn"]
prototypes = ["field barn plough", "plough wheat field", "barn wheat cow", "cow field hedge",
  "hedge plough barn"]
"""


class BagOfWords:
    """Unit vectors in which each word has a direction of its own, the same in every process."""

    id = "bag/1"
    dimensions = 64

    def embed(self, texts):
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                rows[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1.0
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture(scope="module")
def framework(tmp_path_factory):
    file = tmp_path_factory.mktemp("framework") / "coast.toml"
    file.write_text(FRAMEWORK, encoding="utf-8")
    return load_framework(file)


SEA = [
    "The boat left harbour on the tide",
    "Ships and crew wait for the tide",
    "A ship sails with its crew",
]
LAND = [
    "Wheat grows in the field by the barn",
    "The cow broke the hedge",
    "A plough stands in the barn",
]
NEITHER = ["The board met again", "Minutes were printed", "Copies are rounded"]


def example(text: str, labels: str, group: str, disputed: str = "", lead_in: str | None = None):
    return LabelledStatement(
        Statement(text, lead_in), frozenset(labels.split()), frozenset(disputed.split()), group
    )


def examples() -> list[LabelledStatement]:
    rows = []
    for group, words in (("a", "today"), ("b", "now"), ("c", "again")):
        rows += [example(f"{text} {words}", "sea", group) for text in SEA]
        rows += [example(f"{text} {words}", "land", group) for text in LAND]
        rows += [example(f"{text} {words}", "", group) for text in NEITHER]
        rows.append(example(f"{SEA[0]}; {LAND[0]} {words}", "sea land", group))
    return rows


def said(tags) -> list[set[str]]:
    return [{tag.label for tag in of_one if tag.accepted} for of_one in tags]


def test_prototypes_alone_make_a_model_that_tags(framework) -> None:
    embedder = BagOfWords()
    model = train([], framework, embedder)
    assert model.card.facts["learnt_from"] == "prototypes alone"
    assert model.card.facts["statements"] == 0
    assert model.card.facts["positives"] == {"sea": 5, "land": 5}
    tagger = LinearThemeTagger(model, framework, embedder)
    statements = [Statement("The boat sails on the tide"), Statement("wheat in the field")]
    tags = tagger.tag(statements, embedder.embed([one.framed for one in statements]))
    assert said(tags) == [{"sea"}, {"land"}]


def test_the_same_examples_give_the_same_model(framework) -> None:
    first = train(examples(), framework, BagOfWords())
    assert first.id == train(examples(), framework, BagOfWords()).id
    assert first.id != train(examples()[:-1], framework, BagOfWords()).id
    assert first.card.facts["statements"] == 30
    assert first.card.facts["groups"] == 3
    assert first.card.facts["positives"] == {"sea": 12, "land": 12}


def test_left_out_groups_are_tagged_in_order(framework) -> None:
    rows = examples()
    tags = leave_one_group_out(rows, framework, BagOfWords())
    assert said(tags) == [set(row.labels) for row in rows]


def test_left_out_tags_never_learn_from_their_group(framework) -> None:
    """One group calls its land sea: seen in training it would be believed, left out it is not."""
    odd = [example(text, "sea", "odd") for text in LAND * 6]
    seen = train([*examples(), *odd], framework, BagOfWords())
    embedder = BagOfWords()
    vectors = embedder.embed(LAND)
    statements = [Statement(text) for text in LAND]
    tags = LinearThemeTagger(seen, framework, embedder).tag(statements, vectors)
    left_out = leave_one_group_out([*examples(), *odd], framework, BagOfWords())[30:33]
    assert all("sea" not in labels for labels in said(left_out))
    for with_group, without in zip(tags, left_out, strict=True):
        chance = {tag.label: tag.probability for tag in with_group}["sea"]
        assert chance > {tag.label: tag.probability for tag in without}["sea"]


def test_disputed_labels_teach_nothing(framework) -> None:
    rows = examples()
    marked = [*rows, example("quay quay quay", "", "a", disputed="sea")]
    other = [*rows, example("quay quay quay", "sea", "a", disputed="sea")]
    assert train(marked, framework, BagOfWords()).arrays.weights[0].tolist() == (
        train(other, framework, BagOfWords()).arrays.weights[0].tolist()
    )


def test_a_label_without_positives_is_never_accepted(framework) -> None:
    sheet = Sheet(
        vectors=np.eye(4, dtype=np.float32),
        cues=((((), ())),) * 4,
        truth=np.array([[True, False]] * 2 + [[False, False]] * 2),
        known=np.ones((4, 2), dtype=np.bool_),
        groups=("a", "a", "b", "b"),
        prototypes=Prototypes(np.eye(4, dtype=np.float32), np.array([0, 1, 1, NO_THEME])),
    )
    weights, bias = fit(sheet, sheet.table(1.0), 1.0)
    assert weights[1].tolist() == [0.0] * weights.shape[1]
    assert bias[1] == -3.0


def test_an_unknown_label_is_refused(framework) -> None:
    with pytest.raises(ValueError, match="coast has no label 'sky'"):
        train([example("x", "sky", "a")], framework, BagOfWords())


def test_the_lead_in_is_read_but_never_shown(framework) -> None:
    embedder = BagOfWords()
    tagger = LinearThemeTagger(train(examples(), framework, embedder), framework, embedder)
    statement = Statement("sails with its crew", lead_in="The boat in the harbour:")
    (tags,) = tagger.tag([statement], embedder.embed([statement.framed]))
    assert tags[0].label == "sea"
    assert tags[0].accepted
    assert all(span.end <= len(statement.text) for span in tags[0].evidence)


def test_no_tag_without_words_that_carry_it(framework) -> None:
    embedder = BagOfWords()
    tagger = LinearThemeTagger(train(examples(), framework, embedder), framework, embedder)
    statement = Statement("…", lead_in="The boat in the harbour sails:")
    (tags,) = tagger.tag([statement], embedder.embed([statement.framed]))
    assert tags[0].label == "sea"
    assert tags[0].probability > 0.5
    assert said([tags]) == [set()]


def test_rows_and_vectors_must_match(framework) -> None:
    embedder = BagOfWords()
    tagger = LinearThemeTagger(train([], framework, embedder), framework, embedder)
    assert tagger.tag([], embedder.embed([])) == []
    with pytest.raises(ValueError, match="1 statements but 2 vectors"):
        tagger.tag([Statement("x")], embedder.embed(["x", "y"]))


def test_tags_do_not_depend_on_their_neighbours(framework) -> None:
    embedder = BagOfWords()
    tagger = LinearThemeTagger(train(examples(), framework, embedder), framework, embedder)
    statements = [row.statement for row in examples()]
    vectors = embedder.embed([one.framed for one in statements])
    together = tagger.tag(statements, vectors)
    for row, statement in enumerate(statements):
        (alone,) = tagger.tag([statement], vectors[row : row + 1])
        assert said([alone]) == said([together[row]])
        assert [tag.evidence for tag in alone] == [tag.evidence for tag in together[row]]


def test_a_saved_model_is_read_back_the_same(framework, tmp_path) -> None:
    model = train(examples(), framework, BagOfWords(), {"source": "a test"})
    model.save(tmp_path / "model")
    again = load_model(tmp_path / "model")
    assert again.id == model.id
    assert again.card == model.card
    assert again.card.facts["source"] == "a test"
    assert load_tagger(framework, BagOfWords(), tmp_path / "model").id == model.id
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == [
        "model.json",
        "model.npz",
    ]


def test_a_tagger_needs_no_scikit_learn() -> None:
    script = (
        "import sys, numpy; from nlp.themes.model import load_model, bundled_model_folder; "
        "import nlp.themes.tagger; load_model(bundled_model_folder()); "
        "print([name for name in ('sklearn', 'torch', 'pickle5') if name in sys.modules])"
    )
    run = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_files_that_do_not_belong_together_are_refused(framework, tmp_path) -> None:
    train([], framework, BagOfWords()).save(tmp_path / "one")
    train(examples(), framework, BagOfWords()).save(tmp_path / "two")
    (tmp_path / "one" / "model.npz").replace(tmp_path / "two" / "model.npz")
    with pytest.raises(ThemeModelError, match=r"model\.npz: does not belong to model\.json"):
        load_model(tmp_path / "two")
    with pytest.raises(ThemeModelError, match=r"one/model\.npz: is not there; run lis train"):
        load_model(tmp_path / "one")


def test_another_format_is_refused(framework, tmp_path) -> None:
    train([], framework, BagOfWords()).save(tmp_path)
    card = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    (tmp_path / "model.json").write_text(json.dumps({**card, "format": 99}), encoding="utf-8")
    with pytest.raises(
        ThemeModelError, match=r"has format 99, this version reads 2; run lis train"
    ):
        load_model(tmp_path)


def test_a_model_for_other_vectors_is_refused(framework) -> None:
    class Other(BagOfWords):
        id = "other/1"

    model = train([], framework, BagOfWords())
    with pytest.raises(ThemeModelError, match="reads vectors of bag, not of other/1"):
        LinearThemeTagger(model, framework, Other())


def test_another_precision_of_the_same_model_is_taken(framework) -> None:
    class Faster(BagOfWords):
        id = "bag/2"

    model = train([], framework, BagOfWords())
    assert LinearThemeTagger(model, framework, Faster()).id == model.id


def test_groups_are_never_split_and_prototypes_always_train() -> None:
    groups = (None, None, "a", "a", "a", "b", "c", "c", None)
    count = len(groups)
    sheet = Sheet(
        vectors=np.zeros((count, 2), dtype=np.float32),
        cues=((),) * count,
        truth=np.zeros((count, 1), dtype=np.bool_),
        known=np.ones((count, 1), dtype=np.bool_),
        groups=groups,
        prototypes=Prototypes(np.zeros((1, 2), dtype=np.float32), np.array([0])),
    )
    assert sheet.folds(2).tolist() == [-1, -1, 0, 0, 0, 1, 1, 1, -1]
    assert sheet.folds(5).tolist() == [-1, -1, 0, 0, 0, 2, 1, 1, -1]
    assert ALWAYS_TRAINED == -1
    assert sheet.judged.tolist() == [group is not None for group in groups]


def test_a_single_group_cannot_leave_itself_out(framework) -> None:
    """With one document nothing is held out but against prototypes: the fit must still work."""
    rows = [row for row in examples() if row.group == "a"]
    assert said(leave_one_group_out(rows, framework, BagOfWords()))[0] == {"sea"}
    assert train(rows, framework, BagOfWords()).card.facts["groups"] == 1


def test_left_out_logits_are_by_a_model_without_the_fold() -> None:
    sheet = Sheet(
        vectors=np.array([[1, 0], [0, 1], [1, 0], [0, 1]], dtype=np.float32),
        cues=(((),),) * 4,
        truth=np.array([[True], [False], [True], [False]]),
        known=np.ones((4, 1), dtype=np.bool_),
        groups=("a", "a", "b", "b"),
        prototypes=Prototypes(
            np.array([[1, 0], [0, 1]], dtype=np.float32), np.array([0, NO_THEME])
        ),
    )
    logits = left_out_logits(sheet, sheet.table(1.0), 1.0, 5)
    assert logits[0, 0] > 0 > logits[1, 0]
    assert logits[0, 0] == pytest.approx(logits[2, 0])


def test_a_prototype_is_not_its_own_neighbour() -> None:
    prototypes = Prototypes(
        np.array([[1, 0], [0, 1], [0.8, 0.6]], dtype=np.float32), np.array([0, 1, NO_THEME])
    )
    rows = features(np.array([[1, 0]], dtype=np.float32), [[(), ()]], prototypes, 2, 1.0)
    assert rows[0].tolist() == pytest.approx([1, 0, -1, 0, 0.8, 0, 0, 0, 0])


def test_calibrated_chances_match_frequencies() -> None:
    """A logit of ±4 that is right four times in five must become .8 and .2."""
    logits = np.array([[4.0]] * 100 + [[-4.0]] * 100)
    truth = np.array([[True]] * 80 + [[False]] * 20 + [[True]] * 20 + [[False]] * 80)
    slope, offset = calibrate(logits, truth, np.ones_like(truth))
    high = 1 / (1 + np.exp(-(4.0 * slope[0] + offset[0])))
    low = 1 / (1 + np.exp(-(-4.0 * slope[0] + offset[0])))
    assert (round(high, 2), round(low, 2)) == (0.8, 0.2)


def test_rare_labels_share_one_calibration() -> None:
    logits = np.array([[4.0, 1.0]] * 30 + [[-4.0, -1.0]] * 30)
    truth = np.array([[True, True]] * 30 + [[False, False]] * 30)
    truth[:25, 1] = False
    slope, _ = calibrate(logits, truth, np.ones_like(truth))
    rare_only, _ = calibrate(logits[:, [1]], truth[:, [1]], np.ones((60, 1), dtype=np.bool_))
    assert slope[0] != slope[1]
    assert slope[1] != rare_only[0]


def test_thresholds_of_rare_labels_lean_on_the_common_one() -> None:
    chances = np.array([[0.7, 0.3]] * 30 + [[0.2, 0.1]] * 30)
    truth = np.array([[True, False]] * 30 + [[False, False]] * 30)
    truth[0, 1] = True
    thresholds, best = choose_thresholds(chances, truth, np.ones_like(truth))
    assert best == pytest.approx(60 / 61)
    assert 0.2 < thresholds[0] <= 0.7
    assert abs(thresholds[1] - thresholds[0]) < 0.05


def test_f1_leaves_disputed_decisions_out() -> None:
    said_ = np.array([[True, True], [False, True]])
    truth = np.array([[True, False], [True, True]])
    everything = np.ones((2, 2), dtype=np.bool_)
    assert micro_f1(said_, truth, everything) == pytest.approx(4 / 6)
    assert micro_f1(said_, truth, np.array([[True, False], [False, True]])) == 1.0
    assert micro_f1(~truth, truth, everything) == 0.0
