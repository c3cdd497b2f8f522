"""``nsk member``: who belongs to the store."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import vocabulary
from nsk_tui.cli import streams, values
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import credentials, session_of, settings_of, unlocked, who_asks
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.records import utc
from nsk_tui.cli.secrets import new_passphrase, secrets_for
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Member, Role
from nsk_tui.services.store_place import look
from nsk_tui.settings import Settings
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.members import Invitation

app = new_app(N_("Who belongs to the store."))

WhoArgument = Annotated[str, typer.Argument(metavar=N_("ID"), help=N_("the short name, such as K-04"))]


@app.command(cls=Verb, help=N_("Invites a member: prints a code that she takes up with 'nsk member join'."))
def add(
    ctx: Call,
    who: WhoArgument,
    name: Annotated[str, typer.Option("--name", metavar=N_("NAME"), help=N_("her name"))],
    role: Annotated[
        str, typer.Option("--role", metavar=N_("ROLE"), help="coordinator, member, auditor")
    ] = Role.MEMBER,
    department: Annotated[
        str, typer.Option("--department", metavar=N_("NAME"), help=N_("her department"))
    ] = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Invite a member; return the exit code."""
    wanted = values.choice(Role, "--role")(role)
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.members import invite

        _say_invitation(invite(session, who, name, wanted, department), as_json)
    return 0


@app.command(cls=Verb, help=N_("Takes up an invitation: asks for the code and for a passphrase of your own."))
def join(
    ctx: Call,
    who: Annotated[
        str | None, typer.Argument(metavar=N_("ID"), help=N_("the short name, such as K-04"))
    ] = None,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Take up an invitation; return the exit code."""
    own = settings_of(ctx, store, who or member)
    invited = _who_joins(own)
    secrets = secrets_for(passphrase_fd)
    code = secrets.ask(_("Invitation code"))
    passphrase = secrets.ask_new(new_passphrase())
    from nsk_tui.services.members import join as take_up

    session = take_up(own.store, invited, code, passphrase)
    network = session.network
    session.lock()
    if as_json:
        streams.say_json({"member": invited, "network": network})
    else:
        streams.say(_("%(member)s now has a key. 'nsk' opens the store.") % {"member": invited})
    return 0


@app.command("list", cls=Verb, help=N_("Lists the members."))
def list_(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the members; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.members import list_members

        found = list_members(session)
    if as_json:
        streams.say_json([_member_object(one) for one in found])
        return 0
    for one in found:
        role, standing = vocabulary.word(one.role), vocabulary.word(one.standing)
        streams.say(f"{one.id:<16}  {role:<13}  {standing:<10}  {streams.one_line(one.name)}".rstrip())
    return 0


@app.command(cls=Verb, help=N_("Gives a member another role."))
def role(
    ctx: Call,
    who: WhoArgument,
    role: Annotated[str, typer.Argument(metavar=N_("ROLE"), help="coordinator, member, auditor")],
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Give a member another role; return the exit code."""
    wanted = values.choice(Role, _("ROLE"))(role)
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.members import change_role

        change_role(session, who, wanted)
    if as_json:
        streams.say_json({"member": who, "role": wanted.value})
    else:
        streams.say(_("%(member)s: %(role)s") % {"member": who, "role": vocabulary.word(wanted)})
    return 0


@app.command(cls=Verb, help=N_("Changes your own passphrase."))
def passphrase(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
) -> int:
    """Change the member's own passphrase; return the exit code."""
    own, secrets = settings_of(ctx, store, member), secrets_for(passphrase_fd)
    key = credentials(own, secrets)
    new = secrets.ask_new(new_passphrase())
    with unlocked(own, key) as session:
        from nsk_tui.services.members import change_passphrase

        change_passphrase(session, key.passphrase, new)
    streams.say(_("The passphrase is changed."))
    return 0


def _who_joins(own: Settings) -> MemberId:
    place = look(own.store)
    return who_asks(own, place.invited if place is not None else ())


def _say_invitation(invitation: "Invitation", as_json: bool) -> None:
    until = invitation.expires_on.isoformat()
    if as_json:
        streams.say_json({"member": invitation.member, "code": invitation.code, "expires_on": until})
        return
    streams.say(invitation.code)
    streams.tell(
        _("Give the code to %(member)s yourself, not by mail. It works once, until %(day)s.")
        % {"member": invitation.member, "day": until}
    )


def _member_object(one: Member) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "standing": one.standing.value,
        "department": one.department,
        "key_words": list(one.key_words),
        "last_seen": utc(one.last_seen) if one.last_seen else None,
    }
