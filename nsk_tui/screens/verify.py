"""System: is the store whole? One page for the auditor."""

import time
from dataclasses import dataclass
from pathlib import Path

from nsk_tui import wording
from nsk_tui.screens import actions
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.system import VERIFY, RowsScreen, pointer, rule
from nsk_tui.screens.verify_words import FAULT, FINE, LOOK, CheckRow, rows_of
from nsk_tui.services import upkeep
from nsk_tui.services.session import Session
from nsk_tui.services.upkeep import Verification
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _

STANDS_CELLS, NAME_CELLS = 10, 18
BY_HAND = {"backup": "backup.prove", "recovery": "recovery.make"}
"""What Enter does about a row, as the act whose right it needs."""


@dataclass(frozen=True)
class Run:
    """A check of the store, and how long it took."""

    found: Verification
    seconds: float


def timed(folder: Path, session: Session) -> Run:
    """Check the store; runs in a thread."""
    began = time.monotonic()
    found = upkeep.verify(folder, session)
    return Run(found, time.monotonic() - began)


class VerifyScreen(RowsScreen):
    """The checks and how they stand."""

    NOUN = Place.VERIFY
    OWN = VERIFY

    def __init__(self) -> None:
        """Begin unchecked; the first look runs the check."""
        super().__init__()
        self.run: Run | None = None
        self.rows: tuple[CheckRow, ...] = ()
        self.run_at = ""
        self.is_checking = False

    def refresh_records(self) -> None:
        """Check once; after that only when somebody asks, or has mended something."""
        if self.program.session is not None and self.run is None:
            self.do_verify_run()
        self.draw()

    def store_changed(self) -> None:
        """Nothing: a whole check at every save of others would never end."""

    def mended(self) -> None:
        """Check again: something was done about a row."""
        self.do_verify_run()

    def do_verify_run(self) -> None:
        """Check the store now."""
        if not self.is_checking:
            self.is_checking = True
            self.run_service(
                timed, self.program.folder, self.session,
                done=self._checked, failed=self._failed, exclusive="verify",
            )  # fmt: skip
            self.draw()

    def _checked(self, run: Run) -> None:
        first = self.run is None
        self.run, self.rows, self.is_checking = run, rows_of(run.found.checks), False
        self.run_at = wording.clock(self.now)
        if first:
            self.at = next((place for place, row in enumerate(self.rows) if row.role is not FINE), 0)
        self.draw()

    def _failed(self, error: Exception) -> None:
        self.is_checking = False
        self.draw()
        self.program.show_error(error)

    # What is seen -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def head_lines(self) -> list[Line]:
        """Return when it was run and what came of it, or that it is running."""
        if self.is_checking or self.run is None:
            return [line(" " + _("The check is running ..."))]
        when = _("Run {time} by {member} in {seconds} s.").format(
            time=self.run_at, member=self.session.member, seconds=wording.decimal(self.run.seconds, 1)
        )
        counts = [sum(row.role == role for row in self.rows) for role in (FINE, LOOK, FAULT)]
        told = _("{fine} in order · {look} to look at · {faults} faults").format(
            fine=counts[0], look=counts[1], faults=counts[2]
        )
        gap = " " * max(2, self.size.width - len(when) - len(told) - 2)
        return [line(f" {when}{gap}{told}")]

    def row_lines(self) -> list[Line]:
        """Return the checks."""
        return [self._row(row, place == self.at) for place, row in enumerate(self.rows)]

    def _row(self, row: CheckRow, at_cursor: bool) -> Line:
        return (
            (pointer(at_cursor), ""),
            (f"{cut(row.stands, STANDS_CELLS - 1):<{STANDS_CELLS}}", row.role),
            (f"{cut(row.name, NAME_CELLS - 1):<{NAME_CELLS}}", ""),
            (row.detail, "faint" if row.role is FINE else ""),
        )

    def foot_lines(self) -> list[Line]:
        """Return the chosen row in full, what to do about it, and the way from the command line."""
        if not self.rows:
            return []
        row = self.rows[self.at]
        todo = _("Do: {mend}").format(mend=row.mend) if row.mend else ""
        return [
            rule(self.size.width),
            line(f" {row.name}: {row.detail}"),
            line(f" {todo}"),
            line(" " + _("The same check from the command line: nsk verify (0 = all in order)."), "faint"),
        ]

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Say that most rows are mended elsewhere."""
        if action.id != "row.open" or not self.rows:
            return None
        act = BY_HAND.get(self.rows[self.at].code)
        if act is None:
            return _("nothing to carry out for this row")
        return actions.refusal(actions.BY_ID[act], actions.Situation(self.program.role))

    def label(self, action: Action) -> str:
        """Name what Enter does about the row."""
        code = self.rows[self.at].code if self.rows else ""
        if action.id == "row.open":
            return {"backup": _("Try it now"), "recovery": _("Mend it")}.get(code, super().label(action))
        return super().label(action)

    def do_row_open(self) -> None:
        """Do what can be done from here about the chosen row."""
        everywhere = self.program.everywhere
        code = self.rows[self.at].code
        if code == "backup":
            everywhere.do_backup_prove()
        elif code == "recovery":
            everywhere.mend_recovery()
