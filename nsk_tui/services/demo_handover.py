"""The demo's handovers, told through the services in the names of those who act, day after day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from nsk_tui.rules.demo_handover import DemoEarlier, DemoHandovers, DemoItem, DemoStory, form_of
from nsk_tui.rules.demo_texts import DemoMember
from nsk_tui.rules.handover import Handover, HandoverKind, RemainderKind
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.ids import CodeName, HandoverId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import (
    chance,
    handover,
    handover_items,
    handover_moves,
    handover_refresh,
    handover_view,
    handover_waiting,
    rota_members,
)
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import DemoTextRefused
from nsk_tui.services.handover import NewHandover
from nsk_tui.services.handover_moves import Answer
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.store import handover as rows
from nsk_tui.store.change import change

Outcome = TypeVar("Outcome")

LAST_DAY_DAYS = 44
TOLD_FROM_CONSULTATIONS = 40
"""A demo of fewer consultations is too small to tell of a handover."""

_ANSWERS = {
    ItemState.ACCEPTED: MoveKind.ACCEPT,
    ItemState.STALE: MoveKind.ACCEPT,
    ItemState.RESERVED: MoveKind.RESERVE,
    ItemState.RETURNED: MoveKind.RETURN,
}


class _Acting(Session):
    """The maker's session in which an invented member acts, at another time."""

    def __init__(self, maker: Session, member: MemberId, role: Role, moment: datetime) -> None:
        super().__init__(maker.vault, maker.database, maker.facts, lambda: moment)
        self._acting = (member, role)

    @property
    def member(self) -> MemberId:
        """Who acts."""
        return self._acting[0]

    @property
    def role(self) -> Role:
        """The role of whoever acts."""
        return self._acting[1]


@dataclass(frozen=True)
class _Told:
    """The maker's session, everybody's role, and the code name of each thread that is handed over."""

    session: Session
    roles: Mapping[MemberId, Role]
    codes: Mapping[DemoStory, CodeName]

    def acting(self, member: MemberId, days: int) -> Session:
        """Return a session in which somebody acts so many days ago."""
        role = self.roles.get(member, Role.MEMBER)
        return _Acting(self.session, member, role, self.session.now - timedelta(days=days))


def may_be_told(found: DemoHandovers, people: Collection[DemoMember], consultations: int) -> bool:
    """Return whether a demo is large enough for handovers, and has everybody who acts in them."""
    return consultations >= TOLD_FROM_CONSULTATIONS and found.members() <= {one.id for one in people}


def write_handovers(
    session: Session,
    found: DemoHandovers,
    people: Collection[DemoMember],
    codes: Mapping[DemoStory, CodeName],
) -> None:
    """Write the demo's handovers down, their threads being there already.

    Errors
        DemoTextRefused: a text of the shipped file does not pass the anonymity check.
    """
    told = _Told(session, {one.id: one.role for one in people}, codes)
    _earlier(told, found.earlier)
    last_days = {one.id: one.leaves_on for one in rota_members.rota_members(session)}
    last_day = last_days.get(found.giver) or session.today + timedelta(days=LAST_DAY_DAYS)
    begun = told.acting(found.giver, found.begun_days)
    view = handover.start(begun, NewHandover(HandoverKind.LEAVE, last_day))
    for item in found.items:
        _item(told, view, item)


def _earlier(told: _Told, earlier: DemoEarlier) -> None:
    """Tell of somebody who has left: what nobody could take went with her, and a coordinator said so."""
    begun = told.acting(earlier.giver, earlier.begun_days)
    last_day = told.session.today - timedelta(days=earlier.closed_days)
    new = Handover(HandoverId(chance.new_id()), earlier.giver, HandoverKind.LEAVE, begun.today, last_day)
    with change(begun.database, begun.member, begun.now) as writing:
        rows.add(writing.session, new, begun.member)
        handover_refresh.refresh(writing, begun, new)
        writing.audit("start_handover", earlier.giver, new.kind.value)
        writing.commit()
    view = handover.read(begun, new.id)
    for item in earlier.items:
        _item(told, view, item)
    chief = told.acting(earlier.closed_by, earlier.closed_days)
    version = handover.read(chief, new.id).handover.version
    _passed(handover.say_remainder(chief, new.id, RemainderKind.LEFT_OUT, earlier.reason, version))
    _passed(handover.close(chief, new.id, earlier.reason))
    for item in earlier.items:
        if item.missing:
            asked = told.acting(item.receiver, earlier.closed_days - item.missing_days)
            _passed(handover_waiting.answer_echo(asked, new.id, item.missing_days, item.missing))


def _item(told: _Told, view: HandoverView, item: DemoItem) -> None:
    """Write one item, and let it come as far as its state says."""
    giver = told.acting(view.handover.giver, item.sent_days)
    id_ = _written(told, giver, view, item)
    if item.state is ItemState.DRAFT:
        return
    handover_moves.send(giver, id_, _now(giver, view, id_).digest)
    if item.state is ItemState.WITHDRAWN:
        handover_moves.withdraw(told.acting(view.handover.giver, item.answered_days), id_)
    if item.words:
        receiver = told.acting(item.receiver, item.answered_days)
        digest = _now(receiver, view, id_).digest
        given = Answer(id_, _ANSWERS[item.state], digest, item.words, item.question)
        _passed(handover_moves.answer(receiver, given))
    if item.later_summary:
        later = told.acting(view.handover.giver, 1)
        _save(told, later, _now(later, view, id_), replace(item, summary=item.later_summary))


def _written(told: _Told, giver: Session, view: HandoverView, item: DemoItem) -> str:
    """Return the id of an item once it is written."""
    if item.story is None:
        form = form_of(item, told.session.today, giver.today)
        return _passed(handover_items.add(giver, view.handover.id, form)).id
    code = told.codes[item.story]
    found = next(one for one in view.items if one.item.label == code)
    _save(told, giver, found, item)
    return found.item.id


def _save(told: _Told, giver: Session, found: ItemView, item: DemoItem) -> None:
    form = form_of(item, told.session.today, giver.today)
    _passed(handover_items.save(giver, found.item.id, form, found.version))


def _now(session: Session, view: HandoverView, item: str) -> ItemView:
    with session.database.reading() as reading:
        found = handover_view.item_views(reading, session, [view.handover])[view.handover]
    return next(one for one in found if one.item.id == item)


def _passed(outcome: Outcome | NotAnonymous) -> Outcome:
    if isinstance(outcome, NotAnonymous):
        raise DemoTextRefused("handover.toml")
    return outcome
