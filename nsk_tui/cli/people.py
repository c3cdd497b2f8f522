"""``nsk people``: who can be asked, on which lines, with which languages and competences."""

from datetime import date

from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.duties import SHARE_PERCENT_MAX, Absence, RotaMember
from nsk_tui.wording import _

app = new_app(N_("The people of the group, as the rota knows them."))


@app.callback()
def noun() -> None:
    """Keep the noun a noun: Typer makes an app of a single verb into that verb."""


@app.command("list", cls=Verb, help=N_("Lists the people: share, lines, languages, competences, absence."))
def list_(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the people; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.absences import absences
        from nsk_tui.services.rota_members import rota_members

        found, away, today = rota_members(session), absences(session), session.today
    if as_json:
        streams.say_json([_object(one, away) for one in found])
        return 0
    for one in found:
        streams.say(_line(one, away, today))
    return 0


def _line(one: RotaMember, away: tuple[Absence, ...], today: date) -> str:
    gone = [absence for absence in away if absence.member == one.id and absence.first <= today]
    parts = [
        f"{one.id:<16}",
        f"{one.share_percent:>3} %",
        f"{', '.join(one.lines) or '–':<18}",
        streams.one_line(one.name),
        streams.one_line(", ".join((*one.languages, *one.competences))),
        _("absent until %(day)s") % {"day": gone[0].last.isoformat()} if gone else "",
        _("last day %(day)s") % {"day": one.leaves_on.isoformat()} if one.leaves_on else "",
    ]
    return "  ".join(part for part in parts if part).rstrip()


def _object(one: RotaMember, away: tuple[Absence, ...]) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "share": one.share_percent / SHARE_PERCENT_MAX,
        "lines": list(one.lines),
        "languages": list(one.languages),
        "competences": list(one.competences),
        "since": one.since.isoformat() if one.since else None,
        "leaves_on": one.leaves_on.isoformat() if one.leaves_on else None,
        "phone": one.phone,
        "absent": [
            [absence.first.isoformat(), absence.last.isoformat()]
            for absence in away
            if absence.member == one.id
        ],
    }
