"""The audit of the meetings in words: acts, what was pressed, and what has no day of its own."""

from nsk_tui.wording import _, pgettext


def meetings() -> dict[str, str]:
    """Return the acts on meetings, agendas, polls, actions and decisions."""
    return {
        **minutes(),
        "add_meeting": pgettext("audit line", "made a meeting"),
        "change_meeting": pgettext("audit line", "changed a meeting"),
        "cancel_meeting": pgettext("audit line", "cancelled a meeting"),
        "take_chair": pgettext("audit line", "took the chair"),
        "note_attendance": pgettext("audit line", "noted who was there"),
        "add_series": pgettext("audit line", "made a series of meetings"),
        "change_series": pgettext("audit line", "changed a series of meetings"),
        "end_series": pgettext("audit line", "ended a series of meetings"),
        "propose_item": pgettext("audit line", "proposed an agenda item"),
        "change_item": pgettext("audit line", "changed an agenda item"),
        "order_agenda": pgettext("audit line", "ordered an agenda"),
        "remove_item": pgettext("audit line", "took an agenda item off"),
        "postpone_item": pgettext("audit line", "postponed an agenda item"),
        "take_in_item": pgettext("audit line", "took a wish onto the agenda"),
        "send_agenda": pgettext("audit line", "sent an agenda out"),
        "add_poll": pgettext("audit line", "asked for a date"),
        "answer_poll": pgettext("audit line", "answered about dates"),
        "settle_poll": pgettext("audit line", "chose a date"),
        "run_meeting": pgettext("audit line", "ran a meeting"),
        "lead_meeting": pgettext("audit line", "led a meeting on the big screen"),
        "leave_meeting": pgettext("audit line", "left the big screen"),
    }


def minutes() -> dict[str, str]:
    """Return the acts on minutes."""
    return {
        "write_minutes": pgettext("audit line", "wrote in minutes"),
        "ask_for_remarks": pgettext("audit line", "asked for remarks"),
        "add_remark": pgettext("audit line", "sent a remark"),
        "settle_remark": pgettext("audit line", "settled a remark"),
        "lock_minutes": pgettext("audit line", "locked minutes"),
        "add_addendum": pgettext("audit line", "wrote an addendum"),
        "settle_action": pgettext("audit line", "settled an action"),
        "assign_action": pgettext("audit line", "gave an action away"),
        "supersede_decision": pgettext("audit line", "put one decision in the place of another"),
        "export_meetings": pgettext("audit line", "wrote a calendar file"),
        "export_paper": pgettext("audit line", "wrote an agenda or minutes"),
    }


def moves() -> dict[str, str]:
    """Return what was pressed in a meeting, and what became of an action or a remark."""
    return {
        "done": pgettext("action", "done"),
        "carry": pgettext("action", "carried over"),
        "drop": pgettext("action", "dropped"),
        "escalate": pgettext("action", "escalated"),
        "taken": pgettext("remark", "taken in"),
        "noted": pgettext("remark", "noted"),
        "start": pgettext("press", "began"),
        "pause": pgettext("press", "paused"),
        "resume": pgettext("press", "went on"),
        "next": pgettext("press", "next item"),
        "previous": pgettext("press", "item before"),
        "longer": pgettext("press", "a minute more"),
        "shorter": pgettext("press", "a minute less"),
        "postpone": pgettext("press", "item postponed"),
        "restore": pgettext("press", "item taken back"),
        "spoke": pgettext("press", "somebody spoke"),
        "end": pgettext("press", "ended"),
    }


def matters() -> dict[str, str]:
    """Return what a meeting is called that has no day, and what belongs to none."""
    return {
        "series": _("a series"),
        "poll": _("a meeting whose date is asked about"),
        "waiting": _("waits for a meeting"),
    }
