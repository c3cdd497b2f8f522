"""Decisions: numbered once, found again, and never in a circle."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.decisions import (
    Decision,
    DecisionRef,
    SupersedeFault,
    judge_superseding,
    newest,
    next_number,
    read_label,
    search,
)
from nsk_tui.rules.ids import MeetingId, MinutesLineId

REFS = st.builds(DecisionRef, st.integers(2024, 2028), st.integers(1, 400))


def decision(year: int, number: int, text: str = "", title: str = "") -> Decision:
    """Return a decision."""
    return Decision(
        DecisionRef(year, number), MeetingId("m"), date(year, 11, 26), MinutesLineId("l"), None, text, title
    )


@given(st.lists(REFS, max_size=12), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_no_number_is_given_twice_and_each_year_begins_anew(refs: list[DecisionRef], day: date) -> None:
    """2026-37 is one decision for ever."""
    new = next_number(refs, day)
    assert new not in refs
    assert (new.year, new.number >= 1) == (day.year, True)
    assert next_number([one for one in refs if one.year != day.year], day).number == 1


@given(REFS)
def test_a_number_is_read_as_it_is_written(ref: DecisionRef) -> None:
    """And nothing else is one."""
    assert read_label(f" {ref} ") == ref
    assert read_label(f"{ref}x") is None


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=20))
def test_whatever_takes_whose_place_there_is_always_one_that_holds(pairs: list[tuple[int, int]]) -> None:
    """No circle, no dead end: from each decision one comes to one that holds."""
    known = {DecisionRef(2026, number): decision(2026, number) for number in range(1, 6)}
    for old, new in pairs:
        ref = DecisionRef(2026, old)
        if ref in known and judge_superseding(known[ref], DecisionRef(2026, new), known) is None:
            known[ref] = replace(known[ref], superseded_by=DecisionRef(2026, new))
    for ref in known:
        assert known[newest(ref, known)].superseded_by is None


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (DecisionRef(2026, 2), SupersedeFault.ITSELF),
        (DecisionRef(2026, 1), SupersedeFault.EARLIER),
        (DecisionRef(2026, 9), SupersedeFault.UNKNOWN),
        (DecisionRef(2026, 3), None),
    ],
)
def test_only_a_later_decision_takes_the_place_of_another(
    new: DecisionRef, fault: SupersedeFault | None
) -> None:
    """And only once."""
    known = {DecisionRef(2026, number): decision(2026, number) for number in (1, 2, 3)}
    old = known[DecisionRef(2026, 2)]
    assert judge_superseding(old, new, known) is fault
    taken = replace(old, superseded_by=DecisionRef(2026, 3))
    assert judge_superseding(taken, DecisionRef(2026, 3), known) is SupersedeFault.ALREADY


def test_decisions_are_found_by_beginnings_of_words_and_by_number() -> None:
    """The newest first; no words find all."""
    mail = decision(2026, 36, "Vagtens nummer står først i alle mailsignaturer", "Vagtens nummer")
    plan = decision(2026, 37, "Vagtplan uge 53-4 er godkendt", "Vagtplan")
    travel = decision(2025, 4, "Vi bruger spørgsmålene fra rødt kort", "Rejser i julen")
    found = [mail, plan, travel]
    assert search(found, "vagt") == (plan, mail)
    assert search(found, "REJS kort") == (travel,)
    assert search(found, "nummer signatur") == ()
    assert search(found, "2026-37") == (plan,)
    assert search(found, "") == (plan, mail, travel)
