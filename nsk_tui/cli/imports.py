"""``nsk import consultations``: an existing log, taken over row by row.

Source
    docs/rules/import.md
"""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import import_faults, progress, reading, streams
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.main import has_terminal
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.import_file import read_mapping, write_mapping
from nsk_tui.rules.import_mapping import ImportMapping
from nsk_tui.rules.import_rows import FileFault, RowFault
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.imports import ImportReport, Plan, Proposal
    from nsk_tui.services.session import Session

ANSWER_IS_NO = 1
INTERRUPTED = 130
FAULTS_TOLD_MAX = 50

ABOUT = N_("Takes over what was kept elsewhere.")
app = new_app()


@app.callback(help=ABOUT)
def keep_noun() -> None:
    """Keep the noun before its only verb: Typer would take the one for the other."""


@app.command(
    cls=Verb,
    help=N_("Takes over a log from CSV or Excel. Shows first what becomes of the columns. See docs/cli.md."),
)
def consultations(
    ctx: Call,
    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("a .csv or .xlsx file; - reads stdin"))],
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", metavar=N_("FILE"), help=N_("which column is which field, as TOML")),
    ] = None,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Import a log; return the exit code: 1 when no row could be taken over."""
    _refuse_one_pipe_for_two(file, mapping, passphrase_fd)
    chosen = None if mapping is None else _mapping_in(mapping)
    content = _content(file)
    proposal = _proposal(content, chosen)
    with session_of(ctx, store, member, passphrase_fd) as session:
        report = _imported(session, content, proposal, is_asked=chosen is None)
    if isinstance(report, int):
        return report
    if isinstance(report, FileFault):
        raise import_faults.file_refusal(report)
    _say(report, as_json)
    return ANSWER_IS_NO if report.faulty and report.faulty == report.rows else 0


def _imported(
    session: "Session", content: bytes, proposal: "Proposal", is_asked: bool
) -> "ImportReport | FileFault | int":
    """Take the rows over; an exit code when somebody said no or stopped it."""
    from nsk_tui.services import imports

    plan = imports.plan(session, content, proposal.mapping) if is_asked or progress.is_watched() else None
    if isinstance(plan, FileFault):
        raise import_faults.file_refusal(plan)
    if is_asked and plan is not None and not _is_agreed(plan):
        return ANSWER_IS_NO
    try:
        return imports.run(session, content, proposal.mapping, progress.bar(plan.rows if plan else 0))
    except KeyboardInterrupt:
        return _stopped()


def _stopped() -> int:
    """Say that what was taken over stands, and return the exit code of an interrupt."""
    streams.tell("")
    streams.tell(_("Stopped. The rows so far stand; the same command goes on with the others."))
    return INTERRUPTED


def _refuse_one_pipe_for_two(file: str, mapping: str | None, passphrase_fd: str | None) -> None:
    from_stdin = [name for name in (file, mapping) if name in reading.STDIN_NAMES]
    if len(from_stdin) + (passphrase_fd == "0") > 1:
        raise UsageFault(
            _("Stdin cannot carry two things at once."),
            _("Name a file, or another descriptor for the passphrase."),
        )


def _mapping_in(name: str) -> ImportMapping:
    found = read_mapping(reading.read_text(name))
    if isinstance(found, ImportMapping):
        return found
    raise import_faults.mapping_refusal(found)


def _content(file: str) -> bytes:
    from nsk_tui.services.imports import CONTENT_BYTES_MAX

    with reading.opened(file) as stream:
        return stream.read(CONTENT_BYTES_MAX + 1)


def _proposal(content: bytes, chosen: ImportMapping | None) -> "Proposal":
    """Return the mapping to work with: the one chosen, or one for a person at a terminal to judge.

    Errors
        UsageFault: the file cannot be used; the mapping lacks something; nobody can be asked.
    """
    from nsk_tui.services.imports import propose_for

    proposal = propose_for(content, chosen)
    if isinstance(proposal, FileFault):
        raise import_faults.file_refusal(proposal)
    if chosen is None and not proposal.mapping.columns:
        raise UsageFault(
            _("None of the headers is known."),
            _("Is the first row the headers? A mapping file says which is which: --mapping FILE"),
        )
    if chosen is None and (proposal.lacks or not has_terminal()):
        streams.say(_written(proposal))
    if proposal.lacks:
        raise import_faults.file_refusal(proposal.lacks)
    if chosen is None and not has_terminal():
        raise UsageFault(
            _("Without a terminal a mapping file is needed; nothing was stored."),
            _("Save what stands on stdout, read it, and name it: --mapping FILE"),
        )
    return proposal


def _written(proposal: "Proposal") -> str:
    return write_mapping(proposal.mapping, proposal.unused).rstrip("\n")


def _is_agreed(plan: "Plan") -> bool:
    """Show what would be done, and ask."""
    streams.tell(_written(plan.proposal))
    streams.tell("")
    fates = [one.fate.value for one in plan.first]
    words = _fate_words()
    counts = [f"{words[fate]} {fates.count(fate)}" for fate in words if fate in fates]
    streams.tell(_("The first rows: %(counts)s.") % {"counts": ", ".join(counts)})
    _tell_faults(plan.faults, plan.faulty)
    question = ngettext(
        "Take %(count)d row over like this?", "Take %(count)d rows over like this?", plan.rows
    )
    return agreed(question % {"count": plan.rows}, yes=False)


def _say(report: "ImportReport", as_json: bool) -> None:
    if as_json:
        streams.say_json(_object(report))
        return
    counts = vars(report)
    said = [f"{words} {counts[fate]}" for fate, words in _fate_words().items()]
    streams.say(_("%(rows)d rows: %(counts)s.") % {"rows": report.rows, "counts": ", ".join(said)})
    _tell_faults(report.faults, report.faulty)
    if report.quarantined:
        waiting = ngettext(
            "%(count)d row waits for you in quarantine: what may reveal a person is resolved there.",
            "%(count)d rows wait for you in quarantine: what may reveal a person is resolved there.",
            report.quarantined,
        )
        streams.tell(waiting % {"count": report.quarantined})


def _fate_words() -> dict[str, str]:
    return {
        "imported": _("taken over"),
        "quarantined": _("in quarantine"),
        "already": _("there already"),
        "faulty": _("cannot be read"),
    }


def _tell_faults(faults: tuple[RowFault, ...], faulty: int) -> None:
    for fault in faults[:FAULTS_TOLD_MAX]:
        streams.tell(import_faults.row_line(fault))
    told = len({fault.row for fault in faults[:FAULTS_TOLD_MAX]})
    if faulty > told:
        streams.tell(_("And %(count)d more.") % {"count": faulty - told})


def _object(report: "ImportReport") -> dict[str, object]:
    counts = {
        name: getattr(report, name) for name in ("rows", "imported", "quarantined", "already", "faulty")
    }
    return {**counts, "faults": [_fault_object(fault) for fault in report.faults]}


def _fault_object(fault: RowFault) -> dict[str, object]:
    return {
        "row": fault.row,
        "column": fault.column,
        "field": fault.field,
        "problem": str(fault.problem.value),
        "says": import_faults.row_line(fault),
    }
