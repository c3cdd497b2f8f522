"""``nsk consult add``: consultations from a JSON file."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import findings, reading, streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_
from nsk_tui.cli.input_faults import refusal
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.consultation_input import InputFault, owned_by, read_consultation
from nsk_tui.rules.consultations import NewConsultation
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.clearing import FieldFinding, NotAnonymous
    from nsk_tui.services.recording import Added

ANSWER_IS_NO = 1

SourceOption = Annotated[str, typer.Option("--from", metavar=N_("FILE"), help=N_("the file; - reads stdin"))]


def add(
    ctx: Call,
    source: SourceOption,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Add consultations; return the exit code."""
    _refuse_one_pipe_for_both(source, passphrase_fd)
    news = consultations_in(reading.read_json(reading.read_text(source)))
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.consultations import add_many
        from nsk_tui.services.recording import Added

        results = add_many(session, [owned_by(new, session.member) for new in news])
    added = [(index, one) for index, one in enumerate(results) if isinstance(one, Added)]
    refused = [(index, one) for index, one in enumerate(results) if not isinstance(one, Added)]
    if as_json:
        streams.say_json(_outcome(added, refused))
    else:
        _say_outcome(added, refused)
    return ANSWER_IS_NO if refused else 0


def consultations_in(raw: object) -> list[NewConsultation]:
    """Return the consultations of a parsed input, one object or a list.

    Errors
        UsageFault: any of them is wrong; it names each fault by index and field.
    """
    answers = [read_consultation(item) for item in (raw if isinstance(raw, list) else [raw])]
    faults: list[tuple[int, InputFault]] = []
    for index, answer in enumerate(answers):
        if isinstance(answer, tuple):
            faults += [(index, fault) for fault in answer]
    if faults:
        raise refusal(faults)
    return [answer for answer in answers if isinstance(answer, NewConsultation)]


def _refuse_one_pipe_for_both(source: str, passphrase_fd: str | None) -> None:
    if source in reading.STDIN_NAMES and passphrase_fd == "0":
        raise UsageFault(
            _("Stdin cannot carry both the passphrase and the consultations."),
            _("Name another descriptor, or a file in NSK_PASSPHRASE_FILE."),
        )


def _outcome(
    added: "list[tuple[int, Added]]", refused: "list[tuple[int, NotAnonymous]]"
) -> dict[str, object]:
    return {
        "added": [
            {"index": index, "id": one.id, "thread": one.thread, "warnings": _objects(one.warnings)}
            for index, one in added
        ],
        "refused": [{"index": index, "findings": _objects(one.findings)} for index, one in refused],
    }


def _objects(found: "tuple[FieldFinding, ...]") -> list[dict[str, object]]:
    return [findings.as_object(one.field, one.finding) for one in found]


def _say_outcome(added: "list[tuple[int, Added]]", refused: "list[tuple[int, NotAnonymous]]") -> None:
    for _index, one in added:
        streams.say(_("Saved: %(thread)s") % {"thread": one.thread})
        _tell(one.warnings)
    for index, left in refused:
        streams.tell(_("Not saved, number %(index)d: it can reveal who it is about.") % {"index": index})
        _tell(left.findings)
    waiting = sum(len(one.warnings) for _index, one in added)
    if waiting:
        streams.tell(
            ngettext(
                "%(count)d finding waits for you in nsk.", "%(count)d findings wait for you in nsk.", waiting
            )
            % {"count": waiting}
        )


def _tell(found: "tuple[FieldFinding, ...]") -> None:
    for one in found:
        streams.tell("  " + findings.as_line(f"{one.field} {one.finding.start}", one.finding))
