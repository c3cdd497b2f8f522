"""A person's page: what she can and who else can, what is open with her, and her page for tomorrow."""

from functools import partial

from textual.content import Content

from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import person_words as words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.group_views import GroupView, begin_handover
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.people_words import may_not_edit
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen
from nsk_tui.services import competences, living_note, person_page
from nsk_tui.services.competences import StoredCompetence
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.services.person_page import PersonPage
from nsk_tui.widgets.lines import Line
from nsk_tui.wording import _


class PersonScreen(GroupView, RowsScreen, WithReference):
    """The page. Its rows are what is known of her, each competence, and her page for tomorrow."""

    NOUN = Place.PERSON
    VIEWS = ()

    def __init__(self, member: MemberId) -> None:
        """Show a person; the page is fetched when it is shown."""
        super().__init__()
        self.member = member
        self.page: PersonPage | None = None

    def refresh_records(self) -> None:
        """Fetch the page again."""
        if self.program.session is not None:
            self.run_service(
                person_page.look, self.session, self.member,
                done=self._show, doing="" if self.page else _("Opening {code} ...").format(code=self.member),
                exclusive="person",
            )  # fmt: skip

    def _show(self, found: PersonPage) -> None:
        before, self.page = self.page, found
        ids = [one.id for one in found.entry.competences]
        if before is None:
            self.say("")
            self.at = 1 if ids else 0
        else:
            had = {one.id for one in before.entry.competences}
            self.at = next((at for at, one in enumerate(ids, 1) if one not in had), self.at)
        self.draw()

    def draw(self) -> None:
        """Draw the lines that changed."""
        if self.is_mounted and self.page is not None:
            self.query_one("#head").styles.height = len(self.head_lines())
        super().draw()

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body: who it is."""
        return words.heading(self.page, self.size.width)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.page.entry.competences) + 2 if self.page else 0

    @property
    def competence(self) -> StoredCompetence | None:
        """The competence at the cursor; None on another row."""
        held = self.page.entry.competences if self.page else ()
        return held[self.at - 1] if 0 < self.at <= len(held) else None

    @property
    def is_at_note(self) -> bool:
        """Whether the cursor is on the page for tomorrow."""
        return self.page is not None and self.at == self.count() - 1

    def head_lines(self) -> list[Line]:
        """Return the line of duty, and the names of the columns."""
        return words.head(self.page, self.size.width) if self.page else []

    def row_lines(self) -> list[Line]:
        """Return what is known of her, a row for each competence, and the page for tomorrow."""
        return words.rows(self.page, self.at, self.size.width) if self.page else []

    def foot_lines(self) -> list[Line]:
        """Return her load, her absence, what is open with her, and who follows her."""
        return words.foot(self.page, self.size.width) if self.page else []

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the row, or the reader."""
        if self.page is None:
            return None
        if action.id == "competence.end" and self.competence is None:
            return _("this row is no competence")
        if action.id == "note.confirm" or (action.id == "person.edit" and self.is_at_note):
            return self._why_no_note(action)
        if action.id in ("person.edit", "competence.new", "competence.end", "handover.start"):
            return may_not_edit(self.program.role, self.session.member, self.page.entry)
        return None

    def _why_no_note(self, action: Action) -> str | None:
        if self.member != self.session.member:
            return _("only {member} writes this page").format(member=self.member)
        missing = self.page is not None and self.page.entry.person.note is None
        return _("there is no page yet: r writes it") if action.id == "note.confirm" and missing else None

    def reference(self) -> str:
        """Return whose page it is."""
        return self.member

    def do_row_open(self) -> None:
        """Tell all about the row: what is known of her, a competence, or the page for tomorrow."""
        page = self.page
        if page is None:
            return
        if self.competence is not None:
            held = self.competence.competence
            self.app.push_screen(NoteScreen(held.name, words.of_competence(held, page)))
        elif self.is_at_note:
            self._read_note(page)
        else:
            self.app.push_screen(NoteScreen(self.member, words.in_full(page)))

    def _read_note(self, page: PersonPage) -> None:
        from nsk_tui.screens import living_note as note_screens

        note = page.entry.person.note
        if note is None:
            self.say(words.no_note(page, self.session.member))
        else:
            self.app.push_screen(note_screens.page(page.entry, note, page.today))

    def do_person_edit(self) -> None:
        """Change the row: what is known of her, a competence, or the page for tomorrow."""
        page = self.page
        if page is None:
            return
        if self.competence is not None:
            from nsk_tui.screens.competence_form import CompetenceScreen

            self.app.push_screen(CompetenceScreen(self.member, self.competence), self._told)
        elif self.is_at_note:
            from nsk_tui.screens.living_note import NoteFormScreen

            self.app.push_screen(NoteFormScreen(), self._told)
        else:
            from nsk_tui.screens.person_form import edit_person

            edit_person(self, self.member)

    def do_competence_new(self) -> None:
        """Write down something that she can."""
        from nsk_tui.screens.competence_form import CompetenceScreen

        self.app.push_screen(CompetenceScreen(self.member, None), self._told)

    def do_competence_end(self) -> None:
        """Ask, then let her have the competence no more."""
        found = self.competence
        if found is not None:
            title = _("End {competence}?").format(competence=found.competence.name)
            text = _("From today it counts no more for {member}. Turnover remembers it. u undoes.")
            choices = (_("end it"), _("keep it"))
            self.app.push_screen(
                ConfirmScreen(title, text.format(member=self.member), choices), partial(self._end, found)
            )

    def _end(self, found: StoredCompetence, answer: int | None) -> None:
        if answer == 0:
            self.run_service(
                competences.end_competence, self.session, found.id, found.version, done=self._ended
            )

    def _ended(self, found: StoredCompetence) -> None:
        self._told(_("{competence} has ended. u undoes.").format(competence=found.competence.name))

    def do_handover_start(self) -> None:
        """Begin her handover."""
        begin_handover(self, self.member)

    def do_departure_show(self) -> None:
        """Show her departure, or begin it."""
        from nsk_tui.screens.departure import show_departure

        show_departure(self, self.member)

    def do_note_confirm(self) -> None:
        """Say that one's own page for tomorrow is still true."""
        if self.page is not None:
            version = self.page.entry.note_version
            self.run_service(living_note.confirm_note, self.session, version, done=self._confirmed)

    def _confirmed(self, _entry: DirectoryEntry) -> None:
        self._told(_("Your page bears today's date now."))

    def _told(self, told: str | None) -> None:
        if told:
            self.refresh_records()
            self.say(told)

    def _turn(self, step: int) -> None:
        """Stay: a page has no views."""
