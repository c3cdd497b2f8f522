"""From a verb's options to an unlocked store, and out again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.options import Call
from nsk_tui.cli.secrets import Secrets, secrets_for
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.store_place import look
from nsk_tui.settings import Settings
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.session import Session


@dataclass(frozen=True)
class Credentials:
    """Who opens the store, and with what."""

    member: MemberId
    passphrase: str = field(repr=False)


def settings_of(ctx: Call, store: str | None, member: str | None = None) -> Settings:
    """Return the settings, with what this verb was given instead.

    Errors
        UsageFault: an option was given an empty value, as by an unset variable of a shell.
    """
    own: Settings = ctx.obj
    for option, value in (("--store", store), ("--as", member)):
        if value == "":
            raise UsageFault(_("%(option)s needs a value.") % {"option": option})
    if store:
        sources = (*(pair for pair in own.sources if pair[0] != "store"), ("store", "--store"))
        own = replace(own, store=Path(store), sources=sources)
    return replace(own, member=member) if member else own


def who_asks(own: Settings, known: tuple[MemberId, ...]) -> MemberId:
    """Return the member in whose name a verb acts: the one set, or the only one there is.

    Errors
        UsageFault: there are several and none was named.
    """
    if own.member:
        return MemberId(own.member)
    if len(known) == 1:
        return known[0]
    raise UsageFault(
        _("The store has several members.") if known else _("Nobody is named."),
        _("Say who you are: --as MEMBER, or member in the settings."),
    )


def credentials(own: Settings, secrets: Secrets) -> Credentials:
    """Ask for the passphrase of the member in whose name a verb acts.

    Where no members are to be seen nobody is asked: opening says what is wrong with the store.

    Errors
        UsageFault: nobody can be asked, or nobody knows in whose name.
    """
    place = look(own.store)
    if place is None or not place.members:
        return Credentials(MemberId(own.member or ""), "")
    member = who_asks(own, place.members)
    return Credentials(member, secrets.ask(_("Passphrase of %(member)s") % {"member": member}))


@contextmanager
def unlocked(own: Settings, key: Credentials) -> Iterator["Session"]:
    """Unlock the store for a verb, and lock it whatever happens.

    Errors
        VaultError, StoreError: the store did not open.
    """
    from nsk_tui.services.session import seconds_until_try, unlock

    _wait(seconds_until_try(own.store, key.member))
    session = unlock(own.store, key.member, key.passphrase)
    try:
        yield session
    finally:
        session.lock()


@contextmanager
def session_of(
    ctx: Call, store: str | None, member: str | None, passphrase_fd: str | None
) -> Iterator["Session"]:
    """Unlock the store that a verb's options name, and lock it whatever happens."""
    own = settings_of(ctx, store, member)
    with unlocked(own, credentials(own, secrets_for(passphrase_fd))) as session:
        yield session


def _wait(seconds: int) -> None:
    if seconds > 0:
        streams.tell(
            ngettext(
                "Waiting %(count)d second after a wrong passphrase.",
                "Waiting %(count)d seconds after wrong passphrases.",
                seconds,
            )
            % {"count": seconds}
        )
        time.sleep(seconds)
