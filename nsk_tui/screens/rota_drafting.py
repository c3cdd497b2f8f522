"""Drafting a plan: how far it goes, what it changes, dropping it."""

from typing import Any

from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.rota_views import RotaView
from nsk_tui.services import rota_plan
from nsk_tui.services.rota import Board
from nsk_tui.wording import _

DRAFT_PERIODS = (8, 13, 26)


class RotaDrafting(RotaView):
    """What a coordinator does with a draft on the plan.

    Shape
        ``shows_draft`` is True while the draft is shown in place of the published plan.
    """

    shows_draft = False

    @property
    def board(self) -> Board | None:
        """The board that is shown; None before it is fetched."""
        return None

    def turn_to_draft(self, shown: bool) -> None:
        """Show the draft or the published plan; the cursor stays on its duty."""

    def after(self, told: str | None) -> None:
        """Show what has changed and say it; ``told`` None: nothing has."""

    def do_rota_draft(self) -> None:
        """Ask how far the plan shall go, then make it."""
        choices = [_("{count} periods").format(count=count) for count in DRAFT_PERIODS]
        text = _("The plan goes on from where the published one ends. Only coordinators see the draft.")
        self.app.push_screen(
            ConfirmScreen(_("Draft a plan"), text, [*choices, _("leave it as it is")]), self._make_draft
        )

    def _make_draft(self, answer: int | None) -> None:
        if answer is not None and answer < len(DRAFT_PERIODS):
            self.run_service(
                rota_plan.draft, self.session, DRAFT_PERIODS[answer],
                done=self._drafted, doing=_("Planning ..."),
            )  # fmt: skip

    def _drafted(self, _draft: Any) -> None:
        self.turn_to_draft(True)
        self.refresh_records()
        self.say(_("The draft is made. P shows the changes and publishes, Esc shows the published plan."))

    def do_rota_publish(self) -> None:
        """Show what the draft changes."""
        from nsk_tui.screens.publish import PublishScreen

        if self.board is not None:
            self.app.push_screen(PublishScreen(self.board.lines), self._published)

    def _published(self, told: str | None) -> None:
        if told:
            self.turn_to_draft(False)
        self.after(told)

    def do_rota_discard(self) -> None:
        """Drop the draft."""
        self.run_service(rota_plan.discard, self.session, done=self._discarded)

    def _discarded(self, _nothing: object) -> None:
        self.turn_to_draft(False)
        self.refresh_records()
        self.say(_("The draft is gone. The published plan is as it was."))
