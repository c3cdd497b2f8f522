"""An item as it is typed: what the form shows can be typed again, and a line falls where people mean it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_items import Action, Contingency, HandoverItem, Introduction
from nsk_tui.rules.handover_lines import (
    TEXT_FIELDS,
    ItemForm,
    read_actions,
    read_contingencies,
    read_introductions,
    read_item,
    write_action,
    write_item,
)
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind

TODAY = date(2026, 11, 20)
MEMBERS = tuple(map(MemberId, ("K-01", "K-04", "K-11")))
THREAD = (OwnedKind.THREAD, "tør-kaffe")
FOLLOW_UP = (OwnedKind.FOLLOW_UP, "f1")

WORD = st.sampled_from(["ring", "til", "skolen", "møde", "med", "Familie", "samme", "dag", "kl", "10", "og"])
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
DAYS = st.none() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=800))
OWNERS = st.sampled_from(MEMBERS)
RECEIVED = st.builds(
    lambda actions, ifs, people, summary, receiver: HandoverItem(
        HandoverItemId("i1"),
        OwnedKind.THREAD,
        "tør-kaffe",
        (THREAD, FOLLOW_UP),
        ConcernLevel.ORANGE,
        summary=summary,
        actions=(Action("", receiver, TODAY, FOLLOW_UP), *actions),
        contingencies=tuple(ifs),
        introductions=tuple(people),
        receiver=receiver,
    ),
    st.lists(st.builds(Action, WORDS, OWNERS, DAYS, st.none(), st.booleans()), max_size=3),
    st.lists(st.builds(Contingency, WORDS, WORDS), max_size=2),
    st.lists(st.builds(Introduction, WORDS, DAYS, st.booleans()), max_size=2),
    st.lists(WORDS, min_size=1, max_size=4).map("\n".join),
    OWNERS,
)


ALIKE = [Action("ring", MEMBERS[0], None, None, is_done) for is_done in (False, True)]


@given(RECEIVED, st.sampled_from(["mødt", "met"]))
@example(HandoverItem(HandoverItemId("i1"), None, "nøgle", actions=tuple(ALIKE), receiver=MEMBERS[0]), "mødt")
def test_what_the_form_shows_can_be_typed_again(item: HandoverItem, met: str) -> None:
    """Saving a form in which nothing was touched changes nothing; what was ticked off stays ticked."""
    form = ItemForm(write_item(item, TODAY, met), item.receiver)
    assert read_item(item, form, MEMBERS, TODAY) == item


@given(st.dictionaries(st.sampled_from(TEXT_FIELDS), st.text(max_size=60)), st.none() | OWNERS)
def test_any_text_can_be_typed(texts: dict[str, str], receiver: MemberId | None) -> None:
    """Nothing that somebody types makes the form fail, and what was read reads the same again."""
    blank = HandoverItem(HandoverItemId("i1"), None, "")
    read = read_item(blank, ItemForm(texts, receiver), MEMBERS, TODAY)
    again = read_item(read, ItemForm(write_item(read, TODAY, "met"), receiver), MEMBERS, TODAY)
    assert [one.what for one in again.actions] == [one.what for one in read.actions]
    assert len(again.contingencies) == len(read.contingencies)
    assert len(again.introductions) == len(read.introductions)


@pytest.mark.parametrize(
    ("typed", "what", "owner", "on"),
    [
        ("ring til skolen K-04 24/11", "ring til skolen", "K-04", date(2026, 11, 24)),
        ("ring til skolen 24/11 k-04", "ring til skolen", "K-04", date(2026, 11, 24)),
        ("ring til skolen · 24/11", "ring til skolen", None, date(2026, 11, 24)),
        ("ring til K-04", "ring til", "K-04", None),
        ("ring til K-99", "ring til K-99", None, None),
        ("mød den 3.1.", "mød den", None, date(2027, 1, 3)),
        ("hent 20/12 20/12", "hent 20/12", None, date(2026, 12, 20)),
        ("24/11", "", None, date(2026, 11, 24)),
    ],
)
def test_owner_and_day_stand_at_the_end_in_either_order(
    typed: str, what: str, owner: str | None, on: date | None
) -> None:
    """Only the last of each counts; who is not a member stays words."""
    (found,) = read_actions(typed, MEMBERS, TODAY)
    assert (found.what, found.owner, found.on) == (what, owner, on)


@pytest.mark.parametrize(
    ("typed", "halves"),
    [
        ("Hvis den unge udebliver, så ring samme dag", ("den unge udebliver", "ring samme dag")),
        ("hvis rejsen bestilles så rødt kort", ("rejsen bestilles", "rødt kort")),
        ("If nobody answers, then call again", ("nobody answers", "call again")),
        ("rejsen -> rødt kort", ("rejsen", "rødt kort")),
        ("rejsen → rødt kort, så ring", ("rejsen", "rødt kort, så ring")),
        ("rejsen => så rødt kort", ("rejsen", "rødt kort")),
        ("ingen svarer; ring igen", ("ingen svarer", "ring igen")),
        ("de siger, så og så mange, så ring", ("de siger", "og så mange, så ring")),
        ("kun en halv", ("kun en halv", "")),
    ],
)
def test_a_line_falls_into_its_halves_where_people_mean_it(typed: str, halves: tuple[str, str]) -> None:
    """At the plainest sign first: an arrow, then "så" after a comma, a semicolon, "så" alone."""
    (found,) = read_contingencies(typed)
    assert (found.if_this, found.then_that) == halves


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("skoleleder 24/11", Introduction("skoleleder", date(2026, 11, 24))),
        ("skoleleder, mødt 18/11", Introduction("skoleleder", date(2026, 11, 18), is_done=True)),
        ("skoleleder met", Introduction("skoleleder", None, is_done=True)),
        ("skoleleder", Introduction("skoleleder")),
        ("24/11", Introduction("", date(2026, 11, 24))),
    ],
)
def test_who_was_met_is_said_at_the_end(typed: str, wanted: Introduction) -> None:
    """A day without "met" is an appointment."""
    assert read_introductions(typed, TODAY) == (wanted,)


def test_the_form_changes_neither_name_nor_level_of_a_record() -> None:
    """They are the record's; an item without a record has both from its form."""
    form = ItemForm({"label": "et andet navn"}, None, ConcernLevel.RED)
    thread = HandoverItem(HandoverItemId("i1"), OwnedKind.THREAD, "tør-kaffe", (THREAD,), ConcernLevel.ORANGE)
    read = read_item(thread, form, MEMBERS, TODAY)
    assert (read.label, read.level, read.covers) == ("tør-kaffe", ConcernLevel.ORANGE, (THREAD,))
    own = read_item(HandoverItem(HandoverItemId("i2"), None, "før"), form, MEMBERS, TODAY)
    assert (own.label, own.level) == ("et andet navn", ConcernLevel.RED)


def test_a_new_receiver_takes_the_follow_up_along() -> None:
    """What stands for a record always goes to whoever receives the item; other owners stay."""
    item = HandoverItem(
        HandoverItemId("i1"), OwnedKind.THREAD, "tør-kaffe", (THREAD, FOLLOW_UP),
        actions=(Action("", MEMBERS[0], TODAY, FOLLOW_UP), Action("ring", MEMBERS[2], TODAY)),
        receiver=MEMBERS[0],
    )  # fmt: skip
    form = ItemForm(write_item(item, TODAY, "met"), MEMBERS[1])
    read = read_item(item, form, MEMBERS, TODAY)
    assert [one.owner for one in read.actions] == [MEMBERS[1], MEMBERS[2]]
    assert read_item(read, replace(form, receiver=None), MEMBERS, TODAY).receiver is None


def test_the_receivers_own_action_is_written_without_a_name() -> None:
    """Whoever receives it next has it then."""
    action = Action("ring", MEMBERS[0], date(2026, 11, 24))
    assert write_action(action, MEMBERS[0], TODAY) == "ring · 24/11"
    assert write_action(action, MEMBERS[1], TODAY) == "ring · K-01 · 24/11"
    far = replace(action, on=date(2027, 11, 24))
    assert write_action(far, None, TODAY) == "ring · K-01 · 24/11-2027"
