"""The agenda of a meeting, to be edited: anybody adds, the chair orders, takes wishes in, sends out."""

from collections.abc import Callable
from typing import Any

from textual.content import Content

from nsk_tui import meeting_words
from nsk_tui.rules.agenda import STEP_MINUTES, AgendaItem, OriginKind, Standing, steps_of_minutes
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import Meeting, Step, can
from nsk_tui.screens import agenda_words as words
from nsk_tui.screens import meeting_ways
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.meeting_views import MeetingPart
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services import agenda, meetings
from nsk_tui.services.agenda import AgendaPage
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _

FOR_CHAIR = ("agenda_item.up", "agenda_item.down", "agenda_item.carry", "agenda_item.take_in", "agenda.send")
FOR_OWNER = ("agenda_item.edit", "agenda_item.longer", "agenda_item.shorter", "agenda_item.remove")


class AgendaScreen(MeetingPart):
    """The items in order with their times, the wishes below them."""

    NOUN = Place.AGENDA

    def __init__(self, meeting: MeetingId) -> None:
        """Open the agenda of a meeting."""
        super().__init__(meeting)
        self.found: AgendaPage | None = None
        self.wanted = ""
        """The item that the cursor stays on, or comes to when it is there."""

    def refresh_records(self) -> None:
        """Fetch the agenda."""
        if self.program.session is not None:
            self.run_service(agenda.agenda, self.session, self.meeting, done=self._show, exclusive="agenda")

    def _show(self, found: AgendaPage) -> None:
        here = self.wanted or (self.item.id if self.item else "")
        self.found, self.wanted = found, ""
        ids = [one.id for one in self.shown]
        if here in ids:
            self.at = ids.index(here)  # type: ignore[arg-type]
        self.draw()

    @property
    def shown(self) -> tuple[AgendaItem, ...]:
        """The items, and below them the wishes."""
        return (*self.found.items, *self.found.wishes) if self.found else ()

    @property
    def item(self) -> AgendaItem | None:
        """The item at the cursor; None while there is none."""
        return self.shown[self.at] if self.at < len(self.shown) else None

    # What is seen -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many items and wishes there are."""
        return len(self.shown)

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        if self.found is None:
            return self.named(_("AGENDA"), "", "")
        meeting, today = self.found.meeting, self.session.today
        return self.named(_("AGENDA"), words.title(meeting, today), words.remark(meeting, today))

    def head_lines(self) -> list[Line]:
        """Return who leads and who writes, and the columns' names."""
        if self.found is None:
            return []
        people = line(f" {words.people(self.found)}")
        return [people, rule(self.size.width), line(words.titles(), "faint")]

    def row_lines(self) -> list[Line]:
        """Return the items with their sum, then the wishes, then what was moved away."""
        found, width = self.found, self.size.width
        if found is None:
            return []
        lines = [
            words.row(found, place, pointer(place == self.at), width) for place in range(len(found.items))
        ]
        lines += words.total(found) if lines else [line("   " + _("Nothing is on it yet: n"), "faint")]
        if found.wishes:
            lines.append(line(f" {_('WISHES')}", "bold"))
            first = len(found.items)
            lines += [
                words.wish(one, pointer(first + place == self.at), width)
                for place, one in enumerate(found.wishes)
            ]
        return [*lines, *map(words.moved_away, found.postponed)]

    def cursor_line(self) -> int:
        """Return the line of the cursor: the sum and a heading stand above the wishes."""
        if self.found is None or self.at < len(self.found.items):
            return self.at
        return self.at + (2 if self.found.items else 1) + 1

    def foot_lines(self) -> list[Line]:
        """Return what is known of the item at the cursor, and what the chair should look at."""
        if self.found is None:
            return []
        about = words.about(self.found, self.item, self.size.width) if self.item else []
        hint = _("n: the title, Enter, 1 decision 2 discussion 3 information, minutes, F8.")
        told = [*about, *words.warning(self.found)]
        return [EMPTY, *told, *([EMPTY] if told else []), line(f" {hint}", "faint")]

    # What is possible -------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the code name that the item at the cursor was made from; empty for one without."""
        origins = self.item.body.origins if self.item else ()
        return next((one.ref for one in origins if one.kind is OriginKind.THREAD), "")

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the item at the cursor, or is not the reader's."""
        found, item = self.found, self.item
        if found is None:
            return None
        if action.id == "agenda.send" and not can(found.meeting, Step.SEND):
            return _("it has no day yet") if found.meeting.starts is None else _("it is over, or under way")
        if not found.meeting.is_ahead and action.id in (*FOR_CHAIR, *FOR_OWNER):
            return _("it is over, or under way")
        if action.id in FOR_CHAIR and not found.is_mine:
            return self._chairs()
        if item is not None and action.id in FOR_OWNER and not self._is_own(item):
            return self._chairs()
        return self._of_kind(action, item, item in found.wishes) if item else None

    def _of_kind(self, action: Action, item: AgendaItem, is_wish: bool) -> str | None:
        if action.id == "agenda_item.take_in" and not is_wish:
            return _("it is on the agenda")
        if action.id in ("agenda_item.up", "agenda_item.down") and is_wish:
            return _("it is a wish: Space takes it in")
        if action.id == "agenda_item.carry" and item.body.standing is not None:
            return _("every meeting has it")
        if action.id == "agenda_item.edit" and item.body.standing is not None:
            return _("it has no text of its own; + and - change its minutes")
        return None

    def _chairs(self) -> str:
        chair = self.found.meeting.body.chair if self.found else None
        return _("{member} leads the meeting").format(member=chair or "–")

    def _is_own(self, item: AgendaItem) -> bool:
        is_mine = self.found is not None and self.found.is_mine
        return is_mine or self.session.member in (item.proposed_by, item.body.presenter)

    # Acts -------------------------------------------------------------------------------------

    def do_row_open(self) -> None:
        """Go through the actions, or edit the item at the cursor."""
        item = self.item
        if item is not None and item.body.standing is Standing.ACTIONS:
            self._turn(1)
        elif item is not None:
            self._edit(item)

    def do_agenda_item_create(self) -> None:
        """Write a new item for this meeting."""
        self.program.everywhere.new_item(self.meeting)

    def do_agenda_item_edit(self) -> None:
        """Change the item at the cursor."""
        if self.item is not None:
            self._edit(self.item)

    def _edit(self, item: AgendaItem) -> None:
        from nsk_tui.screens.agenda_item_edit import ItemEditScreen

        self.app.push_screen(ItemEditScreen(item), self._told)

    def do_agenda_item_longer(self) -> None:
        """Give the item five minutes more."""
        self._step(STEP_MINUTES)

    def do_agenda_item_shorter(self) -> None:
        """Give the item five minutes less."""
        self._step(-STEP_MINUTES)

    def _step(self, step: int) -> None:
        if self.item is not None:
            minutes = steps_of_minutes(self.item.body.minutes, step)
            self._do(agenda.set_minutes, self.item.id, minutes)

    def do_agenda_item_up(self) -> None:
        """Move the item up."""
        self._move(-1)

    def do_agenda_item_down(self) -> None:
        """Move the item down."""
        self._move(1)

    def _move(self, step: int) -> None:
        if self.item is not None:
            self.wanted = self.item.id
            self._do(agenda.move, self.item.id, step)

    def do_agenda_item_take_in(self) -> None:
        """Take the wish at the cursor onto the agenda."""
        if self.item is not None:
            self.wanted = self.item.id
            self._do(agenda.take_in, self.item.id, told=_("The wish is on the agenda. u undoes."))

    def do_agenda_item_remove(self) -> None:
        """Take the item at the cursor off."""
        if self.item is not None:
            self._do(agenda.remove, self.item.id, told=_("The item is off the agenda. u undoes."))

    def do_agenda_item_carry(self) -> None:
        """Move the item at the cursor to the next meeting."""
        if self.item is not None:
            self.run_service(agenda.postpone, self.session, self.item.id, done=self._carried)

    def _carried(self, meeting: Meeting | None) -> None:
        if meeting is None:
            self._told(_("The item waits for the next meeting that is made. u undoes."))
            return
        named = meeting_words.called(meeting, self.session.today)
        self._told(_("The item is moved to {meeting}. u undoes.").format(meeting=named))

    def do_agenda_send(self) -> None:
        """Show what goes out, and send it."""
        from nsk_tui.screens.agenda_send import AgendaSendScreen

        self.app.push_screen(AgendaSendScreen(self.meeting), self._told)

    def do_meeting_export(self) -> None:
        """Write the agenda to a file."""
        if self.found is not None:
            meeting_ways.export(self, self.found.meeting)

    def do_meeting_take_chair(self) -> None:
        """Take the chair of this meeting."""
        self._do(meetings.take_chair, self.meeting, told=_("You lead the meeting now."))

    def _do(self, verb: Callable[..., Any], *arguments: object, told: str = "") -> None:
        self.run_service(verb, self.session, *arguments, done=lambda _done: self._told(told))

    def _told(self, told: str | None) -> None:
        self.refresh_records()
        if told:
            self.say(told)

    def _turn(self, step: int) -> None:
        from nsk_tui.screens.meeting_opening import OpeningScreen

        self.turn_to(OpeningScreen(self.meeting))
