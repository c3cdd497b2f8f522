"""System: who did what, when and why; whether the chain is whole; an extract for one code."""

from collections.abc import Sequence

from textual.widget import Widget

from nsk_tui import audit_words, wording
from nsk_tui.rules.ids import is_code_name
from nsk_tui.screens import audit_dialogs
from nsk_tui.screens.actions import Place
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import AUDIT, SystemScreen, rule
from nsk_tui.services import oversight
from nsk_tui.services.oversight import AuditLine, AuditPage, Chain, Kind
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.grid import Grid
from nsk_tui.widgets.lines import Line, Lines, line
from nsk_tui.widgets.rows import BLOCK_ROWS, Cell, Column
from nsk_tui.wording import _

_KINDS = tuple(Kind)
WORDS_SHOWN = 4


class AuditScreen(SystemScreen, WithReference):
    """The audit, the newest first."""

    NOUN = Place.AUDIT
    OWN = AUDIT

    def __init__(self) -> None:
        """Begin with every kind; the chain is checked when the screen is first shown."""
        super().__init__()
        self.kind = Kind.ALL
        self.page: AuditPage | None = None
        self.chain: Chain | None = None
        self.checked_at = ""

    def body(self) -> tuple[Widget, ...]:
        """Return the heading, how the chain stands, the lines, what they are."""
        return (TextBlock(id="heading"), Lines(id="head"), Grid(_columns(), id="lines"), Lines(id="foot"))

    @property
    def grid(self) -> Grid[AuditLine]:
        """The lines."""
        return self.query_one("#lines", Grid)

    def on_mount(self) -> None:
        """Put the cursor on the newest line."""
        super().on_mount()
        for name in ("head", "foot"):
            self.query_one(f"#{name}").can_focus = False
        self.grid.focus()

    # Fetching ---------------------------------------------------------------------------------

    def refresh_records(self) -> None:
        """Fetch the lines; the chain is checked once, and when somebody asks."""
        if self.program.session is None:
            return
        self.run_service(
            oversight.read_audit, self.session, self.kind,
            done=self._show, doing="" if self.page else _("Fetching the audit ..."), exclusive="audit",
        )  # fmt: skip
        if self.chain is None:
            self._check()

    def _check(self) -> None:
        self.run_service(oversight.check_chain, self.session, done=self._checked, exclusive="chain")

    def _checked(self, chain: Chain) -> None:
        self.chain, self.checked_at = chain, wording.clock(self.now)
        self.draw()

    def _show(self, page: AuditPage) -> None:
        cursor = self._cursor_in(page.lines)
        self.page = page
        blocks = [
            (first, page.lines[first : first + BLOCK_ROWS]) for first in range(0, len(page.lines), BLOCK_ROWS)
        ]
        self.grid.show_rows(len(page.lines), cursor, blocks)
        self.draw()

    def _cursor_in(self, lines: Sequence[AuditLine]) -> int:
        """Return where the cursor goes in other lines: with its line, unless it stands on the newest."""
        at = self.grid.row_at_cursor
        if at is None or self.grid.cursor == 0:
            return 0
        return next((place for place, one in enumerate(lines) if one.number == at.number), self.grid.cursor)

    # What is seen -----------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the lines around the list that changed."""
        if self.program.session is None:
            return
        self.query_one("#heading", TextBlock).show(self.heading(self._counted()))
        self.query_one("#head", Lines).show([line(f" {chain_words(self.chain, self.checked_at)}")])
        self.query_one("#foot", Lines).show(self._foot())
        self.refresh_footer()

    def _counted(self) -> str:
        if self.page is None or len(self.page.lines) == self.page.count:
            return ""
        return _("{shown} of {count} lines").format(
            shown=wording.number(len(self.page.lines)), count=wording.number(self.page.count)
        )

    def _foot(self) -> list[Line]:
        if self.page is None:
            return []
        words = " ".join(self.page.words[:WORDS_SHOWN])
        filters = " ".join(_filter_word(kind, kind is self.kind) for kind in _KINDS)
        return [
            rule(self.size.width),
            line(" " + _("No content: only who, when, what and why. Lines cannot be changed.")),
            line(" " + _("The chain's 12 words: {words} ... (Enter shows all)").format(words=words)),
            line(" " + _("Filter: {kinds}").format(kinds=filters)),
            line(" " + _("A citizen's right to see the log: E makes an extract for one code."), "faint"),
        ]  # fmt: skip

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def on_grid_moved(self) -> None:
        """Offer what fits the line."""
        self.refresh_footer()

    def on_grid_opened(self) -> None:
        """Open the line that was clicked."""
        self.do_row_open()

    def has_row(self) -> bool:
        """Return whether the cursor stands on a line."""
        return self.is_mounted and self.grid.row_at_cursor is not None

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the code name that the line is about, else the line's number."""
        at = self.grid.row_at_cursor
        if at is None:
            return ""
        return at.subject if is_code_name(at.subject) else str(at.number)

    def do_row_open(self) -> None:
        """Show the line at the cursor in full, and the twelve words."""
        at = self.grid.row_at_cursor
        if at is not None and self.page is not None:
            self.app.push_screen(audit_dialogs.LineScreen(at, self.page.words))

    def do_audit_filter(self) -> None:
        """Take the next kind of lines."""
        self.kind = _KINDS[(_KINDS.index(self.kind) + 1) % len(_KINDS)]
        self.grid.move_to(0)
        self.refresh_records()

    def do_verify_run(self) -> None:
        """Hold every line against the one before, now."""
        self.chain = None
        self.draw()
        self._check()

    def do_audit_export(self) -> None:
        """Ask for which code; the one at the cursor is proposed."""
        at = self.grid.row_at_cursor
        code = at.subject if at is not None and is_code_name(at.subject) else ""
        self.app.push_screen(audit_dialogs.CodeScreen(code), self._extract)

    def _extract(self, code: str | None) -> None:
        if code is not None:
            self.run_service(
                oversight.extract, self.session, code,
                done=lambda lines: self.app.push_screen(audit_dialogs.ExtractScreen(code, lines)),
                doing=_("Making the extract ..."),
            )  # fmt: skip


def chain_words(chain: Chain | None, checked_at: str) -> str:
    """Return how the chain stands; None: it is being checked."""
    if chain is None:
        return _("Checking the chain ...")
    if chain.broken is None:
        return _("The chain is whole: {count} lines. Checked {time}.").format(
            count=wording.number(chain.count), time=checked_at
        )
    return _("■ The chain is broken at line {number}. Keep a copy of the files, and fetch help.").format(
        number=wording.number(chain.broken)
    )


def _filter_word(kind: Kind, is_chosen: bool) -> str:
    word = audit_words.kind(kind.value)
    return f"▸{word}◂" if is_chosen else word


def _columns() -> tuple[Column[AuditLine], ...]:
    return (
        Column(_("Time (UTC)"), 14, lambda row: Cell(f"{row.at:%d/%m %H:%M:%S}"), until_width=100),
        Column(_("Time (UTC)"), 19, lambda row: Cell(f"{row.at:%d/%m-%Y %H:%M:%S}"), from_width=100),
        Column(_("Who"), 6, lambda row: Cell(row.member)),
        Column(_("What"), 20, lambda row: Cell(audit_words.act(row.act)), until_width=100),
        Column(_("What"), 26, lambda row: Cell(audit_words.act(row.act)), from_width=100),
        Column(_("On what"), 0, lambda row: Cell(audit_words.subject(row.act, row.subject) or "-")),
        Column(_("Purpose"), 12, lambda row: Cell(audit_words.purpose(row.purpose) or "-"), until_width=100),
        Column(_("Purpose"), 32, lambda row: Cell(audit_words.purpose(row.purpose) or "-"), from_width=100),
        Column("", 1, lambda row: Cell(audit_words.mark(row.act), "late")),
    )
