"""``nsk member key``: the line for ``authorized_keys`` that lets one member in, and to nothing else."""

from typing import TYPE_CHECKING

from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.members import WhoArgument
from nsk_tui.cli.members import app as member_app
from nsk_tui.cli.opening import session_of, settings_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.reading import STDIN, read_text
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.text import find_forbidden
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.ssh_keys import KeyFault, SshKey, Taken

REFUSED = 4


@member_app.command(
    cls=Verb, help=N_("Reads a public SSH key on stdin, and prints its line for authorized_keys.")
)
def key(
    ctx: Call,
    who: WhoArgument,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Write a member's key down and print its line; return the exit code."""
    folder = settings_of(ctx, store).store
    if find_forbidden(str(folder.absolute())):
        raise UsageFault(_("The name of the store's folder holds a control character."))
    public = _key_on_stdin()
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import ssh_keys

        entered = ssh_keys.enter(session, who, public)
    if isinstance(entered, ssh_keys.Taken):
        return _refused(entered)
    line = ssh_keys.authorized_line(public, folder, MemberId(who))
    if as_json:
        streams.say_json({"member": who, "fingerprint": public.fingerprint, "line": line})
        return 0
    streams.say(line)
    streams.tell(
        _("Put the line into authorized_keys of the account that owns the store. Fingerprint: %(mark)s")
        % {"mark": public.fingerprint}
    )
    return 0


def _key_on_stdin() -> "SshKey":
    from nsk_tui.services.ssh_keys import KeyFault, read_key

    found = read_key(read_text(STDIN))
    if isinstance(found, KeyFault):
        raise _as_fault(found)
    return found


def _refused(taken: "Taken") -> int:
    streams.tell(
        _("nsk: That key belongs to %(holder)s already. A key says who somebody is.")
        % {"holder": taken.holder}
    )
    streams.tell(_("     Let her make a key of her own: ssh-keygen -t ed25519"))
    return REFUSED


def _as_fault(fault: "KeyFault") -> UsageFault:
    from nsk_tui.services.ssh_keys import RSA_BITS_MIN, KeyFault

    told = {
        KeyFault.EMPTY: _("There is no key on stdin."),
        KeyFault.SEVERAL_LINES: _("There is more than one line on stdin; one key is one line."),
        KeyFault.PRIVATE: _(
            "That is the private half of a key. It belongs on her own machine and nowhere else."
        ),
        KeyFault.CONTROL: _("The line holds a character that no key has, or is far too long."),
        KeyFault.OPTIONS: _("Something stands before the key; the line must begin with its type."),
        KeyFault.UNKNOWN_TYPE: _("The line does not begin with a type of key that is known."),
        KeyFault.BROKEN: _("The key is cut, or is not what its first word says."),
        KeyFault.WEAK: _("The RSA key is too short; at least %(bits)d bits are needed.")
        % {"bits": RSA_BITS_MIN},
    }
    return UsageFault(told[fault], _("Hand in the file that ends in .pub; ssh-keygen -t ed25519 makes one."))
