"""``nsk rota show``, ``why`` and ``ics``: the rota as it stands, why, and as a calendar file."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import duty_words
from nsk_tui.cli import rota_values, streams, values
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.rota import app
from nsk_tui.cli.rota_values import NOBODY
from nsk_tui.rules.duties import DutyRef, DutyRole, Period
from nsk_tui.rules.duty_why import Why, WhyLine
from nsk_tui.wording import _, pgettext

if TYPE_CHECKING:
    from nsk_tui.services.rota_board import Board, Cell

PERIODS_SHOWN = 8
PERIODS_MAX = 260

DutyArgument = Annotated[
    str,
    typer.Argument(
        metavar=N_("DUTY"), help=N_("LINE/DAY or LINE/DAY/ROLE, such as adults/2026-11-30/backup")
    ),
]


@app.command(cls=Verb, help=N_("Shows who has which duty, from the running period on."))
def show(
    ctx: Call,
    periods: Annotated[
        str, typer.Option("--periods", metavar="N", help=N_("how many periods; 8 when nothing is said"))
    ] = str(PERIODS_SHOWN),
    since: Annotated[
        str, typer.Option("--from", metavar=N_("DAY"), help=N_("from the period of this day"))
    ] = "",
    draft: Annotated[bool, typer.Option("--draft", help=N_("the draft instead"))] = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show the rota; return the exit code."""
    count = values.whole_number("--periods", 1, PERIODS_MAX)(periods)
    first = values.day("--from")(since) if since else None
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rota_board, rota_plan

        found = rota_plan.draft_board(session) if draft else rota_board.board(session, first, count)
    if as_json:
        streams.say_json(board_object(found))
    else:
        streams.say("\n".join(board_lines(found)))
    return 0


@app.command(cls=Verb, help=N_("Says why somebody has a duty: a line for each candidate."))
def why(
    ctx: Call,
    duty: DutyArgument,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say why somebody has a duty; return the exit code."""
    ref = rota_values.duty(duty)
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import duty_why

        found, today = duty_why.why(session, ref), session.today
    if as_json:
        streams.say_json(_why_object(found))
        return 0
    streams.say(rota_values.duty_text(ref))
    streams.say(duty_words.why_rule())
    for who, verdict, number, reason in duty_words.why_lines(found, today):
        streams.say(f"{who:<16}  {verdict:<12}  {number:>5}  {reason}".rstrip())
    return 0


@app.command(cls=Verb, help=N_("Writes duties as a calendar file: yours, or the whole group's."))
def ics(
    ctx: Call,
    everybody: Annotated[bool, typer.Option("--all", help=N_("the whole group's"))] = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
) -> int:
    """Write a calendar file to stdout; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rota_calendar

        content = rota_calendar.calendar(session, everybody)
    streams.hand_over(content)
    return 0


def board_object(found: "Board") -> dict[str, object]:
    """Return some periods of the rota as JSON."""
    return {
        "published_through": found.published_through.isoformat() if found.published_through else None,
        "now": found.now_index,
        "lines": [
            {
                "id": line.id, "name": duty_words.line_name(line),
                "area": line.area.value if line.area else None,
            }
            for line in found.lines
        ],
        "periods": [
            {"start": one.start.isoformat(), "end": one.end.isoformat(), "weight": one.weight}
            for one in found.periods
        ],
        "duties": [
            _cell_object(DutyRef(line, period.start, role), cell)
            for (line, role), cells in found.cells.items()
            for period, cell in zip(found.periods, cells, strict=True)
            if cell.layer is not None
        ],
        "loads": [
            {
                "member": row.member, "share": row.share_percent / duty_words.FULL_TIME_PERCENT,
                "done": row.done, "coming": row.coming, "per_full_time": round(row.per_full_time, 2),
            }
            for row in found.loads
        ],
    }  # fmt: skip


def board_lines(found: "Board") -> list[str]:
    """Return some periods of the rota as plain lines, a period a line."""
    roles = [role for role in DutyRole if _is_used(found, role)] or [DutyRole.DUTY]
    columns = [(line, role) for line in found.lines for role in roles]
    heads = [
        streams.one_line(duty_words.line_name(line))
        + ("" if role is DutyRole.DUTY else f" {duty_words.role(role)}")
        for line, role in columns
    ]
    widths = [max(len(head), 8) for head in heads]
    rows = [(pgettext("rota", "from"), heads)]
    for number, period in enumerate(found.periods):
        cells = [_cell_text(period, found.cells[line.id, role][number]) for line, role in columns]
        rows.append((_period_text(period, number == found.now_index), cells))
    lines = [
        f"{first:<12}  " + "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        for first, cells in rows
    ]
    through = found.published_through
    told = _("Published through %(day)s.") % {"day": through.isoformat()} if through else _("No plan yet.")
    return [*(line.rstrip() for line in lines), told]


def _is_used(found: "Board", role: DutyRole) -> bool:
    return any(cell.member for (_line, one), cells in found.cells.items() if one is role for cell in cells)


def _period_text(period: Period, is_now: bool) -> str:
    return period.start.isoformat() + (" ◂" if is_now else "")


def _cell_text(period: Period, cell: "Cell") -> str:
    if period.is_closed:
        return pgettext("rota", "closed")
    if cell.member is None:
        return NOBODY
    absent = f" ({pgettext('rota', 'absent')})" if cell.absent else ""
    return cell.member + ("?" if cell.swap_pending else "") + absent


def _cell_object(ref: DutyRef, cell: "Cell") -> dict[str, object]:
    return {
        **rota_values.duty_object(ref),
        "member": cell.member,
        "layer": cell.layer.value if cell.layer else None,
        "absent": cell.absent,
        "swap_pending": cell.swap_pending,
        "note": cell.note,
    }


def _why_object(found: Why) -> dict[str, object]:
    holder = found.duty.member if found.duty else None
    return {
        **rota_values.duty_object(found.ref),
        "member": holder,
        "layer": found.duty.layer.value if found.duty else None,
        "candidates": [_candidate_object(line) for line in found.lines],
    }


def _candidate_object(line: WhyLine) -> dict[str, object]:
    return {
        "member": line.member,
        "verdict": line.verdict.value,
        "code": line.code.value,
        "hindrance": line.hindrance.value if line.hindrance else None,
        "before": round(line.before, 2),
        "after": round(line.after, 2),
        "share": line.share_percent / duty_words.FULL_TIME_PERCENT,
        "new": line.is_new,
        "from": line.first.isoformat() if line.first else None,
        "to": line.last.isoformat() if line.last else None,
        "other": rota_values.duty_object(line.other) if line.other else None,
    }
