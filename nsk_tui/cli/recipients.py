"""``nsk member recipient``: age keys that something can be sealed to, each confirmed by a colleague."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import vocabulary
from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.members import app as member_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.reading import STDIN, read_text
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.recipients import MemberRecipient
    from nsk_tui.services.session import Session


@member_app.command(
    cls=Verb,
    help=N_("Age keys that a handover can be sealed to: lists them, sets your own, confirms a colleague's."),
)
def recipient(
    ctx: Call,
    set_own: Annotated[
        bool, typer.Option("--set", help=N_("reads your public key on stdin, such as age-keygen -y prints"))
    ] = False,
    confirm: Annotated[
        str,
        typer.Option("--confirm", metavar=N_("ID"), help=N_("confirms a colleague's key, with her words")),
    ] = "",
    words: Annotated[
        str, typer.Option("--words", metavar=N_("WORDS"), help=N_("the four words that she has read to you"))
    ] = "",
    remove: Annotated[bool, typer.Option("--remove", help=N_("takes your own key away"))] = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List age keys, set, confirm or remove one; return the exit code."""
    _refuse_mixed(set_own, confirm, words, remove)
    own_key = read_text(STDIN) if set_own else None
    with session_of(ctx, store, member, passphrase_fd) as session:
        found = _done(session, own_key, confirm, words, remove)
    if as_json:
        streams.say_json([_object(one) for one in found])
        return 0
    for one in found:
        _say(one)
    return 0


def _refuse_mixed(set_own: bool, confirm: str, words: str, remove: bool) -> None:
    if sum((set_own, bool(confirm), remove)) > 1:
        raise UsageFault(_("--set, --confirm and --remove do not go together."))
    if bool(confirm) != bool(words):
        raise UsageFault(_("--confirm and --words belong together."))


def _done(
    session: "Session", own_key: str | None, confirm: str, words: str, remove: bool
) -> "tuple[MemberRecipient, ...]":
    """Do what was asked for; return whose keys it is about. None as ``own_key``: none was handed in."""
    from nsk_tui.services import recipients

    if own_key is not None:
        return (recipients.register(session, own_key),)
    if confirm:
        return (recipients.confirm(session, confirm, words.split()),)
    if remove:
        recipients.withdraw(session)
        return (recipients.own(session),)
    return recipients.list_recipients(session)


def _say(one: "MemberRecipient") -> None:
    words = " ".join(one.words) or one.text
    streams.say(f"{one.member:<16}  {vocabulary.word(one.state):<24}  {words}".rstrip())
    if one.words and one.confirmed_by is None:
        streams.tell(
            _("Read the four words to a colleague, by telephone or side by side. She confirms the key.")
        )


def _object(one: "MemberRecipient") -> dict[str, object]:
    return {
        "member": one.member,
        "state": one.state.value,
        "recipient": one.text or None,
        "words": list(one.words),
        "confirmed_by": one.confirmed_by,
    }
