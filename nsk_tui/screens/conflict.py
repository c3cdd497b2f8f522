"""An entry was saved elsewhere while it was corrected here: both versions, and what becomes of them.

Source
    docs/rules/merge.md
"""

from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.rules.consultations import Consultation, NewConsultation
from nsk_tui.rules.merge import TEXT_FIELDS, FieldMerge, Side, apply, merge_fields
from nsk_tui.screens import conflict_words as words
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.consultation_draft import Assignment
from nsk_tui.services import consultations
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.lines import Lines
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.consultation_form import ConsultationFormScreen

ROWS_SHOWN_MAX = 6
PREVIEW_LINES = 4
SIDES = (Side.THEIRS, Side.MINE, Side.BOTH)
"""What the digits 1 to 3 mean for a field."""


class Way(Enum):
    """What becomes of the version that was written here."""

    AS_ENTRY = "as_entry"
    MINE = "mine"
    MERGED = "merged"


@dataclass(frozen=True)
class Conflict:
    """What was read before, what is in the archive now, and what was written meanwhile."""

    base: NewConsultation
    theirs: Consultation
    mine: NewConsultation


@dataclass(frozen=True)
class Settled:
    """What somebody chose, and the record that follows from it."""

    way: Way
    body: NewConsultation


class ConflictScreen(DialogScreen[Settled]):
    """Shows both versions field by field; closes with a choice, or with None: nothing is decided."""

    NOUN = Place.CONFLICT
    AUTO_FOCUS = ""
    CSS_PATH = "conflict.tcss"

    def __init__(self, conflict: Conflict) -> None:
        """Settle one conflict."""
        super().__init__()
        self.conflict = conflict
        self.merges = merge_fields(conflict.base, conflict.theirs.body, conflict.mine)
        self.rows = [one for one in self.merges if not one.base == one.theirs == one.mine]
        self.chosen: dict[str, Side] = {}
        self.choice, self.at = len(Way) - 1, -1

    def box_title(self) -> str:
        """Return what happened."""
        return _("Saved before you, on another screen")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SAVED BEFORE YOU"), _("Esc closes; the draft is kept")

    def body(self) -> tuple[Widget, ...]:
        """Return what happened, the fields, and the ways out."""
        return (TextBlock(id="told"), Lines(id="fields"), TextBlock(id="ways"))

    def on_mount(self) -> None:
        """Show the fields."""
        super().on_mount()
        self.query_one("#fields", Lines).styles.height = 1 + min(len(self.rows), ROWS_SHOWN_MAX)
        told = _("{code}. The entry was saved at {time} while you wrote. Nothing is lost: "
                 "your version is a draft, the other one is in the archive.")  # fmt: skip
        self.query_one("#told", TextBlock).show(
            "\n" + told.format(code=self.conflict.theirs.thread, time=self._clock()) + "\n"
        )
        self.call_after_refresh(self._draw)
        self.say(_("Nothing is overwritten: what was saved first stays in the history."))

    # What is seen -----------------------------------------------------------------------------

    @property
    def is_merging(self) -> bool:
        """Whether fields are being chosen one by one."""
        return self.at >= 0

    def side(self, one: FieldMerge) -> Side:
        """Return whose value a field takes as it stands."""
        return self.chosen.get(one.field, one.proposal)

    def _clock(self) -> str:
        theirs = self.conflict.theirs
        return wording.clock(on_the_wall(theirs.changed_at or theirs.created_at))

    def _draw(self) -> None:
        today = self.now.date()
        sides = [self.side(one) for one in self.rows]
        lines = words.table(self.rows, sides, self.at, today, self._clock())
        self.query_one("#fields", Lines).show(lines, self.at + 1 if self.is_merging else -1)
        self.query_one("#ways", TextBlock).show(self._preview() if self.is_merging else self._ways())
        self.refresh_footer()

    def _ways(self) -> Content:
        choices = (
            _("keep the saved one, and save mine as a new entry in the thread"),
            _("use mine, and keep the saved one in the history"),
            _("merge: choose field by field  (1 the saved, 2 yours)"),
        )
        lines = [
            Content.assemble((f"{'▸' if place == self.choice else ' '} {place + 1}  ", "bold"), text)
            for place, text in enumerate(choices)
        ]
        return Content("\n").join([Content(""), *lines, Content(""), Content(self._proposal())])

    def _proposal(self) -> str:
        if not self.rows:
            return _("Both versions say the same.")
        level = next((one for one in self.rows if one.field == "level"), None)
        raised = level is not None and level.theirs != level.mine
        return _("Proposal: 3. The higher level is kept.") if raised else _("Proposal: 3.")

    def _preview(self) -> Content:
        one = self.rows[self.at]
        both = "  " + _("3 both") if one.field in TEXT_FIELDS else ""
        heading = _("{field}:  1 the saved  2 yours").format(field=words.label(one.field)) + both
        merged = getattr(self._merged(), one.field)
        is_open = self.side(one) is Side.CHOOSE
        becomes = str(merged) if one.field in TEXT_FIELDS else words.said(one, merged, self.now.date())
        told = [_("Becomes:"), *becomes.split("\n")] if not is_open else [_("Nothing is chosen yet.")]
        if len(told) == 2:
            told = [" ".join(told)]
        if len(told) > PREVIEW_LINES:
            told = [*told[: PREVIEW_LINES - 1], "…"]
        return Content("\n").join([Content(""), Content.styled(heading, "bold"), *map(shown, told)])

    def label(self, action: Action) -> str:
        """Return the word for an act in this box."""
        if action.id == "form.next":
            return _("Next field") if self.is_merging else _("Carry out")
        return super().label(action)

    # Choosing ---------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Move the mark up and down."""
        if event.key not in ("up", "down"):
            return
        event.stop()
        step = 1 if event.key == "down" else -1
        if self.is_merging:
            self.at = max(0, min(self.at + step, len(self.rows) - 1))
        else:
            self.choice = (self.choice + step) % len(Way)
        self._draw()

    def do_form_choose(self, digit: str) -> None:
        """Take a way, or a side for the field at the cursor."""
        place = int(digit) - 1
        if not self.is_merging:
            if 0 <= place < len(Way):
                self.choice = place
                self.do_form_next()
            return
        one = self.rows[self.at]
        if 0 <= place < (3 if one.field in TEXT_FIELDS else 2):
            self.chosen[one.field] = SIDES[place]
            self.at = min(self.at + 1, len(self.rows) - 1)
            self._draw()

    def do_form_next(self) -> None:
        """Take the marked way, or go to the next field."""
        if self.is_merging:
            self.at = min(self.at + 1, len(self.rows) - 1)
            self._draw()
        elif self.choice < len(Way) - 1:
            way = tuple(Way)[self.choice]
            self.dismiss(Settled(way, self.conflict.mine))
        else:
            self._merge()

    def do_form_save(self) -> None:
        """Save what the fields are now, once each has a value."""
        waiting = [place for place, one in enumerate(self.rows) if self.side(one) is Side.CHOOSE]
        if not waiting:
            self.dismiss(Settled(Way.MERGED, self._merged()))
            return
        self.at = waiting[0]
        self._draw()
        named = ", ".join(words.label(self.rows[place].field) for place in waiting)
        self.say(_("Choose first: {fields}.").format(fields=named))

    def _merge(self) -> None:
        if not self.rows:
            self.do_form_save()
            return
        self.at = 0
        self._draw()
        self.say(_("The digit chooses for a field; F8 saves what stands under merged."))

    def _merged(self) -> NewConsultation:
        return apply(self.conflict.theirs.body, self.merges, self.chosen)

    def do_app_back(self) -> None:
        """Go back to the ways, or close: nothing is decided."""
        if self.is_merging:
            self.at = -1
            self._draw()
        else:
            self.dismiss(None)


def settle(form: "ConsultationFormScreen") -> None:
    """Fetch what was saved first, and ask what becomes of the two versions."""
    entry = form.assignment.correcting
    if entry is not None:
        form.run_service(consultations.latest, form.session, entry.id, done=partial(_ask, form, entry.body))


def _ask(form: "ConsultationFormScreen", base: NewConsultation, theirs: Consultation) -> None:
    conflict = Conflict(base, theirs, form.new())
    form.app.push_screen(ConflictScreen(conflict), partial(_settled, form, conflict))


def _settled(form: "ConsultationFormScreen", conflict: Conflict, answer: Settled | None) -> None:
    """Go on with the choice; every way passes the anonymity check again."""
    if answer is None:
        form.sheet.go_to(form.sheet.here)
        form.say(_("The draft is saved. F8 asks again."))
        return
    theirs = conflict.theirs
    if answer.way is Way.AS_ENTRY:
        form.assignment = Assignment(theirs.thread, theirs.thread)
    else:
        form.assignment = replace(form.assignment, correcting=theirs)
    if answer.way is Way.MERGED:
        same_age = answer.body.age_band == theirs.body.age_band
        area = theirs.area if same_age else conflict.mine.area or theirs.area
        form.sheet.put_answers(fields.of_body(answer.body, area))
    form.refresh_frame()
    form.writer.store()
