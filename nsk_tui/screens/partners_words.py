"""Contacts outside as lines: the list, a partner's page, and how old a number is by bar, sign and days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from nsk_tui import directory_words, wording
from nsk_tui.directory_words import freshness_word
from nsk_tui.rules.directory import DOUBTFUL_DAYS, ContactPerson, Freshness, contact_hours, freshness
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services.contacts import StoredContact
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext, pgettext

NAME_CELLS, NAME_CELLS_WIDE = 30, 46
NUMBER_CELLS, NUMBER_CELLS_WIDE, NOW_CELLS, OWNER_CELLS = 18, 34, 8, 8
CHECKED_CELLS = 15
CONTACT_CELLS, CALL_CELLS, HOURS_CELLS, MET_CELLS = 20, 15, 16, 7
CALLS_NAMED_MAX = 3
HEAD_CELLS = 14


def is_open(contact: ContactPerson, now: datetime) -> bool | None:
    """Return whether somebody answers now; None: nobody knows."""
    hours = contact_hours(contact)
    return None if hours is None else hours.are_open(now)


def now_word(contact: ContactPerson, now: datetime) -> str:
    """Return whether somebody answers now, in one word."""
    found = is_open(contact, now)
    if found is None:
        return pgettext("hours", "unknown")
    return pgettext("hours", "open") if found else pgettext("hours", "closed")


def number(contact: ContactPerson, today: date) -> str:
    """Return a number as it is shown: crossed out when nobody should trust it."""
    stale = freshness(contact.checked_on, today) is Freshness.STALE
    return directory_words.crossed_out(contact.number) if stale else contact.number


def checked(contact: ContactPerson, today: date) -> str:
    """Return how old a number is: sign, bar and days."""
    sign, bar = (
        directory_words.sign(contact.checked_on, today),
        directory_words.bar(contact.checked_on, today),
    )
    return f"{sign} {bar} {directory_words.days_old(contact.checked_on, today):>6}"


# The list -----------------------------------------------------------------------------------


def head(width: int) -> Line:
    """Return the names of the columns."""
    name, numbers = _cells(width)
    return line(
        f"   {_('Partner'):<{name}}{_('Number'):<{numbers}}{pgettext('hours', 'Now'):<{NOW_CELLS}}"
        f"{pgettext('contact', 'Checked'):<{CHECKED_CELLS}}{pgettext('contact', 'With')}",
        "bold",
    )


def row(one: StoredContact, at_cursor: bool, now: datetime, width: int) -> Line:
    """Return a contact: whom, the number, whether somebody answers now, how old it is, who knows her."""
    contact = one.contact
    name, numbers = _cells(width)
    who = f"{contact.body} · {contact.name}"
    lead = f"{pointer(at_cursor)}{cut(who, name - 2):<{name}}"
    text = f"{cut(number(contact, now.date()), numbers - 2):<{numbers}}"
    text += f"{now_word(contact, now):<{NOW_CELLS}}{checked(contact, now.date()):<{CHECKED_CELLS}}"
    return ((lead, "bold" if at_cursor else ""), (text + cut(contact.owner, OWNER_CELLS), ""))


def foot(one: StoredContact | None, calls: Sequence[StoredContact], now: datetime, width: int) -> list[Line]:
    """Return what the signs mean, the contact at the cursor, and which numbers wait for a call."""
    lines = [rule(width), line(f" {directory_words.legend()}", "faint")]
    if one is not None:
        lines += [line(f" {text}") for text in _chosen(one, now)]
    if calls:
        named = ", ".join(each.contact.body for each in calls[:CALLS_NAMED_MAX])
        more = len(calls) - CALLS_NAMED_MAX
        told = ngettext(
            "{count} number waits for a call: {names}", "{count} numbers wait for a call: {names}", len(calls)
        ).format(count=len(calls), names=named + (f" (+{more})" if more > 0 else ""))
        lines.append(line(f" {told}."))
    return lines


def _chosen(one: StoredContact, now: datetime) -> list[str]:
    contact, today = one.contact, now.date()
    first = _("{body}: {name} · {hours} · source: {source}").format(
        body=contact.body, name=contact.name, hours=contact.hours, source=contact.source
    )
    again = contact.checked_on + timedelta(days=DOUBTFUL_DAYS)
    second = _("Checked {day} by {member}. Next at the latest {again}.").format(
        day=wording.day(contact.checked_on, today), member=one.checked_by, again=wording.day(again, today)
    )
    return [first, second]


def nothing(is_filtered: bool) -> list[Line]:
    """Return what an empty list says."""
    if is_filtered:
        return [line(f" {_('None of them. , shows others.')}")]
    return [line(f" {_('No partners yet. n adds the first: number, hours, source.')}")]


# A partner's page ---------------------------------------------------------------------------


def partner_head(contacts: Sequence[StoredContact], width: int) -> list[Line]:
    """Return what a page of contacts is, and the names of the columns."""
    owners = sorted({one.contact.owner for one in contacts})
    known = _("Known by {members}.").format(members=directory_words.listed(owners))
    if len(owners) == 1:
        known += f" ! {_('Only one of us knows them.')}"
    columns = (
        f"   {_('CONTACTS'):<{CONTACT_CELLS}}{'':<{CALL_CELLS}}{'':<{HOURS_CELLS}}"
        f"{pgettext('contact', 'met'):<{MET_CELLS}}{pgettext('contact', 'checked')}"
    )
    return [line(f" {known}"), rule(width), line(columns, "bold")]


def partner_row(one: StoredContact, at_cursor: bool, now: datetime, width: int) -> Line:
    """Return one contact of a partner."""
    contact, today = one.contact, now.date()
    wide = 2 if width >= WIDE_CELLS else 1
    lead = f"{pointer(at_cursor)}{cut(contact.name, CONTACT_CELLS - 2):<{CONTACT_CELLS}}"
    met = contact.owner if contact.introduced_on else "-"
    text = f"{cut(number(contact, today), CALL_CELLS * wide - 2):<{CALL_CELLS * wide}}"
    text += f"{cut(contact.hours, HOURS_CELLS * wide - 2):<{HOURS_CELLS * wide}}{met:<{MET_CELLS}}"
    day = f"{wording.day(contact.checked_on, today)} {one.checked_by}"
    return (
        (lead, "bold" if at_cursor else ""),
        (f"{text}{directory_words.sign(contact.checked_on, today)} {day}", ""),
    )


def partner_foot(one: StoredContact | None, now: datetime, width: int) -> list[Line]:
    """Return all about the contact at the cursor."""
    if one is None:
        return [rule(width)]
    contact, today = one.contact, now.date()
    met = (
        _("{owner} met her {day}").format(owner=contact.owner, day=wording.day(contact.introduced_on, today))
        if contact.introduced_on
        else _("{owner} has not met her").format(owner=contact.owner)
    )
    rows = (
        (_("NUMBER"), number(contact, today)),
        (_("HOURS"), f"{contact.hours}: {now_word(contact, now)}"),
        (_("KNOWN BY"), met),
        (_("SOURCE"), contact.source),
        (_("CHECKED"), f"{checked(contact, today).strip()} · {freshness_word(contact.checked_on, today)}"),
        (_("NOTE"), one.note),
        (pgettext("contact", "CODE"), contact.id),
    )
    told: list[Line] = [((f" {name:<{HEAD_CELLS}}", "bold"), (text, "")) for name, text in rows if text]
    return [
        rule(width),
        *told,
        line(f" {_('c: I have rung, and it is right. If it is not: r, with the source.')}", "faint"),
    ]


def _cells(width: int) -> tuple[int, int]:
    return (NAME_CELLS_WIDE, NUMBER_CELLS_WIDE) if width >= WIDE_CELLS else (NAME_CELLS, NUMBER_CELLS)
