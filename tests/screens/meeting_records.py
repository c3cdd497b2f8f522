"""A meeting as the screens draw it: invented items, a clock that was pressed, lines that were written."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from nsk_tui.rules.agenda import AgendaItem, ItemKind, NewItem, Standing, timetable
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId, MinutesLineId
from nsk_tui.rules.meeting_clock import ClockItem, Event, Plan, Press, run, silent
from nsk_tui.rules.meeting_drift import read
from nsk_tui.rules.minutes_lines import LineKind, MinutesLine
from nsk_tui.screens.facilitator_picture import Heading, Picture

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
STARTS = datetime(2026, 11, 26, 13, tzinfo=COPENHAGEN)
MEETING = MeetingId("møde")

TOPICS = (
    NewItem(ItemKind.INFORMATION, "", 5, presenter=MemberId("K-01"), standing=Standing.ACTIONS),
    NewItem(ItemKind.DECISION, "Vagtens nummer i mailsignatur", 10, presenter=MemberId("K-03")),
    NewItem(ItemKind.DECISION, "Vagtplan uge 53-4", 10, presenter=MemberId("K-01")),
    NewItem(
        ItemKind.DISCUSSION,
        "Sager om rejser i julen",
        20,
        purpose="én fælles måde at spørge om rejser på",
        presenter=MemberId("K-07"),
    ),
    NewItem(ItemKind.INFORMATION, "Nyt fra styregruppen", 10, presenter=MemberId("K-11")),
    NewItem(ItemKind.INFORMATION, "", 5, standing=Standing.CLOSING),
)
"""The agenda of the drawings: 60 minutes, six items."""


def items(topics: Sequence[NewItem] = TOPICS) -> tuple[AgendaItem, ...]:
    """Return topics as items of a meeting."""
    return tuple(
        AgendaItem(AgendaItemId(f"punkt-{place}"), MEETING, topic, MemberId("K-01"), 1)
        for place, topic in enumerate(topics)
    )


def at(minutes: float) -> datetime:
    """Return so many minutes after the planned start."""
    return STARTS + timedelta(minutes=minutes)


def written(
    kind: LineKind, text: str, minutes: float, owner: str | None = None, due: date | None = None
) -> MinutesLine:
    """Return a line that was written so many minutes after the start."""
    return MinutesLine(
        MinutesLineId(f"linje-{minutes}"), MEETING, AgendaItemId("punkt-3"), kind, text,
        MemberId(owner) if owner else None, due, MemberId("K-05"), at(minutes), None, 1,
    )  # fmt: skip


FEED = (
    written(LineKind.DECISION, "Vagtens nummer står først i alle mailsignaturer fra 01/12", 12),
    written(LineKind.ACTION, "sender tekst til signaturen", 14, "K-03", date(2026, 11, 27)),
    written(LineKind.DECISION, "Vagtplan uge 53-4 er godkendt", 22),
    written(LineKind.DECISION, "Vi bruger spørgsmålene fra rødt kort, udgave 3", 34.0),
    written(LineKind.ACTION, "spørger sundhedsplejen, om de kan komme", 34.5, "K-11", date(2026, 12, 10)),
)

USUAL = ((0, Press.START), (6, Press.NEXT), (18, Press.NEXT), (28, Press.NEXT))
"""The first three items took 6, 12 and 10 minutes; the fourth began 13:28."""


def picture(
    minutes: float = 35,
    pressed: Sequence[tuple[float, Press]] = USUAL,
    topics: Sequence[NewItem] = TOPICS,
    feed: Sequence[MinutesLine] = FEED,
    spoken: Sequence[str] = (),
    title: str = "Gruppemøde",
) -> Picture:
    """Return what is seen so many minutes after the planned start."""
    own = items(topics)
    planned = sum(one.minutes for one in topics)
    plan = Plan(
        tuple(ClockItem(one.id, one.body.kind, one.body.minutes * 60, one.body.standing) for one in own),
        STARTS,
        at(planned),
    )
    events = [Event(press, at(when)) for when, press in pressed]
    events += [Event(Press.SPOKE, at(minutes), member=MemberId(one)) for one in spoken]
    clock = run(plan, events)
    present = tuple(MemberId(f"K-{number:02d}") for number in range(1, 13))
    return Picture(
        Heading(title, STARTS, at(planned), MemberId("K-05")),
        timetable(own, STARTS.replace(tzinfo=None), planned).slots,
        read(clock, at(minutes)),
        at(minutes),
        frozenset(own[place].id for place in clock.done),
        tuple(feed),
        silent(clock, present),
    )
