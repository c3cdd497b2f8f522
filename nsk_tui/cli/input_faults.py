"""What is wrong with a consultation in a file, as a sentence: which one, which field, what would do."""

from nsk_tui.cli.faults import UsageFault
from nsk_tui.rules.consultation_input import InputFault, InputProblem
from nsk_tui.wording import _

FAULTS_TOLD_MAX = 20


def refusal(faults: list[tuple[int, InputFault]]) -> UsageFault:
    """Return one fault for the whole input; nothing of it is stored.

    Shape
        Each fault comes with the index of its consultation in the input, from 0.
    """
    lines = [
        _("Number %(index)d: %(sentence)s") % {"index": index, "sentence": sentence(fault)}
        for index, fault in faults[:FAULTS_TOLD_MAX]
    ]
    if len(faults) > FAULTS_TOLD_MAX:
        lines.append(_("And %(count)d more.") % {"count": len(faults) - FAULTS_TOLD_MAX})
    return UsageFault(
        _("The input cannot be used; nothing was stored. The first is number 0."), "\n     ".join(lines)
    )


def sentence(fault: InputFault) -> str:
    """Return what is wrong with one field, and what would do; never what was written there."""
    missing_one = fault.problem is InputProblem.MISSING and not fault.allowed
    said = (_("%(field)s is missing.") if missing_one else _sentences()[fault.problem]) % {
        "field": fault.field or "…",
        "position": fault.position,
        "limit": fault.limit,
        "allowed": ", ".join(fault.allowed),
    }
    return f"{said} {_('Nearest: %(word)s.') % {'word': fault.nearest}}" if fault.nearest else said


def _sentences() -> dict[InputProblem, str]:
    return {
        InputProblem.NOT_AN_OBJECT: _("%(field)s must be a JSON object."),
        InputProblem.UNKNOWN_KEY: _("There is no key '%(field)s'."),
        InputProblem.MISSING: _("%(field)s is missing. Possible: %(allowed)s."),
        InputProblem.NOT_TEXT: _("%(field)s must be a text."),
        InputProblem.NOT_A_LIST: _("%(field)s must be a list of: %(allowed)s."),
        InputProblem.NOT_ALLOWED: _("%(field)s must be one of: %(allowed)s."),
        InputProblem.NOT_A_NUMBER: _("%(field)s must be a whole number from 0 to %(limit)s."),
        InputProblem.NOT_A_DATE: _("%(field)s must be a day that exists, such as 2026-11-20."),
        InputProblem.NOT_A_MEMBER: _("%(field)s must be a member's short name, such as K-04."),
        InputProblem.NOT_A_CODE_NAME: _("%(field)s must be a code name, such as stille-havn."),
        InputProblem.FORBIDDEN_CHARACTER: _(
            "%(field)s holds a control character at position %(position)s; the first position is 0."
        ),
        InputProblem.TOO_LONG: _("%(field)s is longer than %(limit)s characters."),
    }
