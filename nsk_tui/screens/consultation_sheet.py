"""The sheet of the consultation form: its fields and texts, and the way through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from nsk_tui.rules.consultations import AgeBand, Area, area_of
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens.consultation_words import summary
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.guarded_text import Check
from nsk_tui.widgets.guarded_texts import GuardedTexts, ruled
from nsk_tui.widgets.marks import Answered
from nsk_tui.wording import _

ROOMY_ROWS = 30
"""From this height on the values of all open fields are shown."""

OWN_WORDS = {"department": "asker_department", "role": "asker_role"}
"""Coded fields that somebody may word herself, and what they are called in a consultation."""


class ConsultationSheet(Vertical):
    """Six required fields, three remembered ones, then texts; Tab leads through them all.

    The fields are one step and the texts another: while a text is open the fields stand above it
    as four lines.
    """

    @dataclass
    class Written(Message):
        """An answer or a text is another one."""

        sheet: "ConsultationSheet"

    @dataclass
    class Gone(Message):
        """The cursor stands in another field or text."""

        sheet: "ConsultationSheet"

    def __init__(self, departments: Sequence[str], today: date, check: Check) -> None:
        super().__init__(id="sheet")
        self.today = today
        self.coded = {one.id or "": one for one in fields.coded_fields(departments, today)}
        self.texts = GuardedTexts(check, fields.text_labels(), id="texts")
        self.young_area: Area | None = None
        self.short_answers: dict[str, list[Answered]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the coded fields, their summary for when texts are written, and the texts."""
        with Vertical(id="coded"):
            yield TextBlock(id="first-rule")
            for name, one in self.coded.items():
                if name == fields.REMEMBERED[0]:
                    yield TextBlock(id="remembered-rule")
                yield one
        yield TextBlock(id="summary")
        yield self.texts

    def on_mount(self) -> None:
        """Begin in the first field; the area shows once there is an age."""
        self.coded["area"].display = False
        self.coded["department"].focus()

    def on_resize(self) -> None:
        """Draw the rules as wide as the window, and all values where there is room."""
        said = _("from here filled in as last time")
        self.query_one("#first-rule", TextBlock).show(Content(ruled("", "", self.size.width)))
        self.query_one("#remembered-rule", TextBlock).show(Content(ruled(said, "", self.size.width)))
        for one in self.coded.values():
            one.roomy = self.app.size.height >= ROOMY_ROWS
        self._summarise()

    # What stands on the sheet -----------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        """Whether a text is open."""
        return self.has_class("-writing")

    @property
    def here(self) -> str:
        """The name of the field or text in which somebody is."""
        focused = self.screen.focused
        return self.texts.open_name if self.is_writing else (focused.id or "" if focused else "")

    def answers(self) -> fields.Answers:
        """Return what has been answered and written."""
        values = {name: one.value for name, one in self.coded.items() if one.value}
        return fields.Answers(values, self.texts.texts())

    def begin_with(self, answers: fields.Answers, young_area: Area | None) -> bool:
        """Put in what is known beforehand, except where somebody was quicker; say if nobody was."""
        quicker = {name for name, one in self.coded.items() if one.value}
        self.young_area = young_area
        values = {name: codes for name, codes in answers.values.items() if name not in quicker}
        fields.put_answers(self.coded, fields.Answers(values), self.today)
        self.texts.put(answers.texts, {})
        self._follow_age(put=not self.coded["area"].value)
        if not quicker:
            self.go_to(self.first_open())
        return not quicker

    def first_open(self) -> str:
        """Return the first required field that is not answered, or the text."""
        return (fields.missing(self.answers().values) or ["text"])[0]

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings, by field."""
        return {**self.texts.answered(), **self.short_answers}

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show texts in which findings were resolved."""
        self.texts.put(texts, answered)
        for name, written in OWN_WORDS.items():
            if written in texts:
                self.coded[name].put([texts[written]] if texts[written] else [])
                self.short_answers[written] = list(answered.get(written, ()))

    def _summarise(self) -> None:
        said = {name: one.words() for name, one in self.coded.items()}
        self.query_one("#summary", TextBlock).show(summary(said, self.size.width))

    def _follow_age(self, put: bool) -> None:
        """Show the area once there is an age, and let the age decide it where it can."""
        age, area = self.coded["age"].code, self.coded["area"]
        area.display = bool(age)
        if age and put:
            unsure = AgeBand(age) in (AgeBand.YOUNG, AgeBand.UNKNOWN)
            ask = unsure and self.young_area is None
            area.put([] if ask else [area_of(AgeBand(age), self.young_area or Area.CHILDREN)])

    # The way through it -----------------------------------------------------------------------

    def stops(self) -> list[str]:
        """Return the fields and texts in the order of Tab."""
        return [name for name, one in self.coded.items() if one.display] + list(fields.TEXTS)

    def go_to(self, name: str) -> None:
        """Go to a field or text."""
        self.set_class(name in fields.TEXTS, "-writing")
        if name in fields.TEXTS:
            self._summarise()
            self.texts.open_box(name)
        else:
            self.texts.close()
            self.coded[name].focus()
        self.post_message(self.Gone(self))

    def step(self, step: int) -> None:
        """Go to the field or text before or after."""
        stops, here = self.stops(), self.here
        place = stops.index(here) + step if here in stops else 0
        if 0 <= place < len(stops):
            self.go_to(stops[place])

    def go_to_next_finding(self) -> bool:
        """Go to the next finding in the texts; say whether there is one."""
        if not self.texts.findings():
            return False
        self.go_to(self.texts.open_name)
        return self.texts.go_to_next_finding()

    def on_key(self, event: events.Key) -> None:
        """Up and down go from field to field."""
        if event.key in ("up", "down") and not self.is_writing:
            event.stop()
            self.step(1 if event.key == "down" else -1)

    def on_coded_field_finished(self, message: CodedField.Finished) -> None:
        """Go on; the area is passed when the age has answered it."""
        stops = self.stops()
        following = stops[stops.index(message.field.id or "") + 1]
        self.go_to("concerns" if following == "area" and self.coded["area"].value else following)

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Keep the area in step with the age."""
        name = message.field.id or ""
        if name == "age":
            self._follow_age(put=True)
        self.short_answers.pop(OWN_WORDS.get(name, ""), None)
        self.post_message(self.Written(self))

    def on_guarded_texts_changed(self) -> None:
        """Tell that something was written."""
        self.post_message(self.Written(self))
