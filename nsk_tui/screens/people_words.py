"""The people of the group as lines: the list, and what is told of one."""

from collections.abc import Sequence
from datetime import date

from nsk_tui import directory_words, vocabulary, wording
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.widgets.frame import WIDE_CELLS, XWIDE_CELLS, cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext, pgettext

MEMBER_CELLS, NAME_CELLS, SHARE_CELLS, NOTE_CELLS = 8, 20, 7, 12
LANGUAGE_CELLS, ROLE_CELLS = 24, 18


def counted(found: Sequence[DirectoryEntry], shows_all: bool) -> str:
    """Return how many people a list has: those of today, or everybody who ever was."""
    if shows_all:
        return _("{count} · former ones too").format(count=len(found))
    return ngettext("{count} person", "{count} people", len(found)).format(count=len(found))


def head(width: int) -> Line:
    """Return the names of the columns."""
    parts = [f"   {_('Person'):<{MEMBER_CELLS}}", f"{_('Name'):<{NAME_CELLS}}"]
    parts += [pgettext("rota", "Share").rjust(SHARE_CELLS - 2) + "  "]
    parts += [f"{_('Answers in'):<{_places_cells(width)}}"]
    if width >= WIDE_CELLS:
        parts += [f"{_('Languages'):<{LANGUAGE_CELLS}}"]
    if width >= XWIDE_CELLS:
        parts += [f"{_('In the network'):<{ROLE_CELLS}}"]
    return line("".join(parts) + _("Page"), "bold")


def row(entry: DirectoryEntry, at_cursor: bool, today: date, width: int) -> Line:
    """Return a person: share, where she answers, how old her page is; a word for who has no key or leaves."""
    person = entry.person
    lead = f"{pointer(at_cursor)}{cut(person.id, MEMBER_CELLS - 1):<{MEMBER_CELLS}}"
    lead += f"{cut(person.name, NAME_CELLS - 2):<{NAME_CELLS}}"
    share = f"{person.share_percent} %".rjust(SHARE_CELLS - 2) + "  "
    room = _places_cells(width)
    texts = [share, f"{cut(_where(entry, today), room - 2):<{room}}"]
    if width >= WIDE_CELLS:
        texts += [f"{cut(', '.join(person.languages), LANGUAGE_CELLS - 2):<{LANGUAGE_CELLS}}"]
    if width >= XWIDE_CELLS:
        texts += [f"{cut(person.network_role, ROLE_CELLS - 2):<{ROLE_CELLS}}"]
    return ((lead, "bold" if at_cursor else ""), ("".join(texts), ""), (page(entry, today), ""))


def _where(entry: DirectoryEntry, today: date) -> str:
    person = entry.person
    remarks = []
    if person.since is not None and person.since > today:
        remarks.append(_("comes {day}").format(day=wording.day(person.since, today)))
    if person.leaves_on is not None:
        told = _("leaves {day}") if person.leaves_on >= today else _("left {day}")
        remarks.append(told.format(day=wording.day(person.leaves_on, today)))
    if not entry.has_key and entry.is_there:
        remarks.append(_("without a key"))
    places = directory_words.places(person.places) or "-"
    return " · ".join([*remarks, places]) if remarks else places


def page(entry: DirectoryEntry, today: date) -> str:
    """Return how old somebody's page "if I am gone tomorrow" is, with its sign; a dash for none."""
    note = entry.person.note
    if note is None:
        return "-"
    old = directory_words.aged(note.written_on, today)
    return f"{directory_words.sign(note.written_on, today)} {old}"


def foot(entry: DirectoryEntry, today: date, width: int) -> list[Line]:
    """Return what else is known of the person at the cursor."""
    person = entry.person
    can = ", ".join(f"{one.name} ({vocabulary.word(one.level)})" for one in person.competences)
    known = [
        person.phone,
        person.network_role,
        _("since {month}").format(month=directory_words.month(person.since)) if person.since else "",
        ", ".join(person.languages),
    ]
    told = " · ".join(part for part in known if part)
    return [
        rule(width),
        line(f" {person.id} · {person.name}" + (f" · {told}" if told else "")),
        line(f" {_('Can')}: {can}" if can else f" {_('No competence is written down yet.')}"),
        line(" " + _("Page: if I am gone tomorrow. ? over 180 days, ✕ over a year."), "faint"),
    ]


def may_not_edit(role: Role | None, member: MemberId, entry: DirectoryEntry) -> str | None:
    """Return why a page cannot be edited; None when it can. ``role`` None: the archive is locked."""
    if role is Role.COORDINATOR or entry.person.id == member:
        return None
    return _("only {member} and the coordinators").format(member=entry.person.id)


def _places_cells(width: int) -> int:
    used = 3 + MEMBER_CELLS + NAME_CELLS + SHARE_CELLS + NOTE_CELLS
    used += LANGUAGE_CELLS if width >= WIDE_CELLS else 0
    used += ROLE_CELLS if width >= XWIDE_CELLS else 0
    return max(12, width - used)
