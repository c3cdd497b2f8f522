"""The duty card as a file, as lines and as a page: read back whole, escaped, and never a traceback."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.exchange.duty_card import CardWords, from_json, page, text_lines, to_json
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duty_card import CardLine, CardPerson, CardSpan, DutyCard, who_at
from nsk_tui.rules.ids import LineId, MemberId

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "duty_card"
ADULTS = LineId("adults")
CARD = DutyCard(
    "Videnspersonerne",
    datetime(2026, 11, 20, 8, 42, tzinfo=UTC),
    8,
    (
        CardLine(
            ADULTS,
            "",
            Area.ADULTS,
            (
                CardSpan(date(2026, 11, 16), date(2026, 11, 22), MemberId("K-07"), MemberId("K-02")),
                CardSpan(date(2026, 11, 23), date(2026, 11, 23), None, None),
            ),
        ),
        CardLine(LineId("own"), "Skoler & <unge>", None),
    ),
    (CardPerson("K-02", "Bo Prøvesen"), CardPerson("K-07", 'Ane "A" Eksempel', "12 34 56 78")),
    CardPerson("", "Døgnvagten, lokal 4711"),
)
WORDS = CardWords(
    language="da",
    title="Hvem har vagten?",
    lines={ADULTS: "Voksne", LineId("own"): "Skoler & <unge>"},
    duty="vagt",
    backup="bagvagt",
    fallback="Har ingen vagten, så ring til",
    nobody="INGEN",
    days="Dage",
    published="Offentliggjort 20/11 09:42, i dag.",
    warning="",
    acute="Er det akut: 112.",
    day=lambda day: f"{day:%d/%m}",
)


def wall(*parts: int) -> datetime:
    """Return a moment of the local clock."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


TEXT = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=60)
NAMES = st.builds(CardPerson, st.sampled_from(["K-01", "K-02", ""]), TEXT, TEXT)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WHO = st.none() | st.sampled_from(["K-01", "Æ-2", "a_b"]).map(MemberId)
CARDS = st.builds(
    DutyCard,
    network=TEXT,
    published_at=st.datetimes(wall(2000, 1, 1), wall(2100, 1, 1), timezones=st.just(UTC)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    handover_hour=st.integers(0, 23),
    lines=st.lists(
        st.builds(
            CardLine, TEXT.map(LineId), TEXT, st.none() | st.sampled_from(Area),
            st.lists(st.builds(CardSpan, DAYS, DAYS, WHO, WHO), max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    people=st.lists(NAMES, max_size=3).map(tuple),
    fallback=st.none() | NAMES,
)  # fmt: skip


def words_for(card: DutyCard) -> CardWords:
    """Return words that name the lines of any card."""
    return replace(WORDS, lines={line.id: line.name or line.id for line in card.lines})


class Reader(HTMLParser):
    """What a browser would see: tags, attributes, text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("name", "content"), [("duty.json", to_json(CARD)), ("duty.html", page(CARD, WORDS))]
)
def test_the_file_is_the_golden_one(name: str, content: bytes) -> None:
    """Byte for byte: others read these files."""
    assert content == (GOLDEN / name).read_bytes()


@given(CARDS)
def test_a_card_is_read_back_as_it_was(card: DutyCard) -> None:
    """Nothing is lost and nothing is added."""
    assert from_json(to_json(card)) == card


@given(st.binary(max_size=300) | st.text().map(str.encode))
def test_bytes_of_any_kind_are_no_card_and_no_fault(content: bytes) -> None:
    """A file that something else wrote is told as damaged."""
    assert from_json(content) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the way to every value in a table."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


@given(st.data(), VALUES)
def test_one_changed_value_gives_a_whole_card_or_none(data: st.DataObject, value: object) -> None:
    """Whatever stands in whichever place, what is read is a card that can be shown."""
    table = json.loads(to_json(CARD))
    path = data.draw(st.sampled_from(places(table)[1:]))
    inner = table
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    card = from_json(json.dumps(table).encode())
    if card is not None:
        lines = who_at(card, wall(2026, 11, 20, 9))
        assert "\n" not in "".join(text_lines(lines, words_for(card)))
        assert page(card, words_for(card))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b'"x"', b"[" * 100_000, b"\xff\xfe", b'{"format": 2}', to_json(CARD)[:-20],
     to_json(CARD).replace(b"K-07", b"../x"), to_json(CARD).replace(b"Bo ", b"\\u202e"),
     to_json(CARD).replace(b"Bo ", b"\\u001b[2J"), to_json(CARD).replace(b"Bo ", b"\\n"),
     to_json(CARD).replace(b": 8", b": 24"), to_json(CARD).replace(b": 8", b": true"),
     to_json(CARD).replace(b"2026-11-16", b"2026-13-16"), to_json(CARD).replace(b"Bo ", b"x" * 300)],
    ids=range(17),
)  # fmt: skip
def test_a_damaged_card_is_none(content: bytes) -> None:
    """Cut, foreign, of a later format, with a path, with signs that steer a terminal."""
    assert from_json(content) is None


@given(CARDS)
def test_the_page_shows_every_name_and_runs_nothing(card: DutyCard) -> None:
    """No script, no picture, nothing fetched, whatever people are called."""
    plain = replace(card, network="N")
    seen = Reader(page(card, words_for(card)))
    assert set(seen.tags) == set(Reader(page(plain, words_for(plain))).tags)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(seen.tags)
    names = {name for name, _value in seen.attributes}
    assert not [name for name in names if name.startswith("on")]
    assert not {"src", "srcset", "action", "style"} & names
    for name, value in seen.attributes:
        assert name != "href" or re.fullmatch(r"tel:[0-9+]+", value or "")
    assert card.network in seen.text


def test_the_page_can_be_read_aloud() -> None:
    """Its language, one heading, a caption and headed columns for each line, days as row heads."""
    seen = Reader(page(CARD, WORDS))
    assert ("lang", "da") in seen.attributes
    assert seen.tags.count("h1") == 1
    assert seen.tags.count("table") == seen.tags.count("caption") == len(CARD.lines)
    assert [value for name, value in seen.attributes if name == "scope"].count("col") == 3 * len(CARD.lines)
    assert ("scope", "row") in seen.attributes
    assert {"main", "title", "thead", "tbody"} <= set(seen.tags)
    for text in ("16/11–22/11", 'K-07 Ane "A" Eksempel', "INGEN", "Skoler & <unge>", "12 34 56 78"):
        assert text in seen.text
    assert ("href", "tel:12345678") in seen.attributes


INSTEAD = "Har ingen vagten, så ring til: Døgnvagten, lokal 4711"


@pytest.mark.parametrize(
    ("phone", "link"), [("12 34 56 78", True), ("+45 12345678", True), ("lokal 4711", False), ("", False)]
)
def test_a_number_that_can_be_called_from_anywhere_is_a_link(phone: str, link: bool) -> None:
    """An extension is shown and is none."""
    card = replace(CARD, people=(CardPerson("K-07", "Ane", phone),))
    assert (b"href" in page(card, WORDS)) is link
    assert phone in Reader(page(card, WORDS)).text


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (wall(2026, 11, 20, 9), ["Voksne           vagt: K-07  Ane \"A\" Eksempel  12 34 56 78",
                                     "Voksne           bagvagt: K-02  Bo Prøvesen",
                                     "Skoler & <unge>  vagt: INGEN",
                                     f"Skoler & <unge>  {INSTEAD}"]),
        (wall(2026, 11, 23, 9), ["Voksne           vagt: INGEN",
                                     f"Voksne           {INSTEAD}",
                                     "Skoler & <unge>  vagt: INGEN",
                                     f"Skoler & <unge>  {INSTEAD}"]),
    ],
)  # fmt: skip
def test_the_lines_say_who_can_be_called(moment: datetime, expected: list[str]) -> None:
    """Duty and backup, or nobody and whom instead; then how old it is."""
    warned = replace(WORDS, warning="Kortet er 9 dage gammelt.")
    assert text_lines(who_at(CARD, moment), WORDS) == [*expected, WORDS.published]
    assert text_lines(who_at(CARD, moment), warned)[-1] == warned.warning
