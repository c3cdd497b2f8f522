"""What is wrong with a meeting, an item, a poll or a step, as one says it: the detail of a refusal."""

from collections.abc import Iterable
from enum import StrEnum

from nsk_tui.rules.actions import REASON_CHARACTERS_MAX, ActionStay
from nsk_tui.rules.agenda import (
    ITEM_MINUTES_MAX,
    ITEM_MINUTES_MIN,
    ORIGINS_MAX,
    PURPOSE_CHARACTERS_MAX,
    TITLE_CHARACTERS_MAX,
    ItemFault,
)
from nsk_tui.rules.decisions import SupersedeFault
from nsk_tui.rules.meetings import (
    MEETING_MINUTES_MAX,
    MEETING_MINUTES_MIN,
    PLACE_CHARACTERS_MAX,
    MeetingFault,
)
from nsk_tui.rules.minutes_state import Stay
from nsk_tui.rules.poll import DATES_MAX, DATES_MIN, PollFault
from nsk_tui.wording import _


def said(faults: Iterable[StrEnum]) -> str:
    """Return what is wrong, one sentence after another.

    Errors
        KeyError: a fault has no words yet (a fault in this file; a test holds it complete).
    """
    words = all_words()
    return " ".join(words[type(fault)][fault] for fault in faults)


def all_words() -> dict[type[StrEnum], dict[StrEnum, str]]:
    """Return the words of every fault, by its kind: a meeting's day and a poll's are both called past."""
    every = (_meetings(), _items(), _polls(), _minutes(), _actions(), _superseding())
    return {type(next(iter(words))): words for words in every}


def _meetings() -> dict[StrEnum, str]:
    return {
        MeetingFault.NO_TITLE: _("It has no title."),
        MeetingFault.LONG_TITLE: _("The title has more than {limit} signs.").format(
            limit=TITLE_CHARACTERS_MAX
        ),
        MeetingFault.LONG_PLACE: _("The place has more than {limit} signs.").format(
            limit=PLACE_CHARACTERS_MAX
        ),
        MeetingFault.MINUTES: _("A meeting lasts {least} to {most} minutes.").format(
            least=MEETING_MINUTES_MIN, most=MEETING_MINUTES_MAX
        ),
        MeetingFault.PAST: _("The day is over."),
        MeetingFault.NO_DAY: _("It has no day."),
        MeetingFault.NO_START: _("It has no start."),
        MeetingFault.BAD_RHYTHM: _("No meetings can come of that rhythm."),
    }


def _items() -> dict[StrEnum, str]:
    return {
        ItemFault.NO_TITLE: _("It has no title."),
        ItemFault.LONG_TITLE: _("The title has more than {limit} signs.").format(limit=TITLE_CHARACTERS_MAX),
        ItemFault.LONG_PURPOSE: _("The purpose has more than {limit} signs.").format(
            limit=PURPOSE_CHARACTERS_MAX
        ),
        ItemFault.MINUTES: _("An item takes {least} to {most} minutes.").format(
            least=ITEM_MINUTES_MIN, most=ITEM_MINUTES_MAX
        ),
        ItemFault.NO_CODE: _("It is made from a record by its code, never by what it says."),
        ItemFault.MANY_ORIGINS: _("It is made from more than {limit} records.").format(limit=ORIGINS_MAX),
    }


def _polls() -> dict[StrEnum, str]:
    return {
        PollFault.FEW_DATES: _("At least {limit} dates are needed.").format(limit=DATES_MIN),
        PollFault.MANY_DATES: _("At most {limit} dates are asked about.").format(limit=DATES_MAX),
        PollFault.TWICE: _("A date stands twice."),
        PollFault.PAST: _("A date is over."),
        PollFault.UNKNOWN: _("The poll does not ask about that date."),
        PollFault.ANSWER_BY: _("The last day for answers is over, or comes after the first date."),
    }


def _minutes() -> dict[StrEnum, str]:
    return {
        Stay.LOCKED: _("They are locked. Write an addendum instead."),
        Stay.NOT_LOCKED: _("They are not locked yet: correct the line, or send a remark."),
        Stay.NOT_HELD: _("The meeting is not over yet."),
        Stay.REMARKS_OPEN: _("Some remarks are open: take each in, or note it."),
        Stay.REMARKS_ARRIVED: _("A remark has arrived since you looked. Read it first."),
        Stay.TOO_EARLY: _("The time for remarks is not over yet."),
    }


def _actions() -> dict[StrEnum, str]:
    return {
        ActionStay.NOT_OPEN: _("It is closed already."),
        ActionStay.NOT_CLOSED: _("It is open already."),
        ActionStay.ASK_FIRST: _("It has been carried twice: drop it, or escalate it."),
        ActionStay.NO_REASON: _("It needs a reason of one line."),
        ActionStay.LONG_REASON: _("The reason has more than {limit} signs.").format(
            limit=REASON_CHARACTERS_MAX
        ),
        ActionStay.SAME_MEETING: _("This meeting has carried it already."),
    }


def _superseding() -> dict[StrEnum, str]:
    return {
        SupersedeFault.ITSELF: _("A decision does not take its own place."),
        SupersedeFault.EARLIER: _("Only a later decision takes the place of an earlier one."),
        SupersedeFault.ALREADY: _("Another decision has taken its place already."),
        SupersedeFault.UNKNOWN: _("There is no such decision."),
    }
