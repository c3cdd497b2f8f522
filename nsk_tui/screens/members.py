"""System: who has access, who is here now, the words by which a key is recognised, the group's keys."""

from functools import partial

from nsk_tui import vocabulary, wording
from nsk_tui.rules.members import Member, Role
from nsk_tui.screens import membership_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.invitations import CodeScreen, InviteScreen
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.passphrase import AskAgainScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import SYSTEM, RowsScreen, pointer
from nsk_tui.services import members, membership, presence
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.members import Invitation
from nsk_tui.services.membership import ClosedAccess, Membership
from nsk_tui.services.presence import OpenScreen
from nsk_tui.widgets.lines import Line
from nsk_tui.wording import _, ngettext


class MembersScreen(RowsScreen, WithReference):
    """The members and their keys."""

    NOUN = Place.MEMBERS
    OWN = SYSTEM

    def __init__(self) -> None:
        """Begin with nobody; the members are fetched when the screen is shown."""
        super().__init__()
        self.found: Membership | None = None

    def refresh_records(self) -> None:
        """Fetch the group as it stands."""
        if self.program.session is not None:
            self.run_service(
                membership.look, self.session, self.program.live.own, done=self._show, exclusive="members"
            )

    def _show(self, found: Membership) -> None:
        self.found = found
        self.draw()

    @property
    def members(self) -> tuple[Member, ...]:
        """The members that were found."""
        return self.found.members if self.found else ()

    @property
    def member(self) -> Member | None:
        """The member under the cursor; None while there is none."""
        return self.members[self.at] if self.at < len(self.members) else None

    def count(self) -> int:
        """Return how many members there are."""
        return len(self.members)

    def remark(self) -> str:
        """Say how many have the store open on a screen now."""
        count = len(self.found.here) if self.found else 0
        return ngettext("{count} open screen", "{count} open screens", count).format(count=count)

    def head_lines(self) -> list[Line]:
        """Return the columns' names."""
        return [membership_words.titles(self.size.width)]

    def row_lines(self) -> list[Line]:
        """Return the members."""
        found, today, width = self.found, self.session.today, self.size.width
        if found is None:
            return []
        return [
            membership_words.row(one, found, pointer(place == self.at), today, width)
            for place, one in enumerate(found.members)
        ]

    def foot_lines(self) -> list[Line]:
        """Return what the member at the cursor may, and how the keys stand."""
        if self.found is None or self.member is None:
            return []
        return membership_words.foot(self.member, self.found, self.session.today, self.size.width)

    def impossible(self, action: Action) -> str | None:
        """Say why an act does not fit the member at the cursor."""
        member = self.member
        if member is None or self.program.session is None:
            return None
        if member.id == self.session.member:
            return {
                "member.role": _("another coordinator changes your role"),
                "member.revoke": _("another coordinator closes your access"),
                "member.end_session": None if self._screens() else _("this is your own screen; L locks it"),
            }.get(action.id)
        if action.id == "member.end_session" and not self._screens():
            return _("{member} has no open screen").format(member=member.id)
        return None

    def _screens(self) -> tuple[OpenScreen, ...]:
        """Return the screens of the member at the cursor that can be ended from here."""
        if self.found is None or self.member is None:
            return ()
        return tuple(one for one in self.found.screens_of(self.member.id) if not one.own)

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the code of the row at the cursor."""
        return self.member.id if self.member is not None else ""

    def do_row_open(self) -> None:
        """Show the member at the cursor in full."""
        if self.found is not None and self.member is not None:
            member, today = self.member, self.session.today
            self.app.push_screen(NoteScreen(member.id, membership_words.in_full(member, self.found, today)))

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

    def do_member_revoke(self) -> None:
        """Say what closing the access does and does not, and ask."""
        member = self.members[self.at]
        told = membership_words.closing(member, len(self._screens()))
        title = _("Close the access of {member}?").format(member=member.id)
        choices = (_("close the access"), _("keep it"))
        self.app.push_screen(ConfirmScreen(title, told, choices), partial(self._ask_again, member))

    def _ask_again(self, member: Member, answer: int | None) -> None:
        if answer == 0:
            why = _(
                "{member} loses access, and the group gets another key. "
                "That is why your passphrase is asked again."
            ).format(member=member.id)
            self.app.push_screen(AskAgainScreen(why), partial(self._close_access, member))

    def _close_access(self, member: Member, proven: bool | None) -> None:
        if proven:
            self.run_service(
                membership.close_access, self.session, member.id,
                done=self._access_closed, doing=_("Changing the group's key; others can go on ..."),
            )  # fmt: skip

    def _access_closed(self, done: ClosedAccess) -> None:
        self.refresh_records()
        told = _("{member} has no access any more. The group's key is no. {number} now.").format(
            member=done.member, number=done.key_number
        )
        if done.ssh_keys:
            self.app.push_screen(NoteScreen(done.member, [told, "", *membership_words.ssh_left(done)]))
        self.say(told)

    def do_member_rota(self) -> None:
        """Change what is known of the member at the cursor."""
        from nsk_tui.screens.person_form import edit_person

        member = self.members[self.at]
        if member.role is Role.AUDITOR:
            self.say(_("{member} cannot be on the rota.").format(member=member.id))
        else:
            edit_person(self, member.id)

    def do_departure_show(self) -> None:
        """Show the departure of the member at the cursor, or begin it."""
        from nsk_tui.screens.departure import show_departure

        show_departure(self, self.members[self.at].id)

    def do_member_end_session(self) -> None:
        """Ask which screen of the member at the cursor shall lock."""
        member, screens = self.members[self.at], self._screens()
        said = [wording.clock(on_the_wall(one.since)) for one in screens]
        choices = [_("end the screen from {time}").format(time=time) for time in said]
        text = _("The screen locks at once; what is being written there is kept as a draft.")
        self.app.push_screen(
            ConfirmScreen(
                _("End a screen of {member}?").format(member=member.id), text, [*choices, _("leave it")]
            ),
            lambda answer: self._end(screens[answer]) if answer in range(len(screens)) else None,
        )

    def _end(self, screen: OpenScreen) -> None:
        self.run_service(presence.end_screen, self.session, screen.id, done=self._ended)

    def _ended(self, member: str) -> None:
        self.refresh_records()
        self.say(_("The screen of {member} locks now.").format(member=member))
