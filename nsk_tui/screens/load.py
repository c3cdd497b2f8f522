"""Duty, the load: who carries the work, from what really happened; what to do about it."""

from nsk_tui import duty_words
from nsk_tui.rules.duties import Line as DutyLine
from nsk_tui.screens import load_words
from nsk_tui.screens.actions import Place
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.rota_views import LOAD, RotaView
from nsk_tui.screens.system import RowLines, RowsScreen
from nsk_tui.services import load, rota_settings
from nsk_tui.services.load import LoadPicture, PersonRow
from nsk_tui.services.session import Session
from nsk_tui.widgets.lines import Line, Lines
from nsk_tui.wording import _

WINDOWS = (90, 365, 30)
"""Days; the first one is shown first."""


def fetch(session: Session, days: int, line: str | None) -> tuple[LoadPicture, tuple[DutyLine, ...]]:
    """Return the picture of a window, and the lines; ``line`` None is all of them."""
    return load.picture(session, days, line), rota_settings.lines(session)


class LoadScreen(RotaView, RowsScreen, WithReference):
    """The load."""

    NOUN = Place.LOAD
    OWN = LOAD
    CSS_PATH = ["lists.tcss", "system.tcss", "rota.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        """Begin with nothing; the picture is fetched when the screen is shown."""
        super().__init__()
        self.found: LoadPicture | None = None
        self.lines: tuple[DutyLine, ...] = ()
        self.days = WINDOWS[0]
        self.line: str | None = None

    def refresh_records(self) -> None:
        """Fetch the picture."""
        if self.program.session is not None:
            self.run_service(
                fetch, self.session, self.days, self.line,
                done=self._show, doing="" if self.found else _("Counting ..."), exclusive="load",
            )  # fmt: skip

    def _show(self, found: tuple[LoadPicture, tuple[DutyLine, ...]]) -> None:
        self.found, self.lines = found
        self.draw()
        # How many rows are hidden is known once the sentences have their height.
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Draw the lines that changed; the sentences take the room they need."""
        if self.is_mounted and self.program.session is not None:
            self.query_one("#head", Lines).styles.height = max(1, len(self.head_lines()))
        super().draw()

    @property
    def person(self) -> PersonRow | None:
        """Who stands at the cursor; None while nobody does."""
        return self.found.rows[self.at] if self.found and self.at < len(self.found.rows) else None

    def count(self) -> int:
        """Return how many people there are."""
        return len(self.found.rows) if self.found else 0

    def remark(self) -> str:
        """Return the window and the line."""
        line = duty_words.line_name(self.found.line) if self.found and self.found.line else _("all lines")
        return _("last {days} days · {line}").format(days=self.days, line=line)

    def head_lines(self) -> list[Line]:
        """Return what the window says of consultations, duties and red cases."""
        if self.found is None:
            return []
        return load_words.head(self.found, self.size.width)

    def row_lines(self) -> list[Line]:
        """Return a bar for each person."""
        if self.found is None:
            return []
        return [
            load_words.row(one, self.found, place == self.at, self.size.width)
            for place, one in enumerate(self.found.rows)
        ]

    def foot_lines(self) -> list[Line]:
        """Return where it goes, what to do, and what was counted."""
        if self.found is None:
            return []
        hidden = self.count() - max(0, self.query_one(RowLines).size.height)
        return load_words.foot(self.found, self.size.width, hidden if self.at < self.count() - 1 else 0)

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return who stands at the cursor."""
        return self.person.member if self.person is not None else ""

    def do_row_open(self) -> None:
        """Tell everything that is counted of the person at the cursor."""
        if self.person is not None:
            self.app.push_screen(NoteScreen(self.person.member, load_words.in_full(self.person)))

    def do_rota_what_if(self) -> None:
        """Hold the person at the cursor out for some weeks."""
        from nsk_tui.screens.what_if import WhatIfScreen

        self.app.push_screen(WhatIfScreen(self.person.member if self.person else None))

    def do_load_filter(self) -> None:
        """Count another number of days."""
        self.days = WINDOWS[(WINDOWS.index(self.days) + 1) % len(WINDOWS)]
        self.refresh_records()

    def do_load_line(self) -> None:
        """Count another line."""
        choices: list[str | None] = [None, *(line.id for line in self.lines)]
        at = choices.index(self.line) if self.line in choices else 0
        self.line = choices[(at + 1) % len(choices)]
        self.refresh_records()

    def do_rota_member(self) -> None:
        """Change what the rota knows of the person at the cursor."""
        if self.person is not None:
            from nsk_tui.screens.person_form import edit_person

            edit_person(self, self.person.member)
