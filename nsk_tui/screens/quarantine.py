"""Rows of an imported log that may reveal a person, one by one in the form."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import ConcernLevel, NewConsultation
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens import quarantine_row
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.consultation_form import ConsultationFormScreen
from nsk_tui.screens.quarantine_row import KIND, UNSEEN, RowTurn, next_turn, with_unseen
from nsk_tui.screens.writer import Outcome, Writer
from nsk_tui.services.recording import Added
from nsk_tui.widgets.marks import Answered
from nsk_tui.wording import _, ngettext

NEEDED = ("age", "level", "outcome")
"""All that a row of an old log must have; who wrote it may not have asked the rest."""


class QuarantineScreen(ConsultationFormScreen):
    """A row of a log being resolved; when it is stored, the next one opens by itself."""

    NOUN = Place.QUARANTINE

    def __init__(self, place: int = 1, total: int = 0, skipped: frozenset[str] = frozenset()) -> None:
        """Open the first row that was not skipped; ``total`` 0 counts those that wait now."""
        super().__init__()
        self.writer = Writer(self, self, KIND, None)
        self.place, self.total, self.skipped = place, total, skipped
        self.turn: RowTurn | None = None
        self.base = NewConsultation(ConcernLevel.YELLOW)
        self.unseen_answers: dict[str, list[Answered]] = {}

    def fetch(self) -> None:
        """Ask for the row whose turn it is."""
        self.run_service(
            next_turn, self.session, self.skipped, done=self._begin_row, doing=_("Fetching the row ...")
        )

    def _begin_row(self, turn: RowTurn | None) -> None:
        if turn is None:
            self.dismiss(None)
            self.program.everywhere.say(self._ended())
            return
        self.turn, self.base, self.writer.draft_id = turn, turn.new, turn.draft_id
        self.total = self.total or turn.left
        if self.sheet.begin_with(turn.answers, None):
            self.writer.known = self.payload()
        self.sheet.go_to("text")
        self.refresh_frame()
        self.say(_("F8 resolves and saves. F4 discards or skips. Esc: the rest waits."))
        self.begun.open()

    def _ended(self) -> str:
        left = len(self.skipped)
        waiting = ngettext("{count} row still waits.", "{count} rows still wait.", left).format(count=left)
        return waiting if left else _("No row waits any more.")

    # What the frame says ----------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return which row of how many this is, and its number in the file."""
        if self.turn is None:
            return _("IMPORT"), ""
        row = _("Row {place} of {total}").format(place=self.place, total=self.total)
        in_file = _("row {number} in the file").format(number=self.turn.line.row)
        return f"{_('IMPORT')}   {row} · {in_file}", super().title_texts()[1]

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        touched = self.is_mounted and self.writer.is_touched
        return _("imported row {place}").format(place=self.place) if touched else ""

    def label(self, action: Action) -> str:
        """Return the word for an act in the form."""
        if action.id == "app.back" and self.is_mounted and not self.sheet.is_writing:
            return _("Close; the rest waits")
        return super().label(action)

    def closing_words(self) -> str:
        """Return what is said when the form is closed with something written in it."""
        return _("The row still waits, with what you wrote.")

    def wanting(self) -> list[str]:
        """Return the fields that must be answered before the row can be stored."""
        return [name for name in super().wanting() if name in NEEDED]

    # Acts -------------------------------------------------------------------------------------

    def do_import_skip(self) -> None:
        """Leave this row for later."""
        if self.turn is not None:
            self.writer.when_drafted(partial(self._next, self.skipped | {self.turn.line.id}))

    def do_import_discard(self) -> None:
        """Drop this row for good, after asking."""
        question = ConfirmScreen(
            _("Discard the row?"),
            _("It is not stored, and importing the same file again does not bring it back. "
              "The file itself is left as it is. It cannot be undone."),
            (_("discard"), _("keep")),
        )  # fmt: skip
        self.app.push_screen(question, self._discard)

    def _discard(self, answer: int | None) -> None:
        if answer == 0 and self.turn is not None:
            self.run_service(
                quarantine_row.discard, self.session, self.turn.line.id, self.writer.draft_id,
                done=lambda _none: self._next(self.skipped),
            )  # fmt: skip

    def _next(self, skipped: frozenset[str]) -> None:
        self.writer.known = self.payload()
        self.app.switch_screen(QuarantineScreen(self.place + 1, self.total, skipped))

    # What the writer asks ---------------------------------------------------------------------

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        row_id = self.turn.line.id if self.turn is not None else ""
        return quarantine_row.payload_of(row_id, self.base, fields.as_payload(self.sheet.answers()))

    def start_from(self) -> NewConsultation:
        """Return the row: what the form does not ask about stays as it was in the log."""
        return self.base

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return {**super().answered(), **self.unseen_answers}

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show texts in which findings were resolved; those without a field are kept beside it."""
        self.base = with_unseen(self.base, texts)
        self.unseen_answers = {name: list(answered.get(name, ())) for name in UNSEEN}
        super().put_texts(texts, answered)

    def storing(self, stances: tuple[Stance, ...], draft_id: str | None) -> Callable[[], Outcome]:
        """Return the call that stores the row."""
        row_id = self.turn.line.id if self.turn is not None else ""
        return partial(quarantine_row.store, self.session, row_id, self.new(), stances, draft_id)

    def stored(self, added: Added) -> None:
        """Go on with the next row."""
        self._next(self.skipped)
