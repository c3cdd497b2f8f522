"""What somebody owns: every kind of record that is somebody's, so that no kind is forgotten when she goes.

A kind is handed over in an item, or it is finished by its owner before she goes: nobody else can
open a draft. A later capability adds its kind here; the store's register of owners is held
against this list, and a handover says which kinds it was never given.

Source
    docs/rules/handover.md, "What is collected"
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.ids import MemberId


class OwnedKind(StrEnum):
    """A kind of record with an owner; the order is that of the handover."""

    THREAD = "thread"
    FOLLOW_UP = "follow_up"
    ACTION = "action"
    TAKEN_OVER = "taken_over"
    DUTY = "duty"
    SWAP = "swap"
    OWED_DUTY = "owed_duty"
    COMPETENCE = "competence"
    CONTACT = "contact"
    ACTION_POINT = "action_point"
    AGENDA_ITEM = "agenda_item"
    SERIES = "series"
    ACCESS = "access"
    FINDING_TASK = "finding_task"
    DRAFT = "draft"

    @property
    def rank(self) -> int:
        """0 for the first."""
        return list(OwnedKind).index(self)


FINISHED_BY_OWNER: frozenset[OwnedKind] = frozenset({OwnedKind.FINDING_TASK, OwnedKind.DRAFT})
"""What only its owner can open or answer: she finishes it or throws it away before she goes."""


@dataclass(frozen=True)
class OwnedMatter:
    """One record that is somebody's; it holds codes and never what a consultation says.

    Shape
        ``ref`` names the record and nothing else of its kind. ``label`` is what a reader calls
        it: a code name, a competence, a body; never free text about a citizen. ``level`` None:
        the kind has none. ``due`` None: no day. ``within`` is the ``ref`` of the thread that a
        follow-up or an action belongs to, or empty.
    """

    kind: OwnedKind
    ref: str
    owner: MemberId
    label: str
    level: ConcernLevel | None = None
    due: date | None = None
    within: str = ""

    @property
    def key(self) -> tuple[OwnedKind, str]:
        """What tells a matter from every other."""
        return self.kind, self.ref


Owned = Mapping[OwnedKind, Collection[OwnedMatter]]
"""What was asked for, kind by kind; a kind that has nothing is there, and empty."""


def never_collected(owned: Owned) -> tuple[OwnedKind, ...]:
    """Return the kinds that nobody asked for: a handover without them may lack something.

    >>> never_collected({kind: () for kind in OwnedKind})
    ()
    >>> never_collected({kind: () for kind in OwnedKind if kind is not OwnedKind.CONTACT})
    (<OwnedKind.CONTACT: 'contact'>,)
    """
    return tuple(kind for kind in OwnedKind if kind not in owned)


def owned_by(members: Collection[MemberId], owned: Owned) -> tuple[OwnedMatter, ...]:
    """Return what any of some people owns: the most serious first, then by day, kind and name."""
    matters = (matter for matters in owned.values() for matter in matters)
    return tuple(sorted((one for one in matters if one.owner in members), key=_order))


def unfinished(member: MemberId, owned: Owned) -> tuple[OwnedMatter, ...]:
    """Return what a leaver must finish or throw away herself before she goes."""
    return tuple(one for one in owned_by({member}, owned) if one.kind in FINISHED_BY_OWNER)


def collect(giver: MemberId, owned: Owned) -> tuple[OwnedMatter, ...]:
    """Return what a giver must hand over.

    Source
        docs/rules/handover.md, "What is collected"
    """
    return tuple(one for one in owned_by({giver}, owned) if one.kind not in FINISHED_BY_OWNER)


def of_thread(owned: Owned, thread: str) -> dict[OwnedKind, tuple[OwnedMatter, ...]]:
    """Return what belongs to one thread: the thread itself, and what stands within it.

    >>> owned = {OwnedKind.THREAD: [OwnedMatter(OwnedKind.THREAD, "a-b", MemberId("K-1"), "a-b")]}
    >>> len(of_thread(owned, "a-b")[OwnedKind.THREAD]), of_thread(owned, "c-d")[OwnedKind.THREAD]
    (1, ())
    """
    return {
        kind: tuple(one for one in matters if one.within == thread or one.key == (OwnedKind.THREAD, thread))
        for kind, matters in owned.items()
    }


def grouped(matters: Iterable[OwnedMatter]) -> tuple[tuple[OwnedMatter, ...], ...]:
    """Return matters as they become items: a follow-up stands with its thread when both are there.

    Shape
        The first of each group gives it its name; the order is that of the first ones.
    """
    found = tuple(matters)
    threads = {one.ref: [one] for one in found if one.kind is OwnedKind.THREAD}
    groups: list[list[OwnedMatter]] = []
    for one in found:
        if one.kind is OwnedKind.THREAD:
            groups.append(threads[one.ref])
        elif one.within not in threads:
            groups.append([one])
        else:
            threads[one.within].append(one)
    return tuple(tuple(group) for group in groups)


def _order(one: OwnedMatter) -> tuple[int, date, int, str, str]:
    rank = -1 if one.level is None else one.level.rank
    return (-rank, one.due or date.max, one.kind.rank, one.label, one.ref)
