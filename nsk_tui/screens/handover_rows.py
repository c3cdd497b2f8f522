"""How a handover reads on the screen: its rows, its lines above and below, an item in full."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from nsk_tui import handover_words, vocabulary, wording
from nsk_tui.rules.handover import Handover, HandoverKind
from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.services.handover_moves import is_to_send
from nsk_tui.services.handover_view import HandoverView, ItemMove, ItemView
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

KIND_CELLS, LABEL_CELLS, LEVEL_CELLS, RECEIVER_CELLS = 11, 23, 9, 5
WIDE_LABEL_CELLS = 40
BAR_PART = 0.75
BAR_CELLS_MAX = 90
NAME_CELLS = 14
"""Of the names of an item's parts, which stand left of them."""

DIGEST_SHOWN = 8


def heading(view: HandoverView, today: date, width: int) -> str:
    """Return whose handover it is, until when, and how far all items have come."""
    found = view.handover
    who = f"{found.giver} · {found.thread}" if found.kind is HandoverKind.THREAD else found.giver
    if not found.is_open:
        until = handover_words.ended(found.state)
    else:
        until = handover_words.until(found.kind, found.last_day, today)
    whole = f" {who} {until}. {handover_words.tally(view.tally)}"
    # The bar below counts all items, too.
    return whole if len(whole) < width else f" {who} {until}. {handover_words.tally_parts(view.tally)}"


def givers(handovers: Sequence[Handover], at: Handover) -> str:
    """Return which of several handovers this is; empty when there is but one."""
    if len(handovers) < 2:
        return ""
    place = 1 + [one.id for one in handovers].index(at.id)
    return _("{place} of {count} · , next").format(place=place, count=len(handovers))


def bar(view: HandoverView, width: int) -> Line:
    """Return how many items are received, drawn and counted."""
    total, done = view.tally.items, view.tally.received
    cells = min(BAR_CELLS_MAX, int((width - 2) * BAR_PART))
    full = cells * done // total if total else 0
    said = _("{done} of {total}").format(done=done, total=total)
    return line(f" {'█' * full}{'░' * (cells - full)}  {said}")


def columns(count: int, at: int, width: int) -> Line:
    """Return the columns' names, and which row of how many has the cursor."""
    label = _label_cells(width)
    item, level, receiver, state_word = _("Item"), _("Level"), _("To"), _("State")
    names = f"   {item:<{KIND_CELLS + label}}{level:<{LEVEL_CELLS}}{receiver:<{RECEIVER_CELLS}}{state_word}"
    place = f"{at + 1}/{count}" if count else ""
    return line(f"{names:<{width - len(place) - 1}}{place}", "faint")


def row(view: ItemView, at_cursor: bool, today: date, width: int) -> Line:
    """Return an item as a row; the level carries its colour, and its glyph and word."""
    item, cells = view.item, _label_cells(width)
    kind = handover_words.owned(item.kind)
    name = handover_words.label(item.kind, item.label)
    level = vocabulary.marked_level(item.level) if item.level else "-"
    pointer = " ▸ " if at_cursor else "   "
    receiver = item.receiver or "?"
    return (
        (f"{pointer}{cut(kind, KIND_CELLS - 1):<{KIND_CELLS}}{cut(name, cells - 1):<{cells}}", ""),
        (f"{level:<{LEVEL_CELLS}}", item.level.value if item.level else ""),
        (f"{cut(receiver, RECEIVER_CELLS - 1):<{RECEIVER_CELLS}}{state(view, today)}", ""),
    )


def state(view: ItemView, today: date) -> str:
    """Return how far an item has come, with how long it has waited, or what it lacks."""
    since = view.status.since.date() if view.status.since else None
    said = handover_words.state(view.state, view.item.receiver, since, view.status.question, today)
    if view.state is ItemState.SENT and view.waiting_days:
        days = view.waiting_days
        said += "  " + ngettext("{count} day", "{count} days", days).format(count=days)
        return f"{said} !" if view.is_escalated else said
    if view.state is not ItemState.STALE and is_to_send(view) and view.item.receiver is not None:
        return _("ready to be sent") if not view.faults else _("not finished")
    return said


def foot(view: HandoverView, at: ItemView | None, today: date, width: int) -> list[Line]:
    """Return what is said of the rest, who is told when nobody answers, and more of the row."""
    told = [*_of_row(at, today), *_of_handover(view)]
    return [line(f" {part}") for text in told for part in wrap(text, width - 2)]


def _of_row(view: ItemView | None, today: date) -> list[str]:
    """Return more of the row under the cursor; nothing for None: there is no row."""
    if view is None:
        return []
    told = []
    if view.state is ItemState.RETURNED and view.status.question:
        told.append(_("{member} asks: {words}").format(member=view.status.by, words=view.status.question))
    elif view.state is ItemState.RESERVED:
        told.append(
            _("Reservation of {member}: {words}").format(member=view.status.by, words=view.status.question)
        )
    if view.faults and not view.is_received and view.state is not ItemState.WITHDRAWN:
        told.append(_("Missing here: {what}.").format(what=handover_words.item_faults(view.faults)))
    if view.state is ItemState.SENT and view.receiver_leaves is not None:
        day = wording.day(view.receiver_leaves, today) if view.receiver_leaves != date.min else _("already")
        told.append(_("{member} leaves too: {day}.").format(member=view.item.receiver, day=day))
    return told


def _of_handover(view: HandoverView) -> list[str]:
    found, told = view.handover, []
    if found.remainder is not None:
        said = handover_words.remainder(found.remainder.kind, found.remainder.words)
        told.append(
            _("Not handed over on purpose: «{words}» ({member}).").format(
                words=said, member=found.remainder.by
            )
        )
    for one in view.to_finish[:1]:
        count = len(view.to_finish)
        told.append(
            ngettext(
                "{member} has {count} {what} to finish herself.",
                "{member} has {count} drafts and findings to finish herself.",
                count,
            ).format(member=found.giver, count=count, what=handover_words.owned(one.kind))
        )
    others = [one for one in view.coordinators if one != found.giver]
    if found.is_open and others:
        told.append(
            ngettext(
                "After {count} day without an answer {members} is told.",
                "After {count} days without an answer {members} is told.",
                view.escalate_days,
            ).format(count=view.escalate_days, members=", ".join(others))
        )
    return told


def parts(item: HandoverItem, today: date, width: int) -> list[Line]:
    """Return an item in full, as the receiver reads it: each part with its letter and its name."""
    room = max(20, width - NAME_CELLS - 4)
    level = vocabulary.marked_level(item.level) if item.level else "-"
    watch = _("watch: {what}").format(what=item.watch) if item.watch else ""
    role = item.level.value if item.level else ""
    lines: list[Line] = [_named("I", _("LEVEL"), level, role, f"  · {watch}" if watch else "", room)]
    said = [part for text in item.summary.splitlines() for part in wrap(text, room) or [""]]
    lines += _block("P", _("SUMMARY"), said or ["-"])
    lines += _block("A", _("ACTIONS"), _actions(item, today, room) or ["-"])
    ifs = [part for one in item.contingencies for part in wrap(handover_words.contingency(one), room)]
    lines += _block("S", _("IF, THEN"), ifs or ["-"])
    people = _people(item, today)
    if people:
        lines += _block(" ", _("MEET"), wrap(people, room))
    return lines


def history(moves: Sequence[ItemMove], today: date) -> list[str]:
    """Return what was done with an item, each move with who, when, the words and the text's digest."""
    told: list[str] = []
    for move in moves:
        at = on_the_wall(move.at)
        when = f"{wording.day(at.date(), today)} {wording.clock(at)}"
        mended = " " + _("(words were taken out since)") if move.is_mended else ""
        told.append(
            f"{when}  {move.by} {handover_words.move(move.kind)}  [{move.digest[:DIGEST_SHOWN]}]{mended}"
        )
        told += [f"    {part}" for text in (move.words, move.question) for part in wrap(text, 66)]
    return told or [_("Nobody has been asked yet.")]


def _label_cells(width: int) -> int:
    return WIDE_LABEL_CELLS if width >= WIDE_CELLS else LABEL_CELLS


def _named(letter: str, name: str, text: str, role: str, after: str, room: int) -> Line:
    head = (f" {letter}  {name:<{NAME_CELLS - 3}}", "bold")
    return (head, (text, role), (cut(after, max(0, room - len(text))), ""))


def _block(letter: str, name: str, said: Sequence[str]) -> list[Line]:
    first, *rest = said
    margin = " " * (NAME_CELLS + 1)
    return [
        ((f" {letter}  {name:<{NAME_CELLS - 3}}", "bold"), (first, "")),
        *(line(f"{margin}{text}") for text in rest),
    ]


def _actions(item: HandoverItem, today: date, room: int) -> list[str]:
    told = []
    for place, one in enumerate(item.actions, 1):
        when = wording.day(one.on, today) if one.on else ""
        tail = f"  {one.owner or '?':<6}{when}" + ("  ✓ " + _("done") if one.is_done else "")
        words = f"{place}. {handover_words.action(item, one)}"
        head, *rest = wrap(words, max(10, room - len(tail))) or [words]
        told += [f"{head:<{room - len(tail)}}{tail}".rstrip(), *(f"   {part}" for part in rest)]
    return told


def _people(item: HandoverItem, today: date) -> str:
    told = []
    for one in item.introductions:
        day = wording.day(one.on, today) if one.on else ""
        state_word = _("met {day}") if one.is_done else _("to meet {day}")
        told.append(f"{one.whom} ({state_word.format(day=day).strip()})")
    return "  ·  ".join(told)
