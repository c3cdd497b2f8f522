"""Who carries the work: counted from what happened, masked where the network says so, with what to do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from nsk_tui.rules.bottleneck import Telling
from nsk_tui.rules.consultations import AgeBand, Area, ConcernLevel, NewConsultation
from nsk_tui.rules.duties import RotaMember
from nsk_tui.rules.duty_why import Verdict, WhyCode
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.load_advice import Advice
from nsk_tui.rules.routing import RouteReason
from nsk_tui.services import absences, duty_why, load, rota, rota_board, rota_members, rota_settings, what_if
from nsk_tui.services.consultations import add_many
from nsk_tui.services.errors import NobodyOnLine, UnknownDuty, UnknownLine, UnknownMember
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.tools.published_rota import ADULTS, CHILDREN, first_duty, publish, stand

Unlock = Callable[[str], Session]


@pytest.fixture
def rota_of_three(session: Session) -> Session:
    """Return the small store with three people on both lines and four weeks published."""
    for member in ("K-01", "K-02", "K-03"):
        stand(session, member)
    publish(session)
    return session


def log(session: Session, count: int, days_ago: int = 0, **codes: object) -> None:
    """Log consultations of a member's."""
    about = {"level": ConcernLevel.YELLOW, "age_band": AgeBand.TEEN, **codes}
    new = NewConsultation(day=session.today - timedelta(days=days_ago), **about)  # type: ignore[arg-type]
    assert all(isinstance(one, Added) for one in add_many(session, [new] * count))


def hide_load(session: Session) -> None:
    """Let members see their own load alone."""
    rota_settings.change_settings(session, replace(rota_settings.settings(session), load_visible=False))


def test_the_three_sentences_come_from_what_was_logged(rota_of_three: Session, unlocked: Unlock) -> None:
    """K-02 takes most; the plan is even all the same."""
    log(unlocked("K-02"), 20)
    log(unlocked("K-03"), 5)
    log(rota_of_three, 5)
    found = load.picture(rota_of_three)
    calls = found.consultations
    assert (calls.top, round(calls.top_share, 2), calls.carry_half) == ("K-02", 0.67, 1)
    assert (found.rows[0].member, found.rows[0].consultations) == ("K-02", 20)
    assert sum(row.share for row in found.rows) == pytest.approx(1)
    assert Advice.ASK_WITH_ROOM in {one.code for one in found.suggestions}
    assert Advice.PRINT_DUTY_NUMBER in {one.code for one in found.suggestions}


def test_only_the_window_the_line_and_the_red_ones_count(rota_of_three: Session, unlocked: Unlock) -> None:
    """A day before it does not; adults are not children; a withdrawn one is none."""
    log(rota_of_three, 3, days_ago=89)
    log(rota_of_three, 4, days_ago=90)
    log(unlocked("K-02"), 2, age_band=AgeBand.ADULT, level=ConcernLevel.RED)
    assert load.picture(rota_of_three).consultations.total == 5
    assert load.picture(rota_of_three, line="adults").consultations.total == 2
    assert load.picture(rota_of_three, line="children").consultations.total == 3
    assert load.picture(rota_of_three).reds.counts == ((MemberId("K-02"), 2),)
    assert load.picture(rota_of_three, days=91).consultations.total == 9
    assert load.picture(rota_of_three, days=1).consultations.telling is Telling.TOO_FEW


def test_the_windows_before_are_the_trend(rota_of_three: Session) -> None:
    """Four of them, the last one is the picture's own."""
    log(rota_of_three, 12, days_ago=100)
    found = load.picture(rota_of_three)
    assert [one.total for one in found.trend] == [0, 0, 12, 0]
    assert found.trend[-1].last == found.last == rota_of_three.today


def test_duties_count_for_who_really_had_them(rota_of_three: Session, clock: Clock) -> None:
    """A correction stands over the plan; what is to come counts for nobody yet."""
    ref = first_duty(rota_of_three, "K-02")
    assert load.picture(rota_of_three).duties.total == 2
    clock.now += timedelta(days=(ref.start - rota_of_three.today).days)
    before = dict(load.picture(rota_of_three, line=ref.line).duties.counts)
    rota.override(rota_of_three, ref, None, "efter aftale")
    after = dict(load.picture(rota_of_three, line=ref.line).duties.counts)
    assert after.get(MemberId("K-02"), 0) == before[MemberId("K-02")] - 1
    assert sum(after.values()) == sum(before.values()) - 1


def test_where_the_network_does_not_show_load_nobody_else_is_named(
    rota_of_three: Session, unlocked: Unlock
) -> None:
    """A member sees the figures and her own row; the coordinator sees all."""
    log(unlocked("K-02"), 20)
    log(unlocked("K-03"), 4)
    hide_load(rota_of_three)
    seen = load.picture(unlocked("K-03"))
    assert [row.member for row in seen.rows] == ["K-03"]
    assert "K-02" not in repr(seen)
    assert seen.consultations.carry_half == 1
    assert seen.may_see_load is False
    assert load.picture(unlocked("K-02")).consultations.top == "K-02"
    assert len(load.picture(rota_of_three).rows) == 3
    warned = load.warning(unlocked("K-03"))
    assert warned is not None
    assert (warned.top, warned.room) == (None, ())
    why = duty_why.why(unlocked("K-03"), first_duty(rota_of_three, "K-02"))
    assert {line.member for line in why.lines if line.before or line.after} <= {"K-03"}
    taking = load.who_should_take(unlocked("K-03"))
    assert [one.member for one in taking if RouteReason.LOAD in {r.code for r in one.reasons}] == ["K-03"]


def test_the_front_page_warns_with_who_has_room(rota_of_three: Session, unlocked: Unlock) -> None:
    """And is quiet while the work is shared, or is too little to say."""
    assert load.warning(rota_of_three) is None
    log(unlocked("K-02"), 9)
    assert load.warning(rota_of_three) is None
    log(unlocked("K-02"), 9)
    log(rota_of_three, 4)
    warned = load.warning(rota_of_three)
    assert warned is not None
    assert (warned.top, round(warned.share, 2), warned.room) == ("K-02", 0.82, ("K-03", "K-01"))
    absences.report(unlocked("K-03"), rota_of_three.today, rota_of_three.today)
    assert load.warning(rota_of_three).room == ("K-01",)  # type: ignore[union-attr]


def test_a_consultation_remembers_whether_it_came_by_the_rota(
    rota_of_three: Session, unlocked: Unlock
) -> None:
    """Who had duty or backup on the line then; without a rota nobody knows."""
    found = load.picture(rota_of_three)
    assert (found.by_rota, found.past_rota, found.unknown_way) == (0, 0, 0)
    on, off = on_and_off(rota_of_three)
    for member in (on, off):
        log(rota_of_three if member == "K-01" else unlocked(member), 2)
    found = load.picture(rota_of_three)
    assert (found.by_rota, found.past_rota, found.unknown_way) == (2, 2, 0)


def on_and_off(session: Session) -> tuple[str, str]:
    """Return who has duty for children now, and somebody who has neither duty nor backup there."""
    line = next(one for one in rota_board.now(session) if one.line.id == CHILDREN)
    others = {"K-01", "K-02", "K-03"} - {line.duty, line.backup}
    assert line.duty is not None
    return line.duty, sorted(others)[0]


def test_who_should_take_a_call_follows_duty_need_and_load(rota_of_three: Session, unlocked: Unlock) -> None:
    """The duty first; whoever speaks the language before her; who is away last."""
    on, off = on_and_off(rota_of_three)
    first = load.who_should_take(rota_of_three, area=Area.CHILDREN)
    assert first[0].member == on
    assert RouteReason.HAS_DUTY in {reason.code for reason in first[0].reasons}
    stand(rota_of_three, off, languages=("arabisk",))
    assert load.who_should_take(rota_of_three, "children", language="Arabisk")[0].member == off
    away = rota_of_three if off == "K-01" else unlocked(off)
    absences.report(away, rota_of_three.today, rota_of_three.today)
    last = load.who_should_take(rota_of_three, "children", language="Arabisk")[-1]
    assert (last.member, last.can) == (off, False)


def test_without_somebody_the_gaps_and_loads_are_seen_at_once(rota_of_three: Session) -> None:
    """And nothing of it is stored."""
    folder = rota_of_three.folder
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".json"}
    tried = what_if.what_if(rota_of_three, ["K-02"], 3)
    assert len(tried.periods) == 3
    assert {one.member: one.after for one in tried.loads}[MemberId("K-02")] == 0
    assert sum(one.before for one in tried.loads) >= sum(one.after for one in tried.loads)
    assert set(tried.new_gaps) <= set(tried.gaps)
    assert tried.new_gaps
    assert what_if.what_if(rota_of_three, [], 3).new_gaps == ()
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".json"}


def test_without_everybody_every_duty_is_a_gap(rota_of_three: Session) -> None:
    """Told as gaps, not as a fault."""
    tried = what_if.what_if(rota_of_three, ["K-01", "K-02", "K-03"], 2)
    assert len(tried.gaps) == 2 * 2 * 2


def test_the_one_picked_and_the_others_are_explained(rota_of_three: Session) -> None:
    """One line each, the holder picked."""
    ref = first_duty(rota_of_three, "K-02")
    found = duty_why.why(rota_of_three, ref)
    assert {line.member for line in found.lines} == {"K-01", "K-02", "K-03"}
    assert [line.member for line in found.lines if line.verdict is Verdict.PICKED] == ["K-02"]
    assert found.lines[0].code in (WhyCode.LEAST, WhyCode.WHOLE_PLAN, WhyCode.LESS)
    rota.override(rota_of_three, ref, None, "efter aftale")
    assert all(line.verdict is not Verdict.PICKED for line in duty_why.why(rota_of_three, ref).lines)


def test_a_week_that_no_plan_reaches_is_explained_as_it_would_be(rota_of_three: Session) -> None:
    """Its Monday is a period; its Tuesday, a line nobody has, and a far day are none."""
    ref = first_duty(rota_of_three, "K-02")
    far = replace(ref, start=ref.start + timedelta(weeks=60))
    assert duty_why.why(rota_of_three, far).duty is None
    with pytest.raises(UnknownDuty):
        duty_why.why(rota_of_three, replace(ref, start=ref.start + timedelta(days=1)))
    with pytest.raises(UnknownLine):
        duty_why.why(rota_of_three, replace(ref, line=LineId("x")))


def test_unknown_lines_and_people_are_told(rota_of_three: Session) -> None:
    """A slip on the command line is one sentence."""
    for call in (load.picture, load.who_should_take):
        with pytest.raises(UnknownLine):
            call(rota_of_three, line="x")
    with pytest.raises(UnknownMember):
        what_if.what_if(rota_of_three, ["K-99"])


def test_a_store_without_a_rota_has_a_picture_too(session: Session) -> None:
    """Nobody stands anywhere; what was logged is counted all the same."""
    log(session, 12)
    assert load.picture(session).consultations.top == "K-01"
    assert load.warning(session) is None
    with pytest.raises(NobodyOnLine):
        what_if.what_if(session, [])


def test_a_member_facts_fixture_is_what_it_says(session: Session) -> None:
    """The helper stores what it is told: a test on a wrong rota would prove nothing."""
    stand(session, "K-02", ADULTS, share_percent=60)
    kept = next(one for one in rota_members.rota_members(session) if one.id == "K-02")
    assert kept == RotaMember(MemberId("K-02"), "Bo Prøvesen", 60, (ADULTS,))
