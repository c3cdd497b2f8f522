"""The sheet of the consultation form: its fields and texts, and the way through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from nsk_tui.rules.consultations import AgeBand, Area, area_of
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens.consultation_words import summary
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.widgets.checked_together import Look
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.guarded_texts import GuardedTexts, ruled
from nsk_tui.widgets.marks import Answered
from nsk_tui.wording import _

ROOMY_ROWS = 30
"""From this height on the values of all open fields are shown."""

NARROWING = frozenset({"age", "department", "concerns", "role"})
"""Fields that the anonymity check reads together with the texts."""

OWN_WORDS = {"department": "asker_department", "role": "asker_role"}
"""Coded fields that somebody may word herself, and what they are called in a consultation."""


class SheetFields(CodedFields):
    """The coded fields of a consultation; the age decides the area where it can.

    Shape
        ``young_area`` None: the member has not said yet where 18-23 belongs.
    """

    def __init__(self, departments: Sequence[str], today: date) -> None:
        coded = fields.coded_fields(departments, today)
        first = [one for one in coded if one.id not in fields.REMEMBERED]
        remembered = [one for one in coded if one.id in fields.REMEMBERED]
        rules = (TextBlock(id="first-rule"), TextBlock(id="remembered-rule"))
        super().__init__([rules[0], *first, rules[1], *remembered], id="coded")
        self.young_area: Area | None = None
        self["area"].display = False

    def finished(self) -> None:
        """Go on; the area is passed when the age has answered it."""
        if self.here == "age":
            self.follow_age()
        passes = self.here == "age" and self["area"].value
        if passes:
            self.go_to("concerns")
        else:
            self.step(1)

    def follow_age(self, put: bool = True) -> None:
        """Show the area once there is an age, and let the age decide it where it can."""
        age, area = self["age"].code, self["area"]
        area.display = bool(age)
        if age and put:
            unsure = AgeBand(age) in (AgeBand.YOUNG, AgeBand.UNKNOWN)
            ask = unsure and self.young_area is None
            area.put([] if ask else [area_of(AgeBand(age), self.young_area or Area.CHILDREN)])


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

    def __init__(self, departments: Sequence[str], today: date, look: Look, ahead: TypedAhead) -> None:
        super().__init__(id="sheet")
        self.ahead = ahead
        self.today = today
        self.coded = SheetFields(departments, today)
        self.texts = GuardedTexts(look, fields.text_labels(), id="texts")
        self.short_answers: dict[str, list[Answered]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the coded fields, their summary for when texts are written, and the texts."""
        yield self.coded
        yield TextBlock(id="summary")
        yield self.texts

    def on_mount(self) -> None:
        """Begin in the first field, with what was typed before it was there."""
        self.ahead.open()
        if not self.is_writing:
            self.coded.focus()

    def on_resize(self) -> None:
        """Draw the rules as wide as the window, and all values where there is room."""
        said = _("from here filled in as last time")
        self.query_one("#first-rule", TextBlock).show(Content(ruled("", "", self.size.width)))
        self.query_one("#remembered-rule", TextBlock).show(Content(ruled(said, "", self.size.width)))
        for one in self.coded.fields.values():
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
        return self.texts.open_name if self.is_writing else self.coded.here

    def answers(self) -> fields.Answers:
        """Return what has been answered and written."""
        values = {name: one.value for name, one in self.coded.fields.items() if one.value}
        return fields.Answers(values, self.texts.texts())

    def begin_with(self, answers: fields.Answers, young_area: Area | None) -> bool:
        """Put in what is known beforehand, except where somebody was quicker; say if nobody was."""
        quicker = {name for name, one in self.coded.fields.items() if one.value}
        self.coded.young_area = young_area
        values = {name: codes for name, codes in answers.values.items() if name not in quicker}
        fields.put_answers(self.coded.fields, fields.Answers(values), self.today)
        self.texts.put(answers.texts, {})
        self.coded.follow_age(put=not self.coded["area"].value)
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

    def put_answers(self, answers: fields.Answers) -> None:
        """Show other answers; what was said of the findings of a text that stays is kept."""
        before, answered = self.texts.texts(), self.texts.answered()
        kept = {name: answered[name] for name, text in answers.texts.items() if text == before.get(name)}
        fields.put_answers(self.coded.fields, answers, self.today)
        self.texts.put(answers.texts, kept)
        self._summarise()

    def _summarise(self) -> None:
        said = {name: one.words() for name, one in self.coded.fields.items()}
        self.query_one("#summary", TextBlock).show(summary(said, self.size.width))

    # The way through it -----------------------------------------------------------------------

    def go_to(self, name: str) -> None:
        """Go to a field or text."""
        self.set_class(name in fields.TEXTS, "-writing")
        if name in fields.TEXTS:
            self._summarise()
            self.texts.open_box(name)
        else:
            self.texts.close()
            self.coded.go_to(name)
        self.post_message(self.Gone(self))

    def step(self, step: int) -> None:
        """Go to the field or text before or after."""
        if not self.is_writing:
            self.coded.step(step)
        elif self.texts.beside(step):
            self.go_to(self.texts.beside(step))
        elif step < 0:
            self.go_to(self.coded.stops()[-1])

    def take(self, key: str, sign: str | None) -> None:
        """Hand a key on that came before anything had the focus."""
        if not self.is_writing:
            self.coded.take(key, sign)

    def go_to_next_finding(self) -> bool:
        """Go to the next finding in the texts; say whether there is one."""
        if not self.texts.findings():
            return False
        self.go_to(self.texts.open_name)
        return self.texts.go_to_next_finding()

    def on_coded_fields_gone(self) -> None:
        """Tell where somebody is."""
        self.post_message(self.Gone(self))

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the text after the last field."""
        if message.step > 0:
            self.go_to(fields.TEXTS[0])

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the text had the focus."""
        self.texts.boxes[self.texts.open_name].insert(message.sign)

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Keep the area in step with the age, and the answers with their words."""
        name = message.field.id or ""
        if name == "age" and self.coded.here == "age":
            self.coded.follow_age()
        self.short_answers.pop(OWN_WORDS.get(name, ""), None)
        if name in NARROWING:
            self.texts.check_soon()
        self.post_message(self.Written(self))

    def on_guarded_texts_changed(self) -> None:
        """Tell that something was written."""
        self.post_message(self.Written(self))
