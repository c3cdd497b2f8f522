"""Set somebody on a duty by hand, with a reason; or lift what was set."""

from collections.abc import Sequence
from typing import Any

from textual.widget import Widget

from nsk_tui import duty_words
from nsk_tui.rules.duties import DutyRef, Layer, Line
from nsk_tui.screens import rota_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.screens.swap import REASON_CHARACTERS_MAX, Known, fetch
from nsk_tui.screens.swap_words import CAN_CELLS, MEMBER_CELLS, person
from nsk_tui.services import rota
from nsk_tui.services.rota import ChangedDuty
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, pgettext


class OverrideScreen(RowsBox[str]):
    """Asks whom to set, and why; its answer is what was done, in words."""

    NOUN = Place.SWAP

    def __init__(self, ref: DutyRef, lines: Sequence[Line]) -> None:
        """Change a duty."""
        super().__init__()
        self.ref, self.lines = ref, tuple(lines)
        self.known: Known | None = None
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return who could, the reason, and what stands over what."""
        return (
            TextBlock(id="titles", classes="head"),
            BoxRows(id="people"),
            LineField("reason", _("Reason"), limit=REASON_CHARACTERS_MAX),
            TextBlock(
                _("Stands over plan and swaps until it is lifted. Never a word about a citizen."), id="hint"
            ),
        )

    def box_title(self) -> str:
        """Return which duty it is."""
        return _("Change the duty: {duty}").format(duty=rota_words.duty_named(self.ref, self.lines))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CHANGE THE DUTY"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch who could; the reason can be written at once."""
        super().on_mount()
        self.query_one("#reason").focus()
        self.run_service(fetch, self.session, self.ref, done=self._show)

    def _show(self, known: Known) -> None:
        self.known = known
        can = _("can, {when}").format(when=duty_words.when_begins(self.ref.start))
        after = _("duties per full time after")
        who = pgettext("swap", "Set")
        self.query_one("#titles", TextBlock).show(f"  {who:<{MEMBER_CELLS}}{can:<{CAN_CELLS}}{after}")
        self.draw_rows()
        self.refresh_footer()

    @property
    def is_overridden(self) -> bool:
        """Whether somebody was set on the duty by hand."""
        if self.known is None:
            return False
        at = [one.start for one in self.known.board.periods].index(self.ref.start)
        return self.known.board.cells[self.ref.line, self.ref.role][at].layer is Layer.OVERRIDE

    def count(self) -> int:
        """Return how many rows there are: the people, nobody, and lifting what was set."""
        return len(self.known.candidates) + 1 + self.is_overridden if self.known else 0

    def row_lines(self) -> list[rows.Line]:
        """Return the people, and below them the two ways without one."""
        if self.known is None:
            return []
        lines = [person(one, place == self.at) for place, one in enumerate(self.known.candidates)]
        without = [_("nobody: the duty stands open"), _("lift what was set; plan and swaps count again")]
        for word in without[: 1 + self.is_overridden]:
            lines.append(rows.line(f"{pointer(len(lines) == self.at)}{word}"))
        return lines

    def label(self, action: Action) -> str:
        """Name what Enter does."""
        return _("Change the duty") if action.id == "form.next" else super().label(action)

    def handler(self, action: Action) -> Any:
        """Digits write in the reason."""
        return None if action.id == "form.choose" else super().handler(action)

    def on_input_submitted(self) -> None:
        """Enter in the reason does it."""
        self.do_form_next()

    def do_form_save(self) -> None:
        """F8 does what Enter does."""
        self.do_form_next()

    def do_form_next(self) -> None:
        """Set whoever stands at the cursor, once there is a reason."""
        known = self.known
        if known is None or self.is_sent:
            return
        reason = self.query_one(LineField).value.strip()
        lifts = self.at == len(known.candidates) + 1
        one = known.candidates[self.at] if self.at < len(known.candidates) else None
        if one is not None and not one.can:
            why = rota_words.hindrance(one.why_code)
            self.say(_("Cannot: {reason}.").format(reason=why))
        elif not reason and not lifts:
            self.query_one("#reason").focus()
            self.say(_("Write the reason in a few words first."))
        else:
            self.is_sent = True
            call = (
                (rota.clear, self.session, self.ref)
                if lifts
                else (rota.override, self.session, self.ref, one.member if one else None, reason)
            )
            self.run_service(*call, done=self._done, failed=self._failed)

    def _done(self, changed: ChangedDuty) -> None:
        who = changed.member or _("nobody")
        self.dismiss(_("{member} has the duty now. u undoes.").format(member=who))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)
