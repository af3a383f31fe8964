"""What is a promise, what is none, and which words make it; every sentence here is invented."""

import pytest

from ingest.document import BlockKind
from nlp.analysis import Promises
from nlp.commitments.promises import SpacyPromiseReader
from nlp.statement import Statement


@pytest.fixture(scope="module")
def reader() -> SpacyPromiseReader:
    return SpacyPromiseReader()


def told(promises: Promises, text: str) -> list[str]:
    """Return the records as "kind strength: quote"."""
    return [f"{c.kind} {c.strength}: {text[c.start : c.end]}" for c in promises.commitments]


WHOLE = "*"  # the quote is the sentence without its full stop

ONE = [
    # decided actions
    ("action firm", "We will open a second yard in Saltby."),
    ("action firm", "The Combined Authority will appoint a flood warden."),
    ("action firm", "We shall publish the findings each July."),
    ("action firm", "We’ll train 40 divers."),
    ("action firm", "A new college will be opened by Aldermere City Council in September 2022."),
    ("action firm", "A new bridge is to be completed by Network Rail by March 2023."),
    ("action firm", "The line is due to open in 2024."),
    ("action firm", "We are building a cold store at Tarrick."),
    ("action firm", "The tower is being repaired."),
    ("action firm", "We are going to plant two orchards."),
    ("action firm", "We are committed to supporting the winter ferry."),
    ("action firm", "We pledge £3m to the harbour."),
    ("action firm", "We have committed £5 million to the centre."),
    ("action firm", "We will continue to fund the ferry."),
    ("action firm", "The fund will train 500 people a year."),
    ("action firm", "The panel will advise the board twice a year."),
    ("action firm", "We will not only build the quay but also dredge the channel."),
    ("action firm", "We will leave no village behind."),
    ("action firm", "Government to invest £20m in a lab by 2025."),
    ("action firm", "By March 2022 Vale Buses will install chargers at nine depots."),
    ("action firm", "Eighteen electric minibuses will serve the villages by autumn 2022."),
    ("action firm", "Two tracks will be ready by March 2022."),
    ("action firm", "Every bidder over £1m will have an evaluation plan."),
    ("action firm", "We will co-ordinate the timetables of four operators."),
    ("action firm", "It will co-ordinate the budgets of four departments."),
    # conditional
    ("aspiration conditional", "We will explore the case for a new station at Hollin."),
    ("aspiration conditional", "We aim to dredge the channel."),
    ("aspiration conditional", "We propose a development corporation for the docks."),
    ("aspiration conditional", "We would like to see a ferry on Sundays."),
    ("aspiration conditional", "We hope to reopen the lido."),
    ("aspiration conditional", "We are considering a toll."),
    ("aspiration conditional", "We must invest more in research."),
    ("aspiration conditional", "We need to build a second jetty."),
    ("aspiration conditional", "Our ambition is to open a space museum."),
    ("aspiration conditional", "Our vision is to become the home of wind engineering."),
    ("aspiration conditional", "It is planned to install nine cranes."),
    ("aspiration conditional", "The lock gates should be replaced."),
    ("aspiration conditional", "The Council is ready to repair the lock."),
    ("action conditional", "Subject to a business case, we will build a tram line by 2026."),
    ("action conditional", "If the trial goes well, we will buy ten more buses."),
    ("action conditional", "The depot will be moved where funding allows."),
    # asks
    ("ask ask", "We ask government to devolve the adult education budget."),
    ("ask ask", "We call on Network Rail to electrify the branch."),
    ("ask ask", "Government should devolve powers over buses."),
    ("ask ask", "We want government to fund a new line."),
    ("ask ask", "We are asking ministers to extend the pilot."),
    ("ask ask", "We will press government to replace the weir."),
    ("ask ask", "The Department for Transport is asked to fund the loop."),
    # targets
    ("target firm", "We will raise the share of firms doing R&D from 20% to 30% by 2030."),
    ("target firm", "By 2030, 80% of homes will have full fibre."),
    ("target firm", "It will reach 70 per cent by 2026."),
    ("target firm", "North Vale will be the first net-zero industrial cluster by 2035."),
    ("target firm", "Our target is to cut empty shops to 9% by 2028."),
    ("target firm", "Saltby has set a target of increasing tree cover by 5% by 2025."),
    ("target conditional", "We aim to raise employment to 80% by 2030."),
    ("target conditional", "Our ambition is to double exports by 2030."),
    # objectives that start with their verb
    ("target firm", "Increase apprenticeship starts by 20% by 2025."),
    ("action firm", "Bring in a single ticket for buses and trams."),
    ("action firm", "Work with colleges on a shared timetable."),
    ("aspiration conditional", "Explore a heat network for the old town."),
    ("target firm", "3,000 apprenticeship starts by 2025"),
    ("action firm", "£20m to support small hauliers"),
]


@pytest.mark.parametrize(("label", "text"), ONE, ids=[text[:48] for _, text in ONE])
def test_one_sentence_one_promise(reader: SpacyPromiseReader, label: str, text: str) -> None:
    (promises,) = reader.read([Statement(text)])
    assert told(promises, text) == [f"{label}: {text.rstrip('.')}"]


NONE = [
    # negations
    "We do not propose to build a second bridge.",
    "We will not pay firms to move here.",
    "No new roads will be built in the valley.",
    "Nor will we back new poultry units.",
    "The scheme will no longer be funded.",
    "Guidelines have yet to be written.",
    # history, promises kept
    "Our commitment to open a second college was met in 2017.",
    "We have invested £40m in the port since 2012.",
    "The Growth Deal paid for a new quay in 2016.",
    "We were going to build a lido.",
    "In 2014 we said we would restore mains power.",
    # prediction
    "Demand for engineers will grow by 20% by 2030.",
    "The population will age faster than in the rest of England.",
    "About 3,100 drivers will reach pension age by 2030.",
    "Forty firms are expected to use the rig by 2025.",
    "It was estimated that straw will replace 12% of coal in 2035.",
    "Businesses will benefit from better roads.",
    "Operators will most likely switch fuel.",
    # description
    "The programme offers advice to small firms.",
    "Marl Valley holds 742,000 residents.",
    "The slogan reads: driving tomorrow.",
    "Support for small firms is patchy.",
    "Work on the weir is slow.",
    "Increase in pay was slight.",
    # others' words
    "The White Paper says that government will raise R&D spending to 2.4% by 2027.",
    "The operator says that the cable “will be complete by 2025”.",
    "Ministers have told Parliament they “will set out options before the year is out”.",
    "“We will buy two more next spring,” says Ruth Pargeter.",
    "Government has committed £50m to the line.",
    # argument, supposition, questions, the document itself
    "We need to understand why pay is low.",
    "We must recognise that money is short.",
    "Close half of the gap and the valley is £1bn better off.",
    "Should we build a second bridge?",
    "Priorities will be described in the next chapter.",
    "We will:",
    "",
    "–",
]


@pytest.mark.parametrize("text", NONE, ids=[text[:48] or "empty" for text in NONE])
def test_no_promise_no_record(reader: SpacyPromiseReader, text: str) -> None:
    (promises,) = reader.read([Statement(text)])
    assert told(promises, text) == []


PARTS = [
    (
        "Recognising that skills are scarce, we will open an academy by 2025.",
        ["action firm: we will open an academy by 2025"],
    ),
    (
        "While growth will slow, we will open a hub in Saltby, but demand will continue to grow.",
        ["action firm: we will open a hub in Saltby"],
    ),
    (
        "We have invested £5m and will open a second yard by 2022.",
        ["action firm: will open a second yard by 2022"],
    ),
    (
        "We will build a lab; open a yard by 2025; and train 500 people.",
        [
            "action firm: We will build a lab",
            "action firm: open a yard by 2025",
            "action firm: train 500 people",
        ],
    ),
    (
        "Buyers have signed for nine tonnes. By 2024 we will sell the rest. Prices rose in 2018.",
        ["action firm: By 2024 we will sell the rest"],
    ),
    (
        "Working with Port Ansel College, we will open a kitchen school.",
        ["action firm: Working with Port Ansel College, we will open a kitchen school"],
    ),
    (
        "Action 7: Build a grain store at Wold End by March 2021.",
        ["action firm: Build a grain store at Wold End by March 2021"],
    ),
    (
        "P02 is our answer: with both sponsors we will publish a prospectus by 2021.",
        ["action firm: with both sponsors we will publish a prospectus by 2021"],
    ),
    (
        "However, we insist that the harbour dues should be reformed.",
        ["aspiration conditional: the harbour dues should be reformed"],
    ),
    (
        "We will publish a plan by 2021 and government should fund it.",
        ["action firm: We will publish a plan by 2021", "ask ask: government should fund it"],
    ),
    (
        "Pay is low. Introduce a living wage. Close half the gap and the town is richer.",
        ["action firm: Introduce a living wage"],
    ),
    (
        "We will halve emissions to 2.9 Mt by 2028. Trade fell.",
        ["target firm: We will halve emissions to 2.9 Mt by 2028"],
    ),
    (
        "We will keep this strategy under review, report each July and rewrite it in 2023.",
        [
            "action firm: We will keep this strategy under review, report each July "
            "and rewrite it in 2023"
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS, ids=[text[:48] for text, _ in PARTS])
def test_a_record_covers_the_promise_without_its_scene(
    reader: SpacyPromiseReader, text: str, expected: list[str]
) -> None:
    (promises,) = reader.read([Statement(text)])
    assert told(promises, text) == expected


LISTS = [
    ("We will:", "publish a prospectus by 2021", "action firm", "We"),
    (
        "Together, the three areas will:",
        "Sign a skills agreement",
        "action firm",
        "the three areas",
    ),
    ("The Forge is full, so we will:", "add a second hall", "action firm", "we"),
    ("We will explore:", "a toll-free bridge over the Kelder", "aspiration conditional", "We"),
    ("By 2030 we intend to:", "run every van on hydrogen", "aspiration conditional", "we"),
    ("Our ambitions are to:", "Open a film school", "aspiration conditional", None),
    ("We ask government to:", "devolve the careers service", "ask ask", "government"),
    ("Our asks of government:", "A devolved skills budget", "ask ask", None),
    ("Our priorities are:", "Improving the quays", "action firm", None),
    ("Key actions:", "Deliver a bus lane", "action firm", None),
    ("We have:", "built a second quay", None, None),
    ("Since 2015 we have achieved much:", "Opened two schools", None, None),
    ("Three reasons recur:", "Pay is low", None, None),
    ("They answered in this order:", "Staff. Firms lack fitters", None, None),
]


@pytest.mark.parametrize(
    ("lead", "text", "label", "actor"), LISTS, ids=[f"{lead} {text}" for lead, text, *_ in LISTS]
)
def test_items_take_promise_and_actor_from_their_lead_in(
    reader: SpacyPromiseReader, lead: str, text: str, label: str | None, actor: str | None
) -> None:
    (promises,) = reader.read([Statement(text, lead, BlockKind.LIST_ITEM)])
    assert told(promises, text) == ([f"{label}: {text}"] if label else [])
    assert [c.actor for c in promises.commitments] == ([actor] if label else [])


def test_an_item_takes_the_deadline_of_its_lead_in(reader: SpacyPromiseReader) -> None:
    item = Statement("run every van on hydrogen", "By 2030 we intend to:", BlockKind.LIST_ITEM)
    (promises,) = reader.read([item])
    (record,) = promises.commitments
    assert record.deadline is not None
    assert record.deadline.text == "By 2030"


def test_the_deadline_of_a_lead_in_beats_a_passing_date(reader: SpacyPromiseReader) -> None:
    text = "run every van on hydrogen, after a trial in 2020/21"
    (promises,) = reader.read([Statement(text, "By 2030 we will:", BlockKind.LIST_ITEM)])
    (record,) = promises.commitments
    assert record.deadline is not None
    assert record.deadline.text == "By 2030"


def test_a_row_without_a_target_is_still_read_for_promises(reader: SpacyPromiseReader) -> None:
    text = "Buses\tWe will buy ten.\t2021"
    cells = (("Theme", "Buses"), ("Note", "We will buy ten."), ("Year", "2021"))
    (promises,) = reader.read([Statement(text, None, BlockKind.TABLE_ROW, cells)])
    assert told(promises, text) == ["action firm: We will buy ten"]


def test_every_slot_of_a_full_promise(reader: SpacyPromiseReader) -> None:
    text = (
        "Together with Network Rail and Marl Council, we will invest £6.5m in a siding at "
        "Gantry Marsh by March 2022."
    )
    (promises,) = reader.read([Statement(text)])
    (record,) = promises.commitments
    assert (record.start, record.end) == (0, len(text) - 1)
    assert record.actor == "we"
    assert record.action == "invest £6.5m in a siding at Gantry Marsh by March 2022"
    assert record.amount is not None
    assert (record.amount.text, record.amount.value) == ("£6.5m", 6.5e6)
    assert record.deadline is not None
    assert record.deadline.text == "by March 2022"
    assert record.partners == ("Network Rail", "Marl Council")
    assert record.places == ("Gantry Marsh",)
    assert (str(promises.level), str(promises.stage)) == ("firm", "input")


def test_a_target_names_indicator_baseline_and_target(reader: SpacyPromiseReader) -> None:
    text = "We will raise the share of firms doing R&D from 20% to 30% by 2030."
    (promises,) = reader.read([Statement(text)])
    (record,) = promises.commitments
    assert record.indicator == "the share of firms doing R&D"
    assert (record.baseline, record.target) == ("20%", "30%")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Network Rail and Vale Buses will publish a plan.", "Network Rail and Vale Buses"),
        ("The mayor, who lives in Marl, will convene a panel.", "The mayor"),
        ("A hall will be built.", None),
        ("A hall will be built by the county council.", "the county council"),
        ("Build a hall at Marl.", None),
        ("Government should fund a hall.", "Government"),
        ("We ask Network Rail to mend the bridge.", "Network Rail"),
    ],
)
def test_the_actor_is_who_will_do_it(
    reader: SpacyPromiseReader, text: str, actor: str | None
) -> None:
    (promises,) = reader.read([Statement(text)])
    assert [record.actor for record in promises.commitments] == [actor]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Government has committed £50m to the line.", "firm"),
        ("We will open a yard. We hope to open two.", "firm"),
        ("We hope to open two yards.", "conditional"),
        ("We ask government to pay.", "conditional"),
        ("We do not propose to open a yard.", "none"),
        ("Pay is low.", "none"),
        ("", "none"),
    ],
)
def test_the_level_of_a_passage_is_its_strongest_promise(
    reader: SpacyPromiseReader, text: str, level: str
) -> None:
    (promises,) = reader.read([Statement(text)])
    assert str(promises.level) == level


def test_a_statement_reads_the_same_alone_and_in_company(reader: SpacyPromiseReader) -> None:
    statements = [Statement(text) for _, text in ONE] + [Statement(text) for text in NONE]
    together = reader.read(statements)
    alone = [reader.read([statement])[0] for statement in statements]
    assert together == alone


def test_quotes_lie_inside_the_passage_and_are_not_empty(reader: SpacyPromiseReader) -> None:
    texts = [text for _, text in ONE] + [text for text, _ in PARTS]
    for text, promises in zip(texts, reader.read([Statement(t) for t in texts]), strict=True):
        for record in promises.commitments:
            assert 0 <= record.start < record.end <= len(text)
            assert record.action in text


def test_nothing_read_nothing_said(reader: SpacyPromiseReader) -> None:
    assert reader.read([]) == []
