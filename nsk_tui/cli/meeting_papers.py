"""``nsk meeting agenda`` and ``minutes``: printed, written as a file, or let leave sealed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import findings, leaving, streams, values
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.leaving import PassphraseFlag, ToOption, WordFlag
from nsk_tui.cli.meeting_records import agenda_object, minutes_object
from nsk_tui.cli.meetings import MeetingArgument, app
from nsk_tui.cli.opening import Credentials, credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import secrets_for
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingForm, SealedTo
from nsk_tui.rules.papers import PaperForm, PaperKind
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.clearing import NotAnonymous
    from nsk_tui.services.session import Session

FormOption = Annotated[
    str, typer.Option("--form", metavar=N_("FORM"), help=N_("txt (for an e-mail), md or docx"))
]


@dataclass(frozen=True)
class _Asked:
    """What is wanted of a paper.

    Shape
        ``sealed_to`` None: it is printed, and not sealed.
    """

    kind: PaperKind
    meeting: str
    form: PaperForm
    sealed_to: SealedTo | None
    receivers: tuple[MemberId, ...]
    as_json: bool


@app.command(
    cls=Verb, help=N_("Prints an agenda, the next one unless another is named; or lets it leave sealed.")
)
def agenda(
    ctx: Call,
    meeting: MeetingArgument = "next",
    form: FormOption = PaperForm.TEXT.value,
    to: ToOption = None,
    passphrase: PassphraseFlag = False,
    word: WordFlag = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Print an agenda; return the exit code."""
    asked = _asked(PaperKind.AGENDA, meeting, form, leaving.sealed_to(to, passphrase, word), as_json)
    return _answer(ctx, asked, store, member, passphrase_fd)


@app.command(
    cls=Verb,
    help=N_("Prints the minutes of a meeting with the audit's twelve words; or lets them leave sealed."),
)
def minutes(
    ctx: Call,
    meeting: MeetingArgument,
    form: FormOption = PaperForm.TEXT.value,
    to: ToOption = None,
    passphrase: PassphraseFlag = False,
    word: WordFlag = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Print minutes; return the exit code."""
    asked = _asked(PaperKind.MINUTES, meeting, form, leaving.sealed_to(to, passphrase, word), as_json)
    return _answer(ctx, asked, store, member, passphrase_fd)


def _asked(
    kind: PaperKind,
    meeting: str,
    form: str,
    sealed: tuple[SealedTo, tuple[MemberId, ...]] | None,
    as_json: bool,
) -> _Asked:
    """Return what is wanted; ``sealed`` None: it is printed."""
    wanted = values.choice(PaperForm, "--form")(form)
    if sealed is not None and wanted is PaperForm.TEXT:
        wanted = PaperForm.WORD
    if as_json and wanted is PaperForm.WORD and sealed is None:
        raise UsageFault(_("--json and --form docx do not go together."))
    to, receivers = sealed or (None, ())
    return _Asked(kind, meeting, wanted, to, receivers, as_json)


def _answer(
    ctx: Call, asked: _Asked, store: str | None, member: str | None, passphrase_fd: str | None
) -> int:
    own = settings_of(ctx, store, member)
    key = credentials(own, secrets_for(passphrase_fd))
    with unlocked(own, key) as session:
        if asked.sealed_to is not None:
            return _seal(session, asked, key)
        return _print(session, asked)


def _print(session: "Session", asked: _Asked) -> int:
    from nsk_tui.services import meeting_list, meeting_papers
    from nsk_tui.services.clearing import NotAnonymous

    meeting = meeting_list.find(session, asked.meeting).id
    made = meeting_papers.paper(session, meeting, asked.kind, asked.form)
    if isinstance(made, NotAnonymous):
        return _refuse(made, asked.as_json)
    if asked.as_json:
        streams.say_json(_object(session, meeting, asked.kind))
        return 0
    streams.hand_over(made)
    return 0


def _object(session: "Session", meeting: str, kind: PaperKind) -> dict[str, object]:
    from nsk_tui.services import agenda as agendas
    from nsk_tui.services import meeting_papers
    from nsk_tui.services import minutes as papers

    if kind is PaperKind.AGENDA:
        return agenda_object(agendas.agenda(session, meeting))
    return minutes_object(papers.minutes(session, meeting), meeting_papers.words(session))


def _seal(session: "Session", asked: _Asked, key: Credentials) -> int:
    from nsk_tui.services import meeting_list, meeting_papers
    from nsk_tui.services.clearing import NotAnonymous

    wanted = meeting_papers.WantedPaper(
        meeting=meeting_list.find(session, asked.meeting).id,
        kind=asked.kind,
        forms=(LeavingForm(asked.form.value),),
        sealed_to=asked.sealed_to or SealedTo.MEMBERS,
        receivers=asked.receivers,
    )
    done = meeting_papers.export(session, wanted, key.passphrase)
    if isinstance(done, NotAnonymous):
        return _refuse(done, asked.as_json)
    return leaving.say_exported(done, asked.as_json)


def _refuse(found: "NotAnonymous", as_json: bool) -> int:
    """Tell what must be resolved before the paper leaves; return the exit code."""
    if as_json:
        streams.say_json({"refused": [findings.as_object(one.field, one.finding) for one in found.findings]})
    else:
        for one in found.findings:
            streams.say(findings.as_line(one.field, one.finding))
        streams.tell(_("Nothing has left: a text in it may reveal somebody. Mend it, and try again."))
    return ANSWER_IS_NO
