"""A contact outside, written: every line is needed but the note, and what is missing is said."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nsk_tui import vocabulary
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.directory import ContactFault, is_number
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.merge import Value
from nsk_tui.rules.opening_hours import read_hours
from nsk_tui.rules.typed_days import read_since, written
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.record_form import RecordForm
from nsk_tui.screens.resolution import OpenFinding, Resolution, stances_of
from nsk_tui.screens.resolve import ResolveScreen
from nsk_tui.services import anonymity, contacts, directory
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.contacts import NOTE_CHARACTERS_MAX, StoredContact, WrittenContact
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import DIGITS, Option
from nsk_tui.wording import _, pgettext

NOTE = "note"


def open_form(
    front: FrameScreen[Any], stored: StoredContact | None, body: str, told: Callable[[str | None], None]
) -> None:
    """Open the form of a contact; ``stored`` None writes a new one, of a body if it is known."""

    def show(people: tuple[DirectoryEntry, ...]) -> None:
        front.app.push_screen(ContactScreen(stored, body, people), told)

    front.run_service(_people, front.session, done=show)


def _people(session: Session) -> tuple[DirectoryEntry, ...]:
    return tuple(entry for entry in directory.people(session) if entry.is_there)


class ContactScreen(RecordForm[StoredContact]):
    """Writes a contact down, or changes it."""

    def __init__(
        self, stored: StoredContact | None, partner: str, people: tuple[DirectoryEntry, ...]
    ) -> None:
        """Change a contact; None writes a new one down."""
        super().__init__()
        self.stored, self.partner, self.people = stored, partner, people
        self.stances: tuple[Stance, ...] = ()

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        title = _("CONTACT {code}").format(code=self.stored.contact.id) if self.stored else _("NEW CONTACT")
        return title, _("F8 saves, Esc closes")

    def coded_parts(self) -> tuple[CodedField, ...]:
        """Return who of us knows her."""
        keys = (*DIGITS, *[""] * len(self.people))
        people = (one.person for one in self.people)
        options = [
            Option(key, one.id, f"{one.id} {one.name}", said=one.id)
            for key, one in zip(keys, people, strict=False)
        ]
        return (CodedField("owner", _("Known by"), options),)

    def typed_parts(self) -> tuple[LineField, ...]:
        """Return the lines."""
        return (
            LineField("partner", _("Partner")),
            LineField("name", _("Contact"), remark=_("who answers, or the desk")),
            LineField("number", pgettext("contact", "Number"), limit=40, remark=_("or mail")),
            LineField("hours", _("Hours"), remark=_("mon-fri 8-15, 24h, unknown")),
            LineField("source", _("Source"), remark=_("where it is from")),
            LineField("introduced_on", _("Met on"), limit=10, remark=_("empty: not yet")),
            LineField(NOTE, _("Note"), limit=NOTE_CHARACTERS_MAX, remark=_("one line")),
        )

    def hint(self) -> str:
        """Return what saving says."""
        return _("A new number, hours or source count as checked today. Nothing about a citizen.")

    def begin(self) -> dict[str, Value]:
        """Return what stands; a new contact is known by its writer."""
        if self.stored is not None:
            return self.values_of(self.stored)
        return {"owner": (self.session.member,), "partner": (self.partner,)}

    def values_of(self, stored: StoredContact) -> dict[str, Value]:
        """Return what the fields hold for a contact."""
        one = stored.contact
        return {
            "owner": (one.owner,),
            "partner": (one.body,),
            "name": (one.name,),
            "number": (one.number,),
            "hours": (one.hours,),
            "source": (one.source,),
            "introduced_on": (written(one.introduced_on) if one.introduced_on else "",),
            NOTE: (stored.note,),
        }

    def fault(self, values: Mapping[str, Value]) -> tuple[str, str] | None:
        """Return the first field that lacks something, with everything that is missing."""
        day = values["introduced_on"][0]
        checks = {
            "partner": (ContactFault.NO_BODY, bool(values["partner"][0])),
            "name": (ContactFault.NO_NAME, bool(values["name"][0])),
            "number": (ContactFault.WRONG_NUMBER, is_number(values["number"][0])),
            "hours": (ContactFault.WRONG_HOURS, _are_hours(values["hours"][0])),
            "source": (ContactFault.NO_SOURCE, bool(values["source"][0])),
        }
        missing = {name: fault for name, (fault, is_right) in checks.items() if not is_right}
        if missing:
            told = ", ".join(vocabulary.word(fault) for fault in missing.values())
            return next(iter(missing)), _("Not saved: {faults}.").format(faults=told)
        if not values["owner"]:
            return "owner", _("Who of us knows them? The digit chooses.")
        met = read_since(day, self.session.today) if day else None
        if day and (met is None or met > self.session.today):
            return "introduced_on", _("Write the day on which you met as 01/12-2025, or leave it empty.")
        return None

    def saving(self, values: Mapping[str, Value]) -> Callable[[], Any]:
        """Return the call that saves the contact."""
        day = values["introduced_on"][0]
        new = WrittenContact(
            body=values["partner"][0],
            name=values["name"][0],
            number=values["number"][0],
            hours=values["hours"][0],
            owner=MemberId(values["owner"][0]),
            source=values["source"][0],
            introduced_on=read_since(day, self.session.today) if day else None,
            note=values[NOTE][0],
        )
        if self.stored is None:
            return partial(contacts.add_contact, self.session, new, self.stances)
        stored = self.stored
        return partial(
            contacts.change_contact, self.session, stored.contact.id, new, stored.version, self.stances
        )

    def saved(self, answer: StoredContact | NotAnonymous) -> None:
        """Close, or go through what the check found in the note."""
        if isinstance(answer, StoredContact):
            self.dismiss(_("Saved: {body}. u undoes.").format(body=answer.contact.body))
            return
        waiting = [OpenFinding(one.field, one.finding) for one in answer.findings]
        texts = {NOTE: self.value(NOTE).strip()}
        resolution = Resolution(texts, waiting, anonymity.scan, anonymity.lexicon(), {})
        self.app.push_screen(ResolveScreen(resolution), self._resolved)

    def _resolved(self, resolution: Resolution | None) -> None:
        if resolution is None:
            return
        self.put({NOTE: (resolution.texts[NOTE],)})
        self.stances = stances_of(resolution.answered)
        if resolution.is_done:
            self.do_form_save()
        else:
            self.go_to(NOTE, _("Correct it in the note; F8 goes on with what is left."))

    def fetching(self) -> Callable[[], StoredContact] | None:
        """Return the call that reads the contact again; None for a new one."""
        if self.stored is None:
            return None
        return partial(contacts.contact, self.session, self.stored.contact.id)

    def take_newer(self, record: StoredContact) -> dict[str, Value]:
        """Go on from a newer version."""
        self.stored = record
        return self.values_of(record)


def _are_hours(text: str) -> bool:
    try:
        read_hours(text)
    except ValueError:
        return False
    return True
