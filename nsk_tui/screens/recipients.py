"""Age keys: who can be sealed to; one's own is registered here, a colleague's confirmed by its words."""

from nsk_tui import vocabulary
from nsk_tui.rules.outbox import RecipientState
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.grid_page import GridPage
from nsk_tui.screens.recipient_boxes import HeardScreen, RegisterScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.services import recipients
from nsk_tui.services.recipients import MemberRecipient
from nsk_tui.widgets.rows import Cell, Column
from nsk_tui.wording import _, ngettext


class RecipientsScreen(GridPage[MemberRecipient], WithReference):
    """Everybody's age key, and how far it has come."""

    NOUN = Place.RECIPIENTS

    def heading_text(self) -> str:
        """Return the heading."""
        return _("AGE KEYS")

    def remark(self) -> str:
        """Say how many can be sealed to."""
        count = sum(one.state is RecipientState.CONFIRMED for one in self.found or ())
        return ngettext("{count} can be sealed to", "{count} can be sealed to", count).format(count=count)

    def columns(self) -> tuple[Column[MemberRecipient], ...]:
        """Return the columns: who, how far, the words of one's own key."""
        return (
            Column(_("Person"), 8, lambda one: Cell(one.member)),
            Column(_("Age key"), 24, _state),
            Column(_("Words, or who confirmed it"), 0, _words),
        )

    def explained(self) -> tuple[str, ...]:
        """Say what a key is for, and how it comes to count."""
        return (
            _("A handover leaves only sealed: to those who have a confirmed key, or to a passphrase."),
            _("You make the key on your own machine (n, then F1: how). Only the public half comes here."),
            _("Read your four words to a colleague; she types them (c). Others never see your words."),
        )

    def refresh_records(self) -> None:
        """Fetch the keys."""
        if self.program.session is not None:
            service = recipients.list_recipients
            self.run_service(service, self.session, done=self.show_rows, exclusive="recipients")

    def first_row(self, found: tuple[MemberRecipient, ...]) -> int:
        """Begin on a key that waits to be heard, else on one's own."""
        own = self.session.member
        wait = [at for at, one in enumerate(found) if _waits(one) and one.member != own]
        return wait[0] if wait else next((at for at, one in enumerate(found) if one.member == own), 0)

    def reference(self) -> str:
        """Return whose key it is."""
        row = self.row()
        return row.member if row is not None else ""

    def impossible(self, action: Action) -> str | None:
        """Say whose key can be confirmed or taken away."""
        row = self.row()
        if row is None or self.program.session is None:
            return None
        is_own = row.member == self.session.member
        if action.id == "recipient.remove":
            if not is_own:
                return _("only its owner takes a key away")
            return _("you have none") if row.state is RecipientState.NONE else None
        return self._not_confirmed(row, is_own) if action.id == "recipient.confirm" else None

    def _not_confirmed(self, row: MemberRecipient, is_own: bool) -> str | None:
        """Return why a key cannot be confirmed now; None when it can."""
        if is_own:
            return _("a colleague confirms yours")
        return {
            RecipientState.NONE: _("{member} has registered none").format(member=row.member),
            RecipientState.CONFIRMED: _("it is confirmed already"),
        }.get(row.state)

    # Acts -------------------------------------------------------------------------------------

    def do_row_open(self) -> None:
        """Do the next thing for the row: register one's own, or confirm another's."""
        row = self.row()
        if row is None:
            return
        if row.member == self.session.member:
            self.do_recipient_set()
            return
        reason = self._not_confirmed(row, is_own=False)
        if reason is None:
            self.do_recipient_confirm()
        else:
            self.say(_("Cannot: {reason}.").format(reason=reason))

    def do_recipient_set(self) -> None:
        """Ask for one's own public key."""
        self.app.push_screen(RegisterScreen(), self._registered)

    def _registered(self, done: MemberRecipient | None) -> None:
        if done is not None:
            self.refresh_records()
            self.say(_("Registered. Read the four words to a colleague, who confirms the key."))

    def do_recipient_confirm(self) -> None:
        """Ask for the words that the owner reads aloud."""
        row = self.row()
        if row is not None:
            self.app.push_screen(HeardScreen(row.member), self._confirmed)

    def _confirmed(self, done: MemberRecipient | None) -> None:
        if done is not None:
            self.refresh_records()
            self.say(_("The age key of {member} counts from now on.").format(member=done.member))

    def do_recipient_remove(self) -> None:
        """Ask, then take one's own key away."""
        question = ConfirmScreen(
            _("Take your age key away?"),
            _("Nothing more is sealed to it. What was sealed to it before still opens with it."),
            (_("take it away"), _("keep it")),
        )
        self.app.push_screen(question, self._remove)

    def _remove(self, answer: int | None) -> None:
        if answer == 0:
            self.run_service(recipients.withdraw, self.session, done=self._removed)

    def _removed(self, _was_there: bool) -> None:
        self.refresh_records()
        self.say(_("Your age key is taken away."))


def _waits(one: MemberRecipient) -> bool:
    return one.state is RecipientState.UNCONFIRMED


def _state(one: MemberRecipient) -> Cell:
    word = vocabulary.word(one.state)
    return Cell(f"? {word}", "late") if _waits(one) else Cell(word)


def _words(one: MemberRecipient) -> Cell:
    if one.words:
        return Cell(" ".join(one.words))
    return Cell(_("by {member}").format(member=one.confirmed_by) if one.confirmed_by else "")
