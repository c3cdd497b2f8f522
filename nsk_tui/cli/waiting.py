"""``nsk waiting``: how many things wait, without what they are; fit for a mail."""

from typing import Annotated

import typer

from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.ids import MemberId
from nsk_tui.wording import ngettext

app = new_app()


@app.command(cls=Verb, help=N_("Says how many things wait for you, and not what. Asks for your passphrase."))
def waiting(
    ctx: Call,
    everybody: Annotated[
        bool, typer.Option("--all", help=N_("for each member; those with nothing left out"))
    ] = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say how many things wait; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.waiting import count, count_all

        found = count_all(session) if everybody else ((session.member, count(session)),)
    if as_json:
        answer = [{"member": one, "waiting": number} for one, number in found]
        streams.say_json(answer if everybody else answer[0])
    elif everybody:
        _say_each(found)
    else:
        streams.say(_sentence(found[0][1]))
    return 0


def _say_each(found: tuple[tuple[MemberId, int], ...]) -> None:
    for one, number in found:
        if number:
            streams.say(f"{one:<16}  {_sentence(number)}")


def _sentence(number: int) -> str:
    return ngettext("%(count)d thing waits.", "%(count)d things wait.", number) % {"count": number}
