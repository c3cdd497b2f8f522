"""The faults of meetings in the reader's words: rows of the table of explanations."""


def N_(message: str) -> str:  # noqa: N802  the catalogue's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


_NO, _USAGE, _REFUSED = 1, 2, 4
STANDS = N_("The meeting is as it was.")
AGENDA_STANDS = N_("The agenda is as it was.")
MINUTES_STAND = N_("The minutes are as they were. What you wrote is still before you.")
LIST = N_("See which meetings there are: 5, or nsk meeting list")
LOOK = N_("Look at it again.")

_MEETINGS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "unknown_meeting": (_USAGE, N_("There is no such meeting."), STANDS, (LIST,)),
    "unknown_series": (_USAGE, N_("The series has ended."), STANDS, (LIST,)),
    "meeting_refused": (
        _USAGE,
        N_("The meeting cannot be like that. {detail}"),
        STANDS,
        (N_("Correct it, and save again."),),
    ),
    "place_reveals": (
        _NO,
        N_("The place names somebody."),
        STANDS,
        (N_("Write where you meet: a room, an address or a link."),),
    ),
    "wrong_meeting_state": (
        _REFUSED,
        N_("That cannot be done with the meeting now: {detail}."),
        STANDS,
        (LOOK,),
    ),
    "not_chair": (
        _REFUSED,
        N_("It is the chair's to do: {detail}."),
        STANDS,
        (N_("Ask the chair or a coordinator."),),
    ),
    "not_minute_taker": (
        _REFUSED,
        N_("It is the minute-taker's to do: {detail}."),
        MINUTES_STAND,
        (N_("Send a remark, or ask the minute-taker."),),
    ),
    "nobody_leads": (
        _REFUSED,
        N_("Nobody is chair of the meeting {detail}."),
        STANDS,
        (N_("Name one: r on the meeting. Anybody can take the chair while nobody has it."),),
    ),
    "nobody_writes": (
        _REFUSED,
        N_("Nobody takes the minutes of the meeting {detail}."),
        STANDS,
        (N_("Name one: r on the meeting."),),
    ),
    "has_left": (
        _REFUSED,
        N_("{detail} has left the group."),
        STANDS,
        (N_("Name somebody who is here: nsk member list"),),
    ),
    "pressed_first": (
        _REFUSED,
        N_("{detail} has pressed a key in the same meeting."),
        N_("The clock shows what was pressed first. Nothing counts twice."),
        (N_("See where the meeting is, and press again if it is still right."),),
    ),
    "led_elsewhere": (
        _REFUSED,
        N_("{detail} leads the meeting on another screen."),
        N_("The clock goes on there. Nothing was pressed here."),
        (N_("Watch along, or take over: close the big screen and open it again."),),
    ),
    "poll_refused": (
        _USAGE,
        N_("The poll cannot be like that. {detail}"),
        STANDS,
        (N_("Correct it, and save again."),),
    ),
    "unknown_poll": (
        _REFUSED,
        N_("There is no poll for the meeting, or a date has been chosen."),
        STANDS,
        (LIST,),
    ),
}

_LEAVING: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "seal_first": (
        _REFUSED,
        N_("The meeting is confidential: its papers leave sealed alone."),
        N_("Nothing has left the store."),
        (N_("Seal it to members or to six words: nsk meeting minutes --to K-04"),),
    ),
}

_PAPERS: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "unknown_agenda_item": (_USAGE, N_("The item is no longer on the agenda."), AGENDA_STANDS, (LOOK,)),
    "item_refused": (
        _USAGE,
        N_("The item cannot be like that. {detail}"),
        AGENDA_STANDS,
        (N_("Correct it, and save again."),),
    ),
    "minutes_full": (
        _REFUSED,
        N_("There is no more room: {detail}."),
        AGENDA_STANDS,
        (N_("Take something away first."),),
    ),
    "unknown_minutes_line": (
        _REFUSED,
        N_("Somebody took the line away, or changed it, before you."),
        MINUTES_STAND,
        (N_("Look at the minutes again, and write it as a new line."),),
    ),
    "nothing_decided_at_the_end": (
        _REFUSED,
        N_("Nothing is decided under any other business: it was on no agenda."),
        MINUTES_STAND,
        (N_("Make it an item of the next meeting: p"), N_("Or write it as text, without b:")),
    ),
    "minutes_stay": (
        _REFUSED,
        N_("The minutes stay as they are. {detail}"),
        MINUTES_STAND,
        (LOOK,),
    ),
    "unknown_remark": (_USAGE, N_("The remark is gone."), MINUTES_STAND, (LOOK,)),
    "unknown_action": (
        _USAGE,
        N_("There is no such action."),
        STANDS,
        (N_("See the open ones: 5, then v"),),
    ),
    "action_stays": (
        _REFUSED,
        N_("The action stays as it is. {detail}"),
        N_("Nothing was changed."),
        (LOOK,),
    ),
    "unknown_decision": (
        _USAGE,
        N_("There is no decision with the number {detail}."),
        N_("Nothing was changed."),
        (N_("Find it by a word: 5, then v and F3"),),
    ),
    "supersede_refused": (
        _REFUSED,
        N_("The decision keeps its place. {detail}"),
        N_("Nothing was changed."),
        (N_("Choose the decision that holds today."),),
    ),
}

ROWS = {**_MEETINGS, **_LEAVING, **_PAPERS}
