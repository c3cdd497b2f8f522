"""``nsk consult redact``: words are taken out of every version of an entry, for good."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import streams, values
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_
from nsk_tui.cli.main import has_terminal
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.cli.typed_lines import words_for
from nsk_tui.rules.consultations import FREE_TEXT_FIELDS, TEXT_CHARACTERS_MAX, Consultation
from nsk_tui.rules.nearest import nearest
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.redaction import Redacted
    from nsk_tui.services.session import Session

ENTRY_NUMBER_MAX = 1_000_000

CodeArgument = Annotated[str, typer.Argument(metavar=N_("CODE"), help=N_("such as stille-havn"))]
NumberArgument = Annotated[
    str, typer.Argument(metavar=N_("NUMBER"), help=N_("the entry in the thread, from 1"))
]
FieldArgument = Annotated[
    str, typer.Argument(metavar=N_("FIELD"), help=N_("text, advice, learned, signs and so on"))
]
StartArgument = Annotated[
    str | None, typer.Argument(metavar=N_("START"), help=N_("the first character, from 0"))
]
EndArgument = Annotated[
    str | None, typer.Argument(metavar=N_("END"), help=N_("the first character that stays"))
]
WithOption = Annotated[
    str, typer.Option("--with", metavar=N_("TEXT"), help=N_("what stands there instead; nothing if left out"))
]
FindOption = Annotated[
    bool, typer.Option("--find", help=N_("asks for the words, or reads stdin, in place of START and END"))
]


def redact(
    ctx: Call,
    code_name: CodeArgument,
    number: NumberArgument,
    field: FieldArgument,
    start: StartArgument = None,
    end: EndArgument = None,
    replacement: WithOption = "",
    find: FindOption = False,
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Take words out of an entry; return the exit code."""
    wanted = values.whole_number(_("NUMBER"), 1, ENTRY_NUMBER_MAX)(number)
    _refuse_unknown_field(field)
    span = _span(start, end, find)
    with session_of(ctx, store, member, passphrase_fd) as session:
        entry = _entry(session, code_name, wanted)
        at = span or _place_of(getattr(entry.body, field), words_for(_("The words to take out")))
        if not yes and has_terminal() and not agreed(_question(at), yes):
            return ANSWER_IS_NO
        from nsk_tui.services import redaction

        done = redaction.redact(session, entry.id, field, *at, replacement)
    _say(done, as_json)
    return 0


def _refuse_unknown_field(field: str) -> None:
    if field not in FREE_TEXT_FIELDS:
        raise UsageFault(
            _("%(option)s takes one of: %(allowed)s.")
            % {"option": _("FIELD"), "allowed": ", ".join(FREE_TEXT_FIELDS)},
            _("Did you mean '%(nearest)s'?") % {"nearest": nearest(field, FREE_TEXT_FIELDS)},
        )


def _span(start: str | None, end: str | None, find: bool) -> tuple[int, int] | None:
    """Return the span that was named; None when the words are asked for instead."""
    if find and start is None:
        return None
    if find or start is None or end is None:
        raise UsageFault(_("Either START and END, or --find, say which words are meant."))
    return (
        values.whole_number(_("START"), 0, TEXT_CHARACTERS_MAX)(start),
        values.whole_number(_("END"), 0, TEXT_CHARACTERS_MAX)(end),
    )


def _entry(session: "Session", code_name: str, number: int) -> Consultation:
    from nsk_tui.services.threads import open_thread

    for entry in open_thread(session, code_name).entries:
        if entry.number == number:
            return entry
    raise UsageFault(_("The thread has no entry with that number."))


def _place_of(text: str, words: str) -> tuple[int, int]:
    found = re.search(re.escape(words), text, re.IGNORECASE)
    if found is None:
        raise UsageFault(_("The words do not stand in that field. Nothing was changed."))
    return found.span()


def _question(span: tuple[int, int]) -> str:
    return _("Take %(count)d characters out of every version, for good?") % {"count": span[1] - span[0]}


def _say(done: "Redacted", as_json: bool) -> None:
    if as_json:
        streams.say_json({"thread": done.thread, "number": done.number, "versions": done.versions})
        return
    streams.say(
        _("The words are gone from %(thread)s, entry %(number)d, versions: %(versions)d.")
        % {"thread": done.thread, "number": done.number, "versions": done.versions}
    )
    streams.tell(_("Backups from before still hold them."))
