"""``nsk rota solve``: plans the rota of a file, without a store."""

from fractions import Fraction
from typing import Annotated

import typer

from nsk_tui.cli import reading, streams
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.options import JsonOption
from nsk_tui.cli.rota import app
from nsk_tui.cli.rota_faults import refusal
from nsk_tui.rules.rota_input import read_task
from nsk_tui.rules.rota_plan import plan
from nsk_tui.rules.rota_task import GapReason, Period, RotaPlan, RotaRole, RotaTask
from nsk_tui.wording import _, ngettext

NOBODY = "–"
DECIMALS = 2


@app.command("solve", cls=Verb, help=N_("Plans the rota of a file; the same file gives the same rota."))
def solve(
    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("a JSON file; - reads stdin"))],
    as_json: JsonOption = False,
) -> int:
    """Plan the rota of a file and write it; return the exit code."""
    task = read_task(reading.read_json(reading.read_text(file)))
    if not isinstance(task, RotaTask):
        raise refusal(task)
    found = plan(task)
    if as_json:
        streams.say_json(as_object(found))
    else:
        streams.say("\n".join(as_lines(task, found)))
    return 0


def as_object(found: RotaPlan) -> dict[str, object]:
    """Return a plan as the answer in JSON."""
    return {
        "duties": [
            {"line": one.line, "period": one.period, "role": one.role.value, "member": one.member}
            for one in found.duties
        ],
        "gaps": [
            {"line": one.line, "period": one.period, "role": one.role.value, "why": one.why.value}
            for one in found.gaps
        ],
        "load": {member: _number(load) for member, load in found.load.items()},
    }


def as_lines(task: RotaTask, found: RotaPlan) -> list[str]:
    """Return a plan as plain lines: who in which period, what is open and why, what each carries."""
    return [*_table(_rows(task, found)), "", *_gap_lines(task, found), "", *_table(_load_rows(task, found))]


def _rows(task: RotaTask, found: RotaPlan) -> list[tuple[str, ...]]:
    held = {(one.period, one.line, one.role): one.member for one in found.duties}
    roles = (RotaRole.DUTY, RotaRole.BACKUP)[: 1 + task.backup]
    rows = [(_("period"), *(streams.one_line(line) for line in task.lines))]
    for at, period in enumerate(task.periods):
        cells = [" / ".join(str(held.get((at, line, role), NOBODY)) for role in roles) for line in task.lines]
        rows.append((days(period), *cells))
    return rows


def days(period: Period) -> str:
    """Return the first and the last day of a period as one cell."""
    if period.start == period.end:
        return period.start.isoformat()
    return f"{period.start.isoformat()}–{period.end.isoformat()}"


def _gap_lines(task: RotaTask, found: RotaPlan) -> list[str]:
    if not found.gaps:
        return [_("Nothing is open.")]
    count = len(found.gaps)
    lines = [ngettext("%(count)d is open:", "%(count)d are open:", count) % {"count": count}]
    for gap in found.gaps:
        cells = (days(task.periods[gap.period]), gap.line, role_word(gap.role), reason(gap.why))
        lines.append("  " + "  ".join(streams.one_line(cell) for cell in cells))
    return lines


def role_word(role: RotaRole) -> str:
    """Return a role in the reader's language."""
    return _("duty") if role is RotaRole.DUTY else _("backup")


def reason(why: GapReason) -> str:
    """Return in the reader's language why nobody takes a role."""
    return {
        GapReason.NOBODY_ON_LINE: _("nobody is on the line"),
        GapReason.ALL_ABSENT: _("everybody is away"),
        GapReason.NOBODY_YET: _("nobody has started yet"),
        GapReason.ALL_RESTING: _("everybody has a duty too near"),
        GapReason.ALL_TAKEN: _("everybody has another role"),
        GapReason.MIXED: _("nobody is free, each for a reason of their own"),
    }[why]


def _load_rows(task: RotaTask, found: RotaPlan) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(_("member"), _("share"), _("load"), _("load by share"))]
    for person in task.people:
        load = found.load[person.id]
        rows.append(
            (person.id, *(str(_number(one)) for one in (person.share, load)), _short(load / person.share))
        )
    return rows


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _short(value: Fraction) -> str:
    return f"{float(value):.{DECIMALS}f}"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
