"""What is looked up, partners: whom we ring, whether they answer now, and how old the number is."""

from enum import Enum

from nsk_tui.screens import partners_words as words
from nsk_tui.screens.actions import N_, Place
from nsk_tui.screens.contact_acts import ContactActs
from nsk_tui.screens.reference_views import PARTNERS, ReferenceView
from nsk_tui.services import contacts
from nsk_tui.services.contacts import StoredContact
from nsk_tui.widgets.lines import Line
from nsk_tui.wording import _


class Which(Enum):
    """Which contacts are shown; the order is that of the filter."""

    ALL = N_("all")
    OPEN = N_("open now")
    MINE = N_("mine")
    OLD = N_("over 180 days")


class PartnersScreen(ReferenceView, ContactActs):
    """The contacts outside."""

    NOUN = Place.PARTNERS
    OWN = PARTNERS

    def __init__(self) -> None:
        """Begin with nothing; the contacts are fetched when the screen is shown."""
        super().__init__()
        self.which = Which.ALL

    def refresh_records(self) -> None:
        """Fetch the contacts again; the cursor stays on its contact."""
        if self.program.session is not None:
            self.run_service(
                contacts.contacts, self.session,
                done=self._show, doing="" if self.found else _("Fetching the partners ..."),
                exclusive="partners",
            )  # fmt: skip

    def shown(self) -> tuple[StoredContact, ...]:
        """Return the contacts that the filter lets through."""
        found = self.found or ()
        if self.which is Which.OPEN:
            return tuple(one for one in found if words.is_open(one.contact, self.now))
        if self.which is Which.MINE:
            return tuple(one for one in found if one.contact.owner == self.session.member)
        return self.old() if self.which is Which.OLD else found

    def remark(self) -> str:
        """Return which contacts are shown."""
        return _("{count} · , shows: {which}").format(count=self.count(), which=_(self.which.value))

    def head_lines(self) -> list[Line]:
        """Return the names of the columns."""
        return [words.head(self.size.width)]

    def row_lines(self) -> list[Line]:
        """Return a row for each contact."""
        rows = [
            words.row(one, at == self.at, self.now, self.size.width) for at, one in enumerate(self.shown())
        ]
        return rows or (words.nothing(self.which is not Which.ALL) if self.found is not None else [])

    def foot_lines(self) -> list[Line]:
        """Return what the signs mean, the contact at the cursor, what waits for a call."""
        return words.foot(self.contact, self.old(), self.now, self.size.width) if self.found else []

    def do_contact_open(self) -> None:
        """Open the partner's page."""
        if self.contact is not None:
            from nsk_tui.screens.partner import PartnerScreen

            self.app.push_screen(PartnerScreen(self.contact.contact.body, self.contact.contact.id))

    def do_contact_filter(self) -> None:
        """Show other contacts."""
        self.show_only(list(Which)[(list(Which).index(self.which) + 1) % len(Which)])

    def show_only(self, which: Which) -> None:
        """Show some contacts; the cursor goes to the first."""
        self.which, self.at = which, 0
        self.draw()
