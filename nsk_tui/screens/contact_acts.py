"""What can be done to a contact outside, on the list and on a partner's page."""

from functools import partial

from nsk_tui.rules.directory import must_be_checked
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen
from nsk_tui.services import contacts
from nsk_tui.services.contacts import StoredContact
from nsk_tui.wording import _


class ContactActs(RowsScreen, WithReference):
    """Rows of contacts, with their acts.

    Shape
        ``found`` None: they are not here yet.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.found: tuple[StoredContact, ...] | None = None

    def shown(self) -> tuple[StoredContact, ...]:
        """Return the contacts in the rows."""
        return self.found or ()

    def old(self) -> tuple[StoredContact, ...]:
        """Return the contacts that somebody should ring, the oldest first."""
        found = [
            one for one in self.found or () if must_be_checked(one.contact.checked_on, self.session.today)
        ]
        return tuple(sorted(found, key=lambda one: (one.contact.checked_on, one.contact.id)))

    @property
    def contact(self) -> StoredContact | None:
        """The contact at the cursor; None while there is none."""
        rows = self.shown() if self.program.session is not None else ()
        return rows[self.at] if self.at < len(rows) else None

    def count(self) -> int:
        """Return how many contacts there are."""
        return len(self.shown()) if self.program.session is not None else 0

    def reference(self) -> str:
        """Return the number, without the blanks that only help the eye, or the mail address."""
        return self.contact.contact.number.replace(" ", "") if self.contact is not None else ""

    def _show(self, found: tuple[StoredContact, ...]) -> None:
        if self.found is None:
            self.say("")
        was = self.contact.contact.id if self.contact else ""
        self.found = found
        ids: list[str] = [one.contact.id for one in self.shown()]
        self.at = ids.index(was) if was in ids else min(self.at, max(0, len(ids) - 1))
        self.draw()

    # Acts -------------------------------------------------------------------------------------

    def do_contact_confirm(self) -> None:
        """Say that one has rung, and that it is right."""
        one = self.contact
        if one is not None:
            self.run_service(
                contacts.confirm_contact, self.session, one.contact.id, one.version, done=self._confirmed
            )

    def _confirmed(self, one: StoredContact) -> None:
        self._told(_("{body}: checked today by you. u undoes.").format(body=one.contact.body))

    def do_contact_new(self) -> None:
        """Write a contact down."""
        self._open_form(None)

    def do_contact_edit(self) -> None:
        """Change the contact at the cursor."""
        if self.contact is not None:
            self._open_form(self.contact)

    def _open_form(self, one: StoredContact | None) -> None:
        from nsk_tui.screens import contact_form

        contact_form.open_form(self, one, self.body_of_new(), self._told)

    def body_of_new(self) -> str:
        """Return the body that a new contact belongs to; empty where any may be meant."""
        return ""

    def do_contact_remove(self) -> None:
        """Ask, then take the contact away."""
        one = self.contact
        if one is not None:
            title = _("Remove {name}, {body}?").format(name=one.contact.name, body=one.contact.body)
            choices = (_("remove it"), _("keep it"))
            text = _("Nobody finds the number here any more. u undoes, also after a restart.")
            self.app.push_screen(ConfirmScreen(title, text, choices), partial(self._remove, one))

    def _remove(self, one: StoredContact, answer: int | None) -> None:
        if answer == 0:
            self.run_service(
                contacts.remove_contact, self.session, one.contact.id, one.version,
                done=partial(self._removed, one),
            )  # fmt: skip

    def _removed(self, one: StoredContact, _nothing: None) -> None:
        self._told(_("{body}: removed. u undoes.").format(body=one.contact.body))

    def _told(self, told: str | None) -> None:
        if told:
            self.refresh_records()
            self.say(told)
