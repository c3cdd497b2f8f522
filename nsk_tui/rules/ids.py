"""The names of things, as types that cannot be mixed up."""

import re
from typing import NewType

MemberId = NewType("MemberId", str)
ThreadId = NewType("ThreadId", str)
ConsultationId = NewType("ConsultationId", str)
FollowUpId = NewType("FollowUpId", str)
TaskId = NewType("TaskId", str)
CodeName = NewType("CodeName", str)
LineId = NewType("LineId", str)
SwapId = NewType("SwapId", str)
ContactId = NewType("ContactId", str)
CompetenceId = NewType("CompetenceId", str)
HandoverId = NewType("HandoverId", str)
HandoverItemId = NewType("HandoverItemId", str)
SeriesId = NewType("SeriesId", str)
MeetingId = NewType("MeetingId", str)
AgendaItemId = NewType("AgendaItemId", str)
MinutesLineId = NewType("MinutesLineId", str)
RemarkId = NewType("RemarkId", str)
ActionId = NewType("ActionId", str)

MEMBER_ID_CHARACTERS_MAX = 16
_MEMBER_ID = re.compile(r"[A-Za-zÆØÅæøå0-9](?:[A-Za-zÆØÅæøå0-9_-]{0,15})\Z")
_CODE_NAME = re.compile(r"[a-zæøå]{2,12}-[a-zæøå]{2,12}(?:-[0-9]{1,4})?\Z")


def is_member_id(text: str) -> bool:
    """Return whether a text can name a member: letters, digits, - and _, at most 16.

    >>> is_member_id("K-04"), is_member_id("../etc"), is_member_id("")
    (True, False, False)
    """
    return _MEMBER_ID.match(text) is not None


def is_code_name(text: str) -> bool:
    """Return whether a text has the shape of a code name.

    >>> is_code_name("stille-havn"), is_code_name("tør-kaffe-2"), is_code_name("Stille Havn")
    (True, True, False)
    """
    return _CODE_NAME.match(text) is not None
