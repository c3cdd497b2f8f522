"""An item of a handover: codes to begin with, everything missing said at once, a digest of every field."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_items import (
    ACTIONS_MAX,
    WORDS_CHARACTERS_MAX,
    Action,
    Contingency,
    HandoverItem,
    Introduction,
    ItemFault,
    blank_item,
    digest_of,
    exact_text,
    follows_record,
    free_texts,
    given_to,
    item_faults,
    mended_text,
    summary_lines,
)
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind, OwnedMatter

GIVER, RECEIVER, THIRD = MemberId("K-09"), MemberId("K-04"), MemberId("K-11")
LAST_DAY = date(2026, 11, 30)
WHOLE = HandoverItem(
    HandoverItemId("i1"),
    OwnedKind.THREAD,
    "tør-kaffe",
    ((OwnedKind.THREAD, "t1"), (OwnedKind.FOLLOW_UP, "f1")),
    ConcernLevel.ORANGE,
    is_watched=True,
    watch="stiger, hvis rejsen bliver bestilt",
    summary="Familien taler om rejse i julen.\nSkolen har talt med den unge to gange.",
    actions=(
        Action("", RECEIVER, date(2026, 11, 24), (OwnedKind.FOLLOW_UP, "f1")),
        Action("møde med Familie", THIRD, date(2026, 12, 1)),
    ),
    contingencies=(Contingency("den unge udebliver", "ring til skolelederen samme dag"),),
    introductions=(Introduction("skoleleder", date(2026, 11, 24)),),
    receiver=RECEIVER,
)

MEMBERS = st.none() | st.sampled_from([GIVER, RECEIVER, THIRD])
TEXT = st.text(max_size=12)
DAYS = st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31))
KEYS = st.tuples(st.sampled_from(OwnedKind), st.sampled_from(["a", "b"]))
ITEMS = st.builds(
    HandoverItem,
    st.sampled_from(["i1", "i2"]).map(HandoverItemId),
    st.none() | st.sampled_from(OwnedKind),
    TEXT,
    st.lists(KEYS, max_size=2).map(tuple),
    st.none() | st.sampled_from(ConcernLevel),
    st.booleans(),
    TEXT,
    TEXT,
    st.lists(st.builds(Action, TEXT, MEMBERS, DAYS, st.none() | KEYS), max_size=2).map(tuple),
    st.lists(st.builds(Contingency, TEXT, TEXT), max_size=2).map(tuple),
    st.lists(st.builds(Introduction, TEXT, DAYS, st.booleans()), max_size=2).map(tuple),
    MEMBERS,
)


def faults(item: HandoverItem, leaves: dict[MemberId, date] | None = None) -> tuple[ItemFault, ...]:
    """Return the faults of an item of K-09; ``leaves`` None: nobody else leaves."""
    return item_faults(item, GIVER, LAST_DAY, leaves or {})


def test_a_whole_item_has_no_fault() -> None:
    """The one of the policy: level, watch, summary, actions, what if, receiver."""
    assert faults(WHOLE) == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"receiver": None}, ItemFault.NO_RECEIVER),
        ({"receiver": GIVER}, ItemFault.RECEIVER_IS_GIVER),
        ({"watch": "  "}, ItemFault.WATCH_WITHOUT_WORDS),
        ({"summary": " \n "}, ItemFault.NO_SUMMARY),
        ({"summary": "1\n2\n3\n4\n5\n6"}, ItemFault.LONG_SUMMARY),
        ({"summary": "ord " * 100}, ItemFault.LONG_SUMMARY),
        ({"actions": (Action(" ", RECEIVER, LAST_DAY),)}, ItemFault.ACTION_WITHOUT_WORDS),
        ({"actions": (Action("ring", None, LAST_DAY),)}, ItemFault.ACTION_WITHOUT_OWNER),
        ({"actions": (Action("ring", RECEIVER, None),)}, ItemFault.ACTION_WITHOUT_DAY),
        ({"actions": (Action("ring", GIVER, LAST_DAY + timedelta(days=1)),)}, ItemFault.ACTION_OF_GIVER),
        ({"contingencies": ()}, ItemFault.NO_CONTINGENCY),
        ({"contingencies": (Contingency("han udebliver", " "),)}, ItemFault.HALF_CONTINGENCY),
        ({"introductions": (Introduction(""),)}, ItemFault.INTRODUCTION_WITHOUT_WORDS),
        ({"actions": (Action("ring", RECEIVER, LAST_DAY),) * (ACTIONS_MAX + 1)}, ItemFault.TOO_MUCH),
        ({"watch": "x" * (WORDS_CHARACTERS_MAX + 1)}, ItemFault.TOO_MUCH),
    ],
)
def test_each_thing_that_is_missing_is_named(changes: dict[str, object], fault: ItemFault) -> None:
    """One fault, one word."""
    assert faults(replace(WHOLE, **changes)) == (fault,)  # type: ignore[arg-type]


def test_an_action_of_the_giver_before_she_goes_is_hers() -> None:
    """On her last day she can still do it."""
    assert faults(replace(WHOLE, actions=(Action("ring", GIVER, LAST_DAY),))) == ()


@pytest.mark.parametrize(("leaves_on", "is_fault"), [(LAST_DAY, True), (LAST_DAY + timedelta(days=1), False)])
def test_a_receiver_who_leaves_too_receives_nothing(leaves_on: date, is_fault: bool) -> None:
    """Nor one who goes on the same day; whoever stays a day longer will hand over herself."""
    assert faults(WHOLE, {RECEIVER: leaves_on}) == ((ItemFault.RECEIVER_LEAVES,) if is_fault else ())


@pytest.mark.parametrize("level", [None, *ConcernLevel])
def test_only_orange_and_red_must_say_what_if(level: ConcernLevel | None) -> None:
    """Yellow may; so may what has no level. ``level`` None: the kind has none."""
    needs = level in (ConcernLevel.ORANGE, ConcernLevel.RED)
    item = replace(WHOLE, level=level, contingencies=())
    assert faults(item) == ((ItemFault.NO_CONTINGENCY,) if needs else ())


@given(ITEMS)
def test_everything_that_is_missing_is_said_once_in_the_order_of_the_form(item: HandoverItem) -> None:
    """No fault twice, and whoever mends all of them can send."""
    found = faults(item)
    assert list(found) == [fault for fault in ItemFault if fault in found]
    mended = replace(
        given_to(item, RECEIVER), watch="x", summary="x", actions=(), contingencies=WHOLE.contingencies,
        introductions=(),
    )  # fmt: skip
    assert faults(mended) == ()


@given(ITEMS, ITEMS, st.sampled_from(["", "3", "4"]), st.sampled_from(["", "3"]))
def test_two_items_share_a_digest_only_when_they_are_equal(
    one: HandoverItem, other: HandoverItem, version: str, other_version: str
) -> None:
    """Every field counts, and so do the versions of the records behind it."""
    same = one == other and version == other_version
    assert (digest_of(one, version) == digest_of(other, other_version)) == same


@given(ITEMS, ITEMS)
def test_any_field_that_changes_changes_the_digest(one: HandoverItem, other: HandoverItem) -> None:
    """A field that were left out could be changed behind the receiver's back."""
    for name in (item.name for item in fields(HandoverItem)):
        changed = replace(one, **{name: getattr(other, name)})
        assert (exact_text(changed) == exact_text(one)) == (changed == one)


def test_the_digest_is_the_same_in_every_process() -> None:
    """It is stored, and compared years later: a change of the form must be meant."""
    assert digest_of(WHOLE, "7") == "c5ba54cc6ca0053ad1283c399fa9e13fcfe4e20ce77dc49f3479f62067ad3ace"
    assert exact_text(WHOLE, "7").isascii()


def test_an_item_begins_with_codes_and_no_words() -> None:
    """Nothing of a consultation; the follow-up is an action without an owner until there is a receiver."""
    thread = OwnedMatter(OwnedKind.THREAD, "t1", GIVER, "tør-kaffe", ConcernLevel.RED)
    follow = OwnedMatter(
        OwnedKind.FOLLOW_UP, "f1", GIVER, "tør-kaffe", ConcernLevel.RED, date(2026, 12, 1), within="t1"
    )
    item = blank_item(HandoverItemId("i1"), (thread, follow))
    assert free_texts(item) == ()
    assert (item.label, item.level, item.covers) == ("tør-kaffe", ConcernLevel.RED, (thread.key, follow.key))
    assert item.actions == (Action("", None, date(2026, 12, 1), follow.key),)
    assert given_to(item, RECEIVER).actions[0].owner == RECEIVER
    assert faults(given_to(item, RECEIVER)) == (ItemFault.NO_SUMMARY, ItemFault.NO_CONTINGENCY)


@given(ITEMS)
def test_a_receiver_takes_only_the_actions_that_had_nobody(item: HandoverItem) -> None:
    """What somebody else was to do stays hers."""
    after = given_to(item, RECEIVER)
    assert [one.owner for one in after.actions] == [one.owner or RECEIVER for one in item.actions]
    assert given_to(after, RECEIVER) == after


def test_no_text_of_an_item_stands_in_its_repr() -> None:
    """A log or a crash report shows what a repr shows."""
    assert "rejse i julen" not in repr(WHOLE)


@pytest.mark.parametrize(
    ("summary", "lines"), [("", 0), (" \n\t", 0), ("a", 1), ("a\n\nb", 3), ("x" * 65, 2), ("x" * 64, 1)]
)
def test_lines_are_counted_as_the_screen_shows_them(summary: str, lines: int) -> None:
    """A blank line is a line; a line that is too long is two."""
    assert summary_lines(summary) == lines


def owned_as(
    item: HandoverItem, level: ConcernLevel | None = None, due: date = date(2026, 11, 24)
) -> dict[tuple[OwnedKind, str], OwnedMatter]:
    """Return the records that an item covers, on the level and the day that are said."""
    level = level or item.level
    return {key: OwnedMatter(key[0], key[1], GIVER, item.label, level=level, due=due) for key in item.covers}


def test_an_item_follows_its_records() -> None:
    """Level and day are the records'; the giver's words and her own actions stay."""
    level, due = ConcernLevel.RED, date(2026, 11, 26)
    now = follows_record(WHOLE, owned_as(WHOLE, level=level, due=due), ())
    assert now is not None
    assert (now.level, now.actions[0].on) == (level, due)
    assert (now.summary, now.actions[1], now.contingencies) == (
        WHOLE.summary,
        WHOLE.actions[1],
        WHOLE.contingencies,
    )
    assert follows_record(WHOLE, owned_as(WHOLE), ()) == WHOLE


def test_an_item_takes_in_what_came_to_its_record() -> None:
    """A new follow-up stands first and is the receiver's; one that is done goes, and its action with it."""
    other = (OwnedKind.FOLLOW_UP, "f2")
    fresh = OwnedMatter(*other, GIVER, "tør-kaffe", level=ConcernLevel.ORANGE, due=date(2026, 12, 8))
    left = {key: one for key, one in owned_as(WHOLE).items() if key[0] is OwnedKind.THREAD}
    now = follows_record(WHOLE, left, [fresh])
    assert now is not None
    assert now.covers == ((OwnedKind.THREAD, "t1"), other)
    assert now.actions == (Action("", RECEIVER, date(2026, 12, 8), other), WHOLE.actions[1])


def test_an_item_without_any_record_left_is_gone_and_one_that_never_had_any_stays() -> None:
    """What the giver thought of herself depends on no record."""
    assert follows_record(WHOLE, {}, ()) is None
    own = replace(WHOLE, covers=(), actions=())
    assert follows_record(own, {}, ()) == own


@given(ITEMS, st.text(max_size=8))
def test_a_stored_text_is_mended_as_its_item_is(item: HandoverItem, version: str) -> None:
    """The copy that an acceptance stands for loses the same words as the item, and keeps its codes."""

    def mend(text: str) -> str:
        return text.replace("a", "b").replace('"', "x")

    mended = replace(
        item,
        label=mend(item.label),
        watch=mend(item.watch),
        summary=mend(item.summary),
        actions=tuple(replace(one, what=mend(one.what)) for one in item.actions),
        contingencies=tuple(
            Contingency(mend(one.if_this), mend(one.then_that)) for one in item.contingencies
        ),
        introductions=tuple(replace(one, whom=mend(one.whom)) for one in item.introductions),
    )
    assert mended_text(exact_text(item, version), mend) == exact_text(mended, version)
    assert mended_text(exact_text(item, version), str) == exact_text(item, version)
