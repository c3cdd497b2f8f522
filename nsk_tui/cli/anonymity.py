"""``nsk scan``: the anonymity check alone, without a store."""

from collections.abc import Iterator
from typing import Annotated

import typer

from nsk_tui.cli import findings, reading, streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.rules.anonymity.findings import Strength
from nsk_tui.rules.text import find_forbidden
from nsk_tui.wording import _

ANSWER_IS_NO = 1

app = new_app()


@app.command(
    "scan",
    cls=Verb,
    help=N_("Looks for what can reveal a person. Exit code 1 when something must be resolved."),
)
def scan_text(
    file: Annotated[
        str, typer.Argument(metavar=N_("FILE"), help=N_("a text file; - or nothing reads stdin"))
    ] = reading.STDIN,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help=N_("one JSON object on each line, with the key text"))
    ] = False,
) -> int:
    """Scan a text, or each line of a JSON Lines file; return the exit code."""
    return _scan_lines(file) if jsonl else _scan_text(file)


def _scan_text(file: str) -> int:
    text = reading.read_text(file)
    places = findings.Places(text)
    if forbidden := find_forbidden(text):
        raise UsageFault(
            _("The text holds a control character at %(place)s.")
            % {"place": places.of(forbidden[0].position)}
        )
    from nsk_tui.services.anonymity import scan

    found = scan(text)
    for finding in found:
        streams.say(findings.as_line(places.of(finding.start), finding))
    return ANSWER_IS_NO if any(finding.strength is Strength.STRONG for finding in found) else 0


def _scan_lines(file: str) -> int:
    from nsk_tui.services.anonymity import scan

    for number, line in _lines(file):
        row = _row(number, line)
        answer = {"id": row["id"]} if "id" in row else {}
        spans = [findings.as_span(finding) for finding in scan(str(row["text"]))]
        streams.say_json({**answer, "text": row["text"], "spans": spans})
    return 0


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    with reading.opened(file) as stream:
        number = 0
        while line := stream.readline(reading.INPUT_BYTES_MAX + 1):
            number += 1
            if line.strip():
                yield number, line


def _row(number: int, line: bytes) -> dict[str, object]:
    if len(line) > reading.INPUT_BYTES_MAX:
        raise UsageFault(_("Line %(number)d is longer than 16 MiB.") % {"number": number})
    try:
        row = reading.read_json(reading.decoded(line))
    except UsageFault as fault:
        raise UsageFault(_("Line %(number)d cannot be used.") % {"number": number}, fault.happened) from None
    if isinstance(row, dict) and isinstance(row.get("text"), str):
        return row
    raise UsageFault(
        _("Line %(number)d cannot be used.") % {"number": number},
        _("Each line is an object with the key text, which holds a text."),
    )
