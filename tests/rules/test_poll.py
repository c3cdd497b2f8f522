"""The date poll: who has not answered is never a no, and the date with the most knowledge wins."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.duties import Absence, Period
from nsk_tui.rules.ids import MeetingId, MemberId
from nsk_tui.rules.poll import (
    Answer,
    AnswerSource,
    Known,
    Poll,
    PollDate,
    PollFault,
    Voter,
    best,
    count,
    has_answered,
    judge,
    known_answers,
)

TODAY = date(2026, 11, 20)
DAYS = tuple(date(2026, 12, 8) + timedelta(days=step) for step in range(4))
MEMBERS = tuple(MemberId(f"K-0{number}") for number in range(1, 6))
DEPARTMENTS = ("Skoler", "Familie", "Familie", "Jobcenter", "Skoler")
VOTERS = tuple(
    Voter(member, department, frozenset({f"kan {number % 3}"}))
    for number, (member, department) in enumerate(zip(MEMBERS, DEPARTMENTS, strict=True))
)
POLL = Poll(MeetingId("m"), tuple(PollDate(day, time(9)) for day in DAYS), VOTERS, date(2026, 11, 25), {})
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from(MEMBERS), st.sampled_from(DAYS)), st.sampled_from(Answer), max_size=20
)
PERIODS = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)), st.sampled_from(DAYS), st.integers(0, 6)
)


def absent(member: MemberId, first: date, days: int = 0) -> Absence:
    """Return an absence from a day on."""
    return Absence("x", member, first, first + timedelta(days=days), member)


AWAY = st.lists(
    st.builds(absent, st.sampled_from(MEMBERS), st.sampled_from(DAYS), st.integers(0, 3)), max_size=4
)
ON_DUTY = st.lists(st.tuples(st.sampled_from(MEMBERS), PERIODS), max_size=4)


@given(ANSWERS, AWAY, ON_DUTY)
def test_who_has_not_answered_is_never_a_no(
    answers: dict[tuple[MemberId, date], Answer],
    away: list[Absence],
    on_duty: list[tuple[MemberId, Period]],
) -> None:
    """A no is one's own word or one's own absence, and every member is counted once on each date."""
    poll = replace(POLL, answers=answers)
    for one in count(poll, known_answers(poll, away, on_duty)):
        day = one.date.day
        for member in one.no:
            said_no = answers.get((member, day)) is Answer.NO
            is_away = any(each.member == member and each.first <= day <= each.last for each in away)
            assert said_no or ((member, day) not in answers and is_away)
        assert sorted((*one.yes, *one.if_needed, *one.no, *one.unanswered)) == sorted(MEMBERS)
        for name in one.missing:
            assert all(voter.member in one.no for voter in VOTERS if voter.department == name)
        for name in one.unsure:
            there = [voter.member for voter in VOTERS if voter.department == name]
            assert not set(there) & {*one.yes, *one.if_needed}
            assert set(there) & set(one.unanswered)


@given(ANSWERS, AWAY, ON_DUTY)
def test_ones_own_word_stands_over_what_is_known(
    answers: dict[tuple[MemberId, date], Answer],
    away: list[Absence],
    on_duty: list[tuple[MemberId, Period]],
) -> None:
    """What was filled in can be changed by the one it is about."""
    poll = replace(POLL, answers=answers)
    found = known_answers(poll, away, on_duty)
    for place, answer in answers.items():
        assert found[place] == Known(answer, AnswerSource.OWN)
    for place, known in found.items():
        assert (place in answers) == (known.source is AnswerSource.OWN)


@given(ANSWERS)
def test_the_best_date_has_the_most_knowledge(answers: dict[tuple[MemberId, date], Answer]) -> None:
    """No other date has more, and one nobody can come on is never proposed."""
    poll = replace(POLL, answers=answers)
    counts = count(poll, known_answers(poll, (), ()))
    found = best(counts)
    possible = [one for one in counts if one.yes or one.if_needed]
    assert (found is None) == (not possible)
    if found is not None:
        assert len(found.knowledge) == max(len(one.knowledge) for one in possible)


def test_absence_is_filled_in_as_no_and_duty_as_if_needed() -> None:
    """Absence counts more: who is away has no duty to do."""
    found = known_answers(
        POLL,
        [absent(MEMBERS[0], DAYS[1])],
        [(MEMBERS[0], Period(DAYS[0], DAYS[2])), (MemberId("R-01"), Period(DAYS[0], DAYS[0]))],
    )
    assert found == {
        (MEMBERS[0], DAYS[0]): Known(Answer.IF_NEEDED, AnswerSource.DUTY),
        (MEMBERS[0], DAYS[1]): Known(Answer.NO, AnswerSource.ABSENCE),
        (MEMBERS[0], DAYS[2]): Known(Answer.IF_NEEDED, AnswerSource.DUTY),
    }
    assert not has_answered(POLL, MEMBERS[0], found)
    found[MEMBERS[0], DAYS[3]] = Known(Answer.YES, AnswerSource.OWN)
    assert has_answered(POLL, MEMBERS[0], found)


def test_a_date_says_which_departments_would_be_missing() -> None:
    """Everybody there has said no; where somebody is silent, it is only unsure."""
    day = DAYS[0]
    answers = {
        (MEMBERS[0], day): Answer.YES, (MEMBERS[1], day): Answer.NO, (MEMBERS[2], day): Answer.NO,
    }  # fmt: skip
    poll = replace(POLL, answers=answers)
    one = count(poll, known_answers(poll, (), ()))[0]
    assert (one.missing, one.unsure) == (("Familie",), ("Jobcenter",))


@pytest.mark.parametrize(
    ("days", "answer_by", "fault"),
    [
        (DAYS[:1], date(2026, 11, 25), PollFault.FEW_DATES),
        ((DAYS[0],) * 2, date(2026, 11, 25), PollFault.TWICE),
        ((TODAY - timedelta(days=1), DAYS[0]), TODAY - timedelta(days=1), PollFault.PAST),
        (DAYS, DAYS[1], PollFault.ANSWER_BY),
        (DAYS, TODAY - timedelta(days=1), PollFault.ANSWER_BY),
        (tuple(DAYS[0] + timedelta(days=step) for step in range(13)), TODAY, PollFault.MANY_DATES),
    ],
)
def test_what_is_wrong_with_a_poll_is_said(days: tuple[date, ...], answer_by: date, fault: PollFault) -> None:
    """Before anybody is asked."""
    assert fault in judge([PollDate(day, time(9)) for day in days], answer_by, TODAY)
    assert judge(POLL.dates, POLL.answer_by, TODAY) == ()
