"""What a lead-in or a heading makes of a list; every sentence here is invented."""

import pytest

from ingest.document import BlockKind
from nlp.commitments.frames import Frame, frame_of, frame_of_heading, heading_promises
from nlp.commitments.promises import SpacyPromiseReader
from nlp.levels.from_promises import StrongestPromise
from nlp.statement import Statement


@pytest.fixture(scope="module")
def reader() -> SpacyPromiseReader:
    return SpacyPromiseReader(levels=StrongestPromise())


def told(reader: SpacyPromiseReader, item: Statement) -> list[str]:
    (promises,) = reader.read([item])
    return [f"{c.kind} {c.actor}: {item.text[c.start : c.end]}" for c in promises.commitments]


@pytest.mark.parametrize(
    ("lead_in", "frame"),
    [
        ("Government will:", Frame.OPEN),
        ("Support small potters to grow:", Frame.PLAN),
        ("Work towards shared kilns and, where possible, open ones:", Frame.PLAN),
        ("Actions to be taken forward:", Frame.PLAN),
        ("We further recommend that the Government:", Frame.ASK),
        ("Respondents told us that we should:", Frame.OTHERS),
        ("The review recommended that government:", Frame.OTHERS),
        ("Businesses asked us to:", Frame.OTHERS),
        ("The review said that we could do better, so we will:", Frame.OPEN),
    ],
)
def test_lead_ins(lead_in: str, frame: Frame) -> None:
    assert frame_of(lead_in)[0] is frame


@pytest.mark.parametrize(
    ("heading", "frame", "promises"),
    [
        ("3.2 What we have achieved", Frame.PAST, False),
        ("Progress since 2015", Frame.PAST, False),
        ("What businesses told us", Frame.OTHERS, False),
        ("Our asks of government", Frame.ASK, False),
        ("Our taskforce", Frame.NEUTRAL, False),
        ("The council will deliver", Frame.NEUTRAL, True),
        ("What we will do", Frame.NEUTRAL, True),
        ("Key commitments", Frame.NEUTRAL, True),
        ("What success will look like", Frame.NEUTRAL, False),
        ("People", Frame.NEUTRAL, False),
    ],
)
def test_headings(heading: str, frame: Frame, promises: bool) -> None:
    assert (frame_of_heading(heading), heading_promises(heading)) == (frame, promises)


@pytest.mark.parametrize(
    ("lead_in", "heading", "text", "expected"),
    [
        (
            "Support potters to grow:", None, "Invest £9m from the Clay Fund in kilns",
            ["action None: Invest £9m from the Clay Fund in kilns"],
        ),
        (
            "The Guild will support potters to grow:", None, "invest in kilns by 2024",
            ["action The Guild: invest in kilns by 2024"],
        ),
        (
            None, None, "Kiln owners to engage with the Guild on their needs.",
            ["action Kiln owners: Kiln owners to engage with the Guild on their needs"],
        ),
        (
            None, None, "Ensure that potters are heard by the board.",
            ["action None: Ensure that potters are heard by the board"],
        ),
        (
            None, "The Guild will deliver", "Guaranteed annual rises in the clay grant",
            ["action The Guild: Guaranteed annual rises in the clay grant"],
        ),
        (
            "Key commitments:", None, "A new ferry to the kilns by 2024",
            ["action None: A new ferry to the kilns by 2024"],
        ),
        (None, "What we have achieved", "Build a kiln at Marl", []),
        ("Respondents told us that we should:", None, "Build a kiln at Marl", []),
        (
            None, "Our asks of government", "Devolve the clay grant",
            ["ask None: Devolve the clay grant"],
        ),
        (None, None, "Opportunities to grow exports by 2025.", []),
        (None, None, "“Act on Clay” is a campaign of the Guild", []),
    ],
)  # fmt: skip
def test_list_items(
    reader: SpacyPromiseReader,
    lead_in: str | None,
    heading: str | None,
    text: str,
    expected: list[str],
) -> None:
    assert told(reader, Statement(text, lead_in, BlockKind.LIST_ITEM, (), heading)) == expected


def test_a_lead_in_inside_a_passage_frames_its_bullets(reader: SpacyPromiseReader) -> None:
    ours = Statement("We will: • build a kiln • open a yard by 2024")
    theirs = Statement("The review recommended that we: • build a kiln • open a yard by 2024")
    assert told(reader, ours) == ["action We: build a kiln", "action We: open a yard by 2024"]
    assert told(reader, theirs) == []


@pytest.mark.parametrize(
    "text",
    [
        "A decision will usually be made by the board in May.",
        "The city’s prosperity will be built on clay.",
        "If trade is to grow, we will need government to play its part.",
        "The measures will be set out in our forthcoming skills strategy.",
        "We do not yet know what steps we will take.",
    ],
)
def test_habits_arguments_and_other_papers_promise_nothing(
    reader: SpacyPromiseReader, text: str
) -> None:
    assert told(reader, Statement(text)) == []


def test_the_heading_is_neither_embedded_nor_tagged() -> None:
    item = Statement("build a kiln", None, BlockKind.LIST_ITEM, (), "Key commitments")
    assert item.framed == "build a kiln"
