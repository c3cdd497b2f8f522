"""What cannot be done with a meeting now; every class has a stable code and holds no text of a citizen."""

from collections.abc import Iterable
from enum import StrEnum

from nsk_tui import meeting_faults
from nsk_tui.services.errors import ServiceError


class _Judged(ServiceError):
    """A refusal for reasons that a rule names.

    Shape
        ``faults`` are the rule's codes; the detail says them in the reader's language.
    """

    def __init__(self, faults: Iterable[StrEnum]) -> None:
        self.faults = tuple(faults)
        super().__init__(meeting_faults.said(self.faults))


class UnknownMeeting(ServiceError):
    """No meeting is called that, or it was taken back."""

    code = "unknown_meeting"


class UnknownSeries(ServiceError):
    """The series has ended."""

    code = "unknown_series"


class UnknownItem(ServiceError):
    """The item is on no agenda, or was taken back."""

    code = "unknown_agenda_item"


class UnknownMinutesLine(ServiceError):
    """The line was taken away."""

    code = "unknown_minutes_line"


class UnknownRemark(ServiceError):
    """The remark is gone."""

    code = "unknown_remark"


class UnknownAction(ServiceError):
    """No action has that number."""

    code = "unknown_action"


class UnknownDecision(ServiceError):
    """No decision has that number."""

    code = "unknown_decision"


class UnknownPoll(ServiceError):
    """There is no poll for the meeting, or it is settled."""

    code = "unknown_poll"


class NotChair(ServiceError):
    """It is the chair's to do; the detail is who that is."""

    code = "not_chair"


class NotMinuteTaker(ServiceError):
    """It is the minute-taker's to do; the detail is who that is."""

    code = "not_minute_taker"


class NobodyLeads(ServiceError):
    """The meeting has no chair; the detail is the meeting's day."""

    code = "nobody_leads"


class NobodyWrites(ServiceError):
    """The meeting has no minute-taker; the detail is the meeting's day."""

    code = "nobody_writes"


class HasLeft(ServiceError):
    """Somebody who is named has left the group; the detail is who."""

    code = "has_left"


class WrongMeetingState(ServiceError):
    """The meeting has not come so far, or is past that; the detail is its state in words."""

    code = "wrong_meeting_state"


class PressedFirst(ServiceError):
    """Somebody else has pressed a key of the same meeting since; the detail is who."""

    code = "pressed_first"


class LedElsewhere(ServiceError):
    """Another screen leads the meeting; the detail is whose it is."""

    code = "led_elsewhere"


class MeetingRefused(_Judged):
    """A meeting or a series cannot be as it was written."""

    code = "meeting_refused"


class PlaceReveals(ServiceError):
    """The place of a meeting names somebody who is no colleague."""

    code = "place_reveals"


class SealFirst(ServiceError):
    """The meeting is confidential: its papers leave sealed alone."""

    code = "seal_first"


class ItemRefused(_Judged):
    """An item cannot be as it was written."""

    code = "item_refused"


class PollRefused(_Judged):
    """A poll cannot be as it was written."""

    code = "poll_refused"


class MinutesStay(_Judged):
    """Minutes do not move on, or take no more lines."""

    code = "minutes_stay"


class NothingDecidedAtTheEnd(ServiceError):
    """Nothing is decided under the item that ends the meeting."""

    code = "nothing_decided_at_the_end"


class ActionStays(_Judged):
    """An action stays as it is."""

    code = "action_stays"


class SupersedeRefused(_Judged):
    """A decision does not take another's place."""

    code = "supersede_refused"


class MinutesFull(ServiceError):
    """The minutes, or an agenda, have as many lines as they can hold."""

    code = "minutes_full"
