"""``nsk people``: who belongs to the group, where each answers and what each can."""

from datetime import date
from typing import TYPE_CHECKING

from nsk_tui import directory_words
from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.directory import Competence, competence_state, names_that_count
from nsk_tui.rules.duties import SHARE_PERCENT_MAX, Absence
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.directory import DirectoryEntry

app = new_app(N_("The people of the group: who can what, where, and what is missing without somebody."))


@app.command("list", cls=Verb, help=N_("Lists the people: share, lines, languages, competences, absence."))
def list_(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the people who have not left; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.absences import absences
        from nsk_tui.services.directory import people

        today = session.today
        found = [one for one in people(session) if (one.person.leaves_on or today) >= today]
        away = absences(session)
    if as_json:
        streams.say_json([_object(one, away, today) for one in found])
        return 0
    for one in found:
        streams.say(_line(one, away, today))
    return 0


def _line(one: "DirectoryEntry", away: tuple[Absence, ...], today: date) -> str:
    person = one.person
    gone = [absence for absence in away if absence.member == person.id and absence.first <= today]
    can = names_that_count(person.competences, today)
    parts = [
        f"{person.id:<16}",
        f"{person.share_percent:>3} %",
        f"{', '.join(one.lines) or '–':<18}",
        streams.one_line(person.name),
        streams.one_line(directory_words.places(person.places)),
        streams.one_line(", ".join((*person.languages, *can))),
        "" if one.has_key else _("without a key"),
        _("absent until %(day)s") % {"day": gone[0].last.isoformat()} if gone else "",
        _("last day %(day)s") % {"day": person.leaves_on.isoformat()} if person.leaves_on else "",
    ]
    return "  ".join(part for part in parts if part).rstrip()


def _object(one: "DirectoryEntry", away: tuple[Absence, ...], today: date) -> dict[str, object]:
    person = one.person
    return {
        "id": person.id,
        "name": person.name,
        "share": person.share_percent / SHARE_PERCENT_MAX,
        "lines": list(one.lines),
        "languages": list(person.languages),
        "competences": list(names_that_count(person.competences, today)),
        "held": [_held_object(held, today) for held in person.competences],
        "places": [{"department": place.department, "area": place.area.value} for place in person.places],
        "network_role": person.network_role,
        "since": _iso(person.since),
        "leaves_on": _iso(person.leaves_on),
        "phone": person.phone,
        "has_key": one.has_key,
        "note_written_on": _iso(person.note.written_on if person.note else None),
        "absent": [
            [absence.first.isoformat(), absence.last.isoformat()]
            for absence in away
            if absence.member == person.id
        ],
    }


def _held_object(held: Competence, today: date) -> dict[str, object]:
    return {
        "name": held.name,
        "level": held.level.value,
        "state": competence_state(held, today).value,
        "evidence": held.evidence,
        "since": _iso(held.since),
        "expires_on": _iso(held.expires_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
