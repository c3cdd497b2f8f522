"""``nsk consult``: add from a file, list, show, search, redact."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import plain, streams, values
from nsk_tui.cli.consultation_add import add
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.records import entry_object, thread_object
from nsk_tui.cli.redaction import redact
from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.lists import ENTRIES_LISTED_MAX, EntryFilter
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.threads import SearchHit

HITS_MAX = 1000

LevelOption = Annotated[str | None, typer.Option("--level", metavar=N_("LEVEL"), help="yellow, orange, red")]
AreaOption = Annotated[str | None, typer.Option("--area", metavar=N_("AREA"), help="children, adults")]
DepartmentOption = Annotated[
    str, typer.Option("--department", metavar=N_("NAME"), help=N_("the asker's department"))
]
AuthorOption = Annotated[str, typer.Option("--member", metavar=N_("ID"), help=N_("written by this member"))]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar=N_("DAY"), help=N_("from this day, such as 2026-11-20"))
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar=N_("DAY"), help=N_("to this day, itself included"))
]
OpenOption = Annotated[bool, typer.Option("--open", help=N_("only threads that are open"))]
LimitOption = Annotated[str, typer.Option("--limit", metavar="N", help=N_("at most so many"))]

app = new_app(N_("Consultations: what a colleague asked and what was answered, without persons."))
app.command(cls=Verb, help=N_("Adds consultations from JSON: one object, or a list. See docs/cli.md."))(add)


@app.command("list", cls=Verb, help=N_("Lists consultations, the newest first."))
def list_(
    ctx: Call,
    level: LevelOption = None,
    area: AreaOption = None,
    department: DepartmentOption = "",
    author: AuthorOption = "",
    since: SinceOption = None,
    until: UntilOption = None,
    open_only: OpenOption = False,
    limit: LimitOption = str(ENTRIES_LISTED_MAX),
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List consultations; return the exit code."""
    most = values.whole_number("--limit", 1, ENTRIES_LISTED_MAX)(limit)
    wanted = _entry_filter(
        level, area, since, until, EntryFilter(None, None, department, author, None, None, open_only, most)
    )
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.threads import list_entries

        found = list_entries(session, wanted)
    if as_json:
        streams.say_json([entry_object(entry) for entry in found])
    else:
        streams.say("\n".join(map(plain.entry_line, found)) or _("No consultations."))
    return 0


@app.command(cls=Verb, help=N_("Shows a thread by its code name; the reading is noted."))
def show(
    ctx: Call,
    code_name: Annotated[str, typer.Argument(metavar=N_("CODE"), help=N_("such as stille-havn"))],
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show a thread; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.threads import open_thread

        thread = open_thread(session, code_name)
    if as_json:
        streams.say_json(thread_object(thread))
    else:
        streams.say("\n".join(plain.thread_lines(thread)))
    return 0


@app.command(cls=Verb, help=N_("Finds consultations in which some words stand."))
def search(
    ctx: Call,
    query: Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("what to look for"))],
    limit: Annotated[str, typer.Option("--limit", metavar="N", help=N_("at most so many"))] = "50",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Search; return the exit code."""
    most = values.whole_number("--limit", 1, HITS_MAX)(limit)
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.threads import search as find

        hits = find(session, query, most)
    if as_json:
        streams.say_json([_hit_object(hit) for hit in hits])
    else:
        streams.say("\n".join(map(plain.hit_line, hits)) or _("Nothing was found."))
    return 0


app.command(
    cls=Verb, help=N_("Takes words out of an entry, in every version, for good; the author or a coordinator.")
)(redact)


def _entry_filter(
    level: str | None, area: str | None, since: str | None, until: str | None, rest: EntryFilter
) -> EntryFilter:
    """Return the filter with the coded options read; None leaves a part open."""
    return replace(
        rest,
        level=values.choice(ConcernLevel, "--level")(level) if level is not None else None,
        area=values.choice(Area, "--area")(area) if area is not None else None,
        since=values.day("--since")(since) if since is not None else None,
        until=values.day("--until")(until) if until is not None else None,
    )


def _hit_object(hit: "SearchHit") -> dict[str, object]:
    return {**entry_object(hit.entry), "snippet": plain.unmarked(hit.snippet)}
