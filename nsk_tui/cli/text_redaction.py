"""``nsk redact``: words are taken out of a text that is no consultation, in every copy, for good."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import streams, values
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.main import has_terminal
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.text_redaction import MendedText

app = new_app()

KindArgument = Annotated[
    str, typer.Argument(metavar=N_("KIND"), help=N_("as nsk sweep names it, such as handover_item"))
]
IdArgument = Annotated[str, typer.Argument(metavar=N_("ID"), help=N_("which of that kind"))]
FieldArgument = Annotated[str, typer.Argument(metavar=N_("FIELD"), help=N_("which text of it"))]
StartArgument = Annotated[str, typer.Argument(metavar=N_("START"), help=N_("the first character, from 0"))]
EndArgument = Annotated[str, typer.Argument(metavar=N_("END"), help=N_("the first character that stays"))]
WithOption = Annotated[
    str, typer.Option("--with", metavar=N_("TEXT"), help=N_("what stands there instead; nothing if left out"))
]


@app.command(
    "redact",
    cls=Verb,
    help=N_("Takes words out of a text in a handover or the directory, as nsk sweep tells where."),
)
def redact_text(
    ctx: Call,
    kind: KindArgument,
    ref: IdArgument,
    field: FieldArgument,
    start: StartArgument,
    end: EndArgument,
    replacement: WithOption = "",
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Take words out of a text; return the exit code."""
    first = values.whole_number(_("START"), 0, TEXT_CHARACTERS_MAX)(start)
    after = values.whole_number(_("END"), 0, TEXT_CHARACTERS_MAX)(end)
    with session_of(ctx, store, member, passphrase_fd) as session:
        if not yes and has_terminal() and not agreed(_question(after - first), yes):
            return ANSWER_IS_NO
        from nsk_tui.services import text_redaction

        done = text_redaction.redact(session, kind, ref, field, first, after, replacement)
    _say(done, as_json)
    return 0


def _question(count: int) -> str:
    return _("Take %(count)d characters out of every version, for good?") % {"count": count}


def _say(done: "MendedText", as_json: bool) -> None:
    if as_json:
        streams.say_json({"kind": done.kind, "about": done.about, "texts": done.texts})
        return
    gone = ngettext(
        "The words are gone from %(count)d text of %(about)s.",
        "The words are gone from %(count)d texts of %(about)s.",
        done.texts,
    )
    streams.say(gone % {"count": done.texts, "about": done.about})
    streams.tell(_("Backups from before still hold them."))
