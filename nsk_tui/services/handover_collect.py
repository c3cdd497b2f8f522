"""What somebody owns, read from the store: one source for each kind of record, so that none is forgotten.

A later capability adds its kind to ``OwnedKind``, its tables to the store's register of owners and
a source here; tests fail for a kind without a source and for a table that no source reads.

Source
    docs/rules/handover.md, "What is collected"
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nsk_tui.rules.duties import DAY, Period, SwapState
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.handover import Handover, HandoverKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.rules.owned import Owned, OwnedKind, OwnedMatter, of_thread
from nsk_tui.services import owned_meetings, owned_people, quarantine, ssh_keys
from nsk_tui.services.rota_state import whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import findings, follow_ups, handover_owned, swaps, text_tasks, threads
from nsk_tui.store.engine import Reading
from nsk_tui.vault import drafts, keyring
from nsk_tui.vault.drafts import DraftPlace

COORDINATOR, SSH_KEY, PAPER_SHARE = "coordinator", "ssh_key", "paper_share"
"""What a member holds that the program knows of."""


@dataclass
class Gathering:
    """Whose records are wanted, and until when she is there.

    Shape
        ``back_on`` None: she does not come back, or nobody knows when.
    """

    reading: Reading
    session: Session
    giver: MemberId
    last_day: date
    back_on: date | None = None

    @cached_property
    def rota(self) -> RotaState:
        """The rota as it stands; read once, by whoever asks first."""
        return whole_state(self.reading, self.session)

    def is_missed(self, period: Period) -> bool:
        """Return whether she is gone on any day of a period."""
        gone = self.last_day + DAY
        return period.end >= gone if self.back_on is None else period.touches(gone, self.back_on - DAY)


@dataclass(frozen=True)
class Source:
    """How one kind of record is found.

    Shape
        ``tables`` are those of the store's register of owners that it reads; empty for what does
        not lie in the database.
    """

    kind: OwnedKind
    tables: frozenset[str]
    collect: Callable[[Gathering], Iterable[OwnedMatter]]


def gather(
    reading: Reading, session: Session, giver: str, last_day: date, back_on: date | None = None
) -> Owned:
    """Return everything that a member owns, kind by kind; ``back_on`` None: she does not come back."""
    wanted = Gathering(reading, session, MemberId(giver), last_day, back_on)
    return {source.kind: tuple(source.collect(wanted)) for source in SOURCES}


def owned_in(reading: Reading, session: Session, handover: Handover) -> Owned:
    """Return what a handover is about: all that its giver owns, or one thread and what stands within it."""
    wanted = Gathering(reading, session, handover.giver, handover.last_day, handover.back_on)
    if handover.kind is HandoverKind.THREAD:
        found = {one.kind: tuple(one.collect(wanted)) for one in SOURCES if one.kind in _WITHIN_THREADS}
        return of_thread(found, handover.thread)
    return {source.kind: tuple(source.collect(wanted)) for source in SOURCES}


def _threads(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (
        OwnedMatter(
            OwnedKind.THREAD, line.code_name, line.owner, line.code_name, line.level, line.follow_up_on
        )
        for line in threads.owned_by(wanted.reading, wanted.giver)
    )


def _follow_ups(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (
        OwnedMatter(OwnedKind.FOLLOW_UP, one.id, wanted.giver, one.thread, one.level, one.due_on, one.thread)
        for one in follow_ups.open_owned_by(wanted.reading, wanted.giver)
    )


def _actions(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (
        OwnedMatter(OwnedKind.ACTION, one.ref, wanted.giver, one.label, one.level, one.due_on, one.thread)
        for one in handover_owned.open_actions(wanted.reading, wanted.giver)
        if one.giver != wanted.giver
    )


def _taken_over(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (
        OwnedMatter(OwnedKind.TAKEN_OVER, one.ref, wanted.giver, one.label, one.level)
        for one in handover_owned.taken_over(wanted.reading, wanted.giver)
    )


def _duties(wanted: Gathering) -> Iterable[OwnedMatter]:
    state = wanted.rota
    for ref in state.duties_of(wanted.giver):
        period = state.period(ref.start)
        if period is not None and not period.is_closed and wanted.is_missed(period):
            yield OwnedMatter(OwnedKind.DUTY, str(ref), wanted.giver, str(ref), due=ref.start)


def _swaps(wanted: Gathering) -> Iterable[OwnedMatter]:
    for swap in swaps.asked(wanted.reading, wanted.session.today):
        refs = [ref for ref in (swap.ref, swap.returns) if ref is not None]
        periods = [period for ref in refs if (period := wanted.rota.period(ref.start)) is not None]
        is_hers = swap.state is SwapState.ASKED and wanted.giver in (swap.giver, swap.taker)
        if is_hers and any(wanted.is_missed(period) for period in periods):
            label = str(swap.ref)
            yield OwnedMatter(OwnedKind.SWAP, swap.id, wanted.giver, label, due=swap.answer_by)


def _owed_duties(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (
        OwnedMatter(OwnedKind.OWED_DUTY, str(number), wanted.giver, iou.creditor)
        for number, iou in swaps.owed_by(wanted.reading, wanted.giver)
    )


def _competences(wanted: Gathering) -> Iterable[OwnedMatter]:
    found = owned_people.competences(wanted.reading, wanted.session)
    return (one for one in found if one.owner == wanted.giver)


def _contacts(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (one for one in owned_people.contacts(wanted.reading) if one.owner == wanted.giver)


def _action_points(wanted: Gathering) -> Iterable[OwnedMatter]:
    found = owned_meetings.actions(wanted.reading, wanted.session)
    return (one for one in found if one.owner == wanted.giver)


def _agenda_items(wanted: Gathering) -> Iterable[OwnedMatter]:
    found = owned_meetings.items(wanted.reading, wanted.session)
    return (one for one in found if one.owner == wanted.giver and not _is_before(one, wanted.last_day))


def _series(wanted: Gathering) -> Iterable[OwnedMatter]:
    return (one for one in owned_meetings.series(wanted.reading) if one.owner == wanted.giver)


def _access(wanted: Gathering) -> Iterable[OwnedMatter]:
    ring = wanted.session.vault.ring
    listed = keyring.listed(ring, wanted.giver)
    coordinates = listed is not None and listed.role == Role.COORDINATOR
    held = {
        COORDINATOR: coordinates,
        PAPER_SHARE: coordinates and ring.recovery is not None,
        SSH_KEY: wanted.giver in ssh_keys.holders_in(wanted.reading),
    }
    return (OwnedMatter(OwnedKind.ACCESS, what, wanted.giver, what) for what, holds in held.items() if holds)


def _finding_tasks(wanted: Gathering) -> Iterable[OwnedMatter]:
    for task in findings.open_tasks(wanted.reading, wanted.giver):
        yield OwnedMatter(OwnedKind.FINDING_TASK, task.id, wanted.giver, task.thread)
    for one in text_tasks.open_tasks(wanted.reading, wanted.giver):
        yield OwnedMatter(OwnedKind.FINDING_TASK, one.id, wanted.giver, one.kind)


def _drafts(wanted: Gathering) -> Iterable[OwnedMatter]:
    """Give her drafts by their files: nobody else can read what they are about."""
    session = wanted.session
    for shelf in ("", quarantine.SHELF):
        place = DraftPlace(session.folder, session.vault.ring.store, wanted.giver, shelf)
        for draft in drafts.ids(place):
            yield OwnedMatter(OwnedKind.DRAFT, draft, wanted.giver, shelf or "draft")


def _is_before(matter: OwnedMatter, last_day: date) -> bool:
    """Return whether something is done with before somebody goes: it is not handed over."""
    return matter.due is not None and matter.due <= last_day


SOURCES: tuple[Source, ...] = (
    Source(OwnedKind.THREAD, frozenset({"thread"}), _threads),
    Source(OwnedKind.FOLLOW_UP, frozenset({"follow_up"}), _follow_ups),
    Source(OwnedKind.ACTION, frozenset({"handover_action"}), _actions),
    Source(OwnedKind.TAKEN_OVER, frozenset({"handover_item"}), _taken_over),
    Source(OwnedKind.DUTY, frozenset({"planned_duty", "duty_change"}), _duties),
    Source(OwnedKind.SWAP, frozenset({"swap"}), _swaps),
    Source(OwnedKind.OWED_DUTY, frozenset({"iou"}), _owed_duties),
    Source(OwnedKind.COMPETENCE, frozenset({"competence"}), _competences),
    Source(OwnedKind.CONTACT, frozenset({"contact"}), _contacts),
    Source(OwnedKind.ACTION_POINT, frozenset({"action_point"}), _action_points),
    Source(OwnedKind.AGENDA_ITEM, frozenset({"agenda_item"}), _agenda_items),
    Source(OwnedKind.SERIES, frozenset({"meeting_series"}), _series),
    Source(OwnedKind.ACCESS, frozenset(), _access),
    Source(OwnedKind.FINDING_TASK, frozenset({"finding_task", "text_task"}), _finding_tasks),
    Source(OwnedKind.DRAFT, frozenset(), _drafts),
)
"""Every kind, once."""

_WITHIN_THREADS = frozenset({OwnedKind.THREAD, OwnedKind.FOLLOW_UP, OwnedKind.ACTION})
