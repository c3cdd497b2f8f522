"""What the set-up asks, step by step, and how the answers become a store."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import Vertical

from nsk_tui.rules.ids import is_member_id
from nsk_tui.screens import recovery_words
from nsk_tui.screens.fields import passphrase_advice, passphrase_fields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.demo import DemoStore
    from nsk_tui.services.members import Invitation
    from nsk_tui.services.session import Session

PEOPLE_LINES = 6
DEPARTMENTS_CHARACTERS_MAX = 600
DEMO_SUFFIX = "-demo"


@dataclass(frozen=True)
class Person:
    """Somebody to invite: a code and a name."""

    member: str
    name: str


@dataclass(frozen=True)
class Answers:
    """Everything the set-up asked.

    Shape
        ``recovery`` is how many paper shares open and how many are made; None: none are made.
    """

    municipality: str
    network: str
    departments: tuple[str, ...]
    acute_number: str
    acute_source: str
    member: str
    name: str
    passphrase: str
    people: tuple[Person, ...]
    recovery: tuple[int, int] | None


@dataclass(frozen=True)
class Built:
    """A store that was made, unlocked, with the invitations that were made in it."""

    session: "Session"
    invitations: "tuple[Invitation, ...]"


def build(folder: Path, answers: Answers, language: str) -> Built:
    """Make the store and the invitations; runs in a thread, where the services may be imported."""
    from nsk_tui.services import members, recovery, setup

    network = setup.NewNetwork(
        answers.network, answers.municipality, answers.departments, answers.acute_number, answers.acute_source
    )
    session = setup.create_store(
        folder, network, answers.member, answers.name, answers.passphrase, language=language
    )
    try:
        made = tuple(members.invite(session, one.member, one.name) for one in answers.people)
        if answers.recovery is None:
            recovery.skip(session)
    except BaseException:
        session.lock()
        raise
    return Built(session, made)


def build_demo(folder: Path, progress: Callable[[int], None]) -> "DemoStore":
    """Make a demo store beside where the real one would lie; runs in a thread."""
    from nsk_tui.services import demo

    return demo.make_demo(free_folder(folder.with_name(folder.name + DEMO_SUFFIX)), progress=progress)


def free_folder(wanted: Path) -> Path:
    """Return a folder that does not exist yet: the wanted one, or the next number after it."""
    number = 2
    folder = wanted
    while folder.exists():
        folder, number = wanted.with_name(f"{wanted.name}-{number}"), number + 1
    return folder


def departments_of(text: str) -> tuple[str, ...]:
    """Return departments written with commas between.

    >>> departments_of("Skoler, PPR,, Skoler ")
    ('Skoler', 'PPR')
    """
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def person_of(text: str) -> Person | None:
    """Return the person a line names; None when its first word is no code, or no name follows.

    >>> person_of("K-07 Mette Holm"), person_of("Mette")
    (Person(member='K-07', name='Mette Holm'), None)
    """
    code, _blank, name = text.strip().partition(" ")
    return Person(code, name.strip()) if is_member_id(code) and name.strip() else None


def _lead(text: str) -> TextBlock:
    return TextBlock(text, classes="lead")


def _fact(text: str) -> TextBlock:
    return TextBlock(text, classes="fact")


def group_step(folder: Path) -> Vertical:
    """Return step 1: the group."""
    where = _("exists and is empty") if folder.exists() else _("does not exist yet: it is made")
    return Vertical(
        TextBlock(
            _("Here you make the group's shared, encrypted store. It takes about 5 minutes.") + "\n"
            + _("Everything can be changed later, except where the store lies."), classes="lead",
        ),
        LineField("municipality", _("Municipality")),
        LineField("network", _("Name of the group"), _("The knowledge persons")),
        TextBlock(f"{_('The store lies in'):<20}{folder}\n{'':<20}{where}", classes="fact"),
        LineField("departments", _("Departments"), limit=DEPARTMENTS_CHARACTERS_MAX),
        TextBlock(f"{'':<20}{_('with commas between: Schools, Day care, Job centre')}", classes="under"),
        LineField("acute_number", _("Out-of-hours duty"), limit=20, remark=_("shown on the red card")),
        LineField("acute_source", _("Source and date")),
        _fact(_("! Ring the out-of-hours number and hear that it is right before the card is used.")),
        id="step-1",
    )  # fmt: skip


def you_step() -> Vertical:
    """Return step 2: the one who sets up."""
    return Vertical(
        _lead(_("You become the first coordinator. You can invite the others and give them roles.")),
        LineField("member", _("Your code"), "K-01", limit=16, remark=_("short, never a CPR number")),
        LineField("name", _("Your name"), limit=60),
        *passphrase_fields(),
        _fact(passphrase_advice()),
        _fact(_("! If all of you forget your passphrases, the store is lost. Invite a second coordinator.")),
        id="step-2",
    )  # fmt: skip


def recovery_choices() -> list[str]:
    """Return how many paper shares can be made, and last that none are."""
    skip = _("skip it: there is no way in when all forget, and Today says so")
    return [*recovery_words.choices(), skip]


def recovery_step() -> Vertical:
    """Return step 3: the way in when all forget."""
    return Vertical(
        _lead(recovery_words.why()),
        TextBlock("", id="recovery"),
        _fact("\n" + _("The words are shown when the store is made: have paper and envelopes ready.")),
        id="step-3",
    )


def people_step() -> Vertical:
    """Return step 4: whom to invite, if anybody."""
    numbers = range(1, PEOPLE_LINES + 1)
    lines = [LineField(f"person_{one}", _("Person {number}").format(number=one)) for one in numbers]
    return Vertical(
        _lead(_("Whom will you invite? Write a code and a name: K-07 Mette. You can also do it later.")),
        *lines,
        _fact(_("Each gets a code that works once. The codes are shown when the store is made.")),
        id="step-4",
    )  # fmt: skip


def check_text(answers: Answers, folder: Path) -> str:
    """Return step 5: everything that will be made, before anything is."""
    invited = len(answers.people)
    rows = [
        (_("Group"), " · ".join(one for one in (answers.network, answers.municipality) if one)),
        (_("The store lies in"), str(folder)),
        (_("Departments"), ", ".join(answers.departments) or _("none yet")),
        (
            _("Out-of-hours duty"),
            answers.acute_number or _("not filled in; 112 and 114 are always on the card"),
        ),
        (_("Coordinator"), f"{answers.member} {answers.name}"),
        (
            _("Recovery"),
            recovery_words.numbers_words(*answers.recovery) if answers.recovery else _("skipped"),
        ),
        (
            _("Invitations"),
            ngettext("%d person", "%d people", invited) % invited if invited else _("none yet"),
        ),
    ]
    return "\n\n".join(f"{head:<20}{text}" for head, text in rows)
