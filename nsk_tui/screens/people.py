"""The group, people: a row for each, with where she answers and how old her page is."""

from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import people_words as words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.group_views import PEOPLE, GroupView, begin_handover
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen
from nsk_tui.services import directory
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.widgets.lines import Line
from nsk_tui.wording import _


class PeopleScreen(GroupView, RowsScreen, WithReference):
    """The people of the group."""

    NOUN = Place.PEOPLE
    OWN = PEOPLE

    def __init__(self) -> None:
        """Begin with nothing; the cursor is put on the reader's own row."""
        super().__init__()
        self.found: tuple[DirectoryEntry, ...] | None = None
        self.shows_all = False

    def refresh_records(self) -> None:
        """Fetch the people again; the cursor stays on its person."""
        if self.program.session is not None:
            self.run_service(
                directory.people, self.session,
                done=self._show, doing="" if self.found else _("Fetching the people ..."),
                exclusive="people",
            )  # fmt: skip

    def _show(self, found: tuple[DirectoryEntry, ...]) -> None:
        was = self.session.member if self.found is None else self.member
        if self.found is None:
            self.say("")
        self.found = found
        self._put_cursor(was)
        self.draw()

    def _put_cursor(self, member: MemberId | None) -> None:
        ids = [entry.person.id for entry in self.shown]
        self.at = ids.index(member) if member in ids else 0

    @property
    def shown(self) -> tuple[DirectoryEntry, ...]:
        """The people in the list: those who are there or will be, or everybody who ever was."""
        found = self.found or ()
        today = self.session.today
        return tuple(one for one in found if self.shows_all or (one.person.leaves_on or today) >= today)

    @property
    def entry(self) -> DirectoryEntry | None:
        """Who stands at the cursor; None while nobody does."""
        return self.shown[self.at] if self.found is not None and self.at < len(self.shown) else None

    @property
    def member(self) -> MemberId | None:
        """Whose row it is; None while there is none."""
        return self.entry.person.id if self.entry else None

    def count(self) -> int:
        """Return how many people there are."""
        return len(self.shown) if self.found is not None and self.program.session is not None else 0

    def remark(self) -> str:
        """Return how many people the list has, and which."""
        return words.counted(self.shown, self.shows_all) if self.found is not None else ""

    def head_lines(self) -> list[Line]:
        """Return the names of the columns."""
        return [words.head(self.size.width)]

    def row_lines(self) -> list[Line]:
        """Return a row for each person."""
        today, width = self.session.today, self.size.width
        return [words.row(one, at == self.at, today, width) for at, one in enumerate(self.shown)]

    def foot_lines(self) -> list[Line]:
        """Return more about the person at the cursor."""
        return words.foot(self.entry, self.session.today, self.size.width) if self.entry else []

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the row."""
        if action.id in ("person.edit", "handover.start") and self.entry is not None:
            return words.may_not_edit(self.program.role, self.session.member, self.entry)
        return None

    def reference(self) -> str:
        """Return whom the cursor stands at."""
        return self.member or ""

    def do_person_open(self) -> None:
        """Open the page of the person at the cursor."""
        if self.member is not None:
            from nsk_tui.screens.person import PersonScreen

            self.app.push_screen(PersonScreen(self.member))

    def do_person_edit(self) -> None:
        """Change what is known of the person at the cursor."""
        if self.member is not None:
            from nsk_tui.screens.person_form import edit_person

            edit_person(self, self.member)

    def do_person_new(self) -> None:
        """Write somebody down who has no key."""
        from nsk_tui.screens.person_form import NewPersonScreen

        self.app.push_screen(NewPersonScreen(), self._written)

    def _written(self, told: str | None) -> None:
        if told:
            self.refresh_records()
            self.say(told)

    def do_handover_start(self) -> None:
        """Begin the handover of the person."""
        if self.member is not None:
            begin_handover(self, self.member)

    def do_departure_start(self) -> None:
        """Show the departure of the person at the cursor, or begin it."""
        if self.member is not None:
            from nsk_tui.screens.departure import show_departure

            show_departure(self, self.member)

    def do_people_filter(self) -> None:
        """Show those who are here, or everybody who ever was."""
        was, self.shows_all = self.member, not self.shows_all
        self._put_cursor(was)
        self.draw()
