"""A person's page as lines: who she is, what she can, what is open with her."""

from datetime import date

from rich.cells import cell_len
from textual.content import Content

from nsk_tui import directory_words, duty_words, vocabulary, wording
from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.directory import Competence, CompetenceState, competence_state
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.person_page import PersonPage
from nsk_tui.widgets.frame import WIDE_CELLS, cut, ends
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext, pgettext

NAME_CELLS, NAME_CELLS_WIDE, LEVEL_CELLS, SINCE_CELLS = 29, 40, 10, 10
HEAD_CELLS, FULL_CELLS, GAP_CELLS = 21, 26, 4
OTHERS_NAMED_MAX = 3


def heading(page: PersonPage | None, width: int) -> Content:
    """Return who it is, in one line; ``page`` None: it is not here yet."""
    if page is None:
        return Content("")
    person = page.entry.person
    parts = [person.id, person.name, person.network_role, f"{person.share_percent} %"]
    parts += [_("since {month}").format(month=directory_words.month(person.since))] if person.since else []
    left, right = " · ".join(part for part in parts if part), _seen(page)
    if cell_len(left) + cell_len(right) + GAP_CELLS > width and person.since:
        left = " · ".join(part for part in parts[:-1] if part)
    shown = Content(ends(left, right, width))
    return shown.stylize("bold", 1, 1 + min(len(person.id), width))


def _seen(page: PersonPage) -> str:
    if not page.entry.has_key:
        return _("without a key") if page.entry.is_there else _("has left")
    if page.last_seen is None:
        return _("has not been here yet")
    local = on_the_wall(page.last_seen)
    day = _("today") if local.date() == page.today else wording.day(local.date(), page.today)
    return _("last here {day} {clock}").format(day=day, clock=wording.clock(local))


def head(page: PersonPage, width: int) -> list[Line]:
    """Return where she answers, on which lines, and the columns' names."""
    person = page.entry.person
    places = directory_words.places(person.places) or _("no department yet: r says where")
    lines = ", ".join(duty_words.line_name(one) for one in page.lines) or _("none")
    name = _name_cells(width)
    columns = (
        f" {_('COMPETENCES'):<{name + 2}}{pgettext('competence', 'level'):<{LEVEL_CELLS}}"
        f"{_('since'):<{SINCE_CELLS}}{_('who else can')}"
    )
    return [
        line(f" {_('Answers in {places}. Duty lines: {lines}.').format(places=places, lines=lines)}"),
        rule(width),
        line(columns, "bold"),
    ]


def rows(page: PersonPage, at: int, width: int) -> list[Line]:
    """Return what is known of her, each competence, and her page for tomorrow."""
    held = page.entry.competences
    found = [_facts(page, at == 0, width)]
    found += [_competence(one.competence, page, at == number, width) for number, one in enumerate(held, 1)]
    return [*found, _note(page, at == len(held) + 1, width)]


def _facts(page: PersonPage, at_cursor: bool, width: int) -> Line:
    person = page.entry.person
    known = [person.phone, ", ".join(person.languages)]
    if person.leaves_on is not None:
        told = _("leaves {day}") if person.leaves_on >= page.today else _("left {day}")
        known.append(told.format(day=wording.day(person.leaves_on, page.today)))
    text = " · ".join(part for part in known if part) or _("number, languages: nothing is written down yet")
    name = _name_cells(width)
    return ((f"{pointer(at_cursor)}{_('What is known'):<{name}}", "bold" if at_cursor else ""), (text, ""))


def _competence(held: Competence, page: PersonPage, at_cursor: bool, width: int) -> Line:
    name = _name_cells(width)
    state = competence_state(held, page.today)
    since = directory_words.month(held.since) if held.since else "-"
    remark = directory_words.competence_remark(held, page.today)
    lead = f"{pointer(at_cursor)}{cut(held.name, name - 2):<{name}}"
    said = f"{vocabulary.word(held.level):<{LEVEL_CELLS}}{since:<{SINCE_CELLS}}"
    if remark:
        said += f"{'! ' if state is CompetenceState.EXPIRED else ''}{remark}  "
    return ((lead, "bold" if at_cursor else ""), (said + _others(held, page, state), ""))


def _others(held: Competence, page: PersonPage, state: CompetenceState) -> str:
    others = page.who_else.get(held.name, ())
    if not others:
        alone = state.counts and page.entry.is_there
        return (
            f"{pgettext('people', 'nobody')}   ■ {_('only she')}" if alone else pgettext("people", "nobody")
        )
    more = len(others) - OTHERS_NAMED_MAX
    named = ", ".join(others[:OTHERS_NAMED_MAX])
    rest = ngettext("and {count} more", "and {count} more", more).format(count=more)
    return f"{named} {rest}" if more > 0 else named


def _note(page: PersonPage, at_cursor: bool, width: int) -> Line:
    note = page.entry.person.note
    name = _name_cells(width)
    lead = f"{pointer(at_cursor)}{cut(_('IF I AM GONE TOMORROW'), name - 2):<{name}}"
    if note is None:
        return ((lead, "bold"), (_("not written yet"), "faint"))
    day, old = wording.day(note.written_on, page.today), directory_words.aged(note.written_on, page.today)
    sign = directory_words.sign(note.written_on, page.today)
    told = _("written {day}, {age} old {sign}").format(day=day, age=old, sign=sign)
    return ((lead, "bold"), (told, ""))


def foot(page: PersonPage, width: int) -> list[Line]:
    """Return her load, her absence, what is open with her, who follows her."""
    heads = (
        (_("LOAD, 90 DAYS"), _load(page)),
        (_("ABSENCE"), _absence(page)),
        (_("OPEN MATTERS"), _open(page)),
        (_("FOLLOWED BY"), _followed(page)),
    )
    told: list[Line] = [((f" {name:<{HEAD_CELLS}}", "bold"), (text, "")) for name, text in heads if text]
    said = _("The load shows who is called. It is no mark.")
    return [rule(width), *told, EMPTY, line(f" {said}", "faint")]


def _load(page: PersonPage) -> str:
    one = page.load
    if one is None:
        return _("not shown, or on no line")
    parts = (
        ngettext("{count} consultation", "{count} consultations", one.consultations),
        ngettext("{count} duty", "{count} duties", one.duties),
        ngettext("{count} red", "{count} red ones", one.reds),
    )
    counts = (one.consultations, one.duties, one.reds)
    texts = [part.format(count=wording.number(count)) for part, count in zip(parts, counts, strict=True)]
    if one.consultations:
        texts[0] += f" ({duty_words.percent(one.share)})"
    return " · ".join(texts)


def _absence(page: PersonPage) -> str:
    return ", ".join(duty_words.days(first, last, page.today) for first, last in page.absences)


def _open(page: PersonPage) -> str:
    threads = page.matters.get(OwnedKind.THREAD, ())
    contacts = page.matters.get(OwnedKind.CONTACT, ())
    actions = page.matters.get(OwnedKind.ACTION_POINT, ())
    red = sum(one.level is ConcernLevel.RED for one in threads)
    told = ngettext("{count} partner knows her", "{count} partners know her", len(contacts))
    parts = (
        (len(threads), ngettext("{count} thread", "{count} threads", len(threads))),
        (red, ngettext("{count} of them red", "{count} of them red", red)),
        (len(actions), ngettext("{count} action", "{count} actions", len(actions))),
        (len(contacts), told),
    )
    return " · ".join(text.format(count=count) for count, text in parts if count) or _("nothing")


def _followed(page: PersonPage) -> str:
    told = _("{member}: {done} followed, {coming} to come")
    return "; ".join(
        told.format(member=one.member, done=one.done, coming=one.coming) for one in page.followers
    )


def of_competence(held: Competence, page: PersonPage) -> list[str]:
    """Return everything about one competence."""
    others = page.who_else.get(held.name, ())
    rows = (
        (_("Level"), vocabulary.word(held.level)),
        (_("How we know"), held.evidence or "-"),
        (_("Since"), wording.day(held.since, page.today) if held.since else _("not known")),
        (_("Counts until"), wording.day(held.expires_on, page.today) if held.expires_on else _("for good")),
        (_("State"), vocabulary.word(competence_state(held, page.today))),
        (_("Who else can"), directory_words.people(others)),
    )
    return [f"{name:<{FULL_CELLS}}{text}" for name, text in rows]


def in_full(page: PersonPage) -> list[str]:
    """Return everything that is known of a person, a line each."""
    person, today = page.entry.person, page.today
    rows = (
        (_("Name"), person.name),
        (_("In the network"), person.network_role or "-"),
        (_("Office number"), person.phone or "-"),
        (_("Answers in"), directory_words.places(person.places) or "-"),
        (_("Duty lines"), ", ".join(duty_words.line_name(one) for one in page.lines) or "-"),
        (_("Share of full time"), f"{person.share_percent} %"),
        (_("Languages"), ", ".join(person.languages) or "-"),
        (_("First day"), _day(person.since, today)),
        (_("Last day"), _day(person.leaves_on, today)),
        (_("Alone with"), "; ".join(directory_words.alone(page.alone)) or "-"),
    )
    return [f"{name:<{FULL_CELLS}}{text}" for name, text in rows]


def no_note(page: PersonPage, own: MemberId) -> str:
    """Return that there is no page for tomorrow, and what could be done."""
    if page.entry.person.id == own:
        return _("You have not written this page yet. r writes it.")
    return _("{member} has not written this page yet.").format(member=page.entry.person.id)


def _day(day: date | None, today: date) -> str:
    return wording.day(day, today) if day else "-"


def _name_cells(width: int) -> int:
    return NAME_CELLS_WIDE if width >= WIDE_CELLS else NAME_CELLS
