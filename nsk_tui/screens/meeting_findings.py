"""What the anonymity check found in a line about a meeting: answered one by one, then stored."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.resolution import OpenFinding, Resolution
from nsk_tui.screens.resolve import ResolveScreen
from nsk_tui.services import anonymity
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.wording import _

Again = Callable[[dict[str, str], tuple[Stance, ...]], object]
"""Takes the texts as they were resolved, and the author's answers."""


class LineFindings(ResolveScreen):
    """Answers what was found in a line that is kept nowhere yet."""

    def assurance(self) -> str:
        """Say that nothing is stored."""
        return _("Nothing is stored yet.")


def answer_findings(
    front: FrameScreen[Any], texts: Mapping[str, str], refused: NotAnonymous, again: Again
) -> None:
    """Let the author answer what was found, and go on when nothing is left."""
    waiting = [OpenFinding(one.field, one.finding) for one in refused.findings]
    resolution = Resolution(dict(texts), waiting, anonymity.scan, anonymity.lexicon())
    front.app.push_screen(LineFindings(resolution), partial(_answered, again))


def _answered(again: Again, resolution: Resolution | None) -> None:
    if resolution is not None and resolution.is_done:
        again(resolution.texts, resolution.stances())
