"""The coverage as lines: the matrix, what trying without somebody changes, and the people beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from rich.cells import cell_len

from nsk_tui import directory_words, vocabulary, wording
from nsk_tui.rules.absence_simulator import Simulation
from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.coverage import Cell, Column, Cover, Coverage, nearest
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind, OwnedMatter
from nsk_tui.services.coverage import CoveragePicture
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext, pgettext

NAME_CELLS_MAX, HEAD_CELLS_MAX, HEAD_CELLS_WIDE = 20, 9, 16
MARK_CELLS_MIN, GAP_CELLS = 4, 2
MEMBER_CELLS, SHARE_CELLS = 7, 6
CHANGED_SIGN, MORE_SIGN = "▼", "›"
NEAREST_MAX = 6
ROTA_LINES_MAX = 2


@dataclass(frozen=True)
class Spot:
    """Where the matrix has its cursor, and which column is the first that is shown."""

    row: int = 0
    column: int = 0
    first: int = 0


# The matrix ---------------------------------------------------------------------------------


def columns(coverage: Coverage) -> tuple[Column, ...]:
    """Return the columns of the matrix."""
    return tuple(dict.fromkeys(cell.column for cell in coverage.cells))


def departments(coverage: Coverage) -> tuple[str, ...]:
    """Return the rows of the matrix."""
    return tuple(dict.fromkeys(cell.department for cell in coverage.cells))


def shown_columns(coverage: Coverage, first: int, width: int) -> int:
    """Return how many columns fit, from one on; at least one."""
    room = width - _name_cells(coverage)
    count = 0
    for one in columns(coverage)[first:]:
        room -= _column_cells(one, width)
        if room < 1:
            break
        count += 1
    return max(1, count)


def in_sight(coverage: Coverage, spot: Spot, width: int) -> Spot:
    """Return a spot whose column is shown, moving no further than needed."""
    first = min(spot.first, spot.column)
    while first < spot.column and spot.column >= first + shown_columns(coverage, first, width):
        first += 1
    return Spot(spot.row, spot.column, first)


def cell_at(coverage: Coverage, spot: Spot) -> Cell | None:
    """Return the field under the cursor; None while there is no matrix."""
    heads, names = columns(coverage), departments(coverage)
    if not (0 <= spot.row < len(names) and 0 <= spot.column < len(heads)):
        return None
    key = (names[spot.row], heads[spot.column])
    return next((cell for cell in coverage.cells if cell.key == key), None)


def head(coverage: Coverage, first: int, width: int) -> Line:
    """Return the names of the columns."""
    lead = f" {cut(_('People who can'), _name_cells(coverage) - 2)}".ljust(_name_cells(coverage))
    count = shown_columns(coverage, first, width)
    heads = columns(coverage)
    texts = "".join(
        f" {cut(directory_words.column(one), _column_cells(one, width) - GAP_CELLS)}".ljust(
            _column_cells(one, width)
        )
        for one in heads[first : first + count]
    )
    more = MORE_SIGN if first + count < len(heads) else ""
    return line(f"{lead}{texts.rstrip() if not more else texts}{more}", "bold")


def matrix(tried: Simulation, spot: Spot, width: int, has_cursor: bool) -> list[Line]:
    """Return a line for each department; the field at the cursor stands between its marks."""
    coverage = tried.coverage
    cells = {cell.key: cell for cell in coverage.cells}
    heads = columns(coverage)
    count = shown_columns(coverage, spot.first, width)
    shown = range(spot.first, min(spot.first + count, len(heads)))
    fresh = {cell.key for cell in (*tried.emptied, *tried.thinned)}
    lines: list[Line] = []
    for row, name in enumerate(departments(coverage)):
        parts = [(f" {cut(name, _name_cells(coverage) - 2)}".ljust(_name_cells(coverage)), "")]
        for at in shown:
            cell = cells[name, heads[at]]
            at_cursor = has_cursor and (row, at) == (spot.row, spot.column)
            parts += _field(cell, cell.key in fresh, at_cursor, _column_cells(heads[at], width))
        lines.append(tuple(parts))
    return lines


def _field(cell: Cell, is_fresh: bool, at_cursor: bool, cells: int) -> list[tuple[str, str]]:
    text = directory_words.mark(cell) + (CHANGED_SIGN if is_fresh else "")
    if at_cursor:
        return [(f"▸{text}◂", "cursor"), (" " * (cells - len(text) - 2), "")]
    role = "red" if cell.cover is Cover.NOBODY else "faint" if cell.cover is Cover.NOT_NEEDED else ""
    return [(" ", ""), (text, role), (" " * (cells - len(text) - 1), "")]


def _name_cells(coverage: Coverage) -> int:
    longest = max((cell_len(name) for name in departments(coverage)), default=0)
    return min(NAME_CELLS_MAX, longest) + GAP_CELLS


def _column_cells(one: Column, width: int) -> int:
    most = HEAD_CELLS_WIDE if width >= WIDE_CELLS else HEAD_CELLS_MAX
    return max(MARK_CELLS_MIN, min(most, cell_len(directory_words.column(one)))) + GAP_CELLS


# What is told -------------------------------------------------------------------------------


def remark(tried: Simulation) -> str:
    """Return what stands at the right of the heading: who is taken out."""
    return (
        _("TRIED: without {who}").format(who=directory_words.listed(sorted(tried.out))) if tried.out else ""
    )


def banner(tried: Simulation, picture: CoveragePicture, width: int) -> Line:
    """Return the line under the heading: that nothing is saved, or how many have to be gone."""
    if tried.out:
        said = f" ══ {_('nothing is saved · Esc ends it')} "
        return line(said + "═" * max(0, width - cell_len(said) - 1), "bold")
    return line(f" {directory_words.truck(picture.truck)}", "faint")


def legend(tried: Simulation, before: Coverage, hidden: int, width: int) -> list[Line]:
    """Return what the signs mean, with the counts, under a rule; ``hidden`` rows lie below what is seen."""
    after = sum(cell.cover is Cover.NOBODY for cell in tried.coverage.cells)
    was = sum(cell.cover is Cover.NOBODY for cell in before.cells)
    alone = sum(cell.is_needed and cell.cover is Cover.ONE for cell in tried.coverage.cells)
    changed = _("{count}, was {before}").format(count=after, before=was)
    count = changed if tried.out else str(after)
    signs = (
        f"■ 0 {vocabulary.word(Cover.NOBODY)} ({count})",
        f"1 ! {vocabulary.word(Cover.ONE)} ({alone})",
        f"- {vocabulary.word(Cover.NOT_NEEDED)}",
        f"{CHANGED_SIGN} {_('changed')}" if tried.out else "",
    )
    return [_edge(hidden, width), line(f" {'   '.join(sign for sign in signs if sign)}", "faint")]


def _edge(hidden: int, width: int) -> Line:
    if hidden <= 0:
        return line(f" {'─' * max(0, width - 2)}", "rule")
    more = ngettext("{count} department more: Tab", "{count} departments more: Tab", hidden)
    told = more.format(count=hidden)
    return line(f" {'─' * max(0, width - cell_len(told) - 4)} {told}", "rule")


def effects(tried: Simulation, picture: CoveragePicture, width: int) -> list[Line]:
    """Return what becomes of the rota and the open matters; who alone can most, while nobody is out."""
    if not tried.out:
        return [line(f" {_('Space takes somebody out, and in again: nothing is saved.')}")]
    duties = directory_words.duties(tried.duties, picture.lines, picture.is_by_day)
    rota = "; ".join(duties) if duties else _("no duty is hit")
    told = _("Rota: {duties}.").format(duties=rota)
    return [
        *_short(told, width, ROTA_LINES_MAX),
        *_short(_("Open: {matters}.").format(matters=_matters(tried.matters)), width, 1),
    ]


def _short(text: str, width: int, lines_max: int) -> list[Line]:
    """Return a text in at most some lines; one that is longer says which key tells all."""
    lines = wrap(text, max(20, width - 2))
    if len(lines) > lines_max:
        more = _("... w tells all")
        last = wrap(lines[lines_max - 1], max(20, width - cell_len(more) - 3))[0]
        lines = [*lines[: lines_max - 1], f"{last} {more}"]
    return [line(f" {one}") for one in lines]


def missing(tried: Simulation, picture: CoveragePicture) -> list[tuple[str, tuple[str, ...]]]:
    """Return all that is missing without those who are out: what of, and a line each."""
    who = _("Without {who}").format(who=directory_words.listed(sorted(tried.out)))
    groups = (
        (vocabulary.word(Cover.NOBODY), [directory_words.field(cell) for cell in tried.emptied]),
        (vocabulary.word(Cover.ONE), [directory_words.field(cell) for cell in tried.thinned]),
        (_("rota"), directory_words.duties(tried.duties, picture.lines, picture.is_by_day)),
        (pgettext("missing", "open"), [_matter(one, picture.today) for one in tried.matters]),
    )
    found = [(f"{who}: {name}", ("", *lines, "")) for name, lines in groups if lines]
    return found or [(who, ("", _("Nothing is missing.")))]


def _matter(one: OwnedMatter, today: date) -> str:
    """Return a matter with its owner, and its day where it has one."""
    level = f" · {vocabulary.marked_level(one.level)}" if one.level else ""
    due = f" · {_('follow-up {day}').format(day=wording.day(one.due, today))}" if one.due else ""
    return f"{vocabulary.word(one.kind)} {one.label}{level}{due} · {one.owner}"


def _matters(found: Sequence[OwnedMatter]) -> str:
    """Return how many matters of which kind lose their owner; red ones by name."""
    if not found:
        return _("nothing loses its owner")
    told = {
        OwnedKind.THREAD: lambda count: ngettext("{count} thread", "{count} threads", count),
        OwnedKind.COMPETENCE: lambda count: ngettext(
            "{count} competence of theirs alone", "{count} competences of theirs alone", count
        ),
        OwnedKind.CONTACT: lambda count: ngettext(
            "{count} partner contact", "{count} partner contacts", count
        ),
    }
    counts = {kind: sum(one.kind is kind for one in found) for kind in told}
    parts = [told[kind](count).format(count=count) for kind, count in counts.items() if count]
    due = sum(one.due is not None for one in found)
    follow_ups = ngettext("{count} follow-up", "{count} follow-ups", due).format(count=due)
    parts[:1] = [*parts[:1], follow_ups] if due else parts[:1]
    red = [one.label for one in found if one.level is ConcernLevel.RED]
    named = [f"{vocabulary.marked_level(ConcernLevel.RED)}: {', '.join(red)}"] if red else []
    return " · ".join([*parts, *named])


def sentence(tried: Simulation) -> str:
    """Return in one sentence what trying without them empties."""
    who = directory_words.listed(sorted(tried.out))
    count = sum(bool(cell.department) for cell in tried.emptied)
    if not tried.out:
        return _("Everybody is there again.")
    if not count:
        return _("Without {who} no field becomes empty.").format(who=who)
    told = ngettext(
        "Without {who} {count} field becomes empty.", "Without {who} {count} fields become empty.", count
    ).format(who=who, count=count)
    return f"{told} {_('Most exposed: {department}.').format(department=tried.most_exposed)}"


def of_field(cell: Cell) -> Line:
    """Return who can what the field at the cursor asks, in one line."""
    who = directory_words.people(cell.people)
    needed = vocabulary.word(cell.cover) if cell.is_needed else _("nobody asks for it")
    return line(f" {directory_words.field(cell)}: {who} · {needed}")


def learners(cell: Cell, picture: CoveragePicture, out: Collection[MemberId]) -> list[str]:
    """Return who would be the nearest to learn what a field asks, a line each; nobody who is taken out."""
    people = [entry.person for entry in picture.people if entry.person.id not in out]
    found = nearest(cell, people, picture.today)
    if not found:
        return [_("Nobody in the group is near to it: a course, or somebody new.")]
    lines = [f"{member:<{MEMBER_CELLS}}  {vocabulary.word(how)}" for member, how in found[:NEAREST_MAX]]
    more = len(found) - NEAREST_MAX
    return [*lines, *([f"+ {more}"] if more > 0 else [])]


def told_of(cell: Cell, picture: CoveragePicture, out: Collection[MemberId]) -> list[str]:
    """Return everything about one field: who can, whether it is asked for, who could learn it."""
    return [
        f"{_('Can now')}: {directory_words.people(cell.people)}",
        f"{_('Asked for')}: {_('yes') if cell.is_needed else _('no')}",
        "",
        _("Nearest to learn it:"),
        *(f"  {one}" for one in learners(cell, picture, out)),
    ]


# The people ---------------------------------------------------------------------------------


def people_head(found: Sequence[DirectoryEntry], hidden: bool, width: int) -> Line:
    """Return how many people there are, and that more lie below where they do."""
    left, right = _("PEOPLE ({count})").format(count=len(found)), _("PgDn shows more") if hidden else ""
    return ((f" {left}".ljust(max(0, width - cell_len(right) - 1)), "bold"), (right, "faint"))


def people_columns(width: int) -> int:
    """Return in how many columns the people stand."""
    return max(1, width // 40) if width < WIDE_CELLS else width // 50


def people(
    found: Sequence[DirectoryEntry], out: Collection[MemberId], at: int, width: int, has_cursor: bool
) -> list[Line]:
    """Return the people in columns, one below the other; who is out is told by a word."""
    count = people_columns(width)
    rows = -(-len(found) // count)
    cells = width // count
    lines: list[Line] = []
    for row in range(rows):
        parts: list[tuple[str, str]] = []
        for place in range(row, len(found), rows):
            parts += _person(found[place], out, has_cursor and place == at, cells)
        lines.append(tuple(parts))
    return lines or [EMPTY]


def _person(
    entry: DirectoryEntry, out: Collection[MemberId], at_cursor: bool, cells: int
) -> list[tuple[str, str]]:
    person = entry.person
    is_out = person.id in out
    word = pgettext("coverage", "out")
    tick = f"[{word if is_out else ' ' * cell_len(word)}]"
    share = f"{person.share_percent} %".rjust(SHARE_CELLS)
    text = f"{'▸' if at_cursor else ' '} {tick} {cut(person.id, MEMBER_CELLS - 1):<{MEMBER_CELLS}}{share}  "
    text += ", ".join(dict.fromkeys(place.department for place in person.places))
    shown = cut(text, cells - 2)
    role = "cursor" if at_cursor else "bold" if is_out else ""
    return [(f" {shown}", role), (" " * (cells - cell_len(shown) - 1), "")]
