"""Try without somebody: gaps and load as they would be, at once; nothing of it is saved."""

from textual.widget import Widget

from nsk_tui import duty_words
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import rota_words
from nsk_tui.screens.actions import Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import rota_members, rota_settings, what_if
from nsk_tui.services.session import Session
from nsk_tui.services.what_if import WhatIf
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.bars import COMING, FULL, bar
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.wording import _, ngettext

PERIODS = 8
LONGEST = 13
"""What the digit 0 stands for: a quarter of a year."""

MEMBER_CELLS, BAR_CELLS = 10, 28
GAPS_NAMED_MAX = 3


class WhatIfScreen(RowsBox[None]):
    """Holds people out for some weeks."""

    NOUN = Place.WHAT_IF

    def __init__(self, member: MemberId | None) -> None:
        """Begin without a member; None begins with everybody there."""
        super().__init__()
        self.without: set[MemberId] = {member} if member else set()
        self.periods = PERIODS
        self.people: tuple[MemberId, ...] = ()
        self.found: WhatIf | None = None
        self.names: tuple[str, ...] = ()

    def body(self) -> tuple[Widget, ...]:
        """Return what it would mean, the people, and the keys."""
        return (
            TextBlock(id="told"),
            BoxRows(id="people"),
            TextBlock(
                _("Space takes somebody out or in, the digit says how many weeks (0 is 13)."), id="hint"
            ),
        )

    def box_title(self) -> str:
        """Return what is tried."""
        return _("Try without somebody: nothing is saved")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("TRY WITHOUT"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch the people, then try."""
        super().on_mount()
        self.run_service(_people, self.session, done=self._begin)

    def _begin(self, people: tuple[MemberId, ...]) -> None:
        self.people = people
        self.at = next((at for at, one in enumerate(people) if one in self.without), 0)
        self._try()

    def _try(self) -> None:
        self.draw_rows()
        without = sorted(self.without)
        self.run_service(
            _tried, self.session, without, self.periods,
            done=self._show, failed=self._failed, doing=_("Planning ..."), exclusive="what-if",
        )  # fmt: skip

    def _show(self, found: tuple[WhatIf, tuple[str, ...]]) -> None:
        self.found, self.names = found
        self.query_one("#told", TextBlock).show(self._told(self.found))
        self.draw_rows()

    def _failed(self, error: Exception) -> None:
        self.query_one("#told", TextBlock).show(_("■ Nobody would be left to have duty.") + "\n")
        if getattr(error, "code", "") != "nobody_on_line":
            self.program.show_error(error)

    def _told(self, found: WhatIf) -> str:
        who = ", ".join(found.without) or _("nobody")
        weeks = ngettext("{count} week", "{count} weeks", self.periods).format(count=self.periods)
        head = _("Without {who} for {weeks}:").format(who=who, weeks=weeks)
        gaps = ngettext("■ {count} gap", "■ {count} gaps", len(found.gaps)).format(count=len(found.gaps))
        said = gaps if found.gaps else _("no gaps")
        moved = ngettext("{count} duty goes to somebody else", "{count} duties go to others", found.moved)
        first = f"{head} {said}, {moved.format(count=found.moved)}."
        more = f" (+{len(self.names) - GAPS_NAMED_MAX})" if len(self.names) > GAPS_NAMED_MAX else ""
        named = "; ".join(self.names[:GAPS_NAMED_MAX]) + more
        return f"{first}\n{named}\n"

    # Rows -------------------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many people there are."""
        return len(self.people)

    def row_lines(self) -> list[rows.Line]:
        """Return the people, each with her load now and as it would be."""
        loads = {one.member: one for one in self.found.loads} if self.found else {}
        top = max((max(one.before, one.after) for one in loads.values()), default=1.0) or 1.0
        lines = []
        for place, member in enumerate(self.people):
            tick = "x" if member in self.without else " "
            lead = f"{pointer(place == self.at)}[{tick}] {cut(member, MEMBER_CELLS - 1):<{MEMBER_CELLS}}"
            one = loads.get(member)
            if one is None:
                lines.append(rows.line(lead))
                continue
            parts = [(min(one.before, one.after), FULL), (max(0.0, one.after - one.before), COMING)]
            numbers = f"{duty_words.load(one.before)} → {duty_words.load(one.after)}"
            lines.append(rows.line(f"{lead}{bar(parts, top, BAR_CELLS):<{BAR_CELLS}}  {numbers}"))
        return lines

    # Acts -------------------------------------------------------------------------------------

    def do_form_cycle(self) -> None:
        """Take the person at the cursor out, or in again."""
        if self.at < len(self.people):
            self.without ^= {self.people[self.at]}
            self._try()

    def do_form_choose(self, digit: str) -> None:
        """Try so many weeks."""
        self.periods = int(digit) or LONGEST
        self._try()


def _people(session: Session) -> tuple[MemberId, ...]:
    return tuple(one.id for one in rota_members.rota_members(session) if one.lines and one.share_percent)


def _tried(session: Session, without: list[MemberId], periods: int) -> tuple[WhatIf, tuple[str, ...]]:
    found = what_if.what_if(session, without, periods)
    lines = rota_settings.lines(session)
    return found, tuple(rota_words.duty_named(ref, lines) for ref in found.gaps)
