"""Why somebody has a duty: a line for each candidate, in the order in which the rule saw them."""

from collections.abc import Sequence
from typing import Any

from textual.widget import Widget

from nsk_tui import duty_words
from nsk_tui.rules.duties import DutyRef, Line
from nsk_tui.rules.duty_why import Why
from nsk_tui.screens import rota_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import duty_why
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _

MEMBER_CELLS, VERDICT_CELLS, NUMBER_CELLS = 8, 13, 6


class WhyScreen(RowsBox[str]):
    """Tells why; its answer is what was done from here, in words."""

    NOUN = Place.DUTY_WHY

    def __init__(self, ref: DutyRef, lines: Sequence[Line]) -> None:
        """Explain a duty."""
        super().__init__()
        self.ref, self.lines = ref, tuple(lines)
        self.why: Why | None = None

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry: nothing is filled in here."""
        return (Place.ALL, Place.ROWS, cls.NOUN)

    def body(self) -> tuple[Widget, ...]:
        """Return the rule, the candidates, and how to change it."""
        return (
            TextBlock(duty_words.why_rule() + "\n", id="rule"),
            BoxRows(id="people"),
            TextBlock(id="hint"),
        )

    def box_title(self) -> str:
        """Return which duty it is."""
        return _("Why? {duty}").format(duty=rota_words.duty_named(self.ref, self.lines))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHY?"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch what the rule saw."""
        super().on_mount()
        self.run_service(duty_why.why, self.session, self.ref, done=self._show, doing=_("Looking ..."))

    def _show(self, why: Why) -> None:
        self.why = why
        member = why.duty.member if why.duty else None
        is_day = why.period.start == why.period.end
        duty = rota_words.duty_named(self.ref, self.lines, is_day)
        told = _("Why has {member} {duty}?").format(member=member or _("nobody"), duty=duty)
        self.query_one(DialogBox).border_title = shown(told)
        note = why.duty.note if why.duty else ""
        even = _("Of equals the one whose last duty is longest ago. A coordinator can change it with r.")
        self.query_one("#hint", TextBlock).show(f"«{note}»\n{even}" if note else even)
        self.draw_rows()
        self.refresh_footer()

    def count(self) -> int:
        """Return how many candidates there are."""
        return len(self.why.lines) if self.why else 0

    def rows_shown(self) -> int:
        """Return how many rows there is room for."""
        return super().rows_shown() + 2

    def row_lines(self) -> list[rows.Line]:
        """Return the candidates."""
        if self.why is None:
            return []
        told = duty_words.why_lines(self.why, self.session.today)
        return [_row(one, place == self.at) for place, one in enumerate(told)]

    def handler(self, action: Action) -> Any:
        """Keys of forms mean nothing here."""
        return None if action.id.startswith("form.") else super().handler(action)

    # Acts -------------------------------------------------------------------------------------

    def do_duty_swap(self) -> None:
        """Swap the duty instead."""
        from nsk_tui.screens.swap import SwapScreen

        self.app.push_screen(SwapScreen(self.ref, self.lines), self._after)

    def do_duty_override(self) -> None:
        """Change the duty instead."""
        from nsk_tui.screens.duty_override import OverrideScreen

        self.app.push_screen(OverrideScreen(self.ref, self.lines), self._after)

    def do_duty_history(self) -> None:
        """Tell what happened to the duty."""
        from nsk_tui.screens.duty_history import show_history

        show_history(self, self.ref, self.lines)

    def _after(self, told: str | None) -> None:
        if told:
            self.dismiss(told)


def _row(told: tuple[str, str, str, str], at_cursor: bool) -> rows.Line:
    member, verdict, number, reason = told
    lead = f"{pointer(at_cursor)}{cut(member, MEMBER_CELLS - 1):<{MEMBER_CELLS}}"
    return (
        (lead, "bold" if at_cursor else ""),
        (f"{cut(verdict, VERDICT_CELLS - 1):<{VERDICT_CELLS}}", ""),
        (f"{number:>{NUMBER_CELLS - 2}}  ", ""),
        (reason, ""),
    )
