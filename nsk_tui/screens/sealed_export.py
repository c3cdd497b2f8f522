"""A handover leaves sealed: to whom, in which form, why, until when; and one's own passphrase again."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.widget import Widget

from nsk_tui import vocabulary, wording
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MAX
from nsk_tui.rules.outbox import LeavingForm, LeavingPurpose, RecipientState, SealedTo
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen, FrameScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.passphrase import say_wrong_or_explain
from nsk_tui.services import handover_export
from nsk_tui.services.clearing import FieldFinding, NotAnonymous
from nsk_tui.services.handover_export import Exported, Offer, Wanted
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import DIGITS, Option
from nsk_tui.wording import _, ngettext, pgettext

DAY_CHARACTERS_MAX = 10
PURPOSES = (LeavingPurpose.HANDOVER, LeavingPurpose.RECORD, LeavingPurpose.OVERSIGHT)
FOUND_MAX = 8


def export_handover(front: FrameScreen[Any], handover: HandoverId) -> None:
    """Ask for what is to leave of a handover, let it leave, and tell the tickets."""
    front.run_service(handover_export.offer, front.session, handover, done=partial(_ask, front))


def _ask(front: FrameScreen[Any], found: Offer) -> None:
    def done(outcome: Exported | None) -> None:
        if outcome is not None:
            front.refresh_records()
            front.app.push_screen(NoteScreen(_("Sealed file"), told(outcome)))

    front.app.push_screen(SealedExportScreen(found), done)


class SealedExportScreen(DialogScreen[Exported], FieldsScreen):
    """Asks; its answer is what has left."""

    NOUN = Place.FORM
    CSS_PATH = "sealed_export.tcss"

    def __init__(self, found: Offer) -> None:
        """Offer a handover; those who can receive it by a key are known."""
        super().__init__()
        self.found = found
        self.able = tuple(one for one in found.receivers if one.state is RecipientState.CONFIRMED)
        self.is_leaving = False

    def box_title(self) -> str:
        """Return the box's title."""
        giver = self.found.view.handover.giver
        return _("Sealed file · handover from {member}").format(member=giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SEALED FILE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the fields, and what cannot be taken back."""
        return (
            TextBlock(contents(self.found) + "\n", classes="told"),
            CodedFields(self._coded(), id="coded"),
            LineField(
                "expires", _("Expires"), written(self.found.expires_on), limit=DAY_CHARACTERS_MAX,
                remark=_("stands in the file; cannot be enforced"),
            ),
            LineField("own", _("Passphrase"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
            TextBlock("\n" + self._limits(), classes="told"),
        )  # fmt: skip

    def _coded(self) -> tuple[CodedField, ...]:
        ways = (_("members' age keys"), _("six words and age"), _("six words in Word"))
        forms = {LeavingForm.WORD: "DOCX", LeavingForm.MARKDOWN: "Markdown"}
        return (
            CodedField("way", _("Opens with"), _options(list(zip(SealedTo, ways, strict=True)))),
            CodedField("to", pgettext("leaving", "To"), _options([(a.member, a.member) for a in self.able]),
                       many=True),
            CodedField("form", _("Form"), _options(list(forms.items())), many=True),
            CodedField("why", _("Purpose"), _options([(one, vocabulary.word(one)) for one in PURPOSES])),
        )  # fmt: skip

    def _limits(self) -> str:
        lacking = [one.member for one in self.found.receivers if one not in self.able]
        told = _(
            "Only who has the key or the words can open it. "
            "It stands in the audit, and once out it cannot be called back."
        )
        if not lacking:
            return told
        keyless = _("No confirmed age key: {members}.").format(members=", ".join(lacking))
        return f"{keyless} {told}"

    def on_mount(self) -> None:
        """Propose the receivers of the items who have a key, else six words."""
        super().on_mount()
        hers = {one.item.receiver for one in self.found.view.items}
        named = [one.member for one in self.able if one.member in hers]
        self.coded["way"].put([SealedTo.MEMBERS if named else SealedTo.WORD_PASSPHRASE])
        self.coded["to"].put(named)
        self.coded["form"].put([LeavingForm.WORD])
        self.coded["why"].put([LeavingPurpose.HANDOVER])
        self.go_to("own")

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    def label(self, action: Action) -> str:
        """Name what happens next."""
        return _("Make the file") if action.id == "form.save" else super().label(action)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the lines."""
        if message.step > 0:
            self.query_one("#expires").focus()

    def do_pane_next(self) -> None:
        """Go to the next field."""
        if self.focused in self.lines_shown():
            self.focus_next()
        else:
            self.coded.step(1)

    def do_pane_previous(self) -> None:
        """Go to the field before."""
        if self.focused is self.query_one("#expires"):
            self.coded.go_to(self.coded.stops()[-1])
        elif self.focused in self.lines_shown():
            self.go_to("expires")
        else:
            self.coded.step(-1)

    # Leaving ----------------------------------------------------------------------------------

    def wanted(self) -> Wanted | None:
        """Return what is wanted; None: a field must be mended first, and the cursor is there."""
        way = SealedTo(self.coded["way"].code or SealedTo.MEMBERS)
        receivers = tuple(MemberId(one) for one in self.coded["to"].value) if way is SealedTo.MEMBERS else ()
        forms = tuple(LeavingForm(one) for one in self.coded["form"].value)
        until = read_day(self.value("expires"), self.session.today)
        faults = (
            (way is SealedTo.MEMBERS and not receivers, "to", self._nobody()),
            (not forms, "form", _("Choose a form.")),
            (way is SealedTo.WORD_PASSPHRASE and forms != (LeavingForm.WORD,), "form",
             _("What Word opens with six words is a DOCX and nothing else.")),
            (not self.coded["why"].code, "why", _("Why does it leave?")),
        )  # fmt: skip
        wrong = next(((name, why) for is_wrong, name, why in faults if is_wrong), None)
        if wrong is not None:
            self.coded.go_to(wrong[0])
            self.say(wrong[1])
            return None
        if until is None:
            self.go_to("expires", _("Write the day as 01/12-2026."))
            return None
        purpose = LeavingPurpose(self.coded["why"].code or LeavingPurpose.HANDOVER)
        return Wanted(self.found.view.handover.id, forms, way, receivers, purpose, until)

    def _nobody(self) -> str:
        if self.able:
            return _("Choose who is to receive it.")
        return _("Nobody has a confirmed age key yet: choose six words, or F4 and age keys.")

    def do_form_save(self) -> None:
        """Let it leave, when every field is right and the passphrase fits."""
        wanted = None if self.is_leaving else self.wanted()
        if wanted is None:
            return
        typed = self.value("own")
        if not typed:
            self.go_to("own", _("This line must be filled in."))
            return
        self.empty("own")
        self.is_leaving = True
        self.run_service(
            handover_export.export, self.session, wanted, typed,
            done=self._left, failed=self._failed, doing=_("Writing and sealing ..."),
        )  # fmt: skip

    def _left(self, outcome: Exported | NotAnonymous) -> None:
        self.is_leaving = False
        if isinstance(outcome, Exported):
            self.dismiss(outcome)
        else:
            self.app.push_screen(NoteScreen(_("Nothing has left"), refused(outcome.findings)))

    def _failed(self, error: Exception) -> None:
        self.is_leaving = False
        say_wrong_or_explain(self, error, "own")


def contents(found: Offer) -> str:
    """Return what is in the file, and what is not."""
    many = ngettext("{count} item", "{count} items", found.items).format(count=found.items)
    left = _(", {count} not received yet").format(count=found.not_received) if found.not_received else ""
    return f"{many}{left}. {_('No text of a consultation is in it.')}"


def told(done: Exported) -> list[str]:
    """Return the tickets, how a file is fetched, and the words that open it."""
    lines = [
        f"{one.ticket}  {one.receiver or _('six words'):<10} {one.suffix:<9} "
        + _("until {day}").format(day=wording.day(one.last_day, one.made_at.date()))
        for one in done.tickets
    ]
    first = done.tickets[0]
    name = _("handover")
    fetched = _("Each is fetched once, on one's own machine:\nssh nsk@server fetch {ticket} > {file}")
    lines += ["", *fetched.format(ticket=first.ticket, file=f"{name}.{first.suffix}").split("\n")]
    if done.passphrase:
        lines += ["", _("The six words that open it, shown only now:"), f"  {done.passphrase}"]
        lines += [_("Say them by telephone; never send them with the file.")]
    return [*lines, "", _("F4 and outbox: who fetched it, and taking back what waits.")]


def refused(found: Sequence[FieldFinding]) -> list[str]:
    """Return where something was found that may reveal somebody; never the words themselves."""
    lines = [_("A text in the handover may reveal somebody. Nothing has left."), ""]
    for one in found[:FOUND_MAX]:
        number = one.field.partition(".")[0]
        place = _("item {number}").format(number=number) if number.isdigit() else _("what is left out")
        lines.append(f"{place}: {vocabulary.word(one.finding.label)}, {vocabulary.word(one.finding.reason)}")
    more = len(found) - FOUND_MAX
    lines += [f"+ {more}"] if more > 0 else []
    return [*lines, "", _("Mend the text in the handover, and try again.")]


def _options(found: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(
        Option(DIGITS[at] if at < len(DIGITS) else "", code, word) for at, (code, word) in enumerate(found)
    )
