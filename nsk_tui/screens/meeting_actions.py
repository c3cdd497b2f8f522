"""Meetings, the actions: who does what by when; open ones, one's own, or all with what became of them."""

from textwrap import wrap

from nsk_tui import meeting_words
from nsk_tui.meeting_words import word
from nsk_tui.rules.actions import Action, ActionMove, ActionState
from nsk_tui.screens import meeting_action_words as words
from nsk_tui.screens import meeting_settling, meeting_ways
from nsk_tui.screens.actions import N_, Place
from nsk_tui.screens.actions import Action as Key
from nsk_tui.screens.meeting_views import ACTIONS, MeetingsView
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services import actions
from nsk_tui.services.session import Session
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

OPEN, MINE, ALL = "open", "mine", "all"
FILTERS: dict[str, str] = {OPEN: N_("the open ones"), MINE: N_("mine"), ALL: N_("all, closed too")}
FOR_OPEN = ("action.done", "action.drop", "action.escalate", "action.assign")


def fetch(session: Session, chosen: str) -> tuple[Action, ...]:
    """Return the actions of a filter."""
    if chosen == ALL:
        return actions.all_actions(session)
    return actions.mine(session) if chosen == MINE else actions.open_actions(session)


class ActionsScreen(MeetingsView):
    """The actions; one key each says what becomes of one."""

    NOUN = Place.MEETING_ACTIONS
    OWN = ACTIONS

    def __init__(self) -> None:
        """Begin with the open ones; they are fetched when the screen is shown."""
        super().__init__()
        self.found: tuple[Action, ...] | None = None
        self.filter = OPEN
        self.wanted = ""
        """The action that the cursor comes to once it is there."""

    def refresh_records(self) -> None:
        """Fetch the actions."""
        if self.program.session is not None:
            self.run_service(fetch, self.session, self.filter, done=self._show, exclusive="actions")

    def show_mine(self, wanted: str) -> None:
        """Show the reader's own, with the cursor on one of them."""
        self.filter, self.wanted = MINE, wanted
        self.refresh_records()

    def _show(self, found: tuple[Action, ...]) -> None:
        self.found = found
        ids = [str(one.id) for one in found]
        if self.wanted in ids:
            self.at, self.wanted = ids.index(self.wanted), ""
        if self.filter == OPEN:
            self.program.tab_counts[ACTIONS] = len(found)
        self.draw()

    @property
    def action(self) -> Action | None:
        """The action at the cursor; None while there is none."""
        return self.found[self.at] if self.found and self.at < len(self.found) else None

    # What is seen -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many actions there are."""
        return len(self.found or ())

    def remark(self) -> str:
        """Return which actions are shown."""
        return _(FILTERS[self.filter])

    def head_lines(self) -> list[Line]:
        """Return the columns' names."""
        return [line(words.titles(self.size.width), "faint")] if self.count() else []

    def row_lines(self) -> list[Line]:
        """Return the actions."""
        if self.found is None:
            return []
        if not self.found:
            return [
                line(
                    "   " + _("No action is open. They are written in the minutes: o: K-04 10/12 ..."),
                    "faint",
                )
            ]
        today, width = self.session.today, self.size.width
        return [
            words.action_row(one, today, pointer(place == self.at), width)
            if one.state is ActionState.OPEN
            else words.closed_row(one, today, width, pointer(place == self.at))
            for place, one in enumerate(self.found)
        ]

    def foot_lines(self) -> list[Line]:
        """Return the action at the cursor in full."""
        one, width = self.action, self.size.width
        if one is None:
            return [rule(width)]
        told = [one.text]
        if one.reason:
            told.append(f"{word(one.state)}: {one.reason}")
        if one.carried:
            times = ngettext("taken along {count} time", "taken along {count} times", one.carried)
            told.append(times.format(count=one.carried))
        return [rule(width), *(line(f" {part}") for text in told for part in wrap(text, width - 2))]

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the number of the action at the cursor."""
        return meeting_words.action_label(self.action, self.session.today) if self.action else ""

    def impossible(self, key: Key) -> str | None:
        """Return why an act does not fit the action at the cursor."""
        one = self.action
        if one is None:
            return None
        if key.id in FOR_OPEN and one.state is not ActionState.OPEN:
            return _("it is closed")
        return _("it is open") if key.id == "action.reopen" and one.state is ActionState.OPEN else None

    def do_row_open(self) -> None:
        """Show what came of the meeting at which it was agreed."""
        if self.action is not None:
            meeting_ways.open_minutes(self, self.action.meeting)

    def do_action_done(self) -> None:
        """Say that the action at the cursor is done."""
        self._settle(ActionMove.DONE)

    def do_action_drop(self) -> None:
        """Drop the action at the cursor."""
        self._settle(ActionMove.DROP)

    def do_action_escalate(self) -> None:
        """Take the action at the cursor to somebody above the group."""
        self._settle(ActionMove.ESCALATE)

    def do_action_reopen(self) -> None:
        """Open the action at the cursor again."""
        self._settle(ActionMove.REOPEN)

    def _settle(self, move: ActionMove) -> None:
        if self.action is not None:
            meeting_settling.settle(self, self.action, move, self._told)

    def do_action_assign(self) -> None:
        """Give the action at the cursor to somebody, or another day."""
        from nsk_tui.screens.action_owner import ActionOwnerScreen

        if self.action is not None:
            self.app.push_screen(ActionOwnerScreen(self.action), self._told)

    def do_action_filter(self) -> None:
        """Show the next selection."""
        names = list(FILTERS)
        self.filter = names[(names.index(self.filter) + 1) % len(names)]
        self.at = 0
        self.refresh_records()

    def _told(self, told: str | None) -> None:
        self.refresh_records()
        if told:
            self.say(told)
