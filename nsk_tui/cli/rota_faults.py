"""What is wrong with the file of a rota, as lines: which place, and what would do."""

from nsk_tui.cli.faults import UsageFault
from nsk_tui.rules.rota_fields import RotaFault, RotaProblem
from nsk_tui.wording import _

FAULTS_TOLD_MAX = 20


def refusal(faults: tuple[RotaFault, ...]) -> UsageFault:
    """Return one fault for the whole file; nothing was planned."""
    lines = [sentence(fault) for fault in faults[:FAULTS_TOLD_MAX]]
    if len(faults) > FAULTS_TOLD_MAX:
        lines.append(_("And %(count)d more.") % {"count": len(faults) - FAULTS_TOLD_MAX})
    return UsageFault(
        _("The rota cannot be planned. The first in a list is number 0."), "\n     ".join(lines)
    )


def sentence(fault: RotaFault) -> str:
    """Return what is wrong in one place, and what would do; never what was written there."""
    place = fault.place or _("the file")
    said = _sentences()[fault.problem] % {"place": place, "limit": fault.limit}
    return f"{said} {_('Nearest: %(word)s.') % {'word': fault.nearest}}" if fault.nearest else said


def _sentences() -> dict[RotaProblem, str]:
    return {
        RotaProblem.NOT_AN_OBJECT: _("%(place)s must be a JSON object."),
        RotaProblem.NOT_A_LIST: _("%(place)s must be a list."),
        RotaProblem.UNKNOWN_KEY: _("%(place)s: there is no such key."),
        RotaProblem.MISSING: _("%(place)s is missing."),
        RotaProblem.EMPTY: _("%(place)s is empty; one at least is needed."),
        RotaProblem.TOO_MANY: _("%(place)s holds more than %(limit)s."),
        RotaProblem.TOO_LARGE: _("%(place)s: periods times lines times people is more than %(limit)s."),
        RotaProblem.NOT_A_NAME: _("%(place)s must be a short text of 1 to %(limit)s characters on one line."),
        RotaProblem.TWICE: _("%(place)s stands twice."),
        RotaProblem.NOT_A_DATE: _("%(place)s must be a day that exists, such as 2026-11-20."),
        RotaProblem.NOT_A_SPAN: _("%(place)s must be two days: the first and the last."),
        RotaProblem.ENDS_FIRST: _("%(place)s ends before it begins."),
        RotaProblem.OUT_OF_ORDER: _("%(place)s must begin after the period before it has ended."),
        RotaProblem.NOT_A_NUMBER: _("%(place)s must be a number from 0 to %(limit)s."),
        RotaProblem.NOT_A_SHARE: _("%(place)s must be a part of full time, from 0.01 to 1."),
        RotaProblem.NOT_WHOLE: _("%(place)s must be a whole number from 0 to %(limit)s."),
        RotaProblem.NOT_YES_OR_NO: _("%(place)s must be true or false."),
        RotaProblem.UNKNOWN_LINE: _("%(place)s is not among the lines of the file."),
    }
