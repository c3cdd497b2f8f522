"""Boxes about a handover as a whole: what is sent and what is missing, which duties go to whom."""

from collections.abc import Sequence

from textual.widget import Widget

from nsk_tui import handover_words
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.handover import HandoverFault
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.screens import rota_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.services import handover, handover_duties, handover_moves
from nsk_tui.services.handover_duties import DutyMove, ShadowWeek
from nsk_tui.services.handover_moves import SentAll, is_to_send
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.rota_change import ChangedDuty
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.wording import _, ngettext

NAME_CELLS, RECEIVER_CELLS, DUTY_CELLS = 30, 7, 40
_TOLD_ELSEWHERE = frozenset({HandoverFault.NO_RECEIVER, HandoverFault.NOT_RECEIVED})
"""What the rows of the box say themselves."""


class SendScreen(RowsBox[str]):
    """Shows what is still missing, item by item; F8 sends those that are whole."""

    NOUN = Place.HANDOVER_SEND

    def __init__(self, view: HandoverView) -> None:
        """Look at what is not sent yet; the view may be older than what was just written."""
        super().__init__()
        self.view = view
        self.ahead = TypedAhead()
        self.is_known = self.is_sent = False

    @property
    def waiting(self) -> list[ItemView]:
        """What is not sent yet."""
        return [one for one in self.view.items if is_to_send(one)]

    @property
    def whole(self) -> list[ItemView]:
        """What can be sent."""
        return [one for one in self.waiting if not one.faults]

    def body(self) -> tuple[Widget, ...]:
        """Return the counts, the items, and what the handover as a whole lacks."""
        return (TextBlock(id="counts"), BoxRows(id="items"), TextBlock(id="lacks"))

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Send · handover of {member}").format(member=self.view.handover.giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHAT IS STILL MISSING"), _("Esc closes")

    def on_mount(self) -> None:
        """Read the handover as it stands now: an item may have been saved a moment ago."""
        super().on_mount()
        self.run_service(handover.read, self.session, self.view.handover.id, done=self._show)

    def _show(self, view: HandoverView) -> None:
        self.view, self.is_known = view, True
        self.query_one("#counts", TextBlock).show(self._counts() + "\n")
        self.query_one("#lacks", TextBlock).show(self._lacks())
        self.draw_rows()
        self.refresh_footer()
        self.ahead.open()

    def _counts(self) -> str:
        ready, waiting = len(self.whole), len(self.waiting)
        if not waiting:
            return _("Every item has been sent.")
        told = ngettext("{ready} of {count} is ready.", "{ready} of {count} are ready.", waiting)
        return told.format(ready=ready, count=waiting)

    def _lacks(self) -> str:
        told = [
            f"! {handover_words.handover_fault(fault)}"
            for fault in self.view.faults
            if fault not in _TOLD_ELSEWHERE
        ]
        return "\n" + "\n".join(told) if told else ""

    def count(self) -> int:
        """Return how many items wait for being sent."""
        return len(self.waiting)

    def row_lines(self) -> list[rows.Line]:
        """Return the items, each with whom it goes to and what it lacks."""
        return [self._row(one, place == self.at) for place, one in enumerate(self.waiting)]

    def _row(self, one: ItemView, at_cursor: bool) -> rows.Line:
        name = cut(handover_words.item_name(one.item), NAME_CELLS - 1)
        lacks = handover_words.item_faults(one.faults)
        said = _("missing: {what}").format(what=lacks) if one.faults else _("ready")
        receiver = one.item.receiver or "?"
        return rows.line(f"{pointer(at_cursor)}{name:<{NAME_CELLS}}{receiver:<{RECEIVER_CELLS}}{said}")

    def impossible(self, action: Action) -> str | None:
        """Say why nothing is sent."""
        nothing = self.is_known and not self.whole
        return _("no item is ready") if action.id == "form.save" and nothing else None

    def label(self, action: Action) -> str:
        """Name what F8 does."""
        if action.id == "form.save" and self.is_known and self.whole:
            count = len(self.whole)
            return ngettext("Send {count} item", "Send {count} items", count).format(count=count)
        return super().label(action)

    def do_form_next(self) -> None:
        """Tell the whole of what the item under the cursor lacks."""
        if self.at < len(self.waiting):
            one = self.waiting[self.at]
            lacks = handover_words.item_faults(one.faults)
            self.say(_("Missing: {what}.").format(what=lacks) if lacks else _("It is ready; F8 sends it."))

    def do_form_save(self) -> None:
        """Send what is whole, once it is known what is."""
        self.ahead.do(self._send)

    def _send(self) -> None:
        if self.is_sent:
            return
        if not self.whole:
            self.say(_("Cannot: {reason}.").format(reason=_("no item is ready")))
            return
        self.is_sent = True
        self.run_service(
            handover_moves.send_all, self.session, self.view.handover.id,
            done=self._done, failed=self._failed, doing=_("Sending ..."),
        )  # fmt: skip

    def _done(self, outcome: SentAll) -> None:
        count, receivers = len(outcome.sent), sorted({one.receiver or "" for one in outcome.sent})
        told = ngettext("{count} item is sent to {members}.", "{count} items are sent to {members}.", count)
        said = told.format(count=count, members=", ".join(receivers))
        if outcome.kept:
            left = len(outcome.kept)
            said += " " + ngettext(
                "{count} still lacks something.", "{count} still lack something.", left
            ).format(count=left)
        self.dismiss(said)

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)


class DutiesScreen(RowsBox[str]):
    """Shows the duties after the last day, and who should take them; F8 moves them."""

    NOUN = Place.HANDOVER_DUTIES

    def __init__(self, view: HandoverView) -> None:
        """Look at the duties of a handover."""
        super().__init__()
        self.view = view
        self.moves: tuple[DutyMove, ...] | None = None
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return the duties, and what moving them means."""
        return (
            TextBlock(_("Looking at the rota ..."), id="told"),
            BoxRows(id="duties"),
            TextBlock(id="hint"),
        )

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Duties after the last day · {member}").format(member=self.view.handover.giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DUTIES AFTER THE LAST DAY"), _("Esc closes")

    def on_mount(self) -> None:
        """Look."""
        super().on_mount()
        self.run_service(handover_duties.moves, self.session, self.view.handover.id, done=self._show)

    def _show(self, moves: tuple[DutyMove, ...]) -> None:
        self.moves = moves
        count = len(moves)
        told = ngettext(
            "{count} duty lies after the last day.", "{count} duties lie after the last day.", count
        )
        self.query_one("#told", TextBlock).show(told.format(count=count) + "\n" if count else _no_duties())
        hint = _("F8 moves them; everybody sees it on the rota. u takes it back.") if self._movable() else ""
        self.query_one("#hint", TextBlock).show("\n" + hint)
        self.draw_rows()
        self.refresh_footer()

    def _movable(self) -> int:
        return sum(one.taker is not None or one.ref.role is DutyRole.SHADOW for one in self.moves or ())

    def count(self) -> int:
        """Return how many duties there are."""
        return len(self.moves or ())

    def row_lines(self) -> list[rows.Line]:
        """Return the duties, each with who should take it."""
        return [
            rows.line(f"{pointer(place == self.at)}{_duty(one):<{DUTY_CELLS}}{_taker(one)}")
            for place, one in enumerate(self.moves or ())
        ]

    def impossible(self, action: Action) -> str | None:
        """Say why nothing is moved."""
        nothing = action.id == "form.save" and not self._movable()
        return _("there is no duty that can be moved") if nothing else None

    def do_form_save(self) -> None:
        """Move them."""
        if self.is_sent or self.moves is None:
            return
        self.is_sent = True
        self.run_service(
            handover_duties.move_all, self.session, self.view.handover.id,
            done=self._moved, failed=self._failed, doing=_("Moving the duties ..."),
        )  # fmt: skip

    def _moved(self, done: tuple[ChangedDuty, ...]) -> None:
        count = len(done)
        told = ngettext(
            "{count} duty is moved. u takes it back.", "{count} duties are moved. u takes them back.", count
        )
        self.program.duty.refresh()
        self.dismiss(told.format(count=count))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)


class ShadowScreen(RowsBox[str]):
    """Lets a receiver follow the giver in the duties that are left: a digit chooses who, F8 sets it."""

    NOUN = Place.HANDOVER_DUTIES

    def __init__(self, view: HandoverView, receivers: Sequence[str]) -> None:
        """Choose among the receivers; the first is looked at first."""
        super().__init__()
        self.view, self.receivers = view, tuple(receivers)
        self.chosen = self.receivers[0] if self.receivers else ""
        self.weeks: tuple[ShadowWeek, ...] | None = None
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return who can follow, the weeks, and what following is."""
        hint = _("Who follows learns and carries no load. F8 puts her there; u takes it back.")
        return (TextBlock(id="who"), BoxRows(id="weeks"), TextBlock("\n" + hint))

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Shadow weeks · {member}").format(member=self.view.handover.giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SHADOW WEEKS"), _("Esc closes")

    def on_mount(self) -> None:
        """Look at the first receiver."""
        super().on_mount()
        self._look()

    def _look(self) -> None:
        marked = (
            f"{'▸' if one == self.chosen else ' '} {place} {one}"
            for place, one in enumerate(self.receivers, 1)
        )
        said = "   ".join(marked) if self.receivers else _("Nobody receives anything yet.")
        self.query_one("#who", TextBlock).show(said + "\n")
        if self.chosen:
            self.run_service(
                handover_duties.shadow_weeks, self.session, self.view.handover.id, self.chosen,
                done=self._show, exclusive="shadow",
            )  # fmt: skip

    def _show(self, weeks: tuple[ShadowWeek, ...]) -> None:
        self.weeks = weeks
        self.draw_rows()
        self.refresh_footer()

    def _free(self) -> list[ShadowWeek]:
        return [one for one in self.weeks or () if one.why_not is None and one.holder is None]

    def count(self) -> int:
        """Return how many duties are left."""
        return len(self.weeks or ())

    def row_lines(self) -> list[rows.Line]:
        """Return the giver's duties that are left, each with whether she can be followed there."""
        if self.weeks is not None and not self.weeks:
            return [rows.line(_("The giver has no duty until the last day."), "faint")]
        return [
            rows.line(f"{pointer(place == self.at)}{_duty(one):<{DUTY_CELLS}}{_follows(one)}")
            for place, one in enumerate(self.weeks or ())
        ]

    def impossible(self, action: Action) -> str | None:
        """Say why nobody is set."""
        nothing = action.id == "form.save" and not self._free()
        return _("there is no duty in which to follow") if nothing else None

    def do_form_choose(self, digit: str) -> None:
        """Look at another receiver."""
        place = int(digit) - 1
        if 0 <= place < len(self.receivers):
            self.chosen = MemberId(self.receivers[place])
            self._look()

    def do_form_save(self) -> None:
        """Let her follow."""
        if self.is_sent or not self._free():
            return
        self.is_sent = True
        self.run_service(
            handover_duties.set_shadow, self.session, self.view.handover.id, self.chosen,
            done=self._set, failed=self._failed,
        )  # fmt: skip

    def _set(self, done: tuple[ChangedDuty, ...]) -> None:
        told = ngettext(
            "{member} follows in {count} duty. u takes it back.",
            "{member} follows in {count} duties. u takes it back.",
            len(done),
        )
        self.dismiss(told.format(member=self.chosen, count=len(done)))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)


def _no_duties() -> str:
    return _("No duty lies after the last day.") + "\n"


def _duty(one: DutyMove | ShadowWeek) -> str:
    return cut(handover_words.label(OwnedKind.DUTY, str(one.ref)), DUTY_CELLS - 1)


def _taker(one: DutyMove) -> str:
    if one.taker is not None:
        return f"→ {one.taker}"
    return _("→ nobody") if one.ref.role is DutyRole.SHADOW else _("■ nobody can")


def _follows(one: ShadowWeek) -> str:
    if one.holder is not None:
        return _("{member} follows").format(member=one.holder)
    return _("can follow") if one.why_not is None else rota_words.hindrance(one.why_not)
