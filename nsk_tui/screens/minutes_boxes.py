"""The boxes of the minutes: who is there, and what is said to them before and after the lock."""

from collections.abc import Mapping

from textual.widget import Widget

from nsk_tui import meeting_words, vocabulary
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meetings import Attendance
from nsk_tui.rules.minutes_lines import LINE_CHARACTERS_MAX
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.line_check import LineCheck
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import minutes_stages
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.minutes import Addendum, Remark
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_text import LineText
from nsk_tui.widgets.lines import Line, line
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _

STATES = dict(zip("123", Attendance, strict=True))
MEMBER_CELLS = 20


class AttendanceScreen(RowsBox[Mapping[MemberId, Attendance]]):
    """Notes who is there; the digit notes and goes on to the next."""

    NOUN = Place.ATTENDANCE

    def __init__(self, group: tuple[MemberId, ...], noted: Mapping[MemberId, Attendance]) -> None:
        """Begin with what is noted; everybody else is taken to be there."""
        super().__init__()
        self.group, self.noted = group, dict(noted)
        self.states = {one: noted.get(one, Attendance.PRESENT) for one in group}

    def box_title(self) -> str:
        """Return what is asked."""
        return _("Who is there?")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHO IS THERE?"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return everybody, and what the digits note."""
        named = "   ".join(f"{digit} {meeting_words.word(state)}" for digit, state in STATES.items())
        return (TextBlock(f"{named}\n"), BoxRows("people"), TextBlock(_("Enter saves."), id="hint"))

    def on_mount(self) -> None:
        """Show them."""
        super().on_mount()
        self.call_after_refresh(self.draw_rows)

    def count(self) -> int:
        """Return how many there are."""
        return len(self.group)

    def row_lines(self) -> list[Line]:
        """Return each with what is noted."""
        return [
            line(f"{pointer(place == self.at)}{one:<{MEMBER_CELLS}}{meeting_words.word(self.states[one])}")
            for place, one in enumerate(self.group)
        ]

    def do_form_choose(self, digit: str) -> None:
        """Note the one at the cursor, and go on."""
        state = STATES.get(digit)
        if state is not None and self.group:
            self.states[self.group[self.at]] = state
            self.move("down")

    def do_form_cycle(self) -> None:
        """Note the next thing of the one at the cursor."""
        if self.group:
            every, own = list(Attendance), self.group[self.at]
            self.states[own] = every[(every.index(self.states[own]) + 1) % len(every)]
            self.draw_rows()

    def do_form_next(self) -> None:
        """Save what is noted."""
        self.do_form_save()

    def do_form_save(self) -> None:
        """Save what is noted anew."""
        self.dismiss({one: state for one, state in self.states.items() if self.noted.get(one) is not state})


class RemarkScreen(DialogScreen[Remark | Addendum]):
    """Says something to minutes that are not locked, or adds something below locked ones."""

    NOUN = Place.REMARK
    CSS_PATH = "minutes_boxes.tcss"

    def __init__(self, meeting: str, item: AgendaItemId | None, is_locked: bool) -> None:
        """Write to an item of a meeting; None: to the whole."""
        super().__init__()
        self.meeting, self.item, self.is_locked = meeting, item, is_locked
        self.check = LineCheck()
        self.is_storing = False

    def box_title(self) -> str:
        """Return what is written."""
        return _("Addition") if self.is_locked else _("Remark")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return self.box_title().upper(), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the line, why it cannot stand, and what becomes of it."""
        told = (
            _("It stands below the minutes, with the day, your name and a hash of its own.")
            if self.is_locked
            else _("The minute-taker takes it into the text, or notes it.")
        )
        return (
            LineText(self.check.of_text, LINE_CHARACTERS_MAX, id="text"),
            TextBlock(id="reason"),
            TextBlock(told, id="hint"),
        )

    def on_mount(self) -> None:
        """Begin in the line."""
        super().on_mount()
        self.check.learn(self, self.text.check_now)
        self.text.focus()

    @property
    def text(self) -> LineText:
        """The line."""
        return self.query_one(LineText)

    def on_line_text_finished(self, message: LineText.Finished) -> None:
        """Enter stores it."""
        message.stop()
        self.text.put(message.text)
        self.do_form_save()

    def on_line_text_left(self, message: LineText.Left) -> None:
        """Stay in the line."""
        message.stop()

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of the line."""
        self.say(message.sentence)

    def do_form_save(self) -> None:
        """Store it."""
        text = self.text.text.strip()
        if not text:
            self.say(_("Write something first."))
        elif not self.is_storing:
            self.is_storing = True
            if self.is_locked:
                call, given = minutes_stages.add_addendum, (self.meeting, text)
                self.run_service(call, self.session, *given, done=self._stored, failed=self._failed)
            else:
                self.run_service(
                    minutes_stages.remark, self.session, self.meeting, self.item, text,
                    done=self._stored, failed=self._failed,
                )  # fmt: skip

    def _stored(self, outcome: Remark | Addendum | NotAnonymous) -> None:
        self.is_storing = False
        if not isinstance(outcome, NotAnonymous):
            self.dismiss(outcome)
            return
        reason = vocabulary.word(outcome.findings[0].finding.reason)
        self.query_one("#reason", TextBlock).show(f"! {reason}")
        self.say(_("It is not saved: it may reveal somebody. Write it in another way."))

    def _failed(self, error: Exception) -> None:
        self.is_storing = False
        self.program.show_error(error)
