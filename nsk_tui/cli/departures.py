"""``nsk member depart``: the checklist of somebody who leaves, and its last steps."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import departure_words
from nsk_tui.cli import findings, streams, values
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.members import WhoArgument
from nsk_tui.cli.members import app as member_app
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.cli.secrets import secrets_for
from nsk_tui.rules.departure import DepartureStep, StepStatus
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.departures import DepartureView
    from nsk_tui.services.session import Session

LastDayOption = Annotated[
    str, typer.Option("--last-day", metavar=N_("DAY"), help=N_("begins the departure; such as 2026-11-30"))
]
DoneOption = Annotated[
    str, typer.Option("--done", metavar=N_("STEP"), help=N_("says that a step is done: its number"))
]
UndoOption = Annotated[str, typer.Option("--undo", metavar=N_("STEP"), help=N_("takes that back"))]
InSpiteOption = Annotated[
    str,
    typer.Option(
        "--in-spite", metavar=N_("WORDS"), help=N_("closes the handover in spite of what is missing: why")
    ),
]
CloseOption = Annotated[
    bool, typer.Option("--close-access", help=N_("closes the access and changes the group's key; asks first"))
]
FinishOption = Annotated[bool, typer.Option("--finish", help=N_("finishes it, when every step is done"))]
ReceiptOption = Annotated[bool, typer.Option("--receipt", help=N_("prints the receipt, one page"))]


@member_app.command(
    cls=Verb,
    help=N_("Somebody leaves: begins the checklist, shows it, ticks it, closes the access at its end."),
)
def depart(
    ctx: Call,
    who: WhoArgument,
    last_day: LastDayOption = "",
    done: DoneOption = "",
    undo: UndoOption = "",
    in_spite: InSpiteOption = "",
    close_access: CloseOption = False,
    finish: FinishOption = False,
    receipt: ReceiptOption = False,
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """See to a departure; return the exit code."""
    acts = (last_day, done, undo, in_spite, close_access, finish)
    if sum(map(bool, acts)) > 1:
        raise UsageFault(
            _("One thing at a time: --last-day, --done, --undo, --in-spite, --close-access, --finish.")
        )
    own = settings_of(ctx, store, member)
    key = credentials(own, secrets_for(passphrase_fd))
    with unlocked(own, key) as session:
        wish = Wish(session, who, key.passphrase, yes)
        code, found = wish.carry_out(last_day, done, undo, in_spite, close_access, finish)
        page = _receipt(session, found) if receipt and found is not None else ""
    if found is None:
        return code
    return _say(found, page, as_json)


class Wish:
    """What is wanted of a departure."""

    def __init__(self, session: "Session", who: str, passphrase: str, yes: bool) -> None:
        """Act in an unlocked store."""
        self.session, self.who, self.passphrase, self.yes = session, who, passphrase, yes

    def carry_out(
        self, last_day: str, done: str, undo: str, in_spite: str, close_access: bool, finish: bool
    ) -> "tuple[int, DepartureView | None]":
        """Do it; return the exit code, and the departure as it stands then. None: nothing was done."""
        from nsk_tui.services import departures

        session = self.session
        if last_day:
            return 0, departures.start(session, self.who, values.day("--last-day")(last_day))
        found = departures.find(session, self.who)
        if done or undo:
            return 0, departures.tick(session, found, _step(done or undo), is_done=bool(done))
        if in_spite:
            return self._in_spite(found, in_spite)
        if close_access:
            return self._close_access(found)
        return 0, (departures.finish if finish else departures.look)(session, found)

    def _in_spite(self, found: str, reason: str) -> "tuple[int, DepartureView | None]":
        from nsk_tui.services import departures, handover
        from nsk_tui.services.clearing import NotAnonymous

        outcome = handover.close(self.session, found, reason)
        if isinstance(outcome, NotAnonymous):
            for one in outcome.findings:
                streams.say(findings.as_line(one.field, one.finding))
            return ANSWER_IS_NO, None
        return 0, departures.look(self.session, found)

    def _close_access(self, found: str) -> "tuple[int, DepartureView | None]":
        from nsk_tui.services import departures

        before = departures.look(self.session, found)
        if before.step(DepartureStep.CLOSED).obstacle is None and before.facts.has_access:
            streams.tell(departure_words.limits(before.leaver))
            if not agreed(_("Close the access of %(member)s?") % {"member": before.leaver}, self.yes):
                return ANSWER_IS_NO, None
        view, closed = departures.close_access(self.session, found, self.passphrase)
        for mark in closed.ssh_keys:
            streams.tell(_("Take her line out of authorized_keys: %(fingerprint)s") % {"fingerprint": mark})
        return 0, view


def _step(typed: str) -> DepartureStep:
    if typed in tuple(DepartureStep):
        return DepartureStep(typed)
    number = values.whole_number("--done", 1, len(DepartureStep))(typed)
    return list(DepartureStep)[number - 1]


def _receipt(session: "Session", found: "DepartureView") -> str:
    from nsk_tui.services.departure_receipt import receipt

    return receipt(session, found)


def _say(found: "DepartureView", page: str, as_json: bool) -> int:
    if as_json:
        streams.say_json({**_object(found), **({"receipt": page} if page else {})})
        return 0
    if page:
        for line in page.splitlines():
            streams.say(line)
        return 0
    told = departure_words.last_day(found.facts)
    streams.say(f"{found.leaver} · {told} · {departure_words.progress(found.done, len(found.steps))}")
    for one in found.steps:
        streams.say(_line(one, found))
    streams.tell(departure_words.limits(found.leaver))
    return 0


def _line(one: StepStatus, found: "DepartureView") -> str:
    mark = "[x]" if one.is_done else "[ ]"
    text = f"{mark} {one.step.number:>2}. {departure_words.step(one.step, found.facts)}"
    return f"{text}   {departure_words.standing(one, found.facts.today)}".rstrip()


def _object(found: "DepartureView") -> dict[str, object]:
    return {
        "member": found.leaver,
        "handover": found.view.handover.id,
        "responsible": found.responsible,
        "last_day": found.facts.last_day.isoformat(),
        "finished_on": found.finished_on.isoformat() if found.finished_on else None,
        "steps": [_step_object(one) for one in found.steps],
    }


def _step_object(one: StepStatus) -> dict[str, object]:
    return {
        "number": one.step.number,
        "step": one.step.value,
        "done": one.is_done,
        "by_hand": one.is_by_hand,
        "by": one.tick.by if one.tick else None,
        "on": one.tick.on.isoformat() if one.tick else None,
        "obstacle": one.obstacle.value if one.obstacle else None,
        "waits_for": one.waits_for.number if one.waits_for else None,
        "not_before": one.not_before.isoformat() if one.not_before else None,
    }
