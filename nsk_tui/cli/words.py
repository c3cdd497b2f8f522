"""``nsk words``: the group's list of words that are no person."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import vocabulary
from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.records import utc
from nsk_tui.cli.typed_lines import words_for
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.session import Session
    from nsk_tui.services.word_list import DeclaredWord

app = new_app(N_("Words that members declared to be no person: reviewed by a coordinator."))

DeclaredBy = Annotated[
    str | None,
    typer.Argument(metavar=N_("ID"), help=N_("who declared it; left out, everybody who did")),
]


@app.command("list", cls=Verb, help=N_("Lists the words, those that nobody has judged first."))
def list_(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the words; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.word_list import words

        found = words(session)
    if as_json:
        streams.say_json([_object(one) for one in found])
    else:
        streams.say("\n".join(map(_line, found)) or _("No words."))
    return 0


@app.command(cls=Verb, help=N_("Lets a word count for all; asks for it, or reads it from stdin."))
def confirm(
    ctx: Call,
    who: DeclaredBy = None,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Confirm a word; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.word_list import confirm as judge

        return _judge(session, judge, who, as_json, _("The word counts for all until it expires."))


@app.command(cls=Verb, help=N_("Takes a word off the list; asks for it, or reads it from stdin."))
def reject(
    ctx: Call,
    who: DeclaredBy = None,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Take a word off the list; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.word_list import reject as judge

        return _judge(session, judge, who, as_json, _("The word is found again from now on."))


def _judge(
    session: "Session",
    judge: "Callable[[Session, str, str], None]",
    who: str | None,
    as_json: bool,
    done: str,
) -> int:
    """Judge a word of one member, or of all who declared it; ``who`` None means of all."""
    from nsk_tui.services.word_list import words

    word = words_for(_("The word"))
    folded = " ".join(word.casefold().split())
    authors = [who] if who else [one.member for one in words(session) if one.word == folded]
    # Nobody declared it: the service says so, and who may ask at all.
    for author in authors or [session.member]:
        judge(session, word, author)
    if as_json:
        streams.say_json({"members": authors})
    else:
        streams.say(done)
    return 0


def _object(one: "DeclaredWord") -> dict[str, object]:
    return {
        "word": one.word,
        "member": one.member,
        "label": one.label.value,
        "declaration": one.declaration.value,
        "declared_at": utc(one.declared_at),
        "expires_on": one.expires_on.isoformat(),
        "confirmed_by": one.confirmed_by,
        "rejected_by": one.rejected_by,
    }


def _line(one: "DeclaredWord") -> str:
    judged = _("confirmed") if one.confirmed_by else _("taken off") if one.rejected_by else _("not judged")
    cells = (
        f"{streams.one_line(one.word):<24}",
        f"{one.member:<6}",
        f"{vocabulary.word(one.declaration):<32}",
        f"{one.expires_on.isoformat()}",
        judged,
    )
    return "  ".join(cells).rstrip()
