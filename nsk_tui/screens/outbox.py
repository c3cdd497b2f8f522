"""The outbox: what waits to be fetched under which ticket, what was fetched by whom, and taking it back."""

from datetime import date
from functools import partial

from nsk_tui import vocabulary, wording
from nsk_tui.rules.outbox import Ticket, TicketState
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.grid_page import GridPage
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.services import outbox
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.widgets.rows import Cell, Column
from nsk_tui.wording import _, ngettext


class OutboxScreen(GridPage[Ticket], WithReference):
    """Tickets, the newest first."""

    NOUN = Place.OUTBOX

    def heading_text(self) -> str:
        """Return the heading."""
        return _("OUTBOX")

    def remark(self) -> str:
        """Say how many wait."""
        count = sum(one.state is TicketState.WAITING for one in self.found or ())
        return ngettext("{count} file waits to be fetched", "{count} files wait to be fetched", count).format(
            count=count
        )

    def columns(self) -> tuple[Column[Ticket], ...]:
        """Return the columns: the ticket, what it is, for whom, until when, what became of it."""
        return (
            Column(_("Ticket"), 9, lambda one: Cell(one.ticket)),
            Column(_("What"), 0, lambda one: Cell(what(one))),
            Column(_("File"), 9, lambda one: Cell(one.suffix)),
            Column(_("To"), 9, lambda one: Cell(one.receiver or _("six words"))),
            Column(_("State"), 22, lambda one: Cell(became(one, self.now.date()))),
        )

    def empty_text(self) -> str:
        """Say that nothing has left, and where something would come from."""
        return _("Nothing has left. E on a handover makes a sealed file.")

    def explained(self) -> tuple[str, ...]:
        """Say how a file is fetched, and that it cannot be called back."""
        return (
            _("Fetched once, on one's own machine: ssh nsk@server fetch TICKET > FILE"),
            _("x takes back what nobody has fetched. What is out cannot be called back."),
        )

    def refresh_records(self) -> None:
        """Fetch the tickets, with what was fetched until now."""
        if self.program.session is not None:
            self.run_service(outbox.tickets, self.session, done=self.show_rows, exclusive="outbox")

    def impossible(self, action: Action) -> str | None:
        """Say what can no longer be taken back."""
        row = self.row()
        if action.id != "outbox.withdraw" or row is None or row.state is TicketState.WAITING:
            return None
        return _("it is {state}").format(state=vocabulary.word(row.state))

    def reference(self) -> str:
        """Return the ticket at the cursor."""
        row = self.row()
        return row.ticket if row is not None else ""

    def do_row_open(self) -> None:
        """Show the ticket in full."""
        row = self.row()
        if row is not None:
            self.app.push_screen(NoteScreen(row.ticket, in_full(row, self.now.date())))

    def do_outbox_withdraw(self) -> None:
        """Ask, then take the file back."""
        row = self.row()
        if row is not None:
            title = _("Take {ticket} back?").format(ticket=row.ticket)
            text = _("The file is deleted, and the ticket opens nothing any more.")
            choices = (_("take it back"), _("leave it"))
            self.app.push_screen(ConfirmScreen(title, text, choices), partial(self._withdraw, row))

    def _withdraw(self, row: Ticket, answer: int | None) -> None:
        if answer == 0:
            self.run_service(outbox.withdraw, self.session, row.ticket, done=self._withdrawn)

    def _withdrawn(self, row: Ticket) -> None:
        self.refresh_records()
        self.say(_("{ticket} is taken back.").format(ticket=row.ticket))


def what(one: Ticket) -> str:
    """Return what leaves, and about whom or which meeting."""
    return f"{vocabulary.word(one.kind)} {one.subject}"


def became(one: Ticket, today: date) -> str:
    """Return what has become of a ticket."""
    if one.state is TicketState.WAITING:
        return _("waits until {day}").format(day=wording.day(one.last_day, today))
    day = wording.day(on_the_wall(one.ended_at).date(), today) if one.ended_at else ""
    by = f" {one.ended_by}" if one.ended_by else ""
    return f"{vocabulary.word(one.state)} {day}{by}"


def in_full(one: Ticket, today: date) -> list[str]:
    """Return all that is known of a ticket, a line each."""
    made = wording.day(on_the_wall(one.made_at).date(), today)
    rows = (
        (_("What"), what(one)),
        (_("File"), one.suffix),
        (_("To"), one.receiver or _("a passphrase")),
        (_("Purpose"), vocabulary.word(one.purpose)),
        (_("Made"), f"{made} {one.made_by}"),
        (_("State"), became(one, today)),
    )
    return [f"{name:<10}{value}" for name, value in rows]
