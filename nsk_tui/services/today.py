"""Today: what waits for me, most serious first, and what happened since."""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Declaration, Finding
from nsk_tui.rules.calendar import days_late
from nsk_tui.rules.consultations import ConcernLevel, ThreadLine
from nsk_tui.rules.ids import CodeName, ConsultationId, MemberId, TaskId
from nsk_tui.services import stand_in
from nsk_tui.services.drafts import DraftLine, drafts
from nsk_tui.services.errors import UnknownTask
from nsk_tui.services.session import Session
from nsk_tui.store import audit, findings, threads
from nsk_tui.store.change import change
from nsk_tui.store.errors import Missing
from nsk_tui.store.findings import FindingTask

DAYS_AHEAD = 7


@dataclass(frozen=True)
class WaitingThread:
    """A thread with a follow-up that is due, late or near: mine, or of a colleague who is away.

    Shape
        ``stands_in_for`` is whose it is when I only stand in; None: it is mine.
    """

    line: ThreadLine
    days_late: int
    stands_in_for: MemberId | None = None


@dataclass(frozen=True)
class WaitingClosure:
    """A red thread that somebody else wants to close and that needs my yes."""

    line: ThreadLine


@dataclass(frozen=True)
class WaitingTask:
    """A finding in a stored text of mine, from a file or a sweep, which I have yet to answer."""

    id: TaskId
    thread: CodeName
    field: str
    finding: Finding
    entry: ConsultationId


@dataclass(frozen=True)
class Today:
    """The front page.

    Shape
        ``new_since`` counts threads that others began since the last time I was here;
        ``read_by_others`` tells who has opened my open threads since then.
    """

    waiting: tuple[WaitingThread | WaitingClosure | WaitingTask, ...]
    new_since: int
    open_count: int
    late_count: int
    drafts: tuple[DraftLine, ...]
    read_by_others: tuple[tuple[CodeName, MemberId], ...]


def today(session: Session) -> Today:
    """Return the front page of the member."""
    session.must(Act.READ_CONSULTATION)
    since = session.facts.seen_before or session.now
    until = session.today.fromordinal(session.today.toordinal() + DAYS_AHEAD)
    with session.database.reading() as reading:
        due = threads.waiting_for(reading, session.member, until)
        others = stand_in.waiting_for(reading, session, session.member)
        closing = threads.closing_asked(reading, session.member)
        tasks = findings.open_tasks(reading, session.member)
        open_count, late_count = threads.count_open(reading, session.today)
        codes = threads.codes_owned(reading, session.member)
        read = audit.read_by_others(reading, codes, session.member, since)
        new_since = threads.count_since(reading, since, session.member)
    every = sorted((*due, *others), key=_urgency)
    waiting: list[WaitingThread | WaitingClosure | WaitingTask] = [_due(session, line) for line in every]
    waiting += [WaitingClosure(line) for line in closing]
    waiting += [_asked(task) for task in tasks]
    return Today(
        tuple(waiting),
        new_since,
        open_count,
        late_count,
        drafts(session),
        tuple((CodeName(code), MemberId(member)) for code, member in read),
    )


def settle_task(session: Session, task: TaskId, declaration: Declaration | None) -> None:
    """Answer a weak finding; ``declaration`` None means seen and accepted.

    Errors
        UnknownTask
    """
    session.must(Act.WRITE_CONSULTATION)
    answer = declaration.value if declaration else None
    with change(session.database, session.member, session.now) as writing:
        try:
            settled = findings.settle(writing.session, task, session.member, answer, session.now)
        except Missing:
            raise UnknownTask from None
        label, reason = settled.finding.label.value, settled.finding.reason.value
        writing.audit("declare", settled.thread, f"{settled.field} {label} {reason} {answer or 'accepted'}")
        writing.commit()


def _due(session: Session, line: ThreadLine) -> WaitingThread:
    late = days_late(line.follow_up_on, session.today) if line.follow_up_on else 0
    return WaitingThread(line, late, None if line.owner == session.member else line.owner)


def _urgency(line: ThreadLine) -> tuple[bool, date, int]:
    """Return by what threads are put in order: red first, then the longest due, as their list has it."""
    return line.level is not ConcernLevel.RED, line.follow_up_on or date.max, -line.level.rank


def _asked(task: FindingTask) -> WaitingTask:
    return WaitingTask(task.id, task.thread, task.field, task.finding, ConsultationId(task.entry))
