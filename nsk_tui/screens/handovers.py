"""Group, handover: what is handed over, to whom, and how far each item has come."""

from dataclasses import dataclass
from functools import partial

from nsk_tui import handover_words
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.handover import Handover, HandoverState
from nsk_tui.rules.handover_state import FROM, ItemState, MoveKind
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.screens import handover_rows
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.group_views import HANDOVERS, GroupView
from nsk_tui.screens.handover_acts import HandoverActs
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen, rule
from nsk_tui.services import handover, handover_moves
from nsk_tui.services.handover_change import may_give
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _

_GIVING = frozenset(
    {"handover_item.new", "handover_item.edit", "handover.send", "handover_item.withdraw", "handover.close"}
    | {"handover.remainder", "handover.days", "handover.drop"}
)
"""Acts of the giver and the coordinators, while it is under way."""

_COORDINATING = frozenset({"handover.duties", "handover.deadline"})


@dataclass(frozen=True)
class Looked:
    """The handovers there are, and the one that is looked at; None: there is none."""

    handovers: tuple[Handover, ...]
    view: HandoverView | None


def look(session: Session, wanted: str | None) -> Looked:
    """Return the handovers and the wanted one; None: the one in which something waits for the reader."""
    lines = handover.lines(session, None)
    under_way = [one.handover for one in lines if one.handover.is_open]
    closed = [one.handover for one in reversed(lines) if one.handover.state is HandoverState.CLOSED]
    known = (*under_way, *closed)
    if not known:
        return Looked((), None)
    found = next((one for one in known if one.id == wanted), None)
    if found is not None:
        return Looked(known, handover.read(session, found.id))
    views = [handover.read(session, one.id) for one in known[:1]] if len(known) == 1 else []
    if not views:
        receives = [one.handover.id for one in lines if session.member in one.receivers]
        mine = [one.id for one in under_way if one.giver == session.member]
        first = next((one for one in known if one.id in (*receives, *mine)), known[0])
        views = [handover.read(session, first.id)]
    return Looked(known, views[0])


class HandoversScreen(GroupView, RowsScreen, HandoverActs, WithReference):
    """One handover; a comma shows the next one."""

    NOUN = Place.HANDOVER
    OWN = HANDOVERS
    CSS_PATH = ["lists.tcss", "handovers.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        """Begin with nothing; the handovers are fetched when the screen is shown."""
        super().__init__()
        self.looked: Looked | None = None
        self.wanted: str | None = None

    def refresh_records(self) -> None:
        """Fetch the handover that is looked at."""
        if self.program.session is not None:
            self.run_service(
                look, self.session, self.wanted, done=self._show, exclusive="handovers",
                doing="" if self.looked else _("Fetching the handover ..."),
            )  # fmt: skip

    def _show(self, looked: Looked) -> None:
        first_time = (
            self.found is None or looked.view is None or self.found.handover.id != looked.view.handover.id
        )
        self.looked = looked
        if looked.view is not None:
            self.wanted = looked.view.handover.id
            if first_time:
                self.at = self._start_at(looked.view)
        self.draw()

    def _start_at(self, view: HandoverView) -> int:
        """Return the row that waits for the reader: an item to take, one that came back, one to finish."""
        me, rows = self.session.member, view.items
        mine = (
            lambda one: one.state is ItemState.SENT and one.item.receiver == me,
            lambda one: one.state is ItemState.RETURNED and may_give(self.session, view.handover),
            lambda one: one.state is ItemState.DRAFT and view.handover.giver == me,
        )
        for is_mine in mine:
            for place, one in enumerate(rows):
                if is_mine(one):
                    return place
        return 0

    # What is seen -----------------------------------------------------------------------------

    @property
    def found(self) -> HandoverView | None:
        """The handover that is looked at; None while there is none."""
        return self.looked.view if self.looked else None

    @property
    def item(self) -> ItemView | None:
        """The item under the cursor; None while there is none."""
        return self.found.items[self.at] if self.found and self.at < len(self.found.items) else None

    def count(self) -> int:
        """Return how many items there are."""
        return len(self.found.items) if self.found else 0

    def remark(self) -> str:
        """Return which of several handovers this is."""
        if self.looked is None or self.looked.view is None:
            return ""
        return handover_rows.givers(self.looked.handovers, self.looked.view.handover)

    def head_lines(self) -> list[Line]:
        """Return whose handover it is, how far it is, and the columns' names."""
        if self.found is None:
            return []
        width = self.size.width
        return [
            line(handover_rows.heading(self.found, self.session.today, self.size.width), "bold"),
            handover_rows.bar(self.found, width),
            rule(width),
            handover_rows.columns(self.count(), self.at, width),
        ]

    def row_lines(self) -> list[Line]:
        """Return the items in their order, the most serious first."""
        if self.looked is None:
            return []
        if self.found is None:
            return [line("   " + _("Nobody hands anything over. O begins a handover."), "faint")]
        if not self.found.items:
            return [line("   " + _("Nothing is open. n adds what you think of yourself."), "faint")]
        today, width = self.session.today, self.size.width
        return [
            handover_rows.row(one, place == self.at, today, width)
            for place, one in enumerate(self.found.items)
        ]

    def foot_lines(self) -> list[Line]:
        """Return more of the row, and of the rest."""
        if self.found is None:
            return []
        width = self.size.width
        return [rule(width), *handover_rows.foot(self.found, self.item, self.session.today, width)]

    def reference(self) -> str:
        """Return the code name of a thread; the others are known by their place in the handover alone."""
        item = self.item.item if self.item else None
        return item.label if item is not None and item.kind is OwnedKind.THREAD else ""

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the handover or the row."""
        if self.program.session is None:
            return None
        if action.id in _COORDINATING and not may(self.session.role, Act.MANAGE_HANDOVER):
            return _("coordinators only")
        if self.found is None:
            needs_one = action.id.startswith("handover") and action.id not in ("handover.start",)
            return _("there is no handover yet") if needs_one else None
        if action.id in _GIVING | {"handover.duties", "handover.shadow"} and not self.found.handover.is_open:
            return _("the handover is closed")
        if action.id in _GIVING | {"handover.export"} and not may_give(self.session, self.found.handover):
            return _("only {member} and the coordinators").format(member=self.found.handover.giver)
        return self._impossible_for_row(action)

    def _impossible_for_row(self, action: Action) -> str | None:
        one = self.item
        if one is None:
            return None
        if action.id == "handover_item.withdraw" and one.state not in FROM[MoveKind.WITHDRAW]:
            return _("it is received") if one.is_received else _("it is withdrawn already")
        return None

    # Acts -------------------------------------------------------------------------------------

    def do_row_open(self) -> None:
        """Take the item, write it, or read it: whatever the reader's part in it is."""
        view, one = self.found, self.item
        if view is None or one is None:
            self.say(_("There is nothing to open yet."))
        elif one.state is ItemState.SENT and one.item.receiver == self.session.member:
            self.open_answer(view, one)
        elif may_give(self.session, view.handover) and not one.is_received:
            self.open_form(view, one)
        else:
            self.open_reading(view, one)

    def do_handover_item_edit(self) -> None:
        """Write the item, also one that is received: it must then be sent again."""
        if self.found is not None and self.item is not None:
            self.open_form(self.found, self.item)

    def do_handover_item_new(self) -> None:
        """Add an item that stands for no record."""
        if self.found is not None:
            self.open_form(self.found, None)

    def do_handover_next(self) -> None:
        """Show the next handover."""
        if self.looked is None or self.looked.view is None or len(self.looked.handovers) < 2:
            self.say(_("There is no other handover."))
            return
        ids = [one.id for one in self.looked.handovers]
        self.wanted = ids[(ids.index(self.looked.view.handover.id) + 1) % len(ids)]
        self.refresh_records()

    def do_handover_item_withdraw(self) -> None:
        """Withdraw the item, after asking."""
        one = self.item
        if one is None:
            return
        name = handover_words.item_name(one.item)
        self.app.push_screen(
            ConfirmScreen(
                _("Withdraw {item}?").format(item=name),
                _("It is not handed over then. P sends it after all."),
                (_("withdraw"), _("keep")),
            ),
            partial(self._withdraw, one.item.id),
        )

    def _withdraw(self, item: str, answer: int | None) -> None:
        if answer == 0:
            self.run_service(handover_moves.withdraw, self.session, item, done=self._withdrawn)

    def _withdrawn(self, _moved: handover_moves.Moved) -> None:
        self.refresh_records()
        self.say(_("Withdrawn. P sends it after all."))

    def do_handover_history(self) -> None:
        """Tell who sent, answered and withdrew the item, in which words."""
        one = self.item
        if one is not None:
            told = handover_rows.history(one.moves, self.session.today)
            title = _("History: {item}").format(item=handover_words.item_name(one.item))
            self.app.push_screen(NoteScreen(title, told))
