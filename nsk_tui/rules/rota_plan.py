"""The rota: who has duty and backup in which period, fair by load and share, and the same each time.

Source
    docs/rules/rota.md
"""

from collections.abc import Sequence
from fractions import Fraction

from nsk_tui.rules.rota_board import OPEN, Board, Slot
from nsk_tui.rules.rota_newcomers import spread
from nsk_tui.rules.rota_search import Search
from nsk_tui.rules.rota_task import Assignment, Gap, Period, RotaPerson, RotaPlan, RotaRole, RotaTask

BACKUP_PART = Fraction(1, 2)
"""What a backup carries of the weight of its period."""


def plan(task: RotaTask, kept: Sequence[Assignment] = ()) -> RotaPlan:
    """Return the rota with the fewest open duties, then backups, then the least sum of load²/share.

    Shape
        ``kept`` stands as it is, whatever else holds: overrides, swaps, and what has been; of two
        that give one role to two, or two roles of a period to one, the first. What names
        somebody or something that the task does not know is passed over. The order of the
        people makes no difference; the same task gives the same plan.
    Errors
        None: a task that cannot be filled has gaps.
    Source
        docs/rules/rota.md, "How a plan is found"

    >>> from datetime import date
    >>> from nsk_tui.rules.ids import MemberId
    >>> week = Period(date(2026, 11, 23), date(2026, 11, 29))
    >>> ann, bo = (RotaPerson(MemberId(id), Fraction(1), ("A",)) for id in ("K-01", "K-02"))
    >>> found = plan(RotaTask((week,), ("A",), (ann, bo), backup=True))
    >>> [(one.role.value, one.member) for one in found.duties], found.gaps
    ([('duty', 'K-01'), ('backup', 'K-02')], ())
    """
    people = _in_order(task)
    board = Board(task, people)
    _fix(board, _seated(task, people, kept), is_hard=True)
    Search(board).run()
    spread(task, people, board)
    return _plan_of(task, people, board)


def replan(task: RotaTask, published: Sequence[Assignment], kept: Sequence[Assignment] = ()) -> RotaPlan:
    """Return a published rota for what has changed: no duty passes to another that need not.

    Shape
        ``task`` is what holds now; ``published`` is what was told to the group, ``kept`` what
        stands whatever else holds. A published duty moves when its holder cannot have it any
        longer, or when a gap could not be filled otherwise; then as few move as one chain needs.
        What names somebody or something that the task does not know is passed over.
    Errors
        None: what cannot be filled is a gap.
    Source
        docs/rules/rota.md, "When something changes"
    """
    people = _in_order(task)
    board = Board(task, people)
    _fix(board, _seated(task, people, kept), is_hard=True)
    told = _fix(board, _seated(task, people, published), is_hard=False)
    search = Search(board)
    search.patch()
    if any(board.takers[slot] for slot in board.open_slots()):
        for slot in told:
            board.release(slot)
        search.close(_dear(board, told))
    return _plan_of(task, people, board)


def _in_order(task: RotaTask) -> list[RotaPerson]:
    return sorted(task.people, key=lambda person: person.id)


def _seated(task: RotaTask, people: list[RotaPerson], given: Sequence[Assignment]) -> list[tuple[Slot, int]]:
    """Return the slots of assignments with the numbers of those who have them."""
    numbers = {person.id: number for number, person in enumerate(people)}
    lines = {line: number for number, line in enumerate(task.lines)}
    roles = {role: number for number, role in enumerate((RotaRole.DUTY, RotaRole.BACKUP)[: 1 + task.backup])}
    return [
        ((one.period * len(lines) + lines[one.line]) * len(roles) + roles[one.role], numbers[one.member])
        for one in given
        if one.member in numbers and one.line in lines and one.role in roles
        if 0 <= one.period < len(task.periods)
    ]


def _fix(board: Board, seated: list[tuple[Slot, int]], is_hard: bool) -> list[Slot]:
    """Keep slots with their people, and return which; hard ones also against absence and rest."""
    fixed = []
    for slot, person in seated:
        has_role = board.at[person][board.period[slot]] >= 0
        is_possible = board.may[slot] >> person & 1 and not board.conflicts(slot, person)
        if board.holder[slot] == OPEN and (not has_role if is_hard else is_possible):
            board.put(slot, person)
            board.fix(slot)
            fixed.append(slot)
    return fixed


def _dear(board: Board, told: list[Slot]) -> list[int]:
    """Return a cost that makes moving one published slot worse than any unfairness."""
    most = (sum(board.load) + sum(board.size)) ** 2 * max(board.price, default=1) + 1
    dear = [0] * board.slots
    for slot in told:
        dear[slot] = most
    return dear


def is_there(person: RotaPerson, period: Period) -> bool:
    """Return whether a person is there on every day of a period."""
    if person.since is not None and person.since > period.start:
        return False
    return not is_away(person, period)


def is_away(person: RotaPerson, period: Period) -> bool:
    """Return whether a person is absent on at least one day of a period."""
    return any(first <= period.end and last >= period.start for first, last in person.absent)


def _plan_of(task: RotaTask, people: list[RotaPerson], board: Board) -> RotaPlan:
    load = {person.id: person.load for person in task.people}
    duties, gaps = [], []
    for slot, holder in enumerate(board.holder):
        index = board.period[slot]
        line = task.lines[slot // board.roles % len(task.lines)]
        role = RotaRole.DUTY if board.is_duty[slot] else RotaRole.BACKUP
        if holder < 0:
            gaps.append(_gap(task, people, board, slot, line, role))
            continue
        weight = task.periods[index].weight
        load[people[holder].id] += weight if role is RotaRole.DUTY else weight * BACKUP_PART
        duties.append(Assignment(line, index, role, people[holder].id))
    return RotaPlan(tuple(duties), tuple(gaps), load)


def _gap(
    task: RotaTask, people: list[RotaPerson], board: Board, slot: Slot, line: str, role: RotaRole
) -> Gap:
    index = board.period[slot]
    counts = {"absent": 0, "not_yet": 0, "resting": 0, "taken": 0}
    for number, person in enumerate(people):
        if line in person.lines:
            counts[_hindrance(person, task.periods[index], board.at[number][index] >= 0)] += 1
    return Gap(line, index, role, **counts)


def _hindrance(person: RotaPerson, period: Period, has_role: bool) -> str:
    """Return what keeps a person from an open role; a free one would have it but for her rest."""
    if person.since is not None and person.since > period.start:
        return "not_yet"
    if is_away(person, period):
        return "absent"
    return "taken" if has_role else "resting"
