"""``nsk duty``: who can be called now, from the published card; no passphrase, nothing audited."""

from datetime import datetime
from typing import Annotated

import typer

from nsk_tui import duty_words
from nsk_tui.cli import rota_values, streams
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption, StoreOption
from nsk_tui.cli.records import utc
from nsk_tui.rules.duty_card import CardPerson, DutyCard, LineAt, find_lines, who_at
from nsk_tui.services import local_time
from nsk_tui.services.duty_card import CardTrouble, age_days, as_lines, as_page, read_card
from nsk_tui.services.store_place import look
from nsk_tui.wording import _

NOT_OPEN = 3

app = new_app()


@app.command(cls=Verb, help=N_("Says who can be called now, and how old that is. Needs no passphrase."))
def duty(
    ctx: Call,
    area: Annotated[
        str, typer.Option("--area", metavar=N_("AREA"), help=N_("children, adults, or a line of the rota"))
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar=N_("TIME"), help=N_("another moment, such as 2026-11-23T08:00"))
    ] = "",
    as_html: Annotated[bool, typer.Option("--html", help=N_("a page for an intranet"))] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say who can be called; return the exit code."""
    moment = rota_values.moment("--at", at) if at else local_time.now()
    folder = settings_of(ctx, store).store
    card = read_card(folder)
    if isinstance(card, CardTrouble):
        return _without(card, look(folder) is not None, as_json, moment)
    if as_html:
        streams.hand_over(as_page(card, local_time.now()))
        return 0
    lines = _chosen(card, who_at(card, moment.replace(tzinfo=None)), area)
    if as_json:
        streams.say_json(_object(card, lines, moment))
    else:
        streams.say("\n".join(as_lines(card, lines, local_time.now())))
    return 0 if lines and all(one.has_somebody for one in lines) else ANSWER_IS_NO


def _chosen(card: DutyCard, lines: tuple[LineAt, ...], area: str) -> tuple[LineAt, ...]:
    found = find_lines(lines, area)
    if area and not found:
        known = ", ".join(line.id for line in card.lines)
        raise UsageFault(_("%(option)s takes one of: %(allowed)s.") % {"option": "--area", "allowed": known})
    return found


def _without(trouble: CardTrouble, is_store: bool, as_json: bool, moment: datetime) -> int:
    """Tell that there is no card; whom to ring in danger stands on the red card in any case."""
    instead = _("Whom to ring now: card red")
    if trouble is CardTrouble.DAMAGED:
        streams.tell("nsk: " + _("The duty card cannot be read.") + f" {instead}")
        return NOT_OPEN
    if not is_store:
        streams.tell("nsk: " + _("There is no store here.") + f" {instead}")
        return NOT_OPEN
    if as_json:
        streams.say_json({"at": moment.isoformat(timespec="seconds"), "published_at": None, "lines": []})
    streams.tell("nsk: " + _("No rota is published yet. Whom to ring now: card red"))
    return ANSWER_IS_NO


def _object(card: DutyCard, lines: tuple[LineAt, ...], moment: datetime) -> dict[str, object]:
    return {
        "at": moment.isoformat(timespec="seconds"),
        "published_at": utc(card.published_at),
        "age_days": age_days(card, local_time.now()),
        "lines": [_line_object(one) for one in lines],
    }


def _line_object(one: LineAt) -> dict[str, object]:
    return {
        "line": one.line.id,
        "name": duty_words.called(one.line.id, one.line.name, one.line.area),
        "area": one.line.area.value if one.line.area else None,
        "duty": _person_object(one.duty),
        "backup": _person_object(one.backup),
        "fallback": _person_object(one.fallback),
        "until": one.until.isoformat() if one.until else None,
    }


def _person_object(person: CardPerson | None) -> dict[str, str] | None:
    """Return somebody as JSON; None stays nobody."""
    return None if person is None else {"id": person.id, "name": person.name, "phone": person.phone}
