"""The coded fields of the consultation form: what they offer, and what their answers become."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from nsk_tui import vocabulary, wording
from nsk_tui.rules.calendar import DAYS_IN_WEEK, add_months
from nsk_tui.rules.consultations import (
    AgeBand,
    Area,
    Channel,
    Concern,
    ConcernLevel,
    FollowUp,
    NewConsultation,
    Outcome,
    ThreadLine,
)
from nsk_tui.rules.ids import MemberId
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.options import DIGITS, Option, numbered
from nsk_tui.wording import _

REQUIRED = ("department", "age", "concerns", "level", "outcome", "follow_up")
REMEMBERED = ("role", "channel", "minutes")
ORDER = ("department", "age", "area", *REQUIRED[2:], *REMEMBERED)
TEXTS = ("text", "advice", "learned")
NO_FOLLOW_UP = "none"
MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)
DAYS_AHEAD = (1, DAYS_IN_WEEK, 2 * DAYS_IN_WEEK)
MONTHS_AHEAD = 1
LEVEL_STYLE = "${level}-level"


@dataclass(frozen=True)
class Answers:
    """What a form holds: the codes of each coded field, and its texts."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def code(self, name: str) -> str:
        """Return the one code of a field; empty when it is not answered."""
        return (self.values.get(name) or ("",))[0]


def coded_fields(departments: Sequence[str], today: date) -> tuple[CodedField, ...]:
    """Return the fields in the order of the form, none of them answered."""
    labels, offers = labels_of(), _offers(departments, today)
    return tuple(
        CodedField(
            name,
            labels[name],
            offers[name],
            many=name == "concerns",
            own_words=name in ("department", "role"),
        )
        for name in ORDER
    )


def labels_of() -> dict[str, str]:
    """Return what each coded field is called."""
    return {
        "department": _("Department"),
        "age": _("Age"),
        "area": _("Area"),
        "concerns": _("Concern"),
        "level": _("Level"),
        "outcome": _("Outcome"),
        "follow_up": _("Follow-up"),
        "role": _("Asker"),
        "channel": _("Channel"),
        "minutes": _("Minutes"),
    }


def text_labels() -> dict[str, str]:
    """Return what each text is called."""
    return {"text": _("text"), "advice": _("advice"), "learned": _("learned")}


def _offers(departments: Sequence[str], today: date) -> dict[str, tuple[Option, ...]]:
    return {
        "department": numbered(departments),
        "age": _coded(AgeBand, DIGITS),
        "area": _coded(Area, DIGITS),
        "concerns": _coded(Concern, DIGITS),
        "level": levels(),
        "outcome": _coded([one for one in Outcome if one is not Outcome.OPEN], "12340"),
        "follow_up": follow_ups(today),
        "role": numbered(roles()),
        "channel": _coded(Channel, DIGITS),
        "minutes": minutes(),
    }


def _coded(values: Iterable[StrEnum], keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, one.value, vocabulary.word(one)) for key, one in zip(keys, values, strict=False))


def levels() -> tuple[Option, ...]:
    """Return the levels with their glyphs."""
    return tuple(
        Option(key, one.value, vocabulary.marked_level(one), LEVEL_STYLE.format(level=one.value))
        for key, one in zip(DIGITS, ConcernLevel, strict=False)
    )


def minutes() -> tuple[Option, ...]:
    """Return how long a conversation may have taken."""
    return tuple(
        Option(key, str(count), _("{count} min.").format(count=count))
        for key, count in zip(DIGITS, MINUTES, strict=False)
    )


def follow_ups(today: date) -> tuple[Option, ...]:
    """Return when to look again; the code of each is its day."""
    days = [today + timedelta(days=ahead) for ahead in DAYS_AHEAD] + [add_months(today, MONTHS_AHEAD)]
    words = (_("tomorrow"), _("in 1 week"), _("in 2 weeks"), _("in 1 month"))
    dated = [
        Option(key, day.isoformat(), word, said=f"{word} {wording.day(day, today)}")
        for key, day, word in zip(DIGITS, days, words, strict=False)
    ]
    return (*dated, Option("0", NO_FOLLOW_UP, _("none")))


def roles() -> tuple[str, ...]:
    """Return who asks most often; a function, never a name."""
    return (
        _("teacher or pedagogue"),
        _("social worker"),
        _("family adviser"),
        _("job consultant"),
        _("health visitor"),
        _("psychologist"),
        _("contact person"),
        _("manager"),
        _("guidance counsellor"),
    )


def put_answers(fields: Mapping[str, CodedField], answers: Answers, today: date) -> None:
    """Put answers into the fields; a day or a number that is no option is named all the same."""
    for name, value in answers.values.items():
        if name in fields:
            fields[name].options = _with_value(fields[name].options, name, value, today)
            fields[name].put(value)


def _with_value(
    options: tuple[Option, ...], name: str, value: tuple[str, ...], today: date
) -> tuple[Option, ...]:
    names: dict[str, Callable[[str], str]] = {
        "follow_up": lambda code: wording.day(date.fromisoformat(code), today),
        "minutes": lambda code: _("{count} min.").format(count=code),
        "outcome": lambda code: vocabulary.word(Outcome(code)),
    }
    known = {option.code for option in options}
    unknown = [code for code in value if code not in known] if name in names else []
    return options + tuple(Option("", code, names[name](code)) for code in unknown)


def missing(values: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the names of the required fields that are not answered; the area counts when it is open."""
    wanted = [name for name in ORDER if name in REQUIRED or (name == "area" and values.get("age"))]
    return [name for name in wanted if not values.get(name)]


def as_new(answers: Answers, base: NewConsultation, member: MemberId) -> NewConsultation:
    """Return what the answers make of a consultation; what the form does not ask stays as in ``base``.

    Errors
        ValueError: a required field is not answered (a fault in the caller).
    """
    length, channel, area = answers.code("minutes"), answers.code("channel"), answers.code("area")
    return replace(
        base,
        level=ConcernLevel(answers.code("level")),
        age_band=AgeBand(answers.code("age")),
        area=Area(area) if area else None,
        concerns=tuple(Concern(code) for code in answers.values.get("concerns", ())),
        outcome=Outcome(answers.code("outcome")),
        channel=Channel(channel) if channel else None,
        minutes=int(length) if length else None,
        asker_department=answers.code("department"),
        asker_role=answers.code("role"),
        follow_up=_follow_up(answers.code("follow_up"), base.follow_up, member),
        text=answers.texts.get("text", "").rstrip(),
        advice=answers.texts.get("advice", "").rstrip(),
        learned=answers.texts.get("learned", "").rstrip(),
    )


def so_far(answers: Answers, base: NewConsultation) -> NewConsultation:
    """Return what the answers tell the anonymity check while the form is not finished."""
    age = answers.code("age")
    return replace(
        base,
        age_band=AgeBand(age) if age else AgeBand.UNKNOWN,
        concerns=tuple(Concern(code) for code in answers.values.get("concerns", ())),
        asker_department=answers.code("department"),
        asker_role=answers.code("role"),
        text=answers.texts.get("text", ""),
        advice=answers.texts.get("advice", ""),
        learned=answers.texts.get("learned", ""),
    )


def _follow_up(code: str, before: FollowUp | None, member: MemberId) -> FollowUp | None:
    if code in ("", NO_FOLLOW_UP):
        return None
    due = date.fromisoformat(code)
    return before if before is not None and before.on == due else FollowUp(due, member)


def of_body(body: NewConsultation, area: Area) -> Answers:
    """Return the answers that an entry was made of, to be corrected."""
    single = {
        "department": body.asker_department,
        "age": body.age_band.value,
        "area": area.value,
        "level": body.level.value,
        "outcome": body.outcome.value,
        "follow_up": body.follow_up.on.isoformat() if body.follow_up else NO_FOLLOW_UP,
        "role": body.asker_role,
        "channel": body.channel.value if body.channel else "",
        "minutes": str(body.minutes) if body.minutes else "",
    }
    values: dict[str, tuple[str, ...]] = {name: (code,) if code else () for name, code in single.items()}
    values["concerns"] = tuple(concern.value for concern in body.concerns)
    return Answers(values, {name: getattr(body, name) for name in TEXTS})


def of_line(line: ThreadLine) -> Answers:
    """Return what a thread says beforehand about its next entry."""
    return Answers(
        {
            "department": (line.department,) if line.department else (),
            "age": (line.age_band.value,),
            "area": (line.area.value,),
            "concerns": tuple(concern.value for concern in line.concerns),
            "level": (line.level.value,),
        }
    )


def as_payload(answers: Answers) -> dict[str, object]:
    """Return answers as a draft holds them."""
    return {
        "values": {name: list(codes) for name, codes in answers.values.items() if codes},
        "texts": {name: text for name, text in answers.texts.items() if text},
    }


def of_payload(payload: Mapping[str, object]) -> Answers:
    """Return the answers that a draft holds; what it does not hold, or no longer fits, is left out."""
    values, texts = payload.get("values"), payload.get("texts")
    known_values = {
        str(name): tuple(str(code) for code in codes)
        for name, codes in (values.items() if isinstance(values, dict) else ())
        if name in ORDER and isinstance(codes, list)
    }
    known_texts = {
        str(name): str(text)
        for name, text in (texts.items() if isinstance(texts, dict) else ())
        if name in TEXTS
    }
    return Answers({name: codes for name, codes in known_values.items() if _fits(name, codes)}, known_texts)


def _fits(name: str, codes: tuple[str, ...]) -> bool:
    kinds: dict[str, Callable[[str], object]] = {
        "age": AgeBand, "area": Area, "concerns": Concern, "level": ConcernLevel, "outcome": Outcome,
        "channel": Channel, "minutes": int, "follow_up": _day_or_none,
    }  # fmt: skip
    try:
        return all(kinds.get(name, str)(code) is not None for code in codes)
    except ValueError:
        return False


def is_follow_up(code: str) -> bool:
    """Return whether a code is a day, or says that there is no follow-up."""
    return _fits("follow_up", (code,))


def _day_or_none(code: str) -> object:
    return code if code == NO_FOLLOW_UP else date.fromisoformat(code)
