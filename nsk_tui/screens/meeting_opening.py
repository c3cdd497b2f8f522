"""The opening of a meeting: what was agreed last time, one key for each action."""

from textwrap import wrap

from textual.content import Content

from nsk_tui import meeting_words
from nsk_tui.rules.actions import Action, ActionMove
from nsk_tui.rules.ids import MeetingId
from nsk_tui.screens import meeting_settling
from nsk_tui.screens.actions import Action as Key
from nsk_tui.screens.actions import Place
from nsk_tui.screens.meeting_action_words import action_row, closed_row
from nsk_tui.screens.meeting_views import MeetingPart
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services import actions
from nsk_tui.services.actions import Opening
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext


class OpeningScreen(MeetingPart):
    """Goes through the open actions; the cursor comes to the next by itself."""

    NOUN = Place.MEETING_OPENING

    def __init__(self, meeting: MeetingId) -> None:
        """Open a meeting."""
        super().__init__(meeting)
        self.found: Opening | None = None

    def refresh_records(self) -> None:
        """Fetch what is open, and what was closed since last time."""
        if self.program.session is not None:
            self.run_service(
                actions.opening, self.session, self.meeting, done=self._show, exclusive="opening"
            )

    def _show(self, found: Opening) -> None:
        self.found = found
        self.draw()

    @property
    def action(self) -> Action | None:
        """The action at the cursor; None while there is none."""
        return self.found.actions[self.at] if self.found and self.at < len(self.found.actions) else None

    # What is seen -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many actions are open."""
        return len(self.found.actions) if self.found else 0

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        if self.found is None:
            return self.named(_("OPENING"), "", "")
        title = meeting_words.called(self.found.meeting, self.session.today)
        return self.named(_("OPENING"), title, self.counts())

    def counts(self) -> str:
        """Return how many actions are open, and how many were closed since last time."""
        if self.found is None:
            return ""
        open_ones = ngettext("{count} open", "{count} open", self.count()).format(count=self.count())
        closed = len(self.found.closed)
        return f"{open_ones}, {ngettext('{count} closed', '{count} closed', closed).format(count=closed)}"

    def head_lines(self) -> list[Line]:
        """Return a rule."""
        return [rule(self.size.width)]

    def row_lines(self) -> list[Line]:
        """Return the open actions, and below them what was closed since last time."""
        if self.found is None:
            return []
        today, width = self.session.today, self.size.width
        lines = [
            action_row(one, today, pointer(place == self.at), width)
            for place, one in enumerate(self.found.actions)
        ]
        if not lines:
            lines = [line("   " + _("Nothing is left from last time. Enter goes to the agenda."), "faint")]
        if self.found.closed:
            lines += [EMPTY, line(f" {_('CLOSED SINCE LAST TIME')}", "bold")]
            lines += [closed_row(one, today, width) for one in self.found.closed]
        return lines

    def foot_lines(self) -> list[Line]:
        """Return what is asked of the action at the cursor, and the keys."""
        one, width = self.action, self.size.width
        told = [line(f" {part}") for part in self._about(one, width)] if one and self.found else []
        keys = _("d done · t take along · x drop (asks why) · Enter the agenda")
        return [*told, rule(width), line(f" {keys}", "faint")]

    def _about(self, one: Action, width: int) -> list[str]:
        if self.found and one.carried_at == self.found.meeting.id:
            return [_("Taken along at this meeting.")]
        texts = [one.text]
        if self.found and one in self.found.ownerless:
            texts.append(_("Nobody here has it. r gives it to somebody."))
        if one.must_be_settled:
            label = meeting_words.action_label(one, self.session.today)
            asked = _("{number} has been taken along {count} times. Take a stand: drop it, or escalate it?")
            texts.append(asked.format(number=label, count=one.carried) + " " + _("t asks."))
        return [part for text in texts for part in wrap(text, width - 2)]

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the number of the action at the cursor."""
        return meeting_words.action_label(self.action, self.session.today) if self.action else ""

    def impossible(self, key: Key) -> str | None:
        """Return why the action at the cursor cannot be taken along."""
        is_along = self.found and self.action and self.action.carried_at == self.found.meeting.id
        return _("it is taken along already") if key.id == "action.carry" and is_along else None

    def do_action_done(self) -> None:
        """Say that the action at the cursor is done."""
        self._settle(ActionMove.DONE)

    def do_action_carry(self) -> None:
        """Take the action at the cursor along to the next meeting."""
        self._settle(ActionMove.CARRY)

    def do_action_drop(self) -> None:
        """Drop the action at the cursor."""
        self._settle(ActionMove.DROP)

    def do_action_escalate(self) -> None:
        """Take the action at the cursor to somebody above the group."""
        self._settle(ActionMove.ESCALATE)

    def _settle(self, move: ActionMove) -> None:
        if self.action is not None:
            meeting_settling.settle(self, self.action, move, self._told, self.meeting)

    def _told(self, told: str | None) -> None:
        self.refresh_records()
        if told:
            self.say(told)

    def do_action_assign(self) -> None:
        """Give the action at the cursor to somebody, or another day."""
        from nsk_tui.screens.action_owner import ActionOwnerScreen

        if self.action is not None:
            self.app.push_screen(ActionOwnerScreen(self.action), self._told)

    def do_agenda_item_create(self) -> None:
        """Write a new item for this meeting."""
        self.program.everywhere.new_item(self.meeting)

    def do_row_open(self) -> None:
        """Go on to the agenda."""
        self._turn(1)

    def do_meeting_export(self) -> None:
        """Write the agenda, with what is open, to a file."""
        from nsk_tui.screens import meeting_ways

        if self.found is not None:
            meeting_ways.export(self, self.found.meeting)

    def _turn(self, step: int) -> None:
        from nsk_tui.screens.agenda import AgendaScreen

        self.turn_to(AgendaScreen(self.meeting))
