import pytest

from nlp.commitments.actors import Party, is_body, party


@pytest.mark.parametrize(
    ("subject", "head", "proper", "expected"),
    [
        ("We", "We", False, Party.AUTHOR),
        ("the Combined Authority", "Authority", True, Party.AUTHOR),
        ("our four colleges", "colleges", False, Party.AUTHOR),
        ("our trade", "trade", False, Party.THING),
        ("Government", "Government", False, Party.GOVERNMENT),
        ("the Department for Transport", "Department", True, Party.GOVERNMENT),
        ("The Scottish Government", "Government", True, Party.GOVERNMENT),
        ("Network Rail", "Rail", True, Party.BODY),
        ("eighteen hauliers and the county council", "council", False, Party.BODY),
        ("The programme", "programme", False, Party.SCHEME),
        ("A £30m loan fund", "fund", False, Party.SCHEME),
        ("This strategy", "strategy", False, Party.DOCUMENT),
        ("The White Paper", "Paper", True, Party.DOCUMENT),
        ("It", "It", False, Party.POINTER),
        ("which", "which", False, Party.POINTER),
        ("Demand for engineers", "Demand", False, Party.THING),
        ("Brexit", "Brexit", True, Party.THING),
        ("A new bridge over the Kelder", "bridge", False, Party.SCHEME),
        ("", "", False, Party.NOBODY),
    ],
)
def test_a_subject_is_held_to_a_promise_by_what_it_is(
    subject: str, head: str, proper: bool, expected: Party
) -> None:
    assert party(subject, head, proper) is expected


@pytest.mark.parametrize(
    ("head", "proper", "expected"),
    [
        ("council", False, True),
        ("Rail", True, True),
        ("Fund", True, False),
        ("places", False, True),
        ("bridge", False, False),
        ("Brexit", True, False),
    ],
)
def test_partners_are_bodies_or_names_of_bodies(head: str, proper: bool, expected: bool) -> None:
    assert is_body(head, proper) is expected
