"""A date poll: one's own row first; a digit answers and moves on, absence and duty are filled in."""

from datetime import date

from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import MeetingRole
from nsk_tui.rules.members import Role
from nsk_tui.rules.poll import Answer
from nsk_tui.screens import poll_words as words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.system import rule
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.services import poll
from nsk_tui.services.poll import PollPage
from nsk_tui.widgets.lines import EMPTY, Line, Lines, line
from nsk_tui.wording import _

LINES_AROUND = 18
"""So many lines of the window are no row of a person."""


class PollScreen(FormScreen[str]):
    """Shows who can come when, and takes the reader's answers; its answer is what was done, in words."""

    NOUN = Place.POLL
    CSS_PATH = "poll.tcss"

    def __init__(self, meeting: MeetingId) -> None:
        """Show the poll of a meeting."""
        super().__init__()
        self.meeting = meeting
        self.found: PollPage | None = None
        self.given: dict[date, Answer | None] = {}
        self.at, self.top = 0, 0
        self.warned = False
        self.ahead = TypedAhead()

    def body(self) -> tuple[Widget, ...]:
        """Return the table."""
        return (Lines(id="poll"),)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line: how many have answered."""
        told = words.answered(self.found, self.session.member) if self.found else ""
        return _("DATE POLL"), told

    def on_mount(self) -> None:
        """Fetch the poll."""
        super().on_mount()
        self.query_one(Lines).focus()
        self.refresh_records()

    def refresh_records(self) -> None:
        """Fetch what people have said."""
        if self.program.session is not None:
            self.run_service(poll.poll, self.session, self.meeting, done=self._show, exclusive="poll")

    def store_changed(self) -> None:
        """Show what others have said meanwhile; one's own unsaved answers stay."""
        self.refresh_records()

    def _show(self, found: PollPage) -> None:
        is_first = self.found is None
        self.found = found
        if is_first:
            self.at = self._first_open(found)
        self.draw()
        self.refresh_frame()
        self.ahead.open()

    def _first_open(self, found: PollPage) -> int:
        days = enumerate(one.day for one in found.poll.dates)
        member = self.session.member
        return next((at for at, day in days if (member, day) not in found.known), 0)

    # What is seen -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Draw the lines that changed."""
        if self.found is not None and self.is_mounted and self.program.session is not None:
            self.query_one(Lines).show(self.lines(self.found))

    def lines(self, found: PollPage) -> list[Line]:
        """Return the table: the dates, the people, the counts, the best date."""
        width, today = self.size.width, self.session.today
        count, fitting = len(found.poll.dates), words.columns(width)
        first = words.first_shown(self.at, count, fitting)
        shown = range(first, min(count, first + fitting))
        return [
            ((f" {found.meeting.body.title}", "bold"), (f"   {words.until(found, today)}", "")),
            line(f" {words.legend()}", "faint"),
            rule(width),
            words.dates_line(found, shown),
            words.row(found, found.members[0], shown, self.given, self.at),
            *self._others(found, shown),
            rule(width),
            *words.counted(found, shown),
            EMPTY,
            *words.best(found, today),
            EMPTY,
            line(f" {_('Your absence and your duties are filled in. You can change them.')}", "faint"),
        ]

    def _others(self, found: PollPage, shown: range) -> list[Line]:
        others, room = found.members[1:], max(3, self.size.height - LINES_AROUND)
        if len(others) > room:
            self.top = max(0, min(self.top, len(others) - room + 1))
            left = len(others) - room + 1
            others = others[self.top : self.top + room - 1]
            return [*(words.row(found, one, shown, {}, None) for one in others), words.more(left)]
        return [words.row(found, one, shown, {}, None) for one in others]

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why an act is not possible now."""
        found = self.found
        if found is None:
            return None
        if found.settled_on is not None and action.id in (
            "form.choose",
            "form.clear",
            "form.save",
            "poll.settle",
        ):
            return _("the day is chosen")
        is_chair = found.meeting.holds(self.session.member, MeetingRole.CHAIR)
        if action.id == "poll.settle" and not is_chair and self.session.role is not Role.COORDINATOR:
            return _("{member} leads the meeting").format(member=found.meeting.body.chair or "–")
        return None

    def do_form_choose(self, digit: str) -> None:
        """Answer the date at the cursor, and move on."""
        self.ahead.do(lambda: self._answer(digit))

    def _answer(self, digit: str) -> None:
        if self.found is None:
            return
        if digit not in words.DIGITS:
            self.say(_("{digit} is not one of the values.").format(digit=digit))
            return
        self.given[self.found.poll.dates[self.at].day] = words.DIGITS[digit]
        self.move("right")

    def do_form_clear(self) -> None:
        """Take the answer at the cursor away."""
        if self.found is not None:
            self.given[self.found.poll.dates[self.at].day] = None
            self.draw()

    def do_cursor_left(self) -> None:
        """Go to the date before."""
        self.move("left")

    def do_cursor_right(self) -> None:
        """Go to the date after."""
        self.move("right")

    def do_cursor_up(self) -> None:
        """Show the people above."""
        self.move("up")

    def do_cursor_down(self) -> None:
        """Show the people below."""
        self.move("down")

    def move(self, step: str) -> None:
        """Move the cursor among the dates, or the rows of the others."""
        last = len(self.found.poll.dates) - 1 if self.found else 0
        self.at = max(0, min(self.at + {"left": -1, "right": 1}.get(step, 0), last))
        self.top = max(0, self.top + {"up": -1, "down": 1}.get(step, 0))
        self.draw()

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry: a form whose rows can be moved through."""
        return (Place.ALL, Place.ROWS, Place.FORM, cls.NOUN)

    def do_form_save(self) -> None:
        """Save the answers."""
        self.ahead.do(self._save)

    def _save(self) -> None:
        if not self.given:
            self.dismiss(None)
            self.program.everywhere.say(_("Nothing was changed."))
            return
        self.run_service(
            poll.answer, self.session, self.meeting, dict(self.given), done=self._saved, doing=_("Saving ...")
        )

    def _saved(self, found: PollPage) -> None:
        day = wording.day(found.poll.answer_by, self.session.today)
        told = _("Your answer is saved. It can be changed until the day is chosen ({day}).").format(day=day)
        self.dismiss(told)
        self.program.everywhere.say(told)

    def do_poll_settle(self) -> None:
        """Choose the day."""
        from nsk_tui.screens.poll_settle import SettleScreen

        self.app.push_screen(SettleScreen(self.meeting), self._settled)

    def _settled(self, told: str | None) -> None:
        if told:
            self.dismiss(told)
            self.program.everywhere.say(told)

    def do_app_back(self) -> None:
        """Close; answers that are not saved are not lost by one key."""
        if self.given and not self.warned:
            self.warned = True
            self.say(_("Your answers are not saved yet: F8 saves them, Esc once more lets them go."))
            return
        self.dismiss(None)
