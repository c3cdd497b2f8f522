"""``nsk people coverage`` and ``simulate``: who can what, and what is missing without somebody."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import directory_words, vocabulary
from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.people import app
from nsk_tui.rules.absence_simulator import Simulation
from nsk_tui.rules.coverage import Cell, Cover, Coverage, TruckFactor, alone_with
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.coverage import CoveragePicture

COLUMN_CELLS = 16
GAP_CELLS = 2

WithoutOption = Annotated[
    list[str], typer.Option("--without", metavar=N_("MEMBER"), help=N_("who is taken out; several may be"))
]
MoreArgument = Annotated[list[str], typer.Argument(metavar=N_("MEMBER"), help=N_("who is taken out too"))]


@app.command(cls=Verb, help=N_("Shows who can answer for what, and where nobody or only one can."))
def coverage(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show the coverage; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.coverage import look

        found = look(session)
    if as_json:
        streams.say_json(_coverage_object(found.coverage, found.truck))
    else:
        streams.say("\n".join(_coverage_lines(found)))
    return 0


@app.command(cls=Verb, help=N_("Says what would be missing without some people; nothing is saved."))
def simulate(
    ctx: Call,
    more: MoreArgument = (),  # type: ignore[assignment]
    without: WithoutOption = (),  # type: ignore[assignment]
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say what would be missing; return the exit code."""
    out = [word for typed in (*without, *more) for word in typed.split(",") if word]
    if not out:
        raise UsageFault(_("Say who is taken out: --without K-07"))
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.coverage import try_without

        found, tried = try_without(session, out)
    if as_json:
        streams.say_json(_simulation_object(tried))
    else:
        streams.say("\n".join(_simulation_lines(found, tried)))
    return 0


def _coverage_lines(found: "CoveragePicture") -> list[str]:
    lines = _matrix(found.coverage)
    group = [
        streams.one_line(f"{directory_words.column(one.column)}: {_told(one)}")
        for one in found.coverage.competences
    ]
    alone = [
        _("Only %(who)s can: %(what)s.") % {"who": member, "what": "; ".join(directory_words.alone(cells))}
        for member, cells in alone_with(found.coverage).items()
        if directory_words.alone(cells)
    ]
    parts = (lines, group, alone, [directory_words.truck(found.truck)])
    return [line for part in parts for line in (*part, "")][:-1]


def _matrix(coverage: Coverage) -> list[str]:
    """Return the matrix: a line for each department, a column for each area and competence."""
    columns = list(dict.fromkeys(cell.column for cell in coverage.cells))
    names = list(dict.fromkeys(cell.department for cell in coverage.cells))
    first = max((len(name) for name in names), default=0) + GAP_CELLS
    heads = [streams.one_line(directory_words.column(one))[:COLUMN_CELLS] for one in columns]
    wide = [max(len(head), 3) + GAP_CELLS for head in heads]
    rows = [" " * first + "".join(f"{head:<{cells}}" for head, cells in zip(heads, wide, strict=True))]
    cells = {cell.key: cell for cell in coverage.cells}
    for name in names:
        marks = (directory_words.mark(cells[name, one]) for one in columns)
        rows.append(
            f"{streams.one_line(name):<{first}}"
            + "".join(f"{m:<{w}}" for m, w in zip(marks, wide, strict=True))
        )
    return [row.rstrip() for row in rows]


def _told(cell: Cell) -> str:
    return f"{directory_words.people(cell.people)} ({vocabulary.word(cell.cover)})"


def _simulation_lines(found: "CoveragePicture", tried: Simulation) -> list[str]:
    who = directory_words.listed(sorted(tried.out))
    heads: Sequence[tuple[str, Sequence[Cell]]] = (
        (_("nobody can"), tried.emptied),
        (_("only one can"), tried.thinned),
    )
    lines = [f"{head}: {directory_words.field(cell)}" for head, cells in heads for cell in cells]
    lines += [f"{_('rota')}: {told}" for told in directory_words.duties(tried.duties, found.lines)]
    lines += [f"{vocabulary.word(one.kind)}: {one.label} ({one.owner})" for one in tried.matters]
    if tried.most_exposed:
        lines.append(_("Most exposed: %(department)s.") % {"department": tried.most_exposed})
    said = [streams.one_line(line) for line in lines] or [_("Nothing is missing.")]
    return [_("Without %(who)s:") % {"who": who}, *(f"  {line}" for line in said)]


def _coverage_object(coverage: Coverage, truck: TruckFactor) -> dict[str, object]:
    return {
        "cells": [_cell_object(cell) for cell in coverage.cells],
        "competences": [_cell_object(cell) for cell in coverage.competences],
        "nobody": sum(cell.cover is Cover.NOBODY for cell in coverage.cells),
        "alone": {
            member: [_cell_object(cell) for cell in cells] for member, cells in alone_with(coverage).items()
        },
        "truck_factor": {
            "people": list(truck.people),
            "covered": truck.covered,
            "orphaned": truck.orphaned,
        },
    }


def _simulation_object(tried: Simulation) -> dict[str, object]:
    return {
        "without": sorted(tried.out),
        "emptied": [_cell_object(cell) for cell in tried.emptied],
        "thinned": [_cell_object(cell) for cell in tried.thinned],
        "most_exposed": tried.most_exposed or None,
        "duties": [
            {"duty": str(one.ref), "member": one.holder, "stands_in": one.stands_in} for one in tried.duties
        ],
        "matters": [
            {
                "kind": one.kind.value,
                "ref": one.ref,
                "label": one.label,
                "owner": one.owner,
                "level": one.level.value if one.level else None,
                "due": one.due.isoformat() if one.due else None,
            }
            for one in tried.matters
        ],
    }


def _cell_object(cell: Cell) -> dict[str, object]:
    return {
        "department": cell.department or None,
        "kind": cell.column.kind.value,
        "name": cell.column.name,
        "needed": cell.is_needed,
        "cover": cell.cover.value,
        "people": list(cell.people),
    }
