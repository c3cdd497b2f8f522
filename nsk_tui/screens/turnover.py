"""The group, turnover: who came and left, how long they served, and what went with them."""

from nsk_tui.screens import turnover_words as words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.group_views import TURNOVER, GroupView
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen
from nsk_tui.screens.turnover_words import Mover
from nsk_tui.services import turnover
from nsk_tui.services.turnover import TurnoverPicture
from nsk_tui.widgets.lines import Line, Lines
from nsk_tui.wording import _, ngettext

TALL_ROWS = 30


class TurnoverScreen(GroupView, RowsScreen, WithReference):
    """The last twelve months, and the curve of two years."""

    NOUN = Place.TURNOVER
    OWN = TURNOVER

    def __init__(self) -> None:
        """Begin with nothing; the picture is fetched when the screen is shown."""
        super().__init__()
        self.found: TurnoverPicture | None = None

    def refresh_records(self) -> None:
        """Fetch who came and left."""
        if self.program.session is not None:
            self.run_service(
                turnover.look, self.session,
                done=self._show, doing="" if self.found else _("Counting ..."), exclusive="turnover",
            )  # fmt: skip

    def _show(self, found: TurnoverPicture) -> None:
        if self.found is None:
            self.say("")
        self.found = found
        self.draw()

    def draw(self) -> None:
        """Draw the lines that changed; the sentences and the curve take the room they need."""
        if self.is_mounted and self.program.session is not None:
            self.query_one("#head", Lines).styles.height = max(1, len(self.head_lines()))
        super().draw()

    @property
    def mover(self) -> Mover | None:
        """Who stands at the cursor; None while nobody does."""
        rows = words.movers(self.found) if self.found else ()
        return rows[self.at] if self.at < len(rows) else None

    def count(self) -> int:
        """Return how many came, left or leave."""
        return len(words.movers(self.found)) if self.found else 0

    def remark(self) -> str:
        """Return what is counted."""
        count = self.found.turnover.there_now if self.found else 0
        return ngettext("{count} person", "{count} people", count).format(count=count) if self.found else ""

    def head_lines(self) -> list[Line]:
        """Return the sentences, the curve, the names of the columns."""
        if self.found is None:
            return []
        return words.head(self.found, self.size.width, self.size.height >= TALL_ROWS)

    def row_lines(self) -> list[Line]:
        """Return who leaves, came and left."""
        if self.found is None:
            return []
        return [
            words.row(one, self.found, at == self.at, self.size.width)
            for at, one in enumerate(words.movers(self.found))
        ]

    def foot_lines(self) -> list[Line]:
        """Return what is counted."""
        return words.foot(self.size.width) if self.found else []

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the row."""
        if action.id == "turnover.taken" and self.mover is not None and self.mover.leaver is None:
            return _("she has not left")
        return None

    def reference(self) -> str:
        """Return whom the cursor stands at."""
        return self.mover.member if self.mover is not None else ""

    def do_person_open(self) -> None:
        """Open the page of whoever stands at the cursor."""
        if self.mover is not None:
            from nsk_tui.screens.person import PersonScreen

            self.app.push_screen(PersonScreen(self.mover.member))

    def do_turnover_taken(self) -> None:
        """Say what a leaver took along."""
        if self.mover is not None and self.found is not None:
            self.app.push_screen(NoteScreen(self.mover.member, words.in_full(self.mover, self.found)))
