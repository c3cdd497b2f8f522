"""A small handover for tests: K-02 gives, K-03 receives, K-01 coordinates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from nsk_tui.rules.consultations import ConcernLevel, FollowUp
from nsk_tui.rules.handover import HandoverKind
from nsk_tui.rules.handover_lines import ItemForm
from nsk_tui.rules.handover_state import MoveKind
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.services import consultations, handover, handover_items, handover_moves
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover import NewHandover
from nsk_tui.services.handover_moves import Answer, Moved
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from tests.conftest import NOW
from tests.services.test_consultations import CLEAN, added

Unlock = Callable[[str], Session]

GIVER, RECEIVER, CHIEF = MemberId("K-02"), MemberId("K-03"), MemberId("K-01")
LAST_DAY = NOW.date() + timedelta(days=10)
DUE = NOW.date() + timedelta(days=4)
SUMMARY = "Familien taler om rejse i julen.\nPrøvet og fravalgt: fællesmøde."
IFS = "Hvis den unge udebliver, så ring til skolen samme dag"
WORDS = "Rejsen er det vigtige her. Jeg ringer tirsdag og hører, om der er kommet noget nyt."


def thread(
    session: Session,
    code: str = "tør-kaffe",
    level: ConcernLevel = ConcernLevel.ORANGE,
    on: date | None = DUE,
    owner: str | None = None,
) -> CodeName:
    """Write a thread with a follow-up, of the writer's own unless another owns it."""
    follow_up = FollowUp(on, MemberId(owner or session.member)) if on else None
    new = replace(CLEAN, level=level, follow_up=follow_up)
    return added(consultations.add(session, new, code_name=CodeName(code))).thread


def begin(session: Session, giver: str | None = None, last_day: date = LAST_DAY) -> HandoverView:
    """Begin a handover because somebody leaves."""
    return handover.start(session, NewHandover(HandoverKind.LEAVE, last_day, giver))


def form(receiver: str | None = RECEIVER, **texts: str) -> ItemForm:
    """Return a whole form."""
    return ItemForm(
        {"summary": SUMMARY, "contingencies": IFS, **texts}, MemberId(receiver) if receiver else None
    )


def filled(session: Session, view: HandoverView, place: int = 0, **texts: str) -> ItemView:
    """Write an item whole, and return it as it stands then."""
    found = again(session, view).items[place]
    outcome = handover_items.save(session, found.item.id, form(**texts), found.version)
    assert not isinstance(outcome, NotAnonymous)
    return again(session, view).items[place]


def again(session: Session, view: HandoverView) -> HandoverView:
    """Return a handover as it stands now."""
    return handover.read(session, view.handover.id)


def sent(session: Session, view: HandoverView, place: int = 0, **texts: str) -> ItemView:
    """Fill an item and send it."""
    item = filled(session, view, place, **texts)
    handover_moves.send(session, item.item.id, item.digest)
    return again(session, view).items[place]


def answered(
    session: Session, item: ItemView, kind: MoveKind = MoveKind.ACCEPT, words: str = WORDS, question: str = ""
) -> Moved:
    """Answer an item, with words that pass."""
    given = Answer(item.item.id, kind, item.digest, words, question)
    outcome = handover_moves.answer(session, given)
    assert isinstance(outcome, Moved)
    return outcome
