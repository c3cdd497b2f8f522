"""The agenda: its order, its time, what fits, what comes back, what cannot be decided."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.agenda import (
    TEMPLATES,
    AgendaItem,
    ItemFault,
    ItemKind,
    ItemState,
    NewItem,
    Origin,
    OriginKind,
    Standing,
    Template,
    come_back,
    fits,
    from_template,
    is_code,
    judge,
    may_decide,
    moved,
    on_agenda,
    place_for,
    proposed,
    rank,
    read_origins,
    steps_of_minutes,
    timetable,
    wishes,
    write_origins,
)
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId

START = datetime(2026, 11, 26, 13, 0)  # noqa: DTZ001 - the local clock
BODIES = st.builds(
    NewItem,
    st.sampled_from(ItemKind),
    st.just("Punkt"),
    st.integers(1, 60),
    standing=st.none() | st.sampled_from(Standing),
)


def item(name: str, body: NewItem, **more: object) -> AgendaItem:
    """Return a stored item."""
    return replace(
        AgendaItem(AgendaItemId(name), MeetingId("m"), body, MemberId("K-01"), 1),
        **more,  # type: ignore[arg-type]
    )


def agenda(bodies: list[NewItem]) -> list[AgendaItem]:
    """Return an agenda to which items were added one by one."""
    found: list[AgendaItem] = []
    for number, body in enumerate(bodies):
        found.insert(place_for(found, body), item(f"i{number}", body))
    return found


@given(st.lists(BODIES, max_size=12))
def test_items_added_one_by_one_stand_in_the_proposed_order(bodies: list[NewItem]) -> None:
    """Adding and sorting are the same, as long as nobody moves anything."""
    found = agenda(bodies)
    assert tuple(found) == proposed(found)
    assert [rank(one.body) for one in found] == sorted(rank(body) for body in bodies)


@given(st.lists(BODIES, min_size=1, max_size=12), st.data())
def test_moving_loses_nothing_and_can_be_taken_back(bodies: list[NewItem], data: st.DataObject) -> None:
    """Down and up again is as before, but at an end, where it stays."""
    before = tuple(agenda(bodies))
    one = data.draw(st.sampled_from(before))
    step = data.draw(st.sampled_from((-1, 1)))
    after = moved(before, one.id, step)
    assert sorted(after, key=lambda x: x.id) == sorted(before, key=lambda x: x.id)
    at_an_end = after == before
    assert at_an_end == (before.index(one) == (0 if step < 0 else len(before) - 1))
    if not at_an_end:
        assert moved(after, one.id, -step) == before


@given(st.lists(BODIES, min_size=2, max_size=10), BODIES, st.data())
def test_a_new_item_leaves_what_was_moved_where_it_is(
    bodies: list[NewItem], new: NewItem, data: st.DataObject
) -> None:
    """The chair's order is not undone by somebody's proposal."""
    items = moved(
        agenda(bodies), data.draw(st.sampled_from(agenda(bodies))).id, data.draw(st.integers(-9, 9))
    )
    added = list(items)
    added.insert(place_for(items, new), item("new", new))
    assert tuple(one for one in added if one.id != "new") == items


def test_the_proposed_order_is_actions_decisions_discussions_information_and_the_end() -> None:
    """As the group is used to."""
    bodies = [
        NewItem(ItemKind.INFORMATION, "Nyt fra styregruppen"),
        *from_template(Template.GROUP),
        NewItem(ItemKind.DISCUSSION, "Sager om rejser"),
        NewItem(ItemKind.DECISION, "Vagtplan"),
    ]
    said = [one.body.standing or one.body.kind for one in agenda(bodies)]
    assert said == [
        Standing.ACTIONS, ItemKind.DECISION, ItemKind.DISCUSSION, ItemKind.INFORMATION, Standing.ROTA,
        Standing.COVERAGE, Standing.PARTNERS, Standing.CLOSING,
    ]  # fmt: skip


@given(st.lists(BODIES, max_size=12), st.integers(5, 600))
def test_each_item_begins_when_the_one_before_ends(bodies: list[NewItem], minutes: int) -> None:
    """And the sum, the air and the end agree."""
    found = timetable(agenda(bodies), START, minutes)
    edges = [START, *(slot.end for slot in found.slots)]
    assert [slot.start for slot in found.slots] == edges[:-1]
    assert found.end == edges[-1] == START + timedelta(minutes=found.total_minutes)
    assert found.total_minutes + found.air_minutes == minutes


def test_the_agenda_of_the_example() -> None:
    """Six items from 13:00 to 14:00, the first of them number 0."""
    bodies = [
        *from_template(Template.SHORT),
        NewItem(ItemKind.DECISION, "Vagtens nummer", 10),
        NewItem(ItemKind.DECISION, "Vagtplan", 10),
        NewItem(ItemKind.DISCUSSION, "Rejser", 20),
        NewItem(ItemKind.INFORMATION, "Nyt", 10),
    ]
    found = timetable(agenda(bodies), START, 60)
    assert [(slot.number, f"{slot.start:%H:%M}") for slot in found.slots] == [
        (0, "13:00"), (1, "13:05"), (2, "13:15"), (3, "13:25"), (4, "13:45"), (5, "13:55"),
    ]  # fmt: skip
    assert (found.total_minutes, found.air_minutes, f"{found.end:%H:%M}") == (60, 0, "14:00")


def test_numbers_begin_with_one_without_actions() -> None:
    """There is no item 0 then."""
    found = timetable(agenda([NewItem(ItemKind.DECISION, "Vagtplan")]), START, 60)
    assert [slot.number for slot in found.slots] == [1]


@given(st.lists(BODIES, max_size=6), st.integers(1, 60), st.integers(5, 120))
def test_what_fits_leaves_no_air_below_nothing(bodies: list[NewItem], minutes: int, room: int) -> None:
    """An item has room exactly when the agenda with it is not too long."""
    items = agenda(bodies)
    air = timetable([*items, item("new", NewItem(ItemKind.DECISION, "Ny", minutes))], START, room).air_minutes
    assert fits(items, minutes, room) == (air >= 0)


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (NewItem(ItemKind.DECISION, ""), ItemFault.NO_TITLE),
        (NewItem(ItemKind.DECISION, "t" * 81), ItemFault.LONG_TITLE),
        (NewItem(ItemKind.DECISION, "t", purpose="p" * 121), ItemFault.LONG_PURPOSE),
        (NewItem(ItemKind.DECISION, "t", 0), ItemFault.MINUTES),
        (NewItem(ItemKind.DECISION, "t", 600), ItemFault.MINUTES),
        (NewItem(ItemKind.DECISION, "t", origins=(Origin(OriginKind.THREAD, "Sofie H"),)), ItemFault.NO_CODE),
        (
            NewItem(ItemKind.DECISION, "t", origins=(Origin(OriginKind.THREAD, "stille-havn"),) * 21),
            ItemFault.MANY_ORIGINS,
        ),
    ],
)
def test_what_is_wrong_with_an_item_is_said(new: NewItem, fault: ItemFault) -> None:
    """Nothing of it is stored."""
    assert judge(new) == (fault,)


def test_a_standing_item_needs_no_title() -> None:
    """It is called what the reader's language calls it."""
    assert all(judge(one) == () for template in TEMPLATES for one in from_template(template))


@pytest.mark.parametrize("ref", ["", "Sofie Jensen", "a b", "x" * 41, "ring 12345678", "a,b", "a:b"])
@pytest.mark.parametrize("kind", OriginKind)
def test_an_origin_is_a_code_and_never_a_text(kind: OriginKind, ref: str) -> None:
    """What somebody worded has no way in."""
    assert not is_code(Origin(kind, ref))


def test_origins_are_read_as_they_were_written() -> None:
    """Kind and code, in order."""
    origins = (Origin(OriginKind.THREAD, "stille-havn"), Origin(OriginKind.ACTION, "M26/11-3"))
    assert all(map(is_code, origins))
    assert read_origins(write_origins(origins)) == origins
    assert read_origins("") == ()


def test_wishes_and_postponed_items_take_no_time() -> None:
    """They are on no agenda yet, or no more."""
    body = NewItem(ItemKind.DECISION, "Vagtplan")
    stands, wish = item("a", body), item("b", body, is_wish=True)
    late = item("c", body, state=ItemState.POSTPONED)
    assert on_agenda([stands, wish, late]) == (stands,)
    assert wishes([stands, wish, late]) == (wish,)


def test_a_postponed_item_comes_back_once() -> None:
    """What a later meeting has already is not brought again."""
    body = NewItem(ItemKind.DECISION, "Vagtplan")
    late, other = (item(name, body, state=ItemState.POSTPONED) for name in ("a", "b"))
    done = item("c", body, state=ItemState.DONE)
    back = item("d", body, came_from=late.id)
    assert come_back([late, other, done], [back]) == (other,)


def test_only_the_end_of_the_meeting_decides_nothing() -> None:
    """Every other item can."""
    standing = [NewItem(ItemKind.INFORMATION, "", standing=one) for one in Standing]
    assert [one.standing for one in standing if not may_decide(one)] == [Standing.CLOSING]
    assert all(may_decide(NewItem(kind, "Punkt")) for kind in ItemKind)


@given(st.integers(1, 480), st.sampled_from((5, -5, 1, -1)))
def test_minutes_go_up_and_down_in_steps_and_stay_within(minutes: int, step: int) -> None:
    """A step up is more, a step down less, but at the ends; fives are round."""
    found = steps_of_minutes(minutes, step)
    assert 1 <= found <= 480
    assert (found > minutes) if step > 0 and minutes < 480 else (found < minutes or minutes in (1, 480))
    assert abs(step) == 1 or found % 5 == 0 or found == 1
