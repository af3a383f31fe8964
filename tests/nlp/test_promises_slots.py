import pytest

from nlp.commitments.cues import could_promise, numbering, starts_with_verb
from nlp.commitments.frames import Frame, frame_of
from nlp.commitments.measures import bare_target, find_measure
from nlp.commitments.partners import find_partners, find_places
from nlp.commitments.verbs import base_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("raise the share of graduates from 20% to 30%", ("the share of graduates", "20%", "30%")),
        ("raise starts from 130 in 2018/19 to 350 in 2023/24", ("starts", "130", "350")),
        ("cut emissions by 80% by 2050", ("emissions", None, "80%")),
        ("cut empty shops to 9% from 12.6%", ("empty shops", "12.6%", "9%")),
        ("80% of homes will have full fibre", ("homes", None, "80%")),
        ("double exports by 2030", ("exports", None, "double")),
        ("reach 3 million training starts by 2020", ("training starts", None, "3 million")),
        ("R&D spending will rise to 2.4 per cent by 2027", ("R&D spending", None, "2.4 per cent")),
        ("raise pay to the national average", ("pay", None, "the national average")),
        ("raise this to 68 per cent", (None, None, "68 per cent")),
    ],
)  # fmt: skip
def test_a_measure_is_read_as_written(
    text: str, expected: tuple[str | None, str | None, str]
) -> None:
    measure = find_measure(text)
    assert measure is not None
    assert (measure.indicator, measure.baseline, measure.target) == expected


@pytest.mark.parametrize(
    "text",
    [
        "open a yard by 2030",
        "increase training to 2030",
        "bring full fibre to 74,000 more premises",
        "secure £5m for the quay",
        "built before 1993 and closed by the end of 2020",
    ],
)
def test_years_money_and_movement_are_no_measure(text: str) -> None:
    assert find_measure(text) is None


def test_a_target_without_a_verb() -> None:
    measure = bare_target("3 million ferry journeys by 2020")
    assert measure is not None
    assert (measure.indicator, measure.target) == ("ferry journeys", "3 million")
    assert bare_target("3 million ferry journeys") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with Network Rail and Highways England", ("Network Rail", "Highways England")),
        ("working with colleges, employers and the LEP", ("colleges", "employers", "the LEP")),
        ("with the University of Port Ansel", ("the University of Port Ansel",)),
        ("alongside the internal drainage boards", ("the internal drainage boards",)),
        ("jointly with Marl and Saltby", ("Marl", "Saltby")),
        ("With Marl Hydrogen we will", ("Marl Hydrogen",)),
        ("a college with 300 places", ()),
        ("beginning with the Tarrick Hall", ()),
        ("four meetings with an employer", ()),
        ("with a 28-metre climbing tower", ()),
        ("with three operators as partners", ("three operators",)),
    ],
)
def test_partners_are_those_who_act_too(text: str, expected: tuple[str, ...]) -> None:
    assert find_partners(text) == expected


def test_the_actor_is_not_its_own_partner() -> None:
    assert find_partners("with Marl Council and Saltby Council", "Marl Council") == (
        "Saltby Council",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a yard at Gantry Marsh", ("Gantry Marsh",)),
        ("between Tarrick and Port Ansel", ("Tarrick", "Port Ansel")),
        ("in March 2022", ()),
        ("in the British Business Bank", ()),
        ("at Marl University", ()),
        ("across the North Wold", ("North Wold",)),
    ],
)
def test_places_are_names_where_places_stand(text: str, expected: tuple[str, ...]) -> None:
    assert find_places(text) == expected


@pytest.mark.parametrize(
    ("lead", "frame"),
    [
        ("We will:", Frame.OPEN),
        ("Jobs are short. So we will invest in:", Frame.OPEN),
        ("We ask government to:", Frame.OPEN),
        ("Our ambitions are to:", Frame.OPEN),
        ("Our priorities are:", Frame.PLAN),
        ("Our ambitions for 2030:", Frame.AIM),
        ("Our asks of government:", Frame.ASK),
        ("What we have achieved:", Frame.PAST),
        ("Three towns stand out:", Frame.NEUTRAL),
        ("The three parts of this paper are:", Frame.NEUTRAL),
    ],
)
def test_what_a_lead_in_makes_of_its_list(lead: str, frame: Frame) -> None:
    assert frame_of(lead)[0] is frame


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Increase apprenticeship starts by a fifth", True),
        ("Action 4: Increase apprenticeship starts", True),
        ("Support local hauliers", True),
        ("Support for hauliers is weak", False),
        ("Increase in pay was slight", False),
        ("Work with local colleges", True),
        ("Work is slow here", False),
        ("Set up a rural fund", True),
        ("Plans are afoot here", False),
        ("Help putting together a case", False),
        ("Boldly expand the port", True),
        ("Set against this are the quays", False),
    ],
)
def test_verb_first(text: str, expected: bool) -> None:
    assert starts_with_verb(text) is expected


@pytest.mark.parametrize(
    ("text", "length"),
    [("Action 7: Build it", 10), ("4.4) We act", 5), ("and open it", 4), ("We act", 0)],
)
def test_numbering_is_skipped(text: str, length: int) -> None:
    assert numbering(text) == length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jobs fell by 3% in 2016.", False),
        ("The valley makes vans.", False),
        ("We will act.", True),
        ("They plan to act.", True),
        ("£20m for small firms", True),
    ],
)
def test_the_prefilter_lets_through_what_could_promise(text: str, expected: bool) -> None:
    assert could_promise(text) is expected


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("investing", "invest"),
        ("committed", "commit"),
        ("carries", "carry"),
        ("built", "build"),
        ("organizes", "organise"),
        ("co_ordinated", "co-ordinate"),
        ("Raising", "raise"),
        ("xyzzy", "xyzzy"),
    ],
)
def test_base_forms(form: str, base: str) -> None:
    assert base_form(form) == base
