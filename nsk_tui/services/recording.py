"""How a cleared consultation is written: thread, entry, follow-up, index, answers, act, audit."""

from dataclasses import dataclass, replace
from datetime import date

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.calendar import add_months
from nsk_tui.rules.code_names import draw, draw_many
from nsk_tui.rules.consultations import AgeBand, Area, FollowUp, NewConsultation, area_of
from nsk_tui.rules.ids import CodeName, ConsultationId, FollowUpId, TaskId, ThreadId
from nsk_tui.services import chance, rota_hours
from nsk_tui.services.clearing import FieldFinding, words_declared
from nsk_tui.store import acts, declared_words, entries, findings, follow_ups, members, search, threads
from nsk_tui.store.audit import NewLine
from nsk_tui.store.change import Change

REMEMBERED = frozenset({"add", "follow_up"})
"""Kinds of entries that say what a member's next form begins with: not the last row of a file."""

DECLARED_MONTHS = 12
"""How long a word counts as no person before its author is asked again."""


@dataclass(frozen=True)
class Added:
    """A consultation that was stored.

    Shape
        ``warnings`` are weak findings that wait for the author as tasks.
    """

    id: ConsultationId
    thread: CodeName
    warnings: tuple[FieldFinding, ...] = ()


@dataclass(frozen=True)
class Ready:
    """A consultation that passed the anonymity check and may be written.

    Shape
        ``code_name`` None draws one. ``by_rota`` tells whether its author had duty or backup on
        the line at that time; None: nobody knows.
    """

    new: NewConsultation
    cleared: Cleared
    coded: dict[str, str]
    stances: tuple[Stance, ...] = ()
    code_name: CodeName | None = None
    by_rota: bool | None = None


def draw_code_names(writing: Change, count: int) -> tuple[CodeName, ...]:
    """Return so many different code names that no thread has."""
    return draw_many(count, chance.below, lambda names: threads.taken_among(writing.session, names))


def draw_code_name(writing: Change) -> CodeName:
    """Return a code name that no thread has."""
    return draw(chance.below, lambda name: threads.is_taken(writing.session, name))


def record(
    writing: Change, ready: Ready, today: date, kind: str = "add", before: dict[str, object] | None = None
) -> Added:
    """Write a consultation into its thread, or into a new one, and write the act down for the undo.

    ``before`` is the thread's state when the caller has changed it already; None takes it now.
    """
    key = thread_key(writing, ready)
    before = before or state_of(writing, key)
    area = resolve_area(writing, ready.new)
    ready = replace(ready, by_rota=rota_hours.was_on_duty(writing.session, writing.member, area, writing.now))
    added, entry_key = write_entry(writing, ready, key, today, kind)
    after = state_of(writing, key)
    acts.add(writing.session, writing.member, kind, added.thread, before, after, writing.now, key, entry_key)
    return added


def write_entry(writing: Change, ready: Ready, key: int, today: date, kind: str) -> tuple[Added, int]:
    """Write an entry with all that hangs on it; return it and its key."""
    entry = ConsultationId(chance.new_id())
    entry_key = _add_entry(writing, ready, key, today, entry)
    set_follow_up(writing, key, ready.new.follow_up)
    index(writing, entry, entry_key)
    code_name = threads.by_key(writing.session, key).line.code_name
    warnings = answer_findings(writing, ready, entry_key, code_name)
    if kind in REMEMBERED:
        remember(writing, ready.new)
    writing.audit(kind, code_name)
    return Added(entry, code_name, warnings), entry_key


def _add_entry(writing: Change, ready: Ready, key: int, today: date, entry: ConsultationId) -> int:
    area = resolve_area(writing, ready.new)
    number = entries.next_number(writing.session, key)
    department = ready.new.asker_department
    threads.take_in(writing.session, key, ready.new, area, department, writing.member, writing.now)
    return entries.add(
        writing.session, entry, key, number, writing.member, writing.now,
        ready.new, area, today, ready.cleared, ready.coded, ready.by_rota,
    )  # fmt: skip


def resolve_area(writing: Change, new: NewConsultation) -> Area:
    """Return the area: what was said, else what the age band and the member's habit say."""
    return new.area or area_of(new.age_band, young_area(writing))


def young_area(writing: Change) -> Area:
    """Return the area to which the member counts the young."""
    return members.get(writing.session, writing.member).young_area or Area.CHILDREN


def state_of(writing: Change, key: int) -> dict[str, object]:
    """Return a thread's codes and open follow-up, for the undo."""
    state = threads.snapshot(writing.session, key)
    found = follow_ups.open_of(writing.session, key)
    state["open_follow_up"] = None if found is None else [found[0], found[1].isoformat(), found[2]]
    state["finished_follow_up"] = None
    return state


def set_follow_up(writing: Change, key: int, follow_up: FollowUp | None) -> None:
    """Set a thread's follow-up; None leaves an earlier one in place."""
    if follow_up is None:
        return
    follow_ups.set_open(
        writing.session,
        FollowUpId(chance.new_id()),
        key,
        follow_up.on,
        follow_up.owner,
        writing.member,
        writing.now,
    )
    threads.set_follow_up(writing.session, key, follow_up.on, follow_up.owner)


def index(writing: Change, entry: ConsultationId, entry_key: int) -> None:
    """Make an entry findable by its text, its code name and its codes."""
    search.put(writing.session, entry_key, entries.get(writing.session, entry))


def answer_findings(
    writing: Change, ready: Ready, entry_key: int, code_name: CodeName
) -> tuple[FieldFinding, ...]:
    """Write down what the author declared, and what still waits for her; no word goes to the audit."""
    note_declared(writing, ready.cleared, ready.stances, code_name)
    for field, finding in ready.cleared.waiting:
        task = TaskId(chance.new_id())
        findings.add_task(writing.session, task, entry_key, writing.member, field, finding, writing.now)
    return tuple(FieldFinding(field, finding) for field, finding in ready.cleared.waiting)


def note_declared(writing: Change, cleared: Cleared, stances: tuple[Stance, ...], subject: str) -> None:
    """Write down what an author declared of the findings in any record; no word goes to the audit."""
    labels = {(one[0], one[3]): one[1] for one in cleared.declared}
    for word, stance in words_declared(cleared, stances):
        label = labels.get((stance.field, stance.declaration))
        if label is not None and stance.declaration is not None:
            declared_words.declare(
                writing.session, word, writing.member, label, stance.declaration, writing.now,
                expires_on=add_months(writing.now.date(), DECLARED_MONTHS),
            )  # fmt: skip
    for act, about, purpose in declared_lines(cleared, subject):
        writing.audit(act, about, purpose)


def declared_lines(cleared: Cleared, subject: str) -> tuple[NewLine, ...]:
    """Return what the audit says of the findings that stand: never a word of the text."""
    return tuple(
        (
            "declare",
            subject,
            f"{name} {label.value} {reason.value} {answer.value if answer else 'accepted'}",
        )
        for name, label, reason, answer in cleared.declared
    )


def remember(writing: Change, new: NewConsultation) -> None:
    """Remember what the member filled in, so that the next form begins with it."""
    habit = new.area if new.age_band is AgeBand.YOUNG else None
    members.remember(writing.session, writing.member, new.asker_role, new.channel, new.minutes, habit)


def thread_key(writing: Change, ready: Ready) -> int:
    """Return the key of the thread that is continued, or of a new one."""
    if ready.new.thread is not None:
        return threads.get(writing.session, ready.new.thread).key
    wanted = ready.code_name
    free = wanted is not None and not threads.is_taken(writing.session, wanted)
    code_name = wanted if wanted is not None and free else draw_code_name(writing)
    return threads.add(writing.session, ThreadId(chance.new_id()), code_name, writing.member, writing.now)
