"""A handover as one sees it: its items with their states as they are now, and what keeps it from its end.

Source
    docs/rules/handover.md
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nsk_tui.rules import handover as rules
from nsk_tui.rules.handover import Handover, HandoverFault, HandoverKind, HandoverState, Tally
from nsk_tui.rules.handover_items import HandoverItem, ItemFault, digest_of, item_faults
from nsk_tui.rules.handover_state import (
    ESCALATE_DAYS,
    ItemState,
    ItemStatus,
    is_escalated,
    state_of,
    waiting_days,
)
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.rules.owned import Owned, OwnedKind, OwnedMatter, unfinished
from nsk_tui.services import handover_collect, local_time
from nsk_tui.services.session import Session
from nsk_tui.store import audit, handover_items, handover_moves, identity, rota_lines
from nsk_tui.store import handover as rows
from nsk_tui.store.engine import Reading
from nsk_tui.store.handover_items import StoredItem
from nsk_tui.store.handover_moves import ItemMove as ItemMove

ESCALATE_SETTING = "handover_days"
THREAD_CHANGES = frozenset(
    {"add", "follow_up", "correct", "close", "ask_to_close", "reopen", "undo", "redo", "set_follow_up"}
)
"""Acts after which a thread says something else than the receiver was told."""

_WITH_VERSIONS = frozenset({OwnedKind.THREAD, OwnedKind.FOLLOW_UP})


@dataclass(frozen=True)
class ItemView:
    """An item as it stands now.

    Shape
        ``number`` is its place in the list, from 1. ``status`` is its last move, its time that of
        Danish clocks. ``state`` is that status held against the text and the records of today,
        whose digest is ``digest``. ``faults`` keep it from being sent. ``waiting_days`` None: it
        waits for nobody. ``receiver_leaves`` None: no last day of the receiver is known.
    """

    number: int
    item: HandoverItem
    version: int
    status: ItemStatus
    state: ItemState
    digest: str
    record_version: str
    faults: tuple[ItemFault, ...]
    moves: tuple[ItemMove, ...]
    waiting_days: int | None = None
    is_escalated: bool = False
    receiver_leaves: date | None = None

    @property
    def is_received(self) -> bool:
        """Whether the receiver has taken it as it is now."""
        return self.state in (ItemState.ACCEPTED, ItemState.RESERVED)


@dataclass(frozen=True)
class HandoverView:
    """A handover as it stands now.

    Shape
        ``missed`` are what the giver owns and no item hands over; ``to_finish`` what only she can
        open. ``empty_kinds`` were looked through and hold nothing. ``escalate_days`` is after how
        long a coordinator is told, ``escalated_to`` who. ``echoes`` are what the receivers said
        was missing, as (member, days, words).
    """

    handover: Handover
    items: tuple[ItemView, ...]
    tally: Tally
    faults: tuple[HandoverFault, ...]
    missed: tuple[OwnedMatter, ...]
    to_finish: tuple[OwnedMatter, ...]
    empty_kinds: tuple[OwnedKind, ...]
    owned: Owned
    escalate_days: int
    coordinators: tuple[MemberId, ...]
    echoes: tuple[tuple[MemberId, int, str], ...] = ()
    closing_reason: str = ""

    def item(self, item: str) -> ItemView | None:
        """Return an item by its id; None when the handover has no such item."""
        return next((one for one in self.items if one.item.id == item), None)

    def waiting_for(self, member: str) -> tuple[ItemView, ...]:
        """Return the items that wait for a member's answer, in their order."""
        return tuple(one for one in self.items if one.state is ItemState.SENT and one.item.receiver == member)


def coordinators(session: Session) -> tuple[MemberId, ...]:
    """Return the coordinators, by id."""
    ring = session.vault.ring
    return tuple(sorted(MemberId(one.member) for one in ring.listed if one.role == Role.COORDINATOR))


def escalate_days(reading: Reading) -> int:
    """Return after how many days without an answer a coordinator is told."""
    return int(identity.setting(reading, ESCALATE_SETTING, str(ESCALATE_DAYS)))


def last_days(reading: Reading, session: Session) -> dict[MemberId, date]:
    """Return the last day of everybody of whom one is known; who is no member has gone already."""
    found = {
        member.id: member.leaves_on
        for member in rota_lines.members(reading, session.today).values()
        if member.leaves_on is not None
    }
    for one in rows.every(reading, HandoverState.OPEN):
        if one.kind is not HandoverKind.THREAD:
            found[one.giver] = min(one.last_day, found.get(one.giver, date.max))
    working = {one.member for one in session.vault.ring.listed if one.role != Role.AUDITOR}
    gone = {member for member in rota_lines.members(reading, session.today) if member not in working}
    return {**found, **dict.fromkeys(map(MemberId, gone), date.min)}


def record_versions(reading: Reading, items: Sequence[HandoverItem]) -> dict[HandoverItemId, str]:
    """Return for each item in which state its records are: how often others than its receiver changed them.

    The receiver's own work changes nothing for her, before and after she has taken it.
    """
    subjects = {item.label for item in items if item.kind in _WITH_VERSIONS}
    counts = audit.counts(reading, subjects, THREAD_CHANGES) if subjects else {}
    return {item.id: _version(item, counts) for item in items}


def item_views(
    reading: Reading, session: Session, handovers: Sequence[Handover]
) -> dict[Handover, tuple[ItemView, ...]]:
    """Return the items of some handovers as they stand now, each handover's in their order."""
    by_id = {one.id: one for one in handovers}
    stored = handover_items.of_handovers(reading, list(by_id))
    moves = handover_moves.of_items(reading, [one.item.id for one in stored])
    versions = record_versions(reading, [one.item for one in stored])
    leaves, days = last_days(reading, session), escalate_days(reading)
    found: dict[Handover, list[ItemView]] = {one: [] for one in handovers}
    for one in stored:
        handover = by_id[one.handover]
        seen = _Seen(session, handover, moves.get(one.item.id, ()), versions[one.item.id], leaves, days)
        found[handover].append(_item_view(len(found[handover]) + 1, one, seen))
    return {handover: tuple(many) for handover, many in found.items()}


def build(reading: Reading, session: Session, handover: Handover) -> HandoverView:
    """Return a handover as it stands now."""
    others = [
        one
        for one in rows.every(reading, HandoverState.OPEN)
        if one.giver == handover.giver and one.id != handover.id
    ]
    found = item_views(reading, session, [handover, *others])
    items, states = found[handover], states_of(found[handover])
    owned = _but_covered(handover_collect.owned_in(reading, session, handover), found, others)
    plain = [one.item for one in items]
    everyone = coordinators(session)
    return HandoverView(
        handover=handover,
        items=items,
        tally=rules.tally(plain, states),
        faults=rules.handover_faults(handover, plain, states, owned, everyone),
        missed=rules.missed(handover.giver, owned, rules.standing(plain, states)),
        to_finish=unfinished(handover.giver, owned),
        empty_kinds=rules.untaken_kinds(owned, handover.giver),
        owned=owned,
        escalate_days=escalate_days(reading),
        coordinators=everyone,
        echoes=rows.echoes(reading, handover.id),
        closing_reason=rows.closing_reason(reading, handover.id),
    )


def states_of(items: Collection[ItemView]) -> dict[HandoverItemId, ItemState]:
    """Return the state of each item."""
    return {one.item.id: one.state for one in items}


@dataclass(frozen=True)
class _Seen:
    """What an item is held against."""

    session: Session
    handover: Handover
    moves: tuple[ItemMove, ...]
    version: str
    leaves: Mapping[MemberId, date]
    escalate_days: int


def _item_view(number: int, stored: StoredItem, seen: _Seen) -> ItemView:
    item, handover, today = stored.item, seen.handover, seen.session.today
    status, version_then = handover_moves.last_status({item.id: seen.moves}, item.id)
    # What happens to the records of a finished handover is the receiver's work.
    version = seen.version if handover.is_open else version_then
    digest = digest_of(item, version)
    if status.since is not None:
        status = replace(status, since=local_time.on_the_wall(status.since))
    waited = waiting_days(status, digest, today)
    return ItemView(
        number=number,
        item=item,
        version=stored.version,
        status=status,
        state=state_of(status, digest),
        digest=digest,
        record_version=version,
        faults=item_faults(item, handover.giver, handover.last_day, seen.leaves),
        moves=seen.moves,
        waiting_days=waited if handover.is_open else None,
        is_escalated=handover.is_open and is_escalated(status, digest, today, seen.escalate_days),
        receiver_leaves=seen.leaves.get(item.receiver) if item.receiver else None,
    )


def _version(item: HandoverItem, counts: Mapping[tuple[str, str], int]) -> str:
    if item.kind not in _WITH_VERSIONS:
        return ""
    by_others = (
        count for (code, member), count in counts.items() if code == item.label and member != item.receiver
    )
    return str(sum(by_others))


def _but_covered(
    owned: Owned, found: Mapping[Handover, tuple[ItemView, ...]], others: Sequence[Handover]
) -> Owned:
    """Return what is owned without what another handover of the same giver hands over."""
    covered = {
        key
        for one in others
        for item in rules.standing([view.item for view in found[one]], states_of(found[one]))
        for key in item.covers
    }
    return {
        kind: tuple(matter for matter in matters if matter.key not in covered)
        for kind, matters in owned.items()
    }
