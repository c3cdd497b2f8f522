"""``nsk audit``: who did what and when, and the twelve words that prove it later."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import audit_words
from nsk_tui.cli import streams, values
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.records import utc
from nsk_tui.rules.ids import is_code_name
from nsk_tui.wording import _, number

if TYPE_CHECKING:
    from nsk_tui.services.oversight import AuditLine, AuditPage

SinceOption = Annotated[str | None, typer.Option("--since", metavar=N_("DAY"), help=N_("from this day on"))]
KindOption = Annotated[
    str, typer.Option("--kind", metavar=N_("KIND"), help="all, reads, changes, logins, keys, exports")
]
CodeOption = Annotated[
    str | None,
    typer.Option("--of", metavar=N_("CODE"), help=N_("everything about one thread, the oldest first")),
]
WordsOption = Annotated[bool, typer.Option("--words", help=N_("only the twelve words for the minutes"))]

app = new_app()


@app.command(cls=Verb, help=N_("Lists who did what and when, the newest first; no content stands there."))
def audit(
    ctx: Call,
    since: SinceOption = None,
    kind: KindOption = "all",
    code: CodeOption = None,
    words: WordsOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the audit; return the exit code."""
    from nsk_tui.services import oversight

    wanted = values.choice(oversight.Kind, "--kind")(kind)
    day = values.day("--since")(since) if since is not None else None
    _refuse_mixed(code, since, kind)
    with session_of(ctx, store, member, passphrase_fd) as session:
        if words:
            return _say_words(oversight.words(session), as_json)
        if code is not None:
            return _say_extract(oversight.extract(session, code), as_json)
        page = oversight.read_audit(session, wanted, day)
    return _say_page(page, as_json)


def _refuse_mixed(code: str | None, since: str | None, kind: str) -> None:
    if code is None:
        return
    if not is_code_name(code):
        raise UsageFault(_("%(option)s takes a code name, such as stille-havn.") % {"option": "--of"})
    if since is not None or kind != "all":
        raise UsageFault(_("--of shows everything about one thread; it goes without --since and --kind."))


def _say_words(words: tuple[str, ...], as_json: bool) -> int:
    if as_json:
        streams.say_json({"words": list(words)})
    else:
        streams.say(" ".join(words))
    return 0


def _say_extract(lines: "tuple[AuditLine, ...]", as_json: bool) -> int:
    if as_json:
        streams.say_json([_object(line) for line in lines])
        return 0
    for line in lines:
        streams.say(_row(line))
    if not lines:
        streams.tell(_("No line is about that code name."))
    return 0


def _say_page(page: "AuditPage", as_json: bool) -> int:
    if as_json:
        lines = [_object(line) for line in page.lines]
        streams.say_json({"count": page.count, "words": list(page.words), "lines": lines})
        return 0
    for line in page.lines:
        streams.say(_row(line))
    told = {"count": number(page.count), "shown": number(len(page.lines))}
    streams.tell(_("%(shown)s of the %(count)s lines of the audit. Times are UTC.") % told)
    return 0


def _row(line: "AuditLine") -> str:
    cells = (
        f"{line.number:>6}",
        utc(line.at),
        f"{line.member:<8}",
        f"{audit_words.act(line.act):<22}",
        f"{streams.one_line(audit_words.subject(line.act, line.subject)):<22}",
        audit_words.purpose(line.purpose),
    )
    return "  ".join(cells).rstrip()


def _object(line: "AuditLine") -> dict[str, object]:
    return {
        "number": line.number,
        "at": utc(line.at),
        "member": line.member,
        "act": line.act,
        "subject": line.subject,
        "purpose": line.purpose,
    }
