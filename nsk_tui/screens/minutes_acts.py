"""What the keys of the minutes do about lines: write, edit, remove, resolve."""

from abc import abstractmethod

from nsk_tui import wording
from nsk_tui.rules.minutes_lines import TypedLine, write_line
from nsk_tui.screens.minutes_base import MinutesBase
from nsk_tui.screens.minutes_sheet import HeldLine
from nsk_tui.screens.resolution import OpenFinding, Resolution, stances_of
from nsk_tui.screens.resolve import ResolveScreen
from nsk_tui.services import anonymity, minutes
from nsk_tui.services.minutes import NumberedLine, Remark
from nsk_tui.widgets.line_text import LineText
from nsk_tui.wording import _

TEXT = "text"


class MinutesLineActs(MinutesBase):
    """The acts about lines."""

    @abstractmethod
    def do_minutes_settle(self) -> None:
        """Say what became of the remark at the cursor."""

    def do_row_open(self) -> None:
        """Write under the item, or edit the line at the cursor."""
        if isinstance(self.row, NumberedLine | HeldLine):
            self.do_row_edit()
        elif isinstance(self.row, Remark):
            self.do_minutes_settle()
        else:
            self.write()

    def do_row_edit(self) -> None:
        """Edit the line at the cursor."""
        row = self.row
        if isinstance(row, NumberedLine):
            self.set_aside()
            self.base = minutes.as_typed(self.session, row.line)
            self.changes = row.line.id
            self.write(self.base)
            self.say(_("You are changing a line. Enter saves."))
        elif isinstance(row, HeldLine) and row.reason:
            self.set_aside()
            self.keeper.take_back(row)
            self.changes, self.base = row.changes, row.base
            self.write(row.text)

    def do_row_remove(self) -> None:
        """Take a line away, after a question."""
        row = self.row
        if isinstance(row, HeldLine) and row.reason:
            self.ask(
                _("Throw the line away?"), _("Nobody but you has seen it."), (_("throw away"), _("keep")),
                lambda answer: self._throw_away(row) if answer == 0 else None,
            )  # fmt: skip
        elif isinstance(row, NumberedLine):
            text = _("It goes, with the decision or the action that it made. Its number is not given again.")
            self.ask(
                _("Remove the line?"), text, (_("remove"), _("keep")),
                lambda answer: self._remove(row) if answer == 0 else None,
            )  # fmt: skip

    def _throw_away(self, row: HeldLine) -> None:
        self.keeper.take_back(row)
        self.draw()

    def _remove(self, row: NumberedLine) -> None:
        self.run_service(
            minutes.remove_line, self.session, row.line.id, row.line.version,
            done=lambda _nothing: self.refresh_records(),
        )  # fmt: skip

    def do_decision_record(self) -> None:
        """Begin a decision of the item."""
        self.set_aside()
        self.write("b: ")

    def do_form_save(self) -> None:
        """Store the line that is being written, or resolve one that was kept back."""
        row = self.row
        if self.is_writing:
            self.query_one(LineText).finish()
        elif isinstance(row, HeldLine) and row.reason:
            self._resolve(row)

    def _resolve(self, row: HeldLine) -> None:
        """Go through the findings of a line; one kept back for another reason is handed in again."""
        if self.desk is None or row.number not in self.keeper.findings:
            self._hand_in_again(row, row.text, None)
            return
        typed = minutes.typed(self.session, self.desk.page, row.item, row.text)
        waiting = [OpenFinding(TEXT, one.finding) for one in self.keeper.findings[row.number]]
        resolution = Resolution({TEXT: typed.text}, waiting, anonymity.scan, anonymity.lexicon())

        def resolved(answer: Resolution | None) -> None:
            if answer is not None:
                self._hand_in_again(row, self._written(typed, answer.texts[TEXT]), answer)

        self.app.push_screen(ResolveScreen(resolution), resolved)

    def _written(self, typed: TypedLine, text: str) -> str:
        parts = TypedLine(typed.kind, text, typed.owner, typed.due)
        return write_line(parts, self.session.language == wording.ENGLISH)

    def _hand_in_again(self, row: HeldLine, text: str, answer: Resolution | None) -> None:
        self.keeper.take_back(row)
        stances = stances_of(answer.answered) if answer is not None else ()
        self.keeper.hand_in(row.item, text, row.changes, row.base, stances)
        self.draw()
