"""The two boxes of the big screen: what was decided, and who was heard."""

from textual.widget import Widget

from nsk_tui import meeting_words, vocabulary
from nsk_tui.rules.agenda import AgendaItem
from nsk_tui.rules.decisions import VOTES_MAX, Votes
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.minutes_lines import LINE_CHARACTERS_MAX
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.line_check import LineCheck
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import big_screen
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.minutes import Written
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.line_text import LineText
from nsk_tui.widgets.lines import Line, line
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _

VOTES = ("for_it", "against", "neither")
VOTE_DIGITS = len(str(VOTES_MAX))
DIGITS = "123456789"


class DecisionScreen(DialogScreen[Written], FieldsScreen):
    """Writes an item's decision into the minutes; the vote may stay empty."""

    NOUN = Place.DECISION
    FOR_THE_ROOM = True
    CSS_PATH = "facilitator_boxes.tcss"

    def __init__(self, meeting: str, item: AgendaItem) -> None:
        """Decide an item of a meeting."""
        super().__init__()
        self.meeting, self.item = meeting, item
        self.check = LineCheck()
        self.is_storing = False

    def box_title(self) -> str:
        """Return which item is decided."""
        title = meeting_words.item_title(self.item.body)
        return _("Decision: {title}").replace("{title}", title)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DECISION"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the line, why it cannot stand, and the vote."""
        named = {"for_it": _("For"), "against": _("Against"), "neither": _("Neither")}
        votes = (LineField(name, named[name], limit=VOTE_DIGITS) for name in VOTES)
        return (
            TextBlock(_("What was decided?")),
            LineText(self.check.of_text, LINE_CHARACTERS_MAX, id="text"),
            TextBlock(id="reason"),
            *votes,
            TextBlock("\n" + _("The vote may stay empty. Enter saves.")),
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

    def label(self, action: Action) -> str:
        """Say where Esc leads."""
        return _("Not now") if action.id == "app.back" else super().label(action)

    def on_line_text_finished(self, message: LineText.Finished) -> None:
        """Enter in the line stores it."""
        message.stop()
        self.text.put(message.text)
        self._store(message.text)

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of the line."""
        self.say(message.sentence)

    def on_line_text_left(self, message: LineText.Left) -> None:
        """Go on to the vote."""
        message.stop()
        if message.step > 0:
            self.focus_next()

    def do_form_save(self) -> None:
        """Store the decision."""
        self._store(self.text.text.strip())

    def _store(self, text: str) -> None:
        votes = self._votes()
        if not text:
            self.text.focus()
            self.say(_("Write what was decided."))
        elif votes is None:
            self.go_to(VOTES[0], _("A vote is counted in whole numbers: for, against, neither."))
        elif not self.is_storing:
            self.is_storing = True
            counted = votes if votes != Votes(0, 0, 0) else None
            self.run_service(
                big_screen.decide, self.session, self.meeting, self.item.id, text, counted,
                done=self._stored, failed=self._failed, doing=_("Saving ..."),
            )  # fmt: skip

    def _votes(self) -> Votes | None:
        """Return the vote, nothing counted as 0; None: something is no number."""
        said = [self.value(name).strip() or "0" for name in VOTES]
        if not all(one.isascii() and one.isdigit() and int(one) <= VOTES_MAX for one in said):
            return None
        return Votes(*map(int, said))

    def _stored(self, outcome: Written | NotAnonymous) -> None:
        self.is_storing = False
        if isinstance(outcome, Written):
            self.dismiss(outcome)
            return
        first = outcome.findings[0].finding
        self.query_one("#reason", TextBlock).show(f"! {vocabulary.word(first.reason)}")
        self.text.check_now()
        self.text.focus()
        self.say(_("It is not saved: it may reveal somebody. Write it in another way."))

    def _failed(self, error: Exception) -> None:
        self.is_storing = False
        self.program.show_error(error)


class HeardScreen(RowsBox[tuple[MemberId, ...]]):
    """Ticks who has spoken, of those who have not; the digit ticks."""

    NOUN = Place.HEARD
    FOR_THE_ROOM = True

    def __init__(self, silent: tuple[MemberId, ...]) -> None:
        """Offer those who have not spoken."""
        super().__init__()
        self.silent = silent
        self.ticked: set[int] = set()

    def box_title(self) -> str:
        """Return what is asked."""
        return _("Who has spoken?")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHO HAS SPOKEN?"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return those who have not spoken."""
        told = _("Those who are not ticked stand at the foot of the big screen.")
        return (BoxRows("people"), TextBlock(told, id="hint"))

    def on_mount(self) -> None:
        """Show them."""
        super().on_mount()
        self.call_after_refresh(self.draw_rows)

    def count(self) -> int:
        """Return how many have not spoken."""
        return len(self.silent)

    def row_lines(self) -> list[Line]:
        """Return each with a tick."""
        if not self.silent:
            return [line(_("Everybody has spoken."))]
        return [line(self._row(place, one)) for place, one in enumerate(self.silent)]

    def _row(self, place: int, member: MemberId) -> str:
        digit = DIGITS[place] if place < len(DIGITS) else " "
        return f"{pointer(place == self.at)}{digit}  [{'x' if place in self.ticked else ' '}] {member}"

    def do_form_choose(self, digit: str) -> None:
        """Tick the one who carries the digit."""
        place = int(digit) - 1
        if 0 <= place < len(self.silent):
            self.at = place
            self.do_form_cycle()

    def do_form_cycle(self) -> None:
        """Tick the one at the cursor, or take the tick away."""
        if self.silent:
            self.ticked ^= {self.at}
            self.draw_rows()

    def do_form_next(self) -> None:
        """Note those who are ticked."""
        self.do_form_save()

    def do_form_save(self) -> None:
        """Note those who are ticked."""
        self.dismiss(tuple(self.silent[place] for place in sorted(self.ticked)))
