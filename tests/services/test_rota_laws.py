"""Whatever a group does to its rota, some things stay true."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsk_tui.rules.duties import DutyRef, DutyRole, Layer
from nsk_tui.services import absences, rota, rota_plan, swaps, undo
from nsk_tui.services.errors import ServiceError
from nsk_tui.services.session import Session, unlock
from tests.conftest import NOW, PASSPHRASES
from tests.published import CHILDREN, MONDAY, publish

PEOPLE = ("K-01", "K-02", "K-03")
WEEKS = 4
STEPS_MAX = 8
Step = tuple[str, str, int, DutyRole, str]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "ask",
                "yes",
                "no",
                "take",
                "set",
                "override",
                "clear",
                "pass",
                "away",
                "back",
                "undo",
                "redo",
                "plan",
            ]
        ),
        st.sampled_from(PEOPLE),
        st.integers(0, WEEKS - 1),
        st.sampled_from([DutyRole.DUTY, DutyRole.BACKUP]),
        st.sampled_from(PEOPLE),
    ),
    max_size=STEPS_MAX,
)


class Group:
    """Three people at their rota, and what they may do to it."""

    def __init__(self, folder: Path) -> None:
        """Unlock the store for each."""
        self.at = {one: unlock(folder, one, PASSPHRASES[one], lambda: NOW) for one in PEOPLE}
        self.chief = self.at["K-01"]

    def close(self) -> None:
        """Lock everybody's session."""
        for session in self.at.values():
            session.lock()

    def do(self, step: Step) -> bool:
        """Try a step; return whether it was carried out."""
        kind, who, week, role, other = step
        me, ref = self.at[who], DutyRef(CHILDREN, MONDAY + timedelta(days=7 * week), role)
        day = ref.start + timedelta(days=2)
        acts: dict[str, Callable[[], object]] = {
            "ask": lambda: swaps.ask(me, ref, other, later=week % 2 == 0),
            "yes": lambda: self._answer(me, True),
            "no": lambda: self._answer(me, False),
            "take": lambda: swaps.take(me, ref),
            "set": lambda: swaps.set_person(self.chief, ref, other, "Efter aftale"),
            "override": lambda: rota.override(self.chief, ref, other if week else None, "Efter aftale"),
            "clear": lambda: rota.clear(self.chief, ref),
            "pass": lambda: rota.pass_to_backup(me, ref),
            "away": lambda: absences.report(me, day, day, move_to_backup=week % 2 == 0),
            "back": lambda: self._withdraw(me),
            "undo": lambda: undo.undo(me),
            "redo": lambda: undo.redo(me),
            "plan": self._plan,
        }
        try:
            acts[kind]()
        except ServiceError:
            return False
        return True

    def _answer(self, me: Session, yes: bool) -> None:
        for swap in swaps.waiting(me).for_me[:1]:
            swaps.answer(me, swap.id, yes)

    def _withdraw(self, me: Session) -> None:
        for absence in absences.absences(me):
            if absence.member == me.member:
                absences.withdraw(me, absence.id)

    def _plan(self) -> None:
        rota_plan.draft(self.chief, 0)
        rota_plan.publish(self.chief, "lokal 4711")

    def cells(self) -> dict[DutyRef, tuple[str | None, bool, Layer | None]]:
        """Return who has what, whether she is away, and on which layer; all are taken in one look."""
        board = rota.board(self.chief, None, WEEKS + 1)
        return {
            DutyRef(line, period.start, role): (cell.member, cell.absent, cell.layer)
            for (line, role), row in board.cells.items()
            if role is not DutyRole.SHADOW
            for period, cell in zip(board.periods, row, strict=True)
        }


def weeks_of(cells: dict[DutyRef, tuple[str | None, bool, Layer | None]]) -> dict[tuple[str, date], int]:
    """Return how many roles each has in each week."""
    found: dict[tuple[str, date], int] = {}
    for ref, (member, _away, _layer) in cells.items():
        if member is not None:
            found[member, ref.start] = found.get((member, ref.start), 0) + 1
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_duties_are_conserved_and_nobody_is_put_on_duty_while_away(
    template_store: Path, tmp_path_factory: object, steps: list[Step]
) -> None:
    """Every slot has one answer, nobody two roles in a week, nobody gets a duty on days she is away."""
    folder = tmp_path_factory.mktemp("law") / "store"  # type: ignore[attr-defined]
    shutil.copytree(template_store, folder)
    group = Group(folder)
    publish(group.chief, WEEKS + 1)
    before = group.cells()
    for step in steps:
        was = group.cells()
        done = group.do(step)
        now = group.cells()
        assert set(now) == set(before)
        assert done or now == was
        assert max(weeks_of(now).values(), default=1) == 1
        if step[0] in ("yes", "take", "set", "override", "pass", "plan"):
            assert not [ref for ref, (who, away, _layer) in now.items() if away and was[ref][0] != who]
    group.close()
    shutil.rmtree(folder)
