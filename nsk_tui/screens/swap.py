"""Swap a duty: ask the fairest in two keys, take one from somebody, or set somebody on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.duties import DutyRef, DutyRole, Line, RotaKind, Swap
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import rota_board, rota_words, swap_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox
from nsk_tui.screens.swap_words import ASK, SET, TAKE
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.services import rota, swaps
from nsk_tui.services.rota import Board, ChangedDuty
from nsk_tui.services.session import Session
from nsk_tui.services.swaps import SwapCandidate
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _

PERIODS_AHEAD = 52
REASON_CHARACTERS_MAX = 80


@dataclass(frozen=True)
class Known:
    """What a swap is chosen from.

    Shape
        ``holder`` None: nobody has the duty.
    """

    ref: DutyRef
    holder: MemberId | None
    candidates: tuple[SwapCandidate, ...]
    board: Board


def fetch(session: Session, ref: DutyRef | None) -> Known:
    """Return who might take a duty, and the rota around it; ``ref`` None is one's own next duty."""
    board = rota.board(session, None, PERIODS_AHEAD)
    if ref is None:
        row, column = rota_board.start_at(board)
        line, role = rota_board.rows(board)[row]
        ref = DutyRef(line, board.periods[column].start, role)
    candidates = swaps.candidates(session, ref)
    at = [one.start for one in board.periods].index(ref.start)
    return Known(ref, board.cells[ref.line, ref.role][at].member, candidates, board)


class SwapScreen(RowsBox[str]):
    """Asks what to do with a duty, and with whom; its answer is what was done, in words."""

    NOUN = Place.SWAP

    def __init__(self, ref: DutyRef | None, lines: Sequence[Line]) -> None:
        """Swap a duty; None is one's own next one, which is found with the rest."""
        super().__init__()
        self.wanted, self.lines = ref, tuple(lines)
        self.ahead = TypedAhead()
        self.known: Known | None = None
        self.choice = ASK
        self.returns, self.later = False, True
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return the three acts, who could, what is given back, and what will happen."""
        return (
            TextBlock(id="choices"),
            TextBlock(id="titles", classes="head"),
            BoxRows(id="people"),
            TextBlock(id="again"),
            LineField("reason", _("Reason"), limit=REASON_CHARACTERS_MAX),
            TextBlock(id="hint"),
        )

    def box_title(self) -> str:
        """Return which duty it is."""
        if self.wanted is None:
            return _("Swap a duty")
        return _("Swap: {duty}").format(duty=rota_words.duty_named(self.wanted, self.lines))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SWAP A DUTY"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch who could."""
        super().on_mount()
        self.query_one(LineField).display = False
        self.run_service(fetch, self.session, self.wanted, done=self._show)

    def _show(self, known: Known) -> None:
        self.known, self.lines = known, known.board.lines
        by_day = known.board.settings.kind is RotaKind.DAY
        title = rota_words.duty_named(self.ref, self.lines, by_day)
        whose = _("yours") if self._is_own else known.holder or _("nobody's")
        told = _("Swap: {duty} · {whose}").format(duty=title, whose=whose)
        self.query_one(DialogBox).border_title = shown(told)
        self.choice = ASK if self._is_own else TAKE
        self.draw()
        self.ahead.open()

    @property
    def ref(self) -> DutyRef:
        """The duty, once it is known."""
        known = cast("Known", self.known)
        return known.ref

    @property
    def _is_own(self) -> bool:
        return self.known is not None and self.known.holder == self.session.member

    @property
    def others(self) -> tuple[SwapCandidate, ...]:
        """Everybody but whoever has the duty."""
        known = self.known
        return tuple(one for one in known.candidates if one.member != known.holder) if known else ()

    @property
    def candidate(self) -> SwapCandidate | None:
        """Who stands at the cursor; None while nobody does."""
        return self.others[self.at] if self.at < len(self.others) else None

    # What is seen -----------------------------------------------------------------------------

    def refusals(self) -> tuple[str, str, str]:
        """Return why each of the three acts is not possible; empty for one that is."""
        own = self._is_own
        sets = may(self.session.role, Act.OVERRIDE_DUTY)
        return (
            "" if own else _("the duty is not yours"),
            _("the duty is yours") if own else "",
            "" if sets else _("coordinators only"),
        )

    def draw(self) -> None:
        """Draw what changed."""
        if self.known is None or not self.is_mounted:
            return
        self.query_one("#choices", TextBlock).show(swap_words.choices(self.choice, self.refusals()))
        self.query_one("#titles", TextBlock).show(swap_words.titles(self.choice, self.ref, self._by_day))
        self.query_one(LineField).display = self.choice == SET
        self.query_one("#again", TextBlock).display = self.choice == ASK
        self.query_one("#again", TextBlock).show(
            swap_words.again(self.return_duty(), self.returns, self.later, self._by_day)
        )
        who = self.candidate.member if self.candidate else ""
        days = self.known.board.settings.answer_days
        self.query_one("#hint", TextBlock).show(swap_words.hint(self.choice, who, days))
        self.draw_rows()
        self.refresh_footer()

    @property
    def _by_day(self) -> bool:
        return self.known is not None and self.known.board.settings.kind is RotaKind.DAY

    def shown_people(self) -> tuple[SwapCandidate, ...]:
        """Return who stands in the rows: for a duty one takes over, oneself alone."""
        own = self.session.member
        if self.choice == TAKE:
            return tuple(one for one in self.others if one.member == own)
        return self.others

    def count(self) -> int:
        """Return how many people stand in the rows."""
        return len(self.shown_people())

    def row_lines(self) -> list[rows.Line]:
        """Return who could take the duty, and who could not and why."""
        return [swap_words.person(one, place == self.at) for place, one in enumerate(self.shown_people())]

    def return_duty(self) -> DutyRef | None:
        """Return the candidate's next duty on a line of this one, for the asker; None without one."""
        one, known = self.candidate, self.known
        if one is None or known is None:
            return None
        cells = known.board.cells[self.ref.line, DutyRole.DUTY]
        for period, cell in zip(known.board.periods, cells, strict=True):
            ahead = period.start > self.session.today and period.start != self.ref.start
            if ahead and cell.member == one.member and not cell.swap_pending:
                return DutyRef(self.ref.line, period.start, DutyRole.DUTY)
        return None

    def label(self, action: Action) -> str:
        """Name what Enter does."""
        if action.id != "form.next":
            return super().label(action)
        return swap_words.act(self.choice, self.candidate.member if self.candidate else "")

    # Acts -------------------------------------------------------------------------------------

    def moved(self) -> None:
        """Tell what goes with another candidate."""
        self.draw()

    def do_form_choose(self, digit: str) -> None:
        """Choose one of the three acts, or what is given back."""
        if digit in "123":
            self.ahead.do(lambda: self._choose(int(digit) - 1))
        elif digit in "45":
            self.ahead.do(lambda: self._tick(digit))

    def _choose(self, choice: int) -> None:
        reason = self.refusals()[choice]
        if reason and self.known is not None:
            self.say(_("Cannot: {reason}.").format(reason=reason))
            return
        self.choice, self.at = choice, 0
        self.draw()
        self.query_one(LineInput if choice == SET else BoxRows).focus()

    def _tick(self, digit: str) -> None:
        if self.choice != ASK:
            return
        if digit == "4":
            self.returns = not self.returns and self.return_duty() is not None
            self.later = not self.returns
        else:
            self.later = not self.later
            self.returns = self.returns and not self.later
        self.draw()

    def on_input_submitted(self) -> None:
        """Enter in the reason sets somebody."""
        self.do_form_next()

    def do_form_save(self) -> None:
        """F8 does what Enter does."""
        self.do_form_next()

    def do_form_next(self) -> None:
        """Do it with whoever stands at the cursor, as soon as that is known."""
        self.ahead.do(self._do)

    def _do(self) -> None:
        people = self.shown_people()
        one = people[self.at] if self.at < len(people) else None
        if self.known is None or self.is_sent:
            return
        if one is None or not one.can:
            why = rota_words.hindrance(one.why_code) if one else _("nobody is there to choose")
            self.say(_("Cannot: {reason}.").format(reason=why))
            return
        self._send(one)

    def _send(self, one: SwapCandidate) -> None:
        if self.choice == SET and not self._reason:
            self.query_one(LineInput).focus()
            self.say(_("Write the reason in a few words first."))
            return
        self.is_sent = True
        if self.choice == ASK:
            back = self.return_duty() if self.returns else None
            asked = (swaps.ask, self.session, self.ref, one.member, back, self.later)
            self.run_service(*asked, done=self._asked, failed=self._failed)
        elif self.choice == TAKE:
            holder = self.known.holder if self.known else None
            taken = (swaps.take, self.session, self.ref, holder)
            self.run_service(*taken, done=self._changed, failed=self._failed)
        else:
            put = (swaps.set_person, self.session, self.ref, one.member, self._reason)
            self.run_service(*put, done=self._changed, failed=self._failed)

    @property
    def _reason(self) -> str:
        return self.query_one(LineField).value.strip()

    def _asked(self, swap: Swap) -> None:
        told = _("{member} is asked, and answers by {day} at the latest. The duty is yours until then.")
        day = wording.day(swap.answer_by, self.session.today)
        self.dismiss(told.format(member=swap.taker, day=day))

    def _changed(self, changed: ChangedDuty) -> None:
        self.dismiss(_("{member} has the duty now. u undoes.").format(member=changed.member or _("nobody")))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)
