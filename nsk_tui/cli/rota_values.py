"""What the verbs of the rota read alike: a duty, a line, a moment; and how they write them."""

from datetime import date, datetime, time

from nsk_tui import duty_words
from nsk_tui.cli.faults import UsageFault
from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, read_ref
from nsk_tui.services import local_time
from nsk_tui.wording import _

NOBODY = "–"
MIDDAY = time(12)
_PARTS_WITHOUT_ROLE = 2


def duty(text: str) -> DutyRef:
    """Return the duty that a word names: LINE/DAY, or LINE/DAY/ROLE.

    Errors
        UsageFault: it names none.
    """
    parts = text.split("/")
    whole = f"{text}/{DutyRole.DUTY.value}" if len(parts) == _PARTS_WITHOUT_ROLE else text
    found = read_ref(whole)
    if found is None:
        raise UsageFault(
            _("A duty is written LINE/DAY or LINE/DAY/ROLE, such as adults/2026-11-30/backup."),
            _("'nsk rota show' has the lines and days."),
        )
    return found


def moment(option: str, text: str) -> datetime:
    """Return a moment of the local clock: a day (midday), a day and a time, or one with its zone.

    Errors
        UsageFault: it is none.
    """
    try:
        found = datetime.fromisoformat(text)
        plain = date.fromisoformat(text) if len(text) <= len("2026-11-20") else None
        if plain is not None:
            found = datetime.combine(plain, MIDDAY)
        return local_time.on_the_wall(found) if found.tzinfo else found.replace(tzinfo=local_time.zone())
    except (ValueError, OverflowError):
        raise UsageFault(
            _("%(option)s takes a moment, such as 2026-11-20T08:00.") % {"option": option}
        ) from None


def duty_object(one: DutyRef) -> dict[str, str]:
    """Return a duty as the answer in JSON."""
    return {"line": one.line, "start": one.start.isoformat(), "role": one.role.value}


def held_object(one: Duty) -> dict[str, object]:
    """Return a duty with who has it."""
    return {**duty_object(one.ref), "member": one.member, "layer": one.layer.value}


def duty_text(one: DutyRef) -> str:
    """Return a duty as it is typed, with its role in words."""
    return f"{one.line}/{one.start.isoformat()} {duty_words.role(one.role)}"
