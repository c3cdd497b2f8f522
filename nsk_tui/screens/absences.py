"""Duty, absence: who is away when, as far as it is known; never why."""

from textwrap import wrap

from nsk_tui.rules.access import Act, may
from nsk_tui.rules.duties import Absence
from nsk_tui.screens import absence_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.rota_views import ABSENCES, RotaView
from nsk_tui.screens.system import RowsScreen, pointer, rule
from nsk_tui.services import absences
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

MEMBER_CELLS, DAYS_CELLS, NOW_CELLS = 18, 30, 8


class AbsencesScreen(RotaView, RowsScreen, WithReference):
    """The absences of today and later."""

    NOUN = Place.ABSENCES
    OWN = ABSENCES
    CSS_PATH = ["lists.tcss", "system.tcss", "rota.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        """Begin with nobody; the absences are fetched when the screen is shown."""
        super().__init__()
        self.found: tuple[Absence, ...] | None = None

    def refresh_records(self) -> None:
        """Fetch who is away."""
        if self.program.session is not None:
            self.run_service(absences.absences, self.session, done=self._show, exclusive="absences")

    def _show(self, found: tuple[Absence, ...]) -> None:
        self.found = found
        self.draw()

    @property
    def absence(self) -> Absence | None:
        """The absence under the cursor; None while there is none."""
        return self.found[self.at] if self.found and self.at < len(self.found) else None

    def count(self) -> int:
        """Return how many absences there are."""
        return len(self.found or ())

    def remark(self) -> str:
        """Return how many there are, in words."""
        return ngettext("{count} absence", "{count} absences", self.count()).format(count=self.count())

    def head_lines(self) -> list[Line]:
        """Return the columns' names."""
        if not self.count():
            return []
        who, days, now = _("Person"), _("Days"), _("Now")
        by = _("Reported by")
        return [
            line(f"   {who:<{MEMBER_CELLS}}{days:<{DAYS_CELLS}}{now:<{NOW_CELLS}}{by}", "faint"),
        ]

    def row_lines(self) -> list[Line]:
        """Return the absences, the earliest first."""
        if self.found is None:
            return []
        if not self.found:
            return [line("   " + _("Nobody is reported absent. n reports, from any screen F does."), "faint")]
        return [self._row(one, place == self.at) for place, one in enumerate(self.found)]

    def _row(self, one: Absence, at_cursor: bool) -> Line:
        who, days, now = absence_words.row(one, self.session.today)
        text = f"{cut(who, MEMBER_CELLS - 1):<{MEMBER_CELLS}}{days:<{DAYS_CELLS}}{now:<{NOW_CELLS}}"
        return line(f"{pointer(at_cursor)}{text}{one.set_by}")

    def foot_lines(self) -> list[Line]:
        """Return what an absence is, and is not."""
        told = (
            _("Only the days stand here, never the cause. Whoever is absent is given no duty."),
            _("x withdraws: the days are worked after all. Duties that were passed on stay so."),
        )
        width = self.size.width
        return [rule(width), *(line(f" {part}") for text in told for part in wrap(text, width - 2))]

    def impossible(self, action: Action) -> str | None:
        """Say whose absence may be withdrawn."""
        one = self.absence
        if action.id != "absence.withdraw" or one is None or self.program.session is None:
            return None
        may_others = may(self.session.role, Act.PLAN_ROTA)
        return None if may_others or one.member == self.session.member else _("coordinators only")

    def reference(self) -> str:
        """Return who is away."""
        return self.absence.member if self.absence is not None else ""

    def do_row_open(self) -> None:
        """There is no more to tell than the row tells."""
        self.say(_("Only the days are known. x withdraws them."))

    def do_absence_report(self) -> None:
        """Report absence."""
        self.program.everywhere.do_absence_new()

    def do_absence_withdraw(self) -> None:
        """Take the absence under the cursor back; u brings it again."""
        if self.absence is not None:
            self.run_service(absences.withdraw, self.session, self.absence.id, done=self._withdrawn)

    def _withdrawn(self, one: Absence) -> None:
        self.refresh_records()
        self.program.duty.refresh()
        self.say(_("The absence of {member} is withdrawn. u undoes.").format(member=one.member))
