"""Meetings, the decisions: what was decided, found by its words, and what holds today instead."""

from functools import partial
from textwrap import wrap

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from nsk_tui import meeting_words, wording
from nsk_tui.rules.decisions import Decision, DecisionRef, read_label
from nsk_tui.screens import meeting_ways
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.meeting_views import DECISIONS, MeetingsView
from nsk_tui.screens.system import RowLines, pointer, rule
from nsk_tui.services import decisions
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

NUMBER_CELLS, DAY_CELLS = 10, 12


class DecisionsScreen(MeetingsView):
    """The register, the newest first; f narrows it."""

    NOUN = Place.DECISIONS
    OWN = DECISIONS

    def __init__(self) -> None:
        """Begin with all of them; they are fetched when the screen is shown."""
        super().__init__()
        self.found: tuple[Decision, ...] | None = None

    def body(self) -> tuple[Widget, ...]:
        """Return the view with a line to search in, which is hidden until it is asked for."""
        heading, *rest = super().body()
        return (heading, LineField("seek", _("Find"), remark=_("Enter goes to the list")), *rest)

    def on_mount(self) -> None:
        """Hide the line."""
        super().on_mount()
        self._show_line(False)

    def _show_line(self, is_shown: bool) -> None:
        self.query_one("#seek").parent.display = is_shown  # type: ignore[union-attr]

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one("#seek", LineInput).value.strip()

    def refresh_records(self) -> None:
        """Fetch the decisions."""
        if self.program.session is not None:
            self.run_service(decisions.find, self.session, self.words, done=self._show, exclusive="decisions")

    def _show(self, found: tuple[Decision, ...]) -> None:
        self.found = found
        if not self.words:
            self.program.tab_counts[DECISIONS] = len(found)
        self.draw()

    @property
    def decision(self) -> Decision | None:
        """The decision at the cursor; None while there is none."""
        return self.found[self.at] if self.found and self.at < len(self.found) else None

    # What is seen -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many decisions there are."""
        return len(self.found or ())

    def remark(self) -> str:
        """Return how many were found."""
        if not self.words:
            return ""
        return ngettext("{count} found", "{count} found", self.count()).format(count=self.count())

    def head_lines(self) -> list[Line]:
        """Return the columns' names."""
        if not self.count():
            return []
        number, day, what = _("Number"), _("Decided"), _("Decision")
        return [line(f"   {number:<{NUMBER_CELLS}}{day:<{DAY_CELLS}}{what}", "faint")]

    def row_lines(self) -> list[Line]:
        """Return the decisions; one that holds no more says so."""
        if self.found is None:
            return []
        if not self.found:
            nothing = (
                _("Nothing with these words.")
                if self.words
                else _("Nothing is decided yet: b: in the minutes.")
            )
            return [line(f"   {nothing}", "faint")]
        return [self._row(one, place == self.at) for place, one in enumerate(self.found)]

    def _row(self, one: Decision, at_cursor: bool) -> Line:
        day = wording.day(one.day, self.session.today)
        text = f"{pointer(at_cursor)}{one.ref!s:<{NUMBER_CELLS}}{day:<{DAY_CELLS}}"
        if one.superseded_by is None:
            return line(text + one.text)
        gone = _("(holds no more: {number})").format(number=one.superseded_by)
        return line(f"{text}{cut(one.text, self.size.width - len(text) - len(gone) - 3)} {gone}", "faint")

    def foot_lines(self) -> list[Line]:
        """Return the decision at the cursor in full."""
        one, width = self.decision, self.size.width
        if one is None:
            return [rule(width)]
        told = [one.text]
        votes = meeting_words.votes(one.votes)
        if votes:
            told.append(votes)
        if one.superseded_by is not None:
            told.append(_("Replaced by {number}. Enter goes there.").format(number=one.superseded_by))
        return [rule(width), *(line(f" {part}") for text in told for part in wrap(text, width - 2))]

    # Searching --------------------------------------------------------------------------------

    def do_app_search(self) -> None:
        """Narrow the list by words."""
        self._show_line(True)
        self.query_one("#seek").focus()

    start_search = do_app_search

    @on(Input.Changed)
    def narrow(self) -> None:
        """Look again as words are typed."""
        self.at = 0
        self.refresh_records()

    def on_input_submitted(self) -> None:
        """Go to the list; an empty line goes away."""
        self._show_line(bool(self.words))
        self.query_one(RowLines).focus()

    async def do_app_back(self) -> None:
        """Show all of them again, then go where every list goes."""
        seek = self.query_one("#seek", LineInput)
        if seek.has_focus or self.words:
            seek.value = ""
            self._show_line(False)
            self.query_one(RowLines).focus()
        else:
            await self.program.everywhere.do_app_back()

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the number of the decision at the cursor."""
        return str(self.decision.ref) if self.decision else ""

    def do_row_open(self) -> None:
        """Go to the decision that holds instead, or show the minutes in which it stands."""
        one = self.decision
        if one is not None and one.superseded_by is not None:
            self.run_service(decisions.standing, self.session, one.ref, done=self._go_to)
        elif one is not None:
            meeting_ways.open_minutes(self, one.meeting)

    def _go_to(self, one: Decision) -> None:
        refs = [each.ref for each in self.found or ()]
        if one.ref in refs:
            self.at = refs.index(one.ref)
            self.draw()
        else:
            self.say(f"{one.ref}  {one.text}")

    def do_decision_supersede(self) -> None:
        """Say which later decision holds instead."""
        if self.decision is not None:
            self.app.push_screen(SupersedeScreen(self.decision), self._told)

    def _told(self, told: str | None) -> None:
        self.refresh_records()
        if told:
            self.say(told)


class SupersedeScreen(DialogScreen[str], FieldsScreen):
    """Asks which decision holds instead; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "meeting_box.tcss"

    def __init__(self, decision: Decision) -> None:
        """Let another decision take the place of one."""
        super().__init__()
        self.decision = decision

    def body(self) -> tuple[Widget, ...]:
        """Return the decision, and the line for the number."""
        before = str(self.decision.superseded_by or "")
        return (
            TextBlock(f"\n{self.decision.text}\n"),
            LineField("number", _("Replaced by"), before, limit=12, remark=_("2026-37; empty: it holds")),
        )

    def box_title(self) -> str:
        """Return which decision it is."""
        return _("Decision {number}").format(number=self.decision.ref)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHAT HOLDS INSTEAD"), _("Esc closes")

    def on_mount(self) -> None:
        """Ask for the number."""
        super().on_mount()
        self.query_one("#number").focus()

    def do_form_save(self) -> None:
        """Save, once the number is one."""
        typed = self.value("number").strip()
        ref = read_label(typed) if typed else None
        if typed and ref is None:
            self.go_to("number", _("Write the number as 2026-37."))
            return
        self.run_service(
            decisions.supersede, self.session, self.decision.ref, ref, done=partial(self._done, ref)
        )

    def _done(self, ref: DecisionRef | None, _one: Decision) -> None:
        if ref is None:
            self.dismiss(_("{number} holds again. u undoes.").format(number=self.decision.ref))
        else:
            told = _("{number} holds instead of {old}. u undoes.")
            self.dismiss(told.format(number=ref, old=self.decision.ref))
