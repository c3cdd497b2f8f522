"""Handovers: begun when somebody goes, kept in step with what is open, closed when all is received.

Source
    docs/rules/handover.md
"""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules import handover as rules
from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.handover import (
    LEFT_OUT_CHARACTERS_MAX,
    Handover,
    HandoverKind,
    HandoverState,
    Remainder,
    RemainderKind,
    Tally,
)
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance, handover_refresh, handover_view
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.consultations import found_thread
from nsk_tui.services.errors import SavedByAnotherFirst, TextRefused, UnknownMember, UnknownThread
from nsk_tui.services.handover_change import found_handover, giving, may_give, told_of_another
from nsk_tui.services.handover_days import forget_last_day, must_have_sound_days, tell_the_rota
from nsk_tui.services.handover_errors import (
    HandoverDaysRefused,
    HandoverExists,
    HandoverNotFinished,
    UnknownHandover,
)
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.recording import note_declared
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved, cleared_texts
from nsk_tui.store import handover as rows
from nsk_tui.store import identity, threads
from nsk_tui.store.change import Change, change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing

DAYS_MIN, DAYS_MAX = 1, 60
"""Of the days without an answer before a coordinator is told."""

ECHOES_SHOWN = 3


@dataclass(frozen=True)
class NewHandover:
    """What is known when a handover begins.

    Shape
        ``giver`` None: oneself. ``back_on`` None: she does not come back, or nobody knows when.
    """

    kind: HandoverKind
    last_day: date
    giver: str | None = None
    back_on: date | None = None


@dataclass(frozen=True)
class HandoverLine:
    """A handover as one line: how far its items have come, and how many nobody answers."""

    handover: Handover
    tally: Tally
    receivers: tuple[MemberId, ...]
    escalated: int


def start(session: Session, new: NewHandover) -> HandoverView:
    """Begin a handover of all that somebody owns; it writes itself from what is open.

    The rota then knows her last day, or from when to when she is on leave.

    Errors
        NotAllowed, UnknownMember, HandoverExists, HandoverDaysRefused: nothing was begun.
    """
    giver = MemberId(new.giver or session.member)
    session.must(Act.WRITE_HANDOVER if giver == session.member else Act.MANAGE_HANDOVER)
    if giver not in {entry.member for entry in session.vault.ring.listed}:
        raise UnknownMember(giver)
    handover = Handover(
        id=HandoverId(chance.new_id()),
        giver=giver,
        kind=new.kind,
        started_on=session.today,
        last_day=new.last_day,
        back_on=new.back_on,
    )
    must_have_sound_days(session, handover)
    with change(session.database, session.member, session.now) as writing:
        tell_the_rota(writing, session, handover)
        _begin(writing, session, handover)
        writing.commit()
    return _view(session, handover.id)


def start_thread(session: Session, code_name: str) -> HandoverView:
    """Begin the handover of one thread; its owner stays, with all the rest.

    Errors
        NotAllowed: it is somebody else's, and one is no coordinator. UnknownThread, HandoverExists.
    """
    session.must(Act.WRITE_HANDOVER)
    with session.database.reading() as reading:
        owner = owner_of(reading, code_name)
    if owner != session.member:
        session.must(Act.MANAGE_HANDOVER)
    with change(session.database, session.member, session.now) as writing:
        line = found_thread(writing, code_name).line
        if line.owner != owner:
            raise SavedByAnotherFirst(line.code_name)
        handover = Handover(
            id=HandoverId(chance.new_id()),
            giver=line.owner,
            kind=HandoverKind.THREAD,
            started_on=session.today,
            last_day=session.today,
            thread=line.code_name,
        )
        _begin(writing, session, handover)
        writing.commit()
    return _view(session, handover.id)


def owner_of(reading: Reading, code_name: str) -> MemberId:
    """Return whose a thread is.

    Errors
        UnknownThread
    """
    try:
        return threads.get(reading, code_name).line.owner
    except Missing:
        raise UnknownThread(code_name if len(code_name) < 40 else "") from None


def lines(session: Session, state: HandoverState | None = HandoverState.OPEN) -> tuple[HandoverLine, ...]:
    """Return handovers as lines, the last day that comes first first; ``state`` None: of every state.

    Errors
        NotAllowed
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        found = handover_view.item_views(reading, session, rows.every(reading, state))
    return tuple(
        HandoverLine(
            handover,
            rules.tally([one.item for one in items], handover_view.states_of(items)),
            tuple(sorted({one.item.receiver for one in items if one.item.receiver})),
            sum(one.is_escalated for one in items),
        )
        for handover, items in found.items()
    )


def find(session: Session, name: str) -> HandoverId:
    """Return the handover that an id, a member or a thread names: a member's is the one under way.

    Errors
        NotAllowed, UnknownHandover.
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        every = rows.every(reading)
    named = [one for one in every if name in (one.id, one.thread or one.giver)]
    best = sorted(named, key=lambda one: (one.id == name, one.is_open, one.started_on), reverse=True)
    if not best:
        raise UnknownHandover(name if len(name) < 40 and name.isprintable() else "")
    return best[0].id


def read(session: Session, handover: str) -> HandoverView:
    """Return a handover; the first reading in a session is audited.

    Whoever may give it brings it into step with what is open by reading it.

    Errors
        NotAllowed, UnknownHandover.
    """
    session.must(Act.READ_HANDOVER)
    found = _view(session, handover)
    if may_give(session, found.handover) and handover_refresh.is_due(found):
        refresh(session, handover)
        found = _view(session, handover)
    if f"handover:{handover}" not in session.opened:
        with change(session.database, session.member, session.now) as writing:
            writing.audit("read_handover", found.handover.giver, found.handover.thread)
            writing.commit()
        session.opened.add(f"handover:{handover}")
    return found


def refresh(session: Session, handover: str) -> int:
    """Take in what became open since, and let go what is no longer the giver's; return how many items.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded.
    """
    with giving(session, handover) as (writing, found):
        touched = handover_refresh.refresh(writing, session, found)
        writing.audit("refresh_handover", found.giver, str(touched))
        writing.commit()
    return touched


def say_remainder(
    session: Session,
    handover: str,
    kind: RemainderKind,
    words: str,
    version: int,
    stances: tuple[Stance, ...] = (),
) -> Saved | NotAnonymous:
    """Say what is not handed over: nothing, or what the words say.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded, SavedByAnotherFirst. TextRefused: no words
        where something is left out, or too many.
    """
    said = words.strip() if kind is RemainderKind.LEFT_OUT else ""
    if len(said) > LEFT_OUT_CHARACTERS_MAX or (kind is RemainderKind.LEFT_OUT and not said):
        raise TextRefused("remainder")
    with giving(session, handover) as (writing, found):
        cleared = cleared_texts(writing.session, session, {"remainder": said}, stances)
        if isinstance(cleared, NotAnonymous):
            return cleared
        remainder = Remainder(kind, session.member, session.today, cleared.texts["remainder"])
        with told_of_another():
            rows.set_remainder(writing.session, handover, remainder, version)
        note_declared(writing, cleared, stances, found.giver)
        writing.audit("say_remainder", found.giver, kind.value)
        writing.commit()
    return Saved(handover, version + 1)


def close(
    session: Session, handover: str, reason: str = "", stances: tuple[Stance, ...] = ()
) -> Saved | NotAnonymous:
    """Close a handover: when it is finished, or as a coordinator in spite of that, with a reason.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded, TextRefused. HandoverNotFinished: something is
        missing, and no coordinator gave a reason.
    """
    if reason.strip() and _view(session, handover).faults:
        session.must(Act.MANAGE_HANDOVER)
    with giving(session, handover) as (writing, found):
        faults = handover_view.build(writing.session, session, found).faults
        if faults and not (reason.strip() and session.role is Role.COORDINATOR):
            raise HandoverNotFinished(found.giver, faults)
        said = reason.strip() if faults else ""
        cleared = cleared_texts(writing.session, session, {"reason": said}, stances)
        if isinstance(cleared, NotAnonymous):
            return cleared
        if len(said) > LEFT_OUT_CHARACTERS_MAX:
            raise TextRefused("reason")
        rows.end(
            writing.session, handover, HandoverState.CLOSED, session.member, cleared.texts["reason"],
            session.today, found.version,
        )  # fmt: skip
        note_declared(writing, cleared, stances, found.giver)
        writing.audit("override_handover" if faults else "close_handover", found.giver, found.thread)
        writing.commit()
    return Saved(handover, found.version + 1)


def drop(session: Session, handover: str) -> None:
    """Drop a handover: she stays after all. What was received stays with whoever received it.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded.
    """
    with giving(session, handover) as (writing, found):
        rows.end(
            writing.session, handover, HandoverState.DROPPED, session.member, "", session.today, found.version
        )
        forget_last_day(writing, session, found)
        writing.audit("drop_handover", found.giver, found.thread)
        writing.commit()


def earlier_answers(session: Session) -> tuple[str, ...]:
    """Return what receivers said was missing in earlier handovers, the newest first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        return rows.latest_echoes(reading, ECHOES_SHOWN)


def set_escalate_days(session: Session, days: int) -> None:
    """Decide after how many days without an answer a coordinator is told.

    Errors
        NotAllowed. HandoverDaysRefused: not 1 to 60.
    """
    session.must(Act.CHANGE_SETTING)
    if not DAYS_MIN <= days <= DAYS_MAX:
        raise HandoverDaysRefused(str(days))
    with change(session.database, session.member, session.now) as writing:
        identity.set_setting(writing.session, handover_view.ESCALATE_SETTING, str(days))
        writing.audit("setting", handover_view.ESCALATE_SETTING)
        writing.commit()


def _begin(writing: Change, session: Session, handover: Handover) -> None:
    if rows.open_of(writing.session, handover.giver, handover.thread) is not None:
        raise HandoverExists(handover.thread or handover.giver)
    rows.add(writing.session, handover, session.member)
    handover_refresh.refresh(writing, session, handover)
    writing.audit("start_handover", handover.giver, handover.thread or handover.kind.value)


def _view(session: Session, handover: str) -> HandoverView:
    with session.database.reading() as reading:
        return handover_view.build(reading, session, found_handover(reading, handover))
