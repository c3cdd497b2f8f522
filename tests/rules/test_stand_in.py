"""Who stands in for somebody who is away: always somebody who is there, as long as anybody is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, Layer, Line, Period, RotaMember, RotaSettings
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.stand_in import stand_ins

MONDAY = date(2026, 11, 23)
LINES = (
    Line(LineId("children"), "", Area.CHILDREN, 0),
    Line(LineId("adults"), "", Area.ADULTS, 1),
    Line(LineId("own"), "Egen linje", None, 2),
)
PEOPLE = tuple(MemberId(f"K-0{number}") for number in range(1, 6))
BOTH = (DutyRole.DUTY, DutyRole.BACKUP)


def state(holders: dict[tuple[str, DutyRole], str], lines: tuple[Line, ...] = LINES) -> RotaState:
    """Return a week in which some people have duties."""
    period = Period(MONDAY, MONDAY + timedelta(days=6))
    duties = {
        ref: Duty(ref, MemberId(member), Layer.PLAN, MemberId("K-01"))
        for (line, role), member in holders.items()
        for ref in (DutyRef(LineId(line), MONDAY, role),)
    }
    members = tuple(
        RotaMember(one, one, lines=tuple(line.id for line in lines), share_percent=100) for one in PEOPLE
    )
    return RotaState(lines, members, RotaSettings(), (period,), duties)


def test_the_duty_of_the_area_sees_it() -> None:
    """Not that of the other."""
    week = state({("children", DutyRole.DUTY): "K-02", ("adults", DutyRole.DUTY): "K-03"})
    assert stand_ins(week, Area.ADULTS, MONDAY, {"K-05"}, [MemberId("K-01")]) == {"K-03"}


def test_where_the_duty_is_away_it_is_the_backup() -> None:
    """And without her whoever answers on another line, and then the coordinators who are there."""
    week = state(
        {
            ("children", DutyRole.DUTY): "K-02",
            ("children", DutyRole.BACKUP): "K-03",
            ("adults", DutyRole.DUTY): "K-04",
        }
    )
    coordinators = [MemberId("K-01"), MemberId("K-02")]
    found = [
        stand_ins(week, Area.CHILDREN, MONDAY, set(PEOPLE[1 : 1 + count]), coordinators) for count in range(4)
    ]
    assert found == [{"K-02"}, {"K-03"}, {"K-04"}, {"K-01"}]


def test_outside_every_plan_it_is_the_coordinators() -> None:
    """The day after the last published week."""
    week = state({("children", DutyRole.DUTY): "K-02"})
    assert stand_ins(week, Area.CHILDREN, MONDAY + timedelta(days=7), set(), [MemberId("K-01")]) == {"K-01"}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([str(line.id) for line in LINES]), st.sampled_from(BOTH)),
        st.sampled_from(PEOPLE),
    ),
    st.sets(st.sampled_from(PEOPLE)),
    st.sampled_from(list(Area)),
)
def test_somebody_who_is_there_sees_it_as_long_as_anybody_is(
    holders: dict[tuple[str, DutyRole], str], away: set[str], area: Area
) -> None:
    """Nobody who is away; and nobody at all only when duties, backups and coordinators all are."""
    found = stand_ins(state(holders), area, MONDAY, away, PEOPLE[:2])
    assert not found & away
    assert found or set(PEOPLE[:2]) | set(holders.values()) <= away
