"""What the keys of the minutes do about the whole: who is there, remarks, the stages, the way out."""

from collections.abc import Mapping

from nsk_tui import meeting_faults, wording
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Attendance, MeetingState
from nsk_tui.rules.minutes_state import MinutesState, RemarkState, Stay, shown
from nsk_tui.screens.minutes_acts import MinutesLineActs
from nsk_tui.screens.minutes_boxes import AttendanceScreen, RemarkScreen
from nsk_tui.services import minutes_desk, minutes_stages
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.meeting_errors import MinutesStay
from nsk_tui.services.minutes import Addendum, NumberedLine, Remark
from nsk_tui.services.minutes_desk import MinutesDesk
from nsk_tui.services.minutes_stages import Advanced
from nsk_tui.wording import _, ngettext


class MinutesStageActs(MinutesLineActs):
    """The acts about the minutes as a whole."""

    def do_minutes_attendance(self) -> None:
        """Note who is there."""
        if self.desk is not None:
            box = AttendanceScreen(self.desk.group, self.desk.page.attendance)
            self.app.push_screen(box, self._noted)

    def _noted(self, noted: Mapping[MemberId, Attendance] | None) -> None:
        if noted and self.desk is not None:
            self.run_service(
                minutes_desk.note_attendance, self.session, self.desk.page.meeting.id, noted,
                done=lambda _nothing: self.refresh_records(), doing=_("Saving ..."),
            )  # fmt: skip

    def do_minutes_remark(self) -> None:
        """Say something to the minutes; below locked ones it is an addendum."""
        if self.desk is not None:
            is_locked = self.state is MinutesState.LOCKED
            box = RemarkScreen(self.desk.page.meeting.id, None if is_locked else self.item, is_locked)
            self.app.push_screen(box, self._said)

    def _said(self, made: Remark | Addendum | None) -> None:
        if isinstance(made, Addendum) and self.desk is not None:
            # What belongs to the whole stands under the last item: there it is seen.
            self.at, self.row_at = max(0, len(self.desk.page.items) - 1), -1
            self.say(_("Added. It stands below the last item."))
        if made is not None:
            self.refresh_records()

    def do_minutes_settle(self) -> None:
        """Say what became of the remark at the cursor."""
        row = self.row
        if isinstance(row, Remark):
            states = (RemarkState.TAKEN, RemarkState.NOTED)
            self.ask(
                _("What becomes of the remark?"), row.text,
                (_("it is taken into the text"), _("it is noted; the text stays")),
                lambda answer: None if answer is None else self._settle(row, states[answer]),
            )  # fmt: skip

    def _settle(self, row: Remark, state: RemarkState) -> None:
        if self.desk is not None:
            self.run_service(
                minutes_stages.settle_remark, self.session, self.desk.page.meeting.id, row.id, state,
                done=lambda _nothing: self.refresh_records(),
            )  # fmt: skip

    # Stages -----------------------------------------------------------------------------------

    def do_minutes_advance(self) -> None:
        """Ask for remarks, or lock; what it means is said first."""
        if self.desk is None:
            return
        if self.keeper.held:
            self.go_to_held()
            self.draw()
            self.say(_("Some of your lines are not saved yet. Look at them first."))
        elif self.state is MinutesState.REMARKS:
            self._ask_to_lock(self.desk)
        else:
            self._ask_for_remarks(self.desk)

    def _ask_for_remarks(self, desk: MinutesDesk) -> None:
        day = wording.day(desk.remarks_until, self.session.today)
        text = _("The group reads them and sends remarks until {day}. From now on only you write.")
        running = desk.page.meeting.state is MeetingState.RUNNING
        said = text.format(day=day) + ("\n" + _("The meeting is ended if it is over.") if running else "")
        self.ask(
            _("Send the minutes out for remarks?"), said, (_("ask for remarks"), _("write on")),
            lambda answer: self._advance(False) if answer == 0 else None,
        )  # fmt: skip

    def _ask_to_lock(self, desk: MinutesDesk) -> None:
        page, until = desk.page, desk.page.meeting.remarks_until
        is_early = until is not None and self.session.today <= until
        counted = ngettext("{count} line", "{count} lines", len(page.lines)).format(count=len(page.lines))
        text = _(
            "{lines}, with a hash over all of them. It cannot be undone; later there are only additions."
        )
        early = (
            _("The group has until {day}.").format(day=wording.day(until, self.session.today))
            if until
            else ""
        )
        said = text.format(lines=counted) + (f"\n{early}" if is_early else "")
        act = _("lock before the day") if is_early else _("lock")
        self.ask(
            _("Lock the minutes?"), said, (act, _("not yet")),
            lambda answer: self._advance(is_early) if answer == 0 else None,
        )  # fmt: skip

    def _advance(self, early: bool) -> None:
        if self.desk is not None:
            page = self.desk.page
            self.run_service(
                minutes_stages.advance_minutes, self.session, page.meeting.id, len(page.remarks), early,
                done=self._advanced, failed=self._stays, doing=_("One moment ..."),
            )  # fmt: skip

    def _advanced(self, outcome: Advanced | NotAnonymous) -> None:
        self.refresh_records()
        if isinstance(outcome, NotAnonymous):
            self._show_finding(outcome)
        elif outcome.state is MinutesState.LOCKED:
            self.say(_("Locked. Hash: {hash}").format(hash=shown(outcome.meeting.digest)))
        elif outcome.remarks_until is not None:
            day = wording.day(outcome.remarks_until, self.session.today)
            self.say(_("The group has until {day} for remarks.").format(day=day))

    def _show_finding(self, outcome: NotAnonymous) -> None:
        """Go to the line in which something was found today."""
        line = outcome.findings[0].field.partition(":")[0]
        for place, one in enumerate(self.desk.page.items if self.desk else ()):
            self.at = place
            rows = self.sheet.rows if self.sheet else ()
            found = (
                at for at, row in enumerate(rows) if isinstance(row, NumberedLine) and row.line.id == line
            )
            self.row_at = next(found, -1)
            if self.row_at >= 0 or one is None:
                break
        self.draw()
        self.say(_("Not locked: today's lists find something in this line. r edits it."))

    def _stays(self, error: Exception) -> None:
        self.refresh_records()
        if isinstance(error, MinutesStay):
            self.say(meeting_faults.said(error.faults))
            if Stay.REMARKS_ARRIVED in error.faults:
                self.row_at = -1
        else:
            self.program.show_error(error)

    # The way out ------------------------------------------------------------------------------

    async def do_app_back(self) -> None:
        """Go out of the line; from the agenda out of the minutes, the draft kept."""
        if self.is_writing:
            self.set_reading(True)
            self.draw()
            self.say(_("Here letters are commands. Enter writes, Esc closes."))
            return
        self.save_draft_now()
        await self.program.everywhere.do_app_back()

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_mounted:
            self.keeper.save_draft_now()

    def draft_title(self) -> str:
        """Return what is not finished; empty when everything stands in the store."""
        if not self.is_mounted or self.desk is None or not self.keeper.payload():
            return ""
        day = self.desk.page.meeting.day
        return _("minutes {day}").format(day=wording.day(day, self.session.today) if day else "")
