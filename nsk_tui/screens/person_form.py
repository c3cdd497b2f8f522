"""What is known of a person: where she answers, her lines, share and days; and somebody new without a key."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from nsk_tui import directory_words, duty_words
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Place as Seat
from nsk_tui.rules.duties import SHARE_PERCENT_MAX, Line
from nsk_tui.rules.ids import LineId, MemberId, is_member_id
from nsk_tui.rules.members import Role
from nsk_tui.rules.merge import Value
from nsk_tui.rules.typed_days import read_day, read_since, written
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen, FrameScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.record_form import RecordForm
from nsk_tui.services import departments, directory, rota_settings
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import DIGITS, Option, numbered
from nsk_tui.wording import _, pgettext

AGREED = ("lines", "share", "since", "leaves_on")
"""Fields that a coordinator alone changes."""

Known = tuple[DirectoryEntry, tuple[str, ...], tuple[Line, ...]]


def known(session: Session, member: str) -> Known:
    """Return a person's page, the departments, and the lines of the rota."""
    names = tuple(one.department.name for one in departments.departments(session))
    return directory.entry(session, member), names, rota_settings.lines(session)


def edit_person(front: FrameScreen[Any], member: MemberId) -> None:
    """Open what is known of a person, and show it anew when it was changed."""
    front.run_service(known, front.session, member, done=partial(_open, front))


def _open(front: FrameScreen[Any], found: Known) -> None:
    def told(said: str | None) -> None:
        if said:
            front.refresh_records()
            front.say(said)

    front.app.push_screen(PersonFormScreen(*found), told)


class PersonFormScreen(RecordForm[DirectoryEntry]):
    """Changes what is known of a person."""

    def __init__(self, entry: DirectoryEntry, names: tuple[str, ...], lines: tuple[Line, ...]) -> None:
        """Change what is known; the departments and lines are those that can be chosen."""
        super().__init__()
        self.entry, self.names, self.lines = entry, names, lines

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHAT IS KNOWN OF {member}").format(member=self.entry.person.id), _("F8 saves, Esc closes")

    @property
    def is_agreed_here(self) -> bool:
        """Whether the reader may change what is agreed with a coordinator."""
        return self.program.role is Role.COORDINATOR

    def coded_parts(self) -> tuple[CodedField, ...]:
        """Return where she answers, for each area; and her lines."""
        seats = {place.department for place in self.entry.person.places}
        options = numbered((*self.names, *sorted(seats - set(self.names))))
        parts = [CodedField(area.value, directory_words.area(area), options, many=True) for area in Area]
        if self.is_agreed_here:
            parts.append(CodedField("lines", _("Duty lines"), self._line_options(), many=True))
        return tuple(parts)

    def _line_options(self) -> list[Option]:
        gone = [line for line in self.entry.lines if line not in {one.id for one in self.lines}]
        named = [*((one.id, duty_words.line_name(one)) for one in self.lines), *((one, one) for one in gone)]
        return [
            Option(DIGITS[at] if at < len(DIGITS) else "", line, name)
            for at, (line, name) in enumerate(named)
        ]

    def typed_parts(self) -> tuple[LineField, ...]:
        """Return role, number and languages; and what is agreed."""
        own = (
            LineField("network_role", pgettext("person", "Role"), limit=40, remark=_("in the network")),
            LineField("phone", pgettext("person", "Number"), limit=20, remark=_("at the office")),
            LineField("languages", _("Languages"), remark=_("commas between")),
        )
        agreed = (
            LineField("share", _("Share, %"), limit=3, remark=_("of full time")),
            LineField("since", _("First day"), limit=10, remark=_("day, month or year")),
            LineField("leaves_on", _("Last day"), limit=10, remark=_("empty: nobody knows of one")),
        )
        return (*own, *(agreed if self.is_agreed_here else ()))

    def hint(self) -> str:
        """Return who changes what."""
        if self.is_agreed_here:
            return _("What is published of the rota stays as it is until the next plan.")
        return _("Share, lines and days are agreed with a coordinator, who writes them.")

    def begin(self) -> dict[str, Value]:
        """Return what is known."""
        return self.values_of(self.entry)

    def values_of(self, entry: DirectoryEntry) -> dict[str, Value]:
        """Return what the fields hold for a page."""
        person = entry.person
        values: dict[str, Value] = {
            area.value: tuple(place.department for place in person.places if place.area is area)
            for area in Area
        }
        values |= {
            "lines": tuple(entry.lines),
            "network_role": (person.network_role,),
            "phone": (person.phone,),
            "languages": (", ".join(person.languages),),
            "share": (str(person.share_percent),),
            "since": (written(person.since) if person.since else "",),
            "leaves_on": (written(person.leaves_on) if person.leaves_on else "",),
        }
        return {name: value for name, value in values.items() if self.is_agreed_here or name not in AGREED}

    def fault(self, values: Mapping[str, Value]) -> tuple[str, str] | None:
        """Return which field cannot be understood; None when all can."""
        if not self.is_agreed_here:
            return None
        share = values["share"][0]
        if not (share.isascii() and share.isdecimal()) or int(share) > SHARE_PERCENT_MAX:
            return "share", _("The share is a number from 0 to 100.")
        since, leaves_on = values["since"][0], values["leaves_on"][0]
        if since and read_since(since, self.session.today) is None:
            return "since", _("Write the day as 01/12-2026, the month as 12/2026, or the year.")
        if leaves_on and read_day(leaves_on, self.session.today) is None:
            return "leaves_on", _("Write the day as 01/12-2026.")
        return None

    def saving(self, values: Mapping[str, Value]) -> Callable[[], Any]:
        """Return the call that saves the page."""
        today, person = self.session.today, self.entry.person
        places = tuple(Seat(name, area) for area in Area for name in values[area.value])
        changed = replace(
            person,
            places=tuple(sorted(places, key=lambda one: (one.department, one.area is Area.ADULTS))),
            network_role=values["network_role"][0],
            phone=values["phone"][0],
            languages=tuple(word.strip() for word in values["languages"][0].split(",") if word.strip()),
        )
        lines = self.entry.lines
        if self.is_agreed_here:
            since, leaves_on = values["since"][0], values["leaves_on"][0]
            changed = replace(
                changed,
                share_percent=int(values["share"][0]),
                since=read_since(since, today) if since else None,
                leaves_on=read_day(leaves_on, today) if leaves_on else None,
            )
            lines = tuple(LineId(one) for one in values["lines"])
        return partial(directory.set_person, self.session, changed, lines, self.entry.version)

    def saved(self, answer: DirectoryEntry) -> None:
        """Close: it is saved."""
        self.dismiss(_("Saved: what is known of {member}. u undoes.").format(member=answer.person.id))

    def fetching(self) -> Callable[[], DirectoryEntry]:
        """Return the call that reads the page again."""
        return partial(directory.entry, self.session, self.entry.person.id)

    def take_newer(self, record: DirectoryEntry) -> dict[str, Value]:
        """Go on from a newer page."""
        self.entry = record
        return self.values_of(record)


class NewPersonScreen(DialogScreen[str], FieldsScreen):
    """Writes somebody down who has no key to the store; its answer is what was done."""

    NOUN = Place.FORM
    CSS_PATH = "record_form.tcss"

    def body(self) -> tuple[Any, ...]:
        """Return the two lines, and what it means."""
        return (
            LineField("id", _("ID"), limit=16, remark="D-01"),
            LineField("name", _("Name"), limit=60),
            TextBlock(
                _("She stands in the group's coverage and not on the rota. She can be invited later under "
                  "the same id: 9, then n."),
                id="hint",
            ),
        )  # fmt: skip

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Somebody without a key")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("NEW PERSON"), _("Esc closes")

    def on_mount(self) -> None:
        """Begin with the id."""
        super().on_mount()
        self.go_to("id")

    def do_form_save(self) -> None:
        """Save, once there is an id and a name."""
        member, name = self.value("id").strip(), self.value("name").strip()
        if not is_member_id(member):
            self.go_to("id", _("An id has letters, digits, - and _, at most 16: D-01."))
        elif not name:
            self.go_to("name", _("What is she called?"))
        else:
            self.run_service(directory.add_person, self.session, member, name, done=self._saved)

    def _saved(self, entry: DirectoryEntry) -> None:
        told = _("{member} stands in the directory. Enter opens her page.")
        self.dismiss(told.format(member=entry.person.id))
