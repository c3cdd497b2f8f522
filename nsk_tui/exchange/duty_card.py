"""The duty card as bytes: the file beside the store, plain lines, and a page for an intranet.

Source
    docs/rules/duty_card.md
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duty_card import CardLine, CardPerson, CardSpan, DutyCard, LineAt
from nsk_tui.rules.ids import LineId, MemberId, is_member_id
from nsk_tui.rules.text import find_forbidden

FORMAT = 1
TEXT_CHARACTERS_MAX = 200
LINES_MAX = 100
SPANS_MAX = 2000
PEOPLE_MAX = 1000
HOURS_IN_DAY = 24
CALLED_FROM_ANYWHERE = 8
"""Digits of a Danish number; a shorter one is an extension, and no link on a telephone."""

_STAMP = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class CardWords:
    """What the card says around the facts, in one language.

    Shape
        ``lines`` names each line; ``published`` and ``warning`` are whole sentences, the second
        empty for a fresh card; ``day`` writes a date.
    """

    language: str
    title: str
    lines: Mapping[LineId, str]
    duty: str
    backup: str
    fallback: str
    nobody: str
    days: str
    published: str
    warning: str
    acute: str
    day: Callable[[date], str]


class _Damaged(ValueError):
    """The file is none of ours, or was changed."""


def to_json(card: DutyCard) -> bytes:
    """Return the file that lies beside the store; the same card gives the same bytes."""
    table = {
        "format": FORMAT,
        "network": card.network,
        "published_at": card.published_at.astimezone(UTC).strftime(_STAMP),
        "handover_hour": card.handover_hour,
        "fallback": _person_out(card.fallback),
        "people": [_person_out(person) for person in card.people],
        "lines": [_line_out(line) for line in card.lines],
    }
    return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def from_json(content: bytes) -> DutyCard | None:
    """Return the card in a file; None when it is damaged, foreign, or holds what it may not."""
    try:
        return _card_in(json.loads(content.decode("utf-8")))
    except (ValueError, RecursionError, OverflowError):
        return None


def text_lines(lines: Sequence[LineAt], words: CardWords) -> list[str]:
    """Return who can be called now, a person a line."""
    width = max((len(words.lines[one.line.id]) for one in lines), default=0)
    found = [line for one in lines for line in _text_of(one, words, width)]
    return [*found, words.published, *([words.warning] if words.warning else [])]


def page(card: DutyCard, words: CardWords) -> bytes:
    """Return one page that needs nothing else: no script, no picture, nothing from elsewhere.

    Every text in it is escaped. It shows days and not "now", since it may be read much later.
    """
    body = "".join(_table(line, card, words) for line in card.lines)
    filled = _PAGE.format(
        language=escape(words.language),
        title=escape(words.title),
        network=escape(card.network),
        acute=escape(words.acute),
        tables=body,
        fallback=_fallback_paragraph(card.fallback, words),
        published=escape(words.published),
    )
    return filled.encode("utf-8")


_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 1rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; margin: 1.5rem 0; }}
caption {{ font-size: 1.3rem; font-weight: bold; text-align: start; }}
th, td {{ border-bottom: 1px solid; padding: .4rem .6rem .4rem 0; text-align: start; vertical-align: top; }}
.nobody {{ font-weight: bold; text-decoration: underline; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{network}</p>
<p><strong>{acute}</strong></p>
{tables}{fallback}<p>{published}</p>
</main>
</body>
</html>
"""


def _table(line: CardLine, card: DutyCard, words: CardWords) -> str:
    people = {person.id: person for person in card.people}
    heads = "".join(f'<th scope="col">{escape(word)}</th>' for word in (words.days, words.duty, words.backup))
    rows = "".join(_row(span, people, words) for span in line.spans)
    if not rows:
        rows = f'<tr><td colspan="3" class="nobody">{escape(words.nobody)}</td></tr>\n'
    caption = escape(words.lines[line.id])
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _row(span: CardSpan, people: Mapping[str, CardPerson], words: CardWords) -> str:
    days = words.day(span.first)
    if span.last != span.first:
        days = f"{days}–{words.day(span.last)}"
    cells = "".join(f"<td>{_person_cell(who, people, words)}</td>" for who in (span.duty, span.backup))
    return f'<tr><th scope="row">{escape(days)}</th>{cells}</tr>\n'


def _person_cell(who: MemberId | None, people: Mapping[str, CardPerson], words: CardWords) -> str:
    """Return somebody as a cell; None is nobody, in words."""
    person = people.get(who) if who else None
    return f'<span class="nobody">{escape(words.nobody)}</span>' if person is None else _person_html(person)


def _person_html(person: CardPerson) -> str:
    called = escape(" ".join(part for part in (person.id, person.name) if part))
    digits = "".join(sign for sign in person.phone if sign.isascii() and (sign.isdigit() or sign == "+"))
    if len(digits) < CALLED_FROM_ANYWHERE:
        return f"{called} {escape(person.phone)}".rstrip()
    return f'{called} <a href="tel:{escape(digits)}">{escape(person.phone)}</a>'


def _fallback_paragraph(fallback: CardPerson | None, words: CardWords) -> str:
    """Return whom to call when nobody has duty; None is nobody, and no paragraph."""
    if fallback is None:
        return ""
    return f"<p>{escape(words.fallback)}: {_person_html(fallback)}</p>\n"


def _text_of(one: LineAt, words: CardWords, width: int) -> list[str]:
    name = words.lines[one.line.id].ljust(width)
    found = [
        f"{name}  {role}: {_person_text(person)}"
        for role, person in ((words.duty, one.duty), (words.backup, one.backup))
        if person is not None
    ]
    if one.duty is None:
        found.insert(0, f"{name}  {words.duty}: {words.nobody}")
    if not one.has_somebody and one.fallback is not None:
        found.append(f"{name}  {words.fallback}: {_person_text(one.fallback)}")
    return found


def _person_text(person: CardPerson) -> str:
    return "  ".join(part for part in (person.id, person.name, person.phone) if part)


def _person_out(person: CardPerson | None) -> dict[str, str] | None:
    """Return a person as a table; None stays nobody."""
    return None if person is None else {"id": person.id, "name": person.name, "phone": person.phone}


def _line_out(line: CardLine) -> dict[str, object]:
    days = [
        {
            "from": span.first.isoformat(),
            "to": span.last.isoformat(),
            "duty": span.duty,
            "backup": span.backup,
        }
        for span in line.spans
    ]
    area = line.area.value if line.area else None
    return {"id": line.id, "name": line.name, "area": area, "days": days}


def _card_in(value: object) -> DutyCard:
    table = _table_in(value)
    hour = table.get("handover_hour")
    if table.get("format") != FORMAT or type(hour) is not int or not 0 <= hour < HOURS_IN_DAY:
        raise _Damaged
    fallback = table.get("fallback")
    return DutyCard(
        network=_text_in(table.get("network")),
        published_at=datetime.strptime(_text_in(table.get("published_at")), _STAMP).replace(tzinfo=UTC),
        handover_hour=hour,
        lines=tuple(_line_in(one) for one in _list_in(table.get("lines"), LINES_MAX)),
        people=tuple(_person_in(one) for one in _list_in(table.get("people"), PEOPLE_MAX)),
        fallback=None if fallback is None else _person_in(fallback),
    )


def _line_in(value: object) -> CardLine:
    table = _table_in(value)
    area = table.get("area")
    return CardLine(
        LineId(_text_in(table.get("id"))),
        _text_in(table.get("name")),
        None if area is None else Area(_text_in(area)),
        tuple(_span_in(one) for one in _list_in(table.get("days"), SPANS_MAX)),
    )


def _span_in(value: object) -> CardSpan:
    table = _table_in(value)
    first, last = (date.fromisoformat(_text_in(table.get(key))) for key in ("from", "to"))
    return CardSpan(first, last, _member_in(table.get("duty")), _member_in(table.get("backup")))


def _person_in(value: object) -> CardPerson:
    table = _table_in(value)
    return CardPerson(*(_text_in(table.get(key)) for key in ("id", "name", "phone")))


def _member_in(value: object) -> MemberId | None:
    """Return a member; None is nobody."""
    if value is None:
        return None
    if not isinstance(value, str) or not is_member_id(value):
        raise _Damaged
    return MemberId(value)


def _table_in(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Damaged
    return value


def _list_in(value: object, most: int) -> Iterable[object]:
    if not isinstance(value, list) or len(value) > most:
        raise _Damaged
    return value


def _text_in(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_CHARACTERS_MAX:
        raise _Damaged
    if find_forbidden(value) or any(sign in value for sign in "\r\n\t"):
        raise _Damaged
    return value
