"""Routing: one order, its reasons, the same each time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.routing import Call, Candidate, RouteReason, load_per_full_time, who_should_take

CHILDREN, ADULTS = LineId("children"), LineId("adults")
PLAIN = Candidate(MemberId("K-05"), 100, 4, lines=(CHILDREN,))
WORDS = st.sets(st.sampled_from(["arabisk", "somali", "PATRIARK"]), max_size=3).map(
    lambda found: tuple(sorted(found))
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        member=st.integers(1, 99).map(lambda number: MemberId(f"K-{number:02}")),
        share_percent=st.integers(0, 100),
        load=st.integers(0, 50),
        lines=st.sampled_from([(), (CHILDREN,), (ADULTS,), (CHILDREN, ADULTS)]),
        languages=WORDS,
        competences=WORDS,
        role=st.none() | st.sampled_from(DutyRole),
        is_absent=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.member,
)
CALLS = st.builds(
    Call,
    line=st.sampled_from([None, CHILDREN, ADULTS]),
    competence=st.sampled_from(["", "PATRIARK"]),
    language=st.sampled_from(["", "arabisk"]),
)


def order(call: Call, *candidates: Candidate) -> list[str]:
    """Return the members in the order proposed."""
    return [one.member for one in who_should_take(call, candidates)]


def named(member: str, **other: object) -> Candidate:
    """Return somebody who differs from K-05 in this alone."""
    return replace(PLAIN, member=MemberId(member), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "first", "then"),
    [
        (Call(), named("K-09", role=DutyRole.DUTY, load=40), named("K-01", role=DutyRole.BACKUP, load=0)),
        (Call(), named("K-09", role=DutyRole.BACKUP), named("K-01", role=DutyRole.SHADOW)),
        (Call(), named("K-09", role=DutyRole.SHADOW), named("K-01")),
        (Call(CHILDREN), named("K-09", load=40), named("K-01", lines=(ADULTS,), load=0)),
        (Call(), named("K-09", load=3), named("K-01", load=4)),
        (Call(), named("K-09", load=4), named("K-01", load=3, share_percent=50)),
        (Call(), named("K-01"), named("K-09")),
        (Call(language="Arabisk "), named("K-09", languages=("arabisk",)), named("K-01", role=DutyRole.DUTY)),
        (Call(competence="patriark"), named("K-09", competences=("PATRIARK",)), named("K-01", load=0)),
        (Call(), named("K-09", load=50), named("K-01", is_absent=True, role=DutyRole.DUTY)),
    ],
)  # fmt: skip
def test_what_counts_before_what(call: Call, first: Candidate, then: Candidate) -> None:
    """Away, needs, duty, line, load for each full time, short name."""
    assert order(call, then, first) == [first.member, then.member]


@given(CALLS, CANDIDATES)
def test_the_same_question_gets_the_same_answer(call: Call, candidates: list[Candidate]) -> None:
    """Whatever order the staff list has; nobody is left out or named twice."""
    answer = who_should_take(call, candidates)
    assert answer == who_should_take(call, candidates[::-1])
    assert sorted(one.member for one in answer) == sorted(one.member for one in candidates)


@given(CALLS, CANDIDATES)
def test_everybody_has_her_reasons_and_her_number(call: Call, candidates: list[Candidate]) -> None:
    """The load is always told, a need whenever it was asked for, absence whenever it is so."""
    known = {one.member: one for one in candidates}
    for one in who_should_take(call, candidates):
        codes = [reason.code for reason in one.reasons]
        own = known[one.member]
        assert codes[-1] is RouteReason.LOAD
        assert one.reasons[-1].number == load_per_full_time(own.load, own.share_percent)
        assert one.can == (RouteReason.ABSENT not in codes) == (not own.is_absent)
        assert bool(call.language) == bool({RouteReason.SPEAKS, RouteReason.DOES_NOT_SPEAK} & set(codes))
        assert len(codes) == len(set(codes))


@given(CALLS, CANDIDATES)
def test_nobody_who_is_away_stands_before_somebody_who_is_there(
    call: Call, candidates: list[Candidate]
) -> None:
    """Whoever is proposed first can take the call, if anybody can."""
    there = [one.can for one in who_should_take(call, candidates)]
    assert there == sorted(there, reverse=True)


def test_the_reasons_of_a_call_that_needs_much() -> None:
    """In the order in which they counted."""
    call = Call(CHILDREN, "PATRIARK", "arabisk")
    one = named("K-09", languages=("arabisk",), share_percent=50, is_absent=True, lines=(ADULTS,))
    reasons = who_should_take(call, [one])[0].reasons
    assert [(reason.code.value, reason.word, reason.number) for reason in reasons] == [
        ("absent", "", 0.0),
        ("speaks", "arabisk", 0.0),
        ("does_not_know", "PATRIARK", 0.0),
        ("not_on_line", "", 0.0),
        ("load", "", 8.0),
    ]
