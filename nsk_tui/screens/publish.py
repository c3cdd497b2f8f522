"""See what a draft changes, then publish it; the plan before it is kept."""

from collections.abc import Sequence

from textual.widget import Widget

from nsk_tui import duty_words, wording
from nsk_tui.rules.duties import DutyRef, DutyRole, Hindrance, Line
from nsk_tui.screens import rota_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import rota_plan
from nsk_tui.services.rota_plan import PlanChange, PlanDiff, Published, Unusual
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, ngettext

SIGN_CELLS, DUTY_CELLS = 2, 38
FALLBACK_CHARACTERS_MAX = 80
CHANGED, ADDED, REMOVED = "~", "+", "−"


class PublishScreen(RowsBox[str]):
    """Shows the changes; its answer is what was published, in words."""

    NOUN = Place.PUBLISH

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look at the draft."""
        super().__init__()
        self.lines = tuple(lines)
        self.diff: PlanDiff | None = None
        self.shows_added = False
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return the counts, the changes, the checks, and who is called where nobody has duty."""
        return (
            TextBlock(_("Comparing ..."), id="counts"),
            BoxRows(id="changes"),
            TextBlock(id="checks"),
            LineField("fallback", _("Who instead?"), limit=FALLBACK_CHARACTERS_MAX),
            TextBlock(id="hint"),
        )

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Publish the rota")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SEE THE CHANGES BEFORE PUBLISHING"), _("Esc closes")

    def on_mount(self) -> None:
        """Compare."""
        super().on_mount()
        self.query_one(LineField).display = False
        self.run_service(rota_plan.diff, self.session, done=self._show, doing=_("Comparing ..."))

    def _show(self, diff: PlanDiff) -> None:
        self.diff = diff
        self.shows_added = not (diff.changed or diff.removed)
        counts = (
            ngettext("{count} change", "{count} changes", len(diff.changed)).format(count=len(diff.changed)),
            ngettext("{count} new", "{count} new", len(diff.added)).format(count=len(diff.added)),
            ngettext("{count} taken away", "{count} taken away", len(diff.removed)).format(
                count=len(diff.removed)
            ),
        )
        self.query_one("#counts", TextBlock).show(f"{' · '.join(counts)}\n")
        self.query_one("#checks", TextBlock).show(self._checks(diff))
        self.query_one(LineField).display = bool(diff.gaps)
        self.query_one("#hint", TextBlock).show(
            _("F8 publishes. The plan before is kept; u brings it back.")
            if not diff.gaps
            else _("Write who is called where nobody has duty; then F8 publishes with the gaps.")
        )
        self.draw_rows()
        self.refresh_footer()

    def _checks(self, diff: PlanDiff) -> str:
        gaps = len(diff.gaps)
        told = [
            _("Gaps: {gaps}    Absence against the plan: {conflicts}").format(
                gaps=f"■ {gaps}" if gaps else 0, conflicts=len(diff.absence_conflicts)
            ),
            _("Difference: {before} → {after} duties per full time").format(
                before=duty_words.load(diff.spread_before), after=duty_words.load(diff.spread_after)
            ),
        ]
        if diff.touched:
            told.append(_("! Concerns {members}.").format(members=", ".join(diff.touched)))
        told += [self._unusual(one) for one in diff.unusual[:2]]
        return "\n" + "\n".join(told)

    def _unusual(self, one: Unusual) -> str:
        duty = rota_words.duty_named(one.ref, self.lines)
        said = (
            _("? {duty}: {member} has two roles. Allowed, but unusual.")
            if one.why is Hindrance.OTHER_DUTY
            else _("? {duty}: {member} should rest. Allowed, but unusual.")
        )
        return said.format(duty=duty, member=one.member)

    # Rows -------------------------------------------------------------------------------------

    def changes(self) -> list[tuple[str, str, str]]:
        """Return sign, duty and who, of each row."""
        diff = self.diff
        if diff is None:
            return []
        told = [*self._rows(CHANGED, diff.changed), *self._rows(REMOVED, diff.removed)]
        told += [("■", self._named(ref), _("nobody can have it")) for ref in diff.gaps]
        if self.shows_added:
            return told + self._rows(ADDED, diff.added)
        if diff.added:
            count = wording.number(len(diff.added))
            told.append((ADDED, _("{count} new duties").format(count=count), _("Enter shows them")))
        return told

    def _rows(self, sign: str, changes: Sequence[PlanChange]) -> list[tuple[str, str, str]]:
        roles, lines = list(DutyRole), [line.id for line in self.lines]
        ordered = sorted(
            changes,
            key=lambda one: (one.ref.start, lines.index(one.ref.line), roles.index(one.ref.role)),
        )
        return [(sign, self._named(one.ref), _who(one, sign)) for one in ordered]

    def _named(self, ref: DutyRef) -> str:
        return rota_words.duty_named(ref, self.lines)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.changes())

    def row_lines(self) -> list[rows.Line]:
        """Return the changes."""
        found = self.changes()
        if self.diff is not None and not found:
            return [rows.line(_("Nothing changes."), "faint")]
        return [
            rows.line(f"{pointer(place == self.at)}{sign:<{SIGN_CELLS}}{_fit(duty)}{who}")
            for place, (sign, duty, who) in enumerate(found)
        ]

    def label(self, action: Action) -> str:
        """Name what F8 does, the gaps included."""
        if action.id == "form.next":
            return _("Show the new ones")
        if action.id == "form.save" and self.diff is not None and self.diff.gaps:
            count = len(self.diff.gaps)
            return ngettext("Publish with {count} gap", "Publish with {count} gaps", count).format(
                count=count
            )
        return super().label(action)

    def do_form_next(self) -> None:
        """Show each new duty, or hide them again."""
        self.shows_added = not self.shows_added
        self.draw_rows()

    def on_input_submitted(self) -> None:
        """Enter after who is called instead."""
        self.query_one(BoxRows).focus()

    def do_form_save(self) -> None:
        """Publish; with gaps once it is named who is called."""
        if self.diff is None or self.is_sent:
            return
        fallback = self.query_one(LineField).value.strip()
        if self.diff.gaps and not fallback:
            self.query_one("#fallback").focus()
            self.say(_("Who is called where nobody has duty? Write a code or an office."))
            return
        self.is_sent = True
        self.run_service(
            rota_plan.publish, self.session, fallback,
            done=self._published, failed=self._failed, doing=_("Publishing ..."),
        )  # fmt: skip

    def _published(self, done: Published) -> None:
        day = wording.day(done.through, self.session.today)
        told = [_("The rota is published through {day}.").format(day=day)]
        if done.settled:
            settled = ngettext(
                "{count} owed duty is made good.", "{count} owed duties are made good.", done.settled
            )
            told.append(settled.format(count=done.settled))
        self.dismiss(" ".join([*told, _("u brings the plan before back.")]))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)


def _who(one: PlanChange, sign: str) -> str:
    nobody = _("nobody")
    if sign == ADDED:
        return one.after or nobody
    return f"{one.before or nobody} → {one.after or nobody}"


def _fit(duty: str) -> str:
    return f"{cut(duty, DUTY_CELLS - 1):<{DUTY_CELLS}}"
