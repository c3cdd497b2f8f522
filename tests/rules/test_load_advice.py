"""Advice: something to do with every warning, and none without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.bottleneck import Bottleneck, look_at
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.load_advice import ROOM_MAX, Advice, Seen, Suggestion, advise

PEOPLE = tuple(MemberId(f"K-{number:02}") for number in range(1, 8))
K1, K2, K3 = PEOPLE[:3]


def load(*counts: int) -> Bottleneck:
    """Return what some counts say, K-01 first."""
    return look_at(dict(zip(PEOPLE, counts, strict=False)))


EVEN, NARROW, NOTHING = load(8, 8, 8), load(40, 4, 4), load()


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (Seen(EVEN, EVEN, NOTHING, PEOPLE), ()),
        (Seen(NOTHING, NOTHING, NOTHING), ()),
        (Seen(NARROW, NARROW, NOTHING), (Advice.PLAN_AGAIN, Advice.TAKE_TO_MEETING)),
        (Seen(NARROW, EVEN, NOTHING), (Advice.PRINT_DUTY_NUMBER, Advice.TAKE_TO_MEETING)),
        (Seen(EVEN, EVEN, NARROW), (Advice.SHARE_REDS, Advice.TAKE_TO_MEETING)),
        (Seen(EVEN, EVEN, NOTHING, by_rota=4, past_rota=6), (Advice.PRINT_DUTY_NUMBER,)),
        (Seen(EVEN, EVEN, NOTHING, by_rota=5, past_rota=5), ()),
        (Seen(EVEN, EVEN, NOTHING, by_rota=0, past_rota=9), ()),
    ],
)
def test_each_fault_has_its_advice(seen: Seen, expected: tuple[Advice, ...]) -> None:
    """And an even group is left in peace."""
    assert tuple(one.code for one in advise(seen)) == expected


def test_whoever_has_room_is_named() -> None:
    """The least loaded first, three at most, the one who takes most never."""
    found = {one.code: one for one in advise(Seen(NARROW, EVEN, NOTHING, (K3, K1, K2, *PEOPLE[3:])))}
    assert found[Advice.ASK_WITH_ROOM] == Suggestion(Advice.ASK_WITH_ROOM, K1, (K3, K2, PEOPLE[3]))
    assert found[Advice.LET_FOLLOW].room == (K3,)


LOADS = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 60)).map(look_at)


@given(LOADS, LOADS, LOADS, st.permutations(PEOPLE))
def test_a_warning_never_comes_without_something_to_do(
    calls: Bottleneck, duties: Bottleneck, reds: Bottleneck, room: list[MemberId]
) -> None:
    """And nobody is advised to ask the one who is asked too much."""
    found = advise(Seen(calls, duties, reds, room))
    narrow = calls.is_narrow or duties.is_narrow or reds.is_narrow
    assert narrow == (Advice.TAKE_TO_MEETING in {one.code for one in found}) == bool(found)
    assert all(one.top not in one.room and len(one.room) <= ROOM_MAX for one in found)
