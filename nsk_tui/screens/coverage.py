"""The group, coverage: who can answer for what, and at once what it would be like without somebody."""

from nsk_tui import directory_words
from nsk_tui.screens import coverage_words as words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.coverage_panes import CoveragePanes
from nsk_tui.screens.group_views import COVERAGE, begin_handover
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.text_page import TextPageScreen
from nsk_tui.services import coverage
from nsk_tui.services.coverage import CoveragePicture
from nsk_tui.widgets.page import Block
from nsk_tui.wording import _


class CoverageScreen(CoveragePanes, WithReference):
    """The matrix, and trying without somebody."""

    NOUN = Place.COVERAGE
    OWN = COVERAGE

    def refresh_records(self) -> None:
        """Fetch the matrix again; who is out stays out, and the cursor where it is."""
        if self.program.session is not None:
            self.run_service(
                coverage.look, self.session,
                done=self._show, doing="" if self.picture else _("Looking at who can what ..."),
                exclusive="coverage",
            )  # fmt: skip

    def _show(self, found: CoveragePicture) -> None:
        if found == self.picture:
            return
        was = self.person
        is_first, self.picture = self.picture is None, found
        ids = [entry.person.id for entry in found.people]
        wanted = next(iter(found.truck.people), None) if is_first else was
        self.at = ids.index(wanted) if wanted in ids else min(self.at, max(0, len(ids) - 1))
        self.out &= set(ids)
        if is_first:
            self.say("")
        self._try()
        # How many rows are hidden is known once the lines have their heights.
        self.call_after_refresh(self.draw)

    def _try(self) -> None:
        if self.picture is not None:
            self.tried = self.picture.without(frozenset(self.out))
            self.draw()

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit where the cursor stands."""
        if action.id == "department.edit" and not self.is_in_matrix:
            return _("Tab goes to the matrix first")
        if action.id == "coverage.learn" and not self.is_in_matrix and not self.out:
            return _("Tab goes to the matrix first; or Space takes somebody out")
        if action.id == "coverage.simulate" and self.is_in_matrix:
            return _("Tab goes to the people first")
        return None

    def do_coverage_simulate(self) -> None:
        """Take the person at the cursor out, or in again."""
        if self.person is not None:
            self.out ^= {self.person}
            self._try()
            if self.tried is not None:
                self.say(words.sentence(self.tried))

    async def do_app_back(self) -> None:
        """End the trying, if there is any; else go one step out."""
        if self.out:
            self.out.clear()
            self._try()
            self.say(_("Everybody is there again."))
        else:
            await self.program.everywhere.do_app_back()

    def reference(self) -> str:
        """Return whom the cursor stands at."""
        return self.person or ""

    def do_person_open(self) -> None:
        """Open the person at the cursor, or all about the field."""
        cell = self.cell
        if self.is_in_matrix and cell is not None and self.picture is not None:
            self.app.push_screen(
                NoteScreen(directory_words.field(cell), words.told_of(cell, self.picture, self.out))
            )
        elif self.person is not None:
            from nsk_tui.screens.person import PersonScreen

            self.app.push_screen(PersonScreen(self.person))

    def do_handover_start(self) -> None:
        """Begin the handover of the person at the cursor."""
        if self.person is not None:
            begin_handover(self, self.person)

    def label(self, action: Action) -> str:
        """Say what the key tells beside the people."""
        is_all = action.id == "coverage.learn" and bool(self.out) and not self.is_in_matrix
        return _("What is missing?") if is_all else super().label(action)

    def do_coverage_learn(self) -> None:
        """Say who would be the nearest to learn the field; beside the people, all that is missing."""
        cell = self.cell
        if not self.is_in_matrix:
            self._tell_missing()
        elif cell is not None and self.picture is not None:
            self.app.push_screen(
                NoteScreen(directory_words.field(cell), words.learners(cell, self.picture, self.out))
            )

    def _tell_missing(self) -> None:
        if self.tried is not None and self.picture is not None:
            found = words.missing(self.tried, self.picture)
            self.app.push_screen(TextPageScreen([Block(title, "", lines) for title, lines in found]))

    def do_department_edit(self) -> None:
        """Say what the department at the cursor needs."""
        from nsk_tui.screens.department import DepartmentScreen

        if self.picture is None:
            return
        name = words.departments(self.picture.coverage)[self.spot.row]
        stored = next(one for one in self.picture.departments if one.department.name == name)
        self.app.push_screen(DepartmentScreen(stored), self._after_edit)

    def _after_edit(self, told: str | None) -> None:
        if told:
            self.refresh_records()
            self.say(told)
