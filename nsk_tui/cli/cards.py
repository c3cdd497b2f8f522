"""``nsk card``: what to do and whom to ring; no passphrase, no store needed."""

from datetime import date, timedelta
from typing import Annotated

import typer

from nsk_tui import vocabulary, wording
from nsk_tui.cli import streams, values
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption, StoreOption
from nsk_tui.rules.card_records import ActionCard, CardNumber
from nsk_tui.rules.cards import numbers_by_readiness, readiness
from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.content import BothLanguages
from nsk_tui.rules.opening_hours import Hours
from nsk_tui.services import local_time
from nsk_tui.services.cards import CardShelf, FileFault, shelf
from nsk_tui.services.store_place import look
from nsk_tui.wording import _

_A_MONDAY = date(2026, 11, 16)
_DAY_LETTERS = 3

app = new_app()


@app.command(
    cls=Verb, help=N_("Shows the action card for a level of concern, with the numbers that answer now first.")
)
def card(
    ctx: Call,
    level: Annotated[
        str, typer.Argument(metavar=N_("LEVEL"), help=N_("red, orange or yellow; red when nothing is said"))
    ] = ConcernLevel.RED,
    area: Annotated[
        str,
        typer.Option(
            "--area", metavar=N_("AREA"), help=N_("children or adults; children when nothing is said")
        ),
    ] = Area.CHILDREN,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show a card; return the exit code."""
    wanted = values.choice(ConcernLevel, _("LEVEL"))(level)
    about = values.choice(Area, "--area")(area)
    folder = settings_of(ctx, store).store
    found = shelf(folder if look(folder) is not None else None)
    shown = found.find(wanted, about)
    numbers = numbers_by_readiness(shown, found.numbers, local_time.now())
    if as_json:
        streams.say_json(_card_object(shown, numbers, found))
    else:
        streams.say("\n".join(_card_lines(shown, numbers)))
        for fault in found.faults:
            streams.tell(_("%(file)s cannot be used; the shipped card is shown.") % {"file": _place(fault)})
    return 0


def hours_words(hours: Hours | None) -> str:
    """Return when a number is answered; None means that nobody has found out."""
    if hours is None:
        return _("hours not known")
    if hours.always:
        return _("day and night")
    return "; ".join(f"{_days(span.days)} {span.clock}" for span in hours.spans)


def _days(days: frozenset[int]) -> str:
    names = [wording.weekday(_A_MONDAY + timedelta(days=day))[:_DAY_LETTERS] for day in sorted(days)]
    is_row = len(days) > 2 and max(days) - min(days) == len(days) - 1
    return f"{names[0]}-{names[-1]}" if is_row else ",".join(names)


def _card_lines(card: ActionCard, numbers: tuple[CardNumber, ...]) -> list[str]:
    area = f" · {vocabulary.word(card.area)}" if card.area else ""
    lines = [f"{vocabulary.level(card.level).upper()}: {_said(card.title)}{area}", ""]
    lines += [f"  {_said(line)}" for line in card.use_when]
    lines += ["", _("Ring")]
    lines += [_number_line(number) for number in numbers]
    lines += ["", _("Do")]
    lines += [f"  {at}. {_said(step.text)}" for at, step in enumerate(card.steps, 1)]
    lines += ["", _("Do not")]
    lines += [f"  - {_said(line)}" for line in card.do_not]
    lines += ["", _("Then: %(whom)s") % {"whom": _said(card.escalate_to)}]
    lines += [f"{_said(law.name)}: {_said(law.about)}" for law in card.law]
    lines.append(
        _("Edition %(version)d of %(day)s.") % {"version": card.version, "day": card.date.isoformat()}
    )
    return lines if card.approved else [*lines, _("The municipality has not approved the wording yet.")]


def _number_line(number: CardNumber) -> str:
    called = number.number or _("not filled in")
    return f"  {called:<14}{_said(number.name):<28}{hours_words(number.hours)}".rstrip()


def _card_object(card: ActionCard, numbers: tuple[CardNumber, ...], found: CardShelf) -> dict[str, object]:
    return {
        "id": card.id,
        "level": card.level.value,
        "area": card.area.value if card.area else None,
        "title": _said(card.title),
        "version": card.version,
        "date": card.date.isoformat(),
        "approved": card.approved.isoformat() if card.approved else None,
        "use_when": [_said(line) for line in card.use_when],
        "numbers": [_number_object(number) for number in numbers],
        "steps": [{"text": _said(step.text), "law": step.law} for step in card.steps],
        "do_not": [_said(line) for line in card.do_not],
        "escalate_to": _said(card.escalate_to),
        "law": [{"id": law.id, "name": _said(law.name), "about": _said(law.about)} for law in card.law],
        "faults": [_place(fault) for fault in found.faults],
    }


def _number_object(number: CardNumber) -> dict[str, object]:
    return {
        "id": number.id,
        "number": number.number,
        "name": _said(number.name),
        "hours": hours_words(number.hours),
        "readiness": readiness(number, local_time.now()).value,
        "checked": number.checked.isoformat() if number.checked else None,
    }


def _place(fault: FileFault) -> str:
    if fault.fault is None:
        return fault.file
    line = f":{fault.fault.line}" if fault.fault.line else ""
    return f"{fault.file}{line} {fault.fault.field} {fault.fault.code.value}".replace("  ", " ")


def _said(words: BothLanguages) -> str:
    return words.da if wording.language() == wording.DANISH else words.en
