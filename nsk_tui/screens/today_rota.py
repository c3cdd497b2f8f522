"""What Today says of the rota: a duty without anybody first, swaps to answer, the next weeks, who is away."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from nsk_tui import duty_words, wording
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.duties import Absence, DutyRole, Line, Swap, SwapState
from nsk_tui.screens import rota_words
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.services import absences, load, rota, swaps
from nsk_tui.services.load import LoadWarning
from nsk_tui.services.rota import Board, ChangedDuty, LineNow
from nsk_tui.services.session import Session
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.rows import Cell
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.today import TodayScreen

PERIODS_TOLD = 2


@dataclass(frozen=True)
class DutyGap:
    """A line whose duty is not there now."""

    now: LineNow


@dataclass(frozen=True)
class SwapAsked:
    """A swap that waits for the reader's answer, or one of hers that came to nothing."""

    swap: Swap
    line: str
    is_over: bool


@dataclass(frozen=True)
class RotaToday:
    """The rota's part of Today.

    Shape
        ``warning`` None: the work is shared.
    """

    gaps: tuple[DutyGap, ...]
    asked: tuple[SwapAsked, ...]
    board: Board
    absent: tuple[Absence, ...]
    warning: LoadWarning | None


RotaItem = DutyGap | SwapAsked


def fetch(session: Session) -> RotaToday:
    """Return what the rota has for Today."""
    board = rota.board(session, None, PERIODS_TOLD)
    found = swaps.waiting(session)
    return RotaToday(
        gaps=tuple(DutyGap(one) for one in rota.now(session) if is_gap(one)),
        asked=(
            *(_asked(one, board.lines, is_over=False) for one in found.for_me),
            *(_asked(one, board.lines, is_over=True) for one in (*found.lapsed, *found.declined)),
        ),
        board=board,
        absent=absences.absences(session),
        warning=load.warning(session),
    )


def is_gap(one: LineNow) -> bool:
    """Return whether a duty is not there now, though it should be."""
    return one.ref is not None and (one.duty is None or one.duty_absent)


def _asked(swap: Swap, lines: tuple[Line, ...], is_over: bool) -> SwapAsked:
    return SwapAsked(swap, rota_words.name_of(lines, swap.ref.line), is_over)


# Rows -----------------------------------------------------------------------------------------


def words(item: RotaItem, today: date) -> tuple[Cell, str, Cell, str]:
    """Return the cells of a row: what, which, why, whose."""
    if isinstance(item, DutyGap):
        line = duty_words.line_name(item.now.line)
        return (
            Cell(f"■ {duty_words.role(DutyRole.DUTY)}", "red"),
            line,
            Cell(_gap_words(item.now), "late"),
            "",
        )
    when = duty_words.when_begins(item.swap.ref.start)
    if item.is_over:
        told = _("{member} has not answered about {line}; b asks another")
        if item.swap.state is SwapState.DECLINED:
            told = _("{member} says no to {line}; b asks another")
        return Cell(_("swap")), when, Cell(told.format(member=item.swap.taker, line=item.line)), _("yours")
    day = wording.day(item.swap.answer_by, today)
    told = _("{member} asks: take {line}? By {day}").format(member=item.swap.giver, line=item.line, day=day)
    return Cell(_("swap")), when, Cell(told), _("yours")


def _gap_words(now: LineNow) -> str:
    if not now.nobody and now.duty is not None:
        return _("{member} is absent: Enter gives it to {backup}").format(member=now.duty, backup=now.backup)
    return _("nobody has duty today: Enter mends it")


# The banner -----------------------------------------------------------------------------------


def banner(found: RotaToday, session: Session, width: int) -> str:
    """Return the double frame about the first duty that is not there; empty when all are."""
    if not found.gaps:
        return ""
    now = found.gaps[0].now
    texts = [_what(now), _what_next(now, session)]
    inner = width - 6
    body = [f" ║ {cut(text, inner):<{inner}} ║" for text in texts]
    return "\n".join([f" ╔{'═' * (inner + 2)}╗", *body, f" ╚{'═' * (inner + 2)}╝"])


def _what(now: LineNow) -> str:
    line = duty_words.line_name(now.line).upper()
    head = _("■ NO DUTY ON {line} TODAY.").format(line=line)
    facts = []
    if now.duty is not None:
        facts.append(_("{member} is absent").format(member=now.duty))
    if now.backup is not None and now.backup_absent:
        facts.append(_("backup {member} too").format(member=now.backup))
    if now.backup is not None and not now.backup_absent:
        facts.append(_("backup {member} is there").format(member=now.backup))
    return f"{head}  {', '.join(facts)}." if facts else head


def _what_next(now: LineNow, session: Session) -> str:
    why = _("w: why?")
    taker = taker_for(now, session)
    if taker is None:
        return _("Nobody can take it. The rota's gap is told below.")
    if taker == session.member:
        return f"{_('Enter: you take the duty today.')}  {why}"
    return f"{_('Enter: {member} takes the duty today.').format(member=taker)}  {why}"


def taker_for(now: LineNow, session: Session) -> str | None:
    """Return who gets the duty with Enter; None when nobody can.

    A backup who is there takes it. Else a coordinator sets the next in line; a member takes it herself.
    """
    if now.backup is not None and not now.backup_absent:
        return now.backup
    return now.next_in_line if may(session.role, Act.OVERRIDE_DUTY) else session.member


def meanwhile(found: RotaToday) -> str:
    """Return whom colleagues call until somebody has taken the duty; empty when nobody is missing."""
    if not any(one.now.nobody for one in found.gaps):
        return ""
    fallback = next((one.now.fallback for one in found.gaps if one.now.fallback), "")
    numbers = " · ".join(filter(None, (fallback, "114", "112")))
    return f"\n {_('Until somebody has taken it, colleagues call:')}\n   {numbers}"


# The group ------------------------------------------------------------------------------------


def group(found: RotaToday, today: date, cells: int) -> list[tuple[str, str]]:
    """Return the group's lines about the rota: the next weeks, who is away, a bottleneck."""
    told = [*_next_period(found.board, cells)]
    away = [one for one in found.absent if one.first <= today <= one.last]
    if away:
        said = ", ".join(
            _("{member} until {day}").format(member=one.member, day=wording.day(one.last, today))
            for one in away
        )
        told.append((_("absence"), said))
    if found.warning is not None:
        one = found.warning
        told.append((_("load"), "! " + duty_words.warning(one.top, one.share, one.room)))
    return told


def _next_period(board: Board, cells: int) -> list[tuple[str, str]]:
    """Return the line of the next period; backups give way where they do not fit."""
    if board.now_index is None or board.now_index + 1 >= len(board.periods):
        return []
    at = board.now_index + 1
    head = rota_words.when(board.periods[at])
    for with_backup in (True, False):
        parts = _who_then(board, at, with_backup)
        told = f"{head}   {' · '.join(parts)}"
        if cell_len(told) <= cells or not with_backup:
            return [(duty_words.role(DutyRole.DUTY), cut(told, cells))] if parts else []
    return []


def _who_then(board: Board, at: int, with_backup: bool) -> list[str]:
    parts = []
    for line in board.lines:
        duty = board.cells[line.id, DutyRole.DUTY][at]
        backup = board.cells[line.id, DutyRole.BACKUP][at]
        behind = f" ({backup.member})" if backup.member and with_backup else ""
        if duty.layer is not None:
            parts.append(f"{duty_words.line_name(line)} {duty.member or _('■ nobody')}{behind}")
    return parts


# Acts -----------------------------------------------------------------------------------------


def open_item(front: "TodayScreen", item: RotaItem) -> None:
    """Mend the duty, or answer the swap."""
    if isinstance(item, DutyGap):
        mend(front, item.now)
    elif item.is_over:
        swap_again(front, item)
    else:
        answer(front, item)


def mend(front: "TodayScreen", now: LineNow) -> None:
    """Give today's duty to whoever can have it."""
    ref, session = now.ref, front.session
    taker = taker_for(now, session)
    if ref is None or taker is None:
        front.say(_("Nobody can take it. 3 shows the plan."))
        return
    done = partial(_mended, front)
    if taker == now.backup and not now.backup_absent:
        front.run_service(rota.pass_to_backup, session, ref, done=done)
    elif taker == session.member:
        front.run_service(swaps.take, session, ref, now.duty, done=done)
    else:
        front.run_service(rota.override, session, ref, taker, _("nobody had duty"), done=done)


def _mended(front: "TodayScreen", changed: ChangedDuty) -> None:
    front.refresh_records()
    front.program.duty.refresh()
    front.say(_("{member} has the duty now. u undoes.").format(member=changed.member or _("nobody")))


def answer(front: "TodayScreen", item: SwapAsked) -> None:
    """Ask for a yes or a no."""
    swap = item.swap
    duty = f"{duty_words.when_begins(swap.ref.start)} · {item.line}"
    text = _("{member} asks you to take {duty}.").format(member=swap.giver, duty=duty)
    if swap.returns is not None:
        back = duty_words.when_begins(swap.returns.start)
        text += " " + _("{member} takes yours in {duty} in return.").format(member=swap.giver, duty=back)
    elif swap.later:
        text += " " + _("She owes you one; the next plan counts it.")
    choices = (_("yes, I take it"), _("no"))
    front.app.push_screen(ConfirmScreen(_("Swap a duty?"), text, choices), partial(_answered, front, swap))


def _answered(front: "TodayScreen", swap: Swap, place: int | None) -> None:
    if place in (0, 1):
        front.run_service(swaps.answer, front.session, swap.id, place == 0, done=partial(_told, front))


def _told(front: "TodayScreen", swap: Swap) -> None:
    front.refresh_records()
    front.program.duty.refresh()
    yes = _("The duty is yours. {member} is told. u undoes.")
    no = _("{member} is told that you said no.")
    front.say((yes if swap.state is SwapState.ACCEPTED else no).format(member=swap.giver))


def swap_again(front: "TodayScreen", item: RotaItem) -> None:
    """Ask somebody else."""
    from nsk_tui.screens.swap import SwapScreen

    ref = item.swap.ref if isinstance(item, SwapAsked) else item.now.ref
    if ref is not None:
        lines = front.rota_lines()
        front.app.push_screen(SwapScreen(ref, lines), partial(_after_swap, front))


def why(front: "TodayScreen", item: RotaItem) -> None:
    """Say why whoever has it has it, and who could."""
    from nsk_tui.screens.duty_why import WhyScreen

    ref = item.swap.ref if isinstance(item, SwapAsked) else item.now.ref
    if ref is not None:
        front.app.push_screen(WhyScreen(ref, front.rota_lines()), partial(_after_swap, front))


def _after_swap(front: "TodayScreen", told: Any) -> None:
    if told:
        front.refresh_records()
        front.program.duty.refresh()
        front.say(told)
