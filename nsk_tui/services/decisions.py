"""The register of decisions: found again, and told what holds instead."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.decisions import (
    Decision,
    DecisionRef,
    SupersedeFault,
    judge_superseding,
    newest,
    search,
)
from nsk_tui.services.meeting_change import changing
from nsk_tui.services.meeting_errors import SupersedeRefused, UnknownDecision
from nsk_tui.services.session import Session
from nsk_tui.store import decisions as rows
from nsk_tui.store import meeting_acts


def find(session: Session, words: str = "") -> tuple[Decision, ...]:
    """Return the decisions in which some words stand, the newest first; no words find all.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return search(rows.register(reading).values(), words)


def standing(session: Session, ref: DecisionRef) -> Decision:
    """Return the decision that holds today in place of one, itself when nothing has taken its place.

    Errors
        NotAllowed, UnknownDecision
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        known = rows.register(reading)
    if ref not in known:
        raise UnknownDecision(str(ref))
    return known[newest(ref, known)]


def supersede(session: Session, old: DecisionRef, new: DecisionRef | None) -> Decision:
    """Let a later decision take the place of an earlier one; None: it holds again after all.

    Errors
        NotAllowed, UnknownDecision. SupersedeRefused: the faults say why.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        known = rows.register(work.writing.session)
        if old not in known:
            raise UnknownDecision(str(old))
        fault = judge_superseding(known[old], new, known) if new is not None else None
        if fault is SupersedeFault.UNKNOWN:
            raise UnknownDecision(str(new))
        if fault is not None:
            raise SupersedeRefused((fault,))
        work.touch(meeting_acts.key("decision", old))
        rows.supersede(work.writing.session, old, new)
        work.audit("supersede_decision", str(old), str(new or ""))
        work.commit()
        return rows.register(work.writing.session)[old]
