"""System: who has access, in which role, and the words by which a key is recognised."""

from typing import Any

from textual.widget import Widget

from nsk_tui import vocabulary, wording
from nsk_tui.rules.access import WHO_MAY, Act
from nsk_tui.rules.members import Member, Role, Standing
from nsk_tui.screens.actions import N_, Action, Place
from nsk_tui.screens.base import DialogScreen, TabbedScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.passphrase import AskAgainScreen
from nsk_tui.services import members
from nsk_tui.services.members import Invitation
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.lines import EMPTY, Line, Lines, line
from nsk_tui.wording import _

ID_CELLS, ROLE_CELLS, ACCESS_CELLS, KEY_CELLS = 7, 13, 10, 36
FOOT_LINES = 7


class MemberLines(Lines):
    """The members; cursor keys go to the screen."""

    def move(self, step: str) -> None:
        """Move the screen's cursor."""
        if isinstance(self.screen, MembersScreen):
            self.screen.move(step)


class MembersScreen(TabbedScreen):
    """The members and their keys."""

    NOUN = Place.MEMBERS
    VIEWS = (N_("Members"),)
    CSS_PATH = "members.tcss"

    def __init__(self) -> None:
        """Begin with nobody; the members are fetched when the screen is shown."""
        super().__init__()
        self.members: tuple[Member, ...] = ()
        self.at = 0

    def body(self) -> tuple[Widget, ...]:
        """Return the list and what the chosen member may do."""
        return (Lines(id="head"), MemberLines(id="members"), Lines(id="foot"))

    def on_mount(self) -> None:
        """Put the cursor in the list."""
        super().on_mount()
        for name in ("head", "foot"):
            self.query_one(f"#{name}").can_focus = False
        self.query_one(MemberLines).focus()

    def refresh_records(self) -> None:
        """Fetch the members."""
        if self.program.session is not None:
            self.run_service(members.list_members, self.session, done=self._show, exclusive="members")

    def _show(self, found: tuple[Member, ...]) -> None:
        self.members = found
        self.at = min(self.at, max(0, len(found) - 1))
        self.draw()
        self.refresh_footer()

    def draw(self) -> None:
        """Draw the lines that changed."""
        self.query_one("#head", Lines).show([self._heading(), _titles()])
        rows = [self._row(one, place == self.at) for place, one in enumerate(self.members)]
        self.query_one(MemberLines).show(rows, self.at if rows else -1)
        self.query_one("#foot", Lines).show(self._foot())

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def _heading(self) -> Line:
        return ((f" {_('SYSTEM')}  ", "bold"), (f"▸{_('Members')}◂", "bold"))

    def _row(self, member: Member, at_cursor: bool) -> Line:
        pointer = "▸" if at_cursor else " "
        invited = member.standing is Standing.INVITED
        key = _("waits to be taken up") if invited else " ".join(member.key_words)
        return (
            (f" {pointer} {cut(member.id, ID_CELLS):<{ID_CELLS + 1}}", ""),
            (f"{cut(vocabulary.word(member.role), ROLE_CELLS):<{ROLE_CELLS}}", ""),
            (f"{cut(vocabulary.word(member.standing), ACCESS_CELLS - 1):<{ACCESS_CELLS}}", ""),
            (f"{cut(key, KEY_CELLS - 1):<{KEY_CELLS}}", "faint" if invited else ""),
            (self._last_seen(member), ""),
            (f"   {member.name}" if self.size.width >= 100 else "", "faint"),
        )

    def _last_seen(self, member: Member) -> str:
        if member.id == self.session.member:
            return _("now").ljust(10)
        if member.last_seen is None:
            return "-".ljust(10)
        seen, today = member.last_seen.astimezone().date(), self.session.today
        days = (today - seen).days
        word = _("today") if days <= 0 else _("yesterday") if days == 1 else wording.day(seen, today)
        return word.ljust(10)

    def _foot(self) -> list[Line]:
        if not self.members:
            return []
        member = self.members[self.at]
        coordinators = sum(1 for one in self.members if one.role is Role.COORDINATOR)
        remark = (
            "  " + _("! Have at least two, so that absence does not lock you out.")
            if coordinators < 2
            else ""
        )
        return [
            line(f" {'─' * (self.size.width - 2)}", "rule"),
            line(
                " "
                + _("{member} may: {acts}.").format(member=member.id, acts=_acts(member.role, allowed=True))
            ),
            line(
                " "
                + _("{member} may not: {acts}.").format(
                    member=member.id, acts=_acts(member.role, allowed=False)
                )
            ),
            line(f" {_('Key (4 words)')}: {' '.join(member.key_words)}"),
            line(" " + _("Coordinators: {count}.").format(count=coordinators) + remark),
            EMPTY,
            line(
                " " + _("Read the four words aloud to each other when somebody joins. Then the key is right.")
            ),
        ]

    def has_row(self) -> bool:
        """Return whether there is a member under the cursor."""
        return bool(self.members)

    def impossible(self, action: Action) -> str | None:
        """Say why one's own role stays as it is."""
        own = bool(self.members) and self.program.session is not None
        if action.id == "member.role" and own and self.members[self.at].id == self.session.member:
            return _("another coordinator changes your role")
        return None

    def handler(self, action: Action) -> Any:
        """Cursor keys move in the list, whatever is focused."""
        if action.id.startswith("cursor."):
            return lambda: self.move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor."""
        page = max(1, self.query_one(MemberLines).size.height - 1)
        goals = {
            "up": self.at - 1, "down": self.at + 1, "first": 0, "last": len(self.members) - 1,
            "page_up": self.at - page, "page_down": self.at + page,
        }  # fmt: skip
        self.at = max(0, min(goals.get(step, self.at), len(self.members) - 1))
        self.draw()
        self.refresh_footer()

    def do_member_invite(self) -> None:
        """Ask for the passphrase again, then for whom to invite."""
        why = _(
            "An invitation opens the store for somebody else. That is why your passphrase is asked again."
        )
        self.app.push_screen(AskAgainScreen(why), self._invite)

    def _invite(self, proven: bool | None) -> None:
        if proven:
            self.app.push_screen(InviteScreen(), self._invited)

    def _invited(self, invitation: Invitation | None) -> None:
        if invitation is not None:
            self.app.push_screen(CodeScreen((invitation,)))
            self.refresh_records()

    def do_member_role(self) -> None:
        """Ask which role a member shall have."""
        member = self.members[self.at]
        others = [role for role in Role if role is not member.role]
        text = _("{member} is {role}. The change works at once and stands in the audit.").format(
            member=member.id, role=vocabulary.word(member.role)
        )
        choices = [
            _("make {member} {role}").format(member=member.id, role=vocabulary.word(one)) for one in others
        ]
        self.app.push_screen(
            ConfirmScreen(_("Change role"), text, [*choices, _("leave it as it is")]),
            lambda answer: self._change_role(member, others[answer]) if answer in (0, 1) else None,
        )

    def _change_role(self, member: Member, role: Role) -> None:
        self.run_service(members.change_role, self.session, member.id, role, done=self._changed)

    def _changed(self, _nothing: None) -> None:
        self.refresh_records()
        self.say(_("The role is changed."))


def _titles() -> Line:
    return line(
        f"   {_('Person'):<{ID_CELLS + 1}}{_('Role'):<{ROLE_CELLS}}{_('Access'):<{ACCESS_CELLS}}"
        f"{_('Key (4 words)'):<{KEY_CELLS}}{_('Last seen')}",
        "faint",
    )


def _acts(role: Role, allowed: bool) -> str:
    words = {
        Act.WRITE_CONSULTATION: _("read and write consultations"),
        Act.INVITE_MEMBER: _("invite"),
        Act.CHANGE_ROLE: _("change roles"),
        Act.VERIFY: _("check the store"),
    }
    never = [] if allowed else [_("read without a trace"), _("delete the audit")]
    return ", ".join([word for act, word in words.items() if (role in WHO_MAY[act]) is allowed] + never)


class InviteScreen(DialogScreen[Invitation], FieldsScreen):
    """Asks whom to invite."""

    NOUN = Place.FORM

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Invite")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("INVITE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (
            LineField("member", _("Code"), limit=16, remark=_("for example K-13")),
            LineField("name", _("Name"), limit=60),
            LineField("department", _("Department"), limit=60),
            TextBlock("\n" + _("The person becomes a knowledge person. r changes the role afterwards.")),
        )

    def do_form_save(self) -> None:
        """Make the invitation."""
        for name in ("member", "name"):
            if not self.value(name).strip():
                self.go_to(name, _("This line must be filled in."))
                return
        code, name, department = (self.value(one).strip() for one in ("member", "name", "department"))
        self.run_service(
            members.invite, self.session, code, name, Role.MEMBER, department,
            done=self.dismiss, doing=_("Making the invitation ..."),
        )  # fmt: skip


class CodeScreen(DialogScreen[None]):
    """Shows invitation codes, once."""

    NOUN = Place.CHOICE

    def __init__(self, invitations: tuple[Invitation, ...]) -> None:
        """Show codes that are good until a day."""
        super().__init__()
        self.invitations = invitations

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Invitation codes: shown only now")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("INVITED"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return each code with its person and day."""
        today = self.program.local_now().date()
        lines = [
            f"{one.member:<10}{one.code}   "
            + _("good until {day}").format(day=wording.day(one.expires_on, today))
            for one in self.invitations
        ]
        told = _("Give each code to its person, by word of mouth or in an envelope, never by mail.")
        use = _("She opens nsk, writes her code under Person, and chooses a passphrase of her own.")
        return (TextBlock("\n" + "\n".join(lines) + "\n"), TextBlock(told), TextBlock(use))

    def do_form_next(self) -> None:
        """Close."""
        self.dismiss(None)
