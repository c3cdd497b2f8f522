"""``nsk rotate-key`` and ``nsk member remove``: another key for the group, and one member less."""

from typing import TYPE_CHECKING

from nsk_tui.cli import streams
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.members import WhoArgument
from nsk_tui.cli.members import app as member_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.ids import MemberId
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.session import Session

REFUSED = 4

app = new_app()


@app.command(
    "rotate-key",
    cls=Verb,
    help=N_("Gives the store another key while others work; they go on without a new passphrase."),
)
def rotate_key(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Give the store another key; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rotation

        generation = rotation.rotate_key(session)
    if as_json:
        streams.say_json({"generation": generation})
    else:
        streams.say(_("The store has another key, number %(number)d.") % {"number": generation})
        streams.say(_("Older copies and backups still open with the key they were made with."))
    return 0


@member_app.command(
    cls=Verb, help=N_("Closes a member's access at once and gives the store another key; asks first.")
)
def remove(
    ctx: Call,
    who: WhoArgument,
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Close a member's access; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rotation, ssh_keys

        if who == session.member:
            return _tell_not_oneself()
        if not _is_agreed(session, who, yes):
            return ANSWER_IS_NO
        marks = ssh_keys.fingerprints(session, who)
        generation = rotation.remove_member(session, who)
    if as_json:
        streams.say_json({"member": who, "generation": generation, "ssh_keys": list(marks)})
    else:
        streams.say(_("%(member)s has no access any more.") % {"member": who})
    for mark in marks:
        streams.tell(_("Take her line out of authorized_keys: %(fingerprint)s") % {"fingerprint": mark})
    return 0


def _tell_not_oneself() -> int:
    """Refuse: the list of members without her would bear her own signature, and open for nobody."""
    streams.tell(f"nsk: {_('Nobody removes herself.')}")
    streams.tell(f"     {_('Let another coordinator do it: nsk member remove')}")
    return REFUSED


def _is_agreed(session: "Session", who: str, yes: bool) -> bool:
    """Tell what closing her access does and does not, and ask; what will be refused is not asked about."""
    from nsk_tui.services.members import list_members

    names = {one.id: one.name for one in list_members(session)}
    if who not in names or not may(session.role, Act.REMOVE_MEMBER):
        return True
    told = {"member": who, "name": streams.one_line(names[MemberId(who)])}
    streams.tell(
        _("%(member)s (%(name)s) loses access at once, also on a screen that is open. What she wrote stays.")
        % told
    )
    streams.tell(
        _("It takes back nothing she has read, and no copy or backup from before: those still open for her.")
    )
    return agreed(_("Remove %(member)s?") % told, yes)
