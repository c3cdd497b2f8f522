"""Two registers that later work cannot forget: what people word, and what people own.

A test reads the tables and fails when a column is in none of these lists.
"""

from enum import StrEnum


class Wording(StrEnum):
    """What a text column holds."""

    CODED = "coded"
    """Ids, code names, codes, times: made by the program or chosen from its lists."""
    NAMED = "named"
    """Names of members, colleagues outside, departments and the network, and what is said of them: no
    citizens."""
    GUARDED = "guarded"
    """Worded by a person and may concern a citizen: stored only when it passed the check."""
    DECLARED = "declared"
    """A single word that its author declared to be no person, with a reason; reviewed, and for a time."""
    COPIED = "copied"
    """Holds what a guarded column held before, or columns of codes: written from records alone."""


def _all(kind: Wording, *columns: str) -> dict[str, Wording]:
    return dict.fromkeys(columns, kind)


TEXT_COLUMNS: dict[str, dict[str, Wording]] = {
    "identity": _all(Wording.CODED, "store", "created_at"),
    "setting": {**_all(Wording.CODED, "name"), **_all(Wording.GUARDED, "value")},
    "pin": _all(Wording.CODED, "member", "since"),
    "member": {
        **_all(Wording.NAMED, "name", "department"),
        **_all(Wording.GUARDED, "last_asker_role"),
        **_all(
            Wording.CODED, "id", "language", "theme", "joined_at", "last_seen", "last_channel", "young_area"
        ),
    },
    "department": {**_all(Wording.NAMED, "name", "competences"), **_all(Wording.CODED, "areas")},
    "thread": {
        **_all(Wording.GUARDED, "department"),
        **_all(
            Wording.CODED,
            *("id", "code_name", "state", "area", "age_band", "concerns", "outcome", "owner"),
            *("follow_up_on", "created_at", "last_entry_at", "last_entry_by", "closing_asked_by"),
        ),
    },
    "entry": {
        **_all(
            Wording.GUARDED,
            *("text", "advice", "learned", "signs", "asker_department", "asker_role"),
            *("referred_to", "card", "statute_ref"),
        ),
        **_all(
            Wording.CODED,
            *("id", "member", "created_at", "changed_at", "area", "age_band", "level", "concerns"),
            *("outcome", "channel", "asked", "basis", "day", "follow_up_on", "follow_up_owner"),
        ),
    },
    "entry_version": {**_all(Wording.CODED, "saved_at"), **_all(Wording.COPIED, "body")},
    "follow_up": _all(
        Wording.CODED, "id", "due_on", "owner", "set_by", "set_at", "done_at", "done_by", "result"
    ),
    "finding_task": _all(
        Wording.CODED,
        *("id", "member", "field", "label", "strength", "reason", "made_at", "settled_at", "declaration"),
    ),
    "declared_word": {
        **_all(Wording.DECLARED, "word"),
        **_all(
            Wording.CODED,
            *("member", "label", "declaration", "declared_at", "expires_on", "confirmed_by", "rejected_by"),
        ),
    },
    "draft_state": _all(Wording.CODED, "member", "put_back_at"),
    "table_seal": _all(Wording.CODED, "name"),
    "imported": _all(Wording.CODED, "imported_at", "member"),
    "act": {
        **_all(Wording.CODED, "member", "kind", "subject", "done_at"),
        **_all(Wording.COPIED, "before", "after"),
    },
    "presence": _all(Wording.CODED, "id", "member", "process_started", "since", "ended_by"),
    "audit": _all(Wording.CODED, "at", "member", "act", "subject", "purpose"),
    "rota_line": {**_all(Wording.NAMED, "name"), **_all(Wording.CODED, "id", "area", "removed_at")},
    "person": {
        **_all(Wording.CODED, "member", "lines", "since", "leaves_on", "note_written_on"),
        **_all(Wording.NAMED, "languages", "phone", "network_role"),
        **_all(Wording.GUARDED, "note"),
    },
    "person_place": {**_all(Wording.CODED, "member", "area"), **_all(Wording.NAMED, "department")},
    "competence": {
        **_all(Wording.CODED, "id", "member", "level", "since", "expires_on", "recorded_on", "ended_on"),
        **_all(Wording.NAMED, "name", "evidence"),
    },
    "stay": _all(Wording.CODED, "member", "first", "last"),
    "contact": {
        **_all(Wording.CODED, "id", "owner", "introduced_on", "checked_on", "checked_by"),
        **_all(Wording.NAMED, "body", "name", "number", "hours", "source"),
        **_all(Wording.GUARDED, "note"),
    },
    "rota_plan": {
        **_all(Wording.CODED, "state", "made_by", "made_at", "published_by", "published_at"),
        **_all(Wording.GUARDED, "fallback"),
    },
    "rota_period": _all(Wording.CODED, "start", "last"),
    "planned_duty": _all(Wording.CODED, "line", "start", "role", "member"),
    "duty_change": {
        **_all(Wording.CODED, "line", "start", "role", "layer", "way", "member", "set_by", "set_at"),
        **_all(Wording.GUARDED, "note"),
    },
    "swap": _all(
        Wording.CODED,
        *("id", "line", "start", "role", "giver", "taker", "return_line", "return_start", "return_role"),
        *("asked_at", "answer_by", "state"),
    ),
    "iou": _all(Wording.CODED, "debtor", "creditor", "since"),
    "absence": _all(Wording.CODED, "id", "member", "first", "last", "set_by", "set_at"),
    "recipient": _all(Wording.CODED, "member", "text", "set_at", "confirmed_by", "confirmed_at"),
    "outbox": _all(
        Wording.CODED,
        *("ticket", "kind", "subject", "suffix", "receiver", "purpose", "made_by", "made_at", "last_day"),
        *("digest", "state", "ended_at", "ended_by"),
    ),
    "handover": {
        **_all(
            Wording.CODED,
            *("id", "giver", "kind", "thread", "started_by", "started_on", "last_day", "back_on", "state"),
            *("closed_by", "closed_on", "remainder_kind", "remainder_by", "remainder_on"),
        ),
        **_all(Wording.GUARDED, "closing_reason", "remainder_words"),
    },
    "handover_item": {
        **_all(
            Wording.CODED,
            *("id", "handover", "kind", "level", "receiver", "made_by", "changed_by", "changed_at"),
        ),
        **_all(Wording.GUARDED, "label", "watch", "summary"),
    },
    "handover_cover": {**_all(Wording.CODED, "item", "kind"), **_all(Wording.NAMED, "ref")},
    "handover_action": {
        **_all(Wording.GUARDED, "what"),
        **_all(Wording.CODED, "item", "owner", "due_on", "matter_kind", "done_at", "done_by"),
        **_all(Wording.NAMED, "matter_ref"),
    },
    "handover_contingency": {
        **_all(Wording.CODED, "item"),
        **_all(Wording.GUARDED, "if_this", "then_that"),
    },
    "handover_introduction": {**_all(Wording.CODED, "item", "meet_on"), **_all(Wording.GUARDED, "whom")},
    "handover_move": {
        **_all(Wording.CODED, "item", "kind", "state", "member", "made_at", "digest", "record_version"),
        **_all(Wording.GUARDED, "words", "question"),
        **_all(Wording.COPIED, "body"),
    },
    "handover_echo": {
        **_all(Wording.CODED, "handover", "member", "answered_at"),
        **_all(Wording.GUARDED, "words"),
    },
    "meeting_series": {
        **_all(Wording.GUARDED, "title"),
        **_all(Wording.NAMED, "place"),
        **_all(
            Wording.CODED,
            *("id", "rhythm", "on_holiday", "first", "until", "start", "chair", "minute_taker"),
            *("template", "created_by"),
        ),
    },
    "meeting": {
        **_all(Wording.GUARDED, "title"),
        **_all(Wording.NAMED, "place"),
        **_all(
            Wording.CODED,
            *("id", "series", "state", "day", "start", "chair", "minute_taker", "minutes_state"),
            *("remarks_until", "locked_on", "digest", "created_by"),
        ),
    },
    "attendance": _all(Wording.CODED, "meeting", "member", "state"),
    "agenda_item": {
        **_all(Wording.GUARDED, "title", "purpose"),
        **_all(
            Wording.CODED,
            *("id", "meeting", "standing", "kind", "presenter", "origins", "proposed_by", "state"),
            "came_from",
        ),
    },
    "meeting_lead": _all(Wording.CODED, "meeting", "member", "process_started", "since"),
    "meeting_event": _all(Wording.CODED, "meeting", "press", "at", "item", "speaker", "pressed_by"),
    "minutes_line": {
        **_all(Wording.GUARDED, "text"),
        **_all(
            Wording.CODED,
            *("id", "meeting", "item", "kind", "agreed_owner", "due", "written_by", "written_at"),
            "changed_by",
        ),
    },
    "remark": {
        **_all(Wording.GUARDED, "text"),
        **_all(Wording.CODED, "id", "meeting", "item", "member", "made_at", "state", "settled_by"),
    },
    "addendum": {
        **_all(Wording.GUARDED, "text"),
        **_all(Wording.CODED, "meeting", "member", "made_at", "digest"),
    },
    "decision": _all(Wording.CODED, "line"),
    "action_point": {
        **_all(Wording.GUARDED, "reason"),
        **_all(
            Wording.CODED,
            "id",
            "day",
            "line",
            "owner",
            "due",
            "state",
            "carried_at",
            "closed_on",
            "closed_by",
        ),
    },
    "poll": _all(Wording.CODED, "meeting", "answer_by", "settled_on"),
    "poll_date": _all(Wording.CODED, "meeting", "day", "start"),
    "poll_answer": _all(Wording.CODED, "meeting", "day", "member", "answer"),
    "departure": _all(Wording.CODED, "handover", "responsible", "begun_at", "finished_by", "finished_at"),
    "departure_tick": _all(Wording.CODED, "handover", "step", "ticked_by", "ticked_at"),
    "text_task": _all(
        Wording.CODED,
        *("id", "kind", "ref", "member", "field", "label", "strength", "reason", "made_at"),
        *("settled_at", "declaration"),
    ),
}

OWNER_COLUMNS: dict[str, tuple[str, ...]] = {
    "thread": ("owner",),
    "follow_up": ("owner",),
    "finding_task": ("member",),
    "planned_duty": ("member",),
    "duty_change": ("member",),
    "competence": ("member",),
    "contact": ("owner",),
    "swap": ("giver", "taker"),
    "iou": ("debtor",),
    "handover_item": ("receiver",),
    "handover_action": ("owner",),
    "text_task": ("member",),
    "meeting_series": ("chair",),
    "agenda_item": ("presenter",),
    "action_point": ("owner",),
}
"""Record kinds that somebody owns, and in which columns: what a leaver must hand over.

``services/handover_collect.py`` says how each is collected; a test fails for a table that is not.
"""

NOT_OWNED: frozenset[str] = frozenset(
    {
        *("pin", "entry", "declared_word", "act", "audit", "presence", "imported", "absence"),
        *("rota_plan", "person", "person_place", "stay", "draft_state"),
        *("recipient", "outbox", "departure", "departure_tick"),
        *("handover", "handover_move", "handover_echo"),
        *("meeting", "attendance", "meeting_event", "minutes_line", "remark", "addendum", "poll_answer"),
        "meeting_lead",
    }
)
"""Tables that name a member without making the record hers to hand over: authorship, habits, traces."""

PERSON_COLUMNS: frozenset[str] = frozenset(
    {"owner", "member", "giver", "taker", "debtor", "creditor", "receiver", "set_by", "made_by"}
    | {"done_by", "last_entry_by", "closing_asked_by", "published_by", "started_by", "changed_by"}
    | {"chair", "minute_taker", "presenter", "proposed_by", "speaker", "pressed_by", "agreed_owner"}
    | {"written_by", "settled_by", "created_by", "closed_by"}
    | {"responsible", "ticked_by", "finished_by"}
)
"""How a column is called that holds a member; a test looks in a store that was lived in for others."""
