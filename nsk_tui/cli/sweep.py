"""``nsk sweep``: the whole store again with today's lists."""

from typing import TYPE_CHECKING

from nsk_tui.cli import findings, progress, streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.sweep import Swept, SweptFinding
    from nsk_tui.services.text_redaction import SweptText

app = new_app()


@app.command(
    "sweep",
    cls=Verb,
    help=N_("Checks every stored text with today's lists; what is new waits for its author."),
)
def sweep_store(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Sweep the store; return the exit code. Findings are data."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.sweep import sweep

        shown = progress.counter()
        swept = sweep(session, shown)
    if shown is not None:
        streams.tell("")
    if as_json:
        streams.say_json(
            {
                "entries": swept.entries,
                "findings": [_object(one) for one in swept.findings],
                "texts": swept.texts,
                "in_texts": [_text_object(one) for one in swept.in_texts],
            }
        )
    else:
        _say(swept)
    return 0


def _object(one: "SweptFinding") -> dict[str, object]:
    where = {"thread": one.thread, "number": one.number, "member": one.member}
    return {**where, **findings.as_object(one.field, one.finding)}


def _text_object(one: "SweptText") -> dict[str, object]:
    where = {"kind": one.kind, "id": one.ref, "about": one.about, "member": one.member}
    return {**where, **findings.as_object(one.field, one.finding)}


def _say(swept: "Swept") -> None:
    for one in swept.findings:
        where = f"{one.thread} {one.number} {one.field} {one.finding.start}-{one.finding.end}"
        streams.say(findings.as_line(where, one.finding))
    for text in swept.in_texts:
        where = f"{text.kind} {text.ref} {text.field} {text.finding.start}-{text.finding.end}"
        streams.say(findings.as_line(where, text.finding))
    new = len(swept.findings) + len(swept.in_texts)
    read = ngettext("%(count)d entry was checked.", "%(count)d entries were checked.", swept.entries)
    found = ngettext(
        "%(count)d new finding waits for its author.",
        "%(count)d new findings wait for their authors.",
        new,
    )
    texts = ngettext(
        "%(count)d text beside the consultations was checked.",
        "%(count)d texts beside the consultations were checked.",
        swept.texts,
    )
    streams.tell(read % {"count": swept.entries})
    if swept.texts:
        streams.tell(texts % {"count": swept.texts})
    streams.tell(found % {"count": new} if new else _("Nothing new was found."))
