"""A partner's page: everybody there whom we know, and all about the one at the cursor."""

from textual.content import Content

from nsk_tui.rules.ids import ContactId
from nsk_tui.screens import partners_words as words
from nsk_tui.screens.actions import Place
from nsk_tui.screens.contact_acts import ContactActs
from nsk_tui.screens.reference_views import ReferenceView
from nsk_tui.services import contacts
from nsk_tui.services.contacts import StoredContact
from nsk_tui.widgets.frame import ends
from nsk_tui.widgets.lines import Line


class PartnerScreen(ReferenceView, ContactActs):
    """The contacts of one body."""

    NOUN = Place.PARTNER
    VIEWS = ()

    def __init__(self, body: str, contact: ContactId) -> None:
        """Show a body's contacts, the cursor on one of them."""
        super().__init__()
        self.partner, self.wanted = body, contact

    def refresh_records(self) -> None:
        """Fetch the contacts again."""
        if self.program.session is not None:
            self.run_service(contacts.contacts, self.session, done=self._take, exclusive="partner")

    def _take(self, found: tuple[StoredContact, ...]) -> None:
        is_first = self.found is None
        current = next((one for one in found if one.contact.id == self.wanted), None)
        if current is not None:
            self.partner = current.contact.body
        self._show(found)
        ids = [one.contact.id for one in self.shown()]
        if is_first and self.wanted in ids:
            self.at = ids.index(self.wanted)
            self.draw()

    def shown(self) -> tuple[StoredContact, ...]:
        """Return the contacts of the body."""
        return tuple(one for one in self.found or () if one.contact.body == self.partner)

    def heading(self, right: str = "") -> Content:
        """Return the body's name."""
        line = Content(ends(self.partner, right, self.size.width))
        return line.stylize("bold", 1, 1 + len(self.partner))

    def head_lines(self) -> list[Line]:
        """Return who knows them, and the names of the columns."""
        return words.partner_head(self.shown(), self.size.width) if self.shown() else []

    def row_lines(self) -> list[Line]:
        """Return a row for each contact."""
        return [
            words.partner_row(one, at == self.at, self.now, self.size.width)
            for at, one in enumerate(self.shown())
        ]

    def foot_lines(self) -> list[Line]:
        """Return all about the contact at the cursor."""
        return words.partner_foot(self.contact, self.now, self.size.width)

    def body_of_new(self) -> str:
        """Return this body: a new contact belongs to it."""
        return self.partner

    def draw(self) -> None:
        """Remember the contact at the cursor, and draw."""
        if self.contact is not None:
            self.wanted = self.contact.contact.id
        super().draw()

    def _turn(self, step: int) -> None:
        """Stay: a page has no views."""
