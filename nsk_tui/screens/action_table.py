"""The table of acts: what each key means where, what stands in the footers, what the places are called.

Knows nothing of Textual, so that the command line can print the card. ``actions`` reads it.

Source
    docs/keys.md (generated from here)
"""

from dataclasses import dataclass
from enum import StrEnum

from nsk_tui.rules.access import Act
from nsk_tui.wording import _

N_ = str
"""Marks a message for the catalogue; it is translated where it is shown."""


class Place(StrEnum):
    """Where an act means something: a kind of screen, or one screen."""

    ALL = "all"
    TABS = "tabs"
    LIST = "list"
    FORM = "form"
    TODAY = "today"
    CONSULTATIONS = "consultations"
    CONSULTATION = "consultation"
    CONSULTATION_FORM = "consultation_form"
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"
    CONFLICT = "conflict"
    QUARANTINE = "quarantine"
    TASK = "task"
    WORDS = "words"
    MEMBERS = "members"
    AUDIT = "audit"
    VERIFY = "verify"
    BACKUP = "backup"
    ROTA = "rota"
    LOAD = "load"
    ABSENCES = "absences"
    DUTY_WHY = "duty_why"
    SWAP = "swap"
    ABSENCE = "absence"
    PUBLISH = "publish"
    WHAT_IF = "what_if"
    ROUTE = "route"
    LINES = "lines"
    ROWS = "rows"
    EMERGENCY = "emergency"
    PALETTE = "palette"
    HELP = "help"
    LOCK = "lock"
    SETUP = "setup"
    SHARES = "shares"
    CHOICE = "choice"


@dataclass(frozen=True)
class Action:
    """One act.

    Shape
        ``keys`` as they are printed (``F9``, ``Ctrl+R``, ``0..9``); empty for an act that only
        the palette and the row menu offer. ``english`` and ``about`` are msgids. ``verb`` names the general
        act that this one is on its screens. ``act`` None means that no role is refused it.
        ``in_text`` acts work while somebody writes. ``weight`` None keeps it out of the footer.
    """

    id: str
    keys: tuple[str, ...]
    english: str
    where: tuple[Place, ...]
    about: str = ""
    verb: str = ""
    act: Act | None = None
    in_text: bool = False
    needs_row: bool = False

    @property
    def label(self) -> str:
        """The word in the footer, in the reader's language."""
        return _(self.english)

    @property
    def explained(self) -> str:
        """What it does, for help and palette: never empty."""
        return _(self.about) if self.about else self.label[:1].lower() + self.label[1:]


def _act(
    action_id: str,
    keys: str,
    english: str,
    where: str,
    about: str = "",
    *,
    verb: str = "",
    act: Act | None = None,
    in_text: bool = False,
    needs_row: bool = False,
) -> Action:
    places = tuple(Place(name) for name in where.split())
    return Action(action_id, tuple(keys.split()), english, places, about, verb, act, in_text, needs_row)


_READ, _WRITE = Act.READ_CONSULTATION, Act.WRITE_CONSULTATION
_SWAP, _PLAN, _SET = Act.SWAP_DUTY, Act.PLAN_ROTA, Act.SET_ROTA

ACTIONS: tuple[Action, ...] = (
    _act("emergency.show", "F9 a Ctrl+R", N_("ACUTE"), "all", N_("the red card with numbers"), in_text=True),
    _act("app.help", "F1 ?", N_("Help"), "all", in_text=True),
    _act("consultation.new", "F2 S", N_("New consultation"), "all", act=_WRITE, in_text=True),
    _act("app.search", "F3 f /", N_("Find"), "all", N_("search everywhere"), act=_READ, in_text=True),
    _act("app.palette", "F4 : Ctrl+P", N_("Command"), "all", N_("all commands"), in_text=True),
    _act("app.sign_out", "F10 Q", N_("Sign out"), "all", in_text=True),
    _act("app.lock", "F12 L Ctrl+L", N_("Lock"), "all", N_("lock; drafts are kept"), in_text=True),
    _act("app.back", "Esc q", N_("Back"), "all", N_("one step out"), in_text=True),
    _act("app.undo", "u", N_("Undo"), "all", N_("undo your own last act"), act=_WRITE),
    _act("app.redo", "U", N_("Redo"), "all", act=_WRITE),
    _act("absence.new", "F", N_("Absence"), "all", N_("report absence: the days, never the cause"),
         act=Act.REPORT_ABSENCE),
    _act("screen.today", "1", N_("Today"), "tabs", act=_READ),
    _act("screen.consultations", "2", N_("Consultations"), "tabs", act=_READ),
    _act("screen.rota", "3", N_("Duty"), "tabs", act=_SWAP),
    _act("screen.system", "9", N_("System"), "tabs"),
    _act("view.next", "v", N_("Next view"), "tabs"),
    _act("view.previous", "V", N_("Previous view"), "tabs"),
    _act("pane.next", "Tab", N_("Next field"), "all", in_text=True),
    _act("pane.previous", "Shift+Tab", N_("Previous field"), "all", in_text=True),
    _act("cursor.up", "Up k", N_("Up"), "list rows"),
    _act("cursor.down", "Down j", N_("Down"), "list rows"),
    _act("cursor.left", "Left h", N_("Left"), "rota"),
    _act("cursor.right", "Right l", N_("Right"), "rota"),
    _act("cursor.page_up", "PgUp", N_("Page up"), "list rows"),
    _act("cursor.page_down", "PgDn", N_("Page down"), "list rows"),
    _act("cursor.first", "Home g", N_("First"), "list rows"),
    _act("cursor.last", "End G", N_("Last"), "list rows"),
    _act("row.open", "Enter", N_("Open"), "list", needs_row=True),
    _act("row.new", "n", N_("New"), "list"),
    _act("row.edit", "r e", N_("Edit"), "list", needs_row=True),
    _act("row.mark", "Space", N_("Mark"), "list", needs_row=True),
    _act("row.done", "d", N_("Done"), "list", needs_row=True),
    _act("row.remove", "x", N_("Remove"), "list", N_("remove it; you are asked first"), needs_row=True),
    _act("row.follow_up", "o", N_("Follow-up"), "list", needs_row=True),
    _act("row.confirm", "c", N_("Checked"), "list", needs_row=True),
    _act("row.export", "E", N_("Export"), "list"),
    _act("row.why", "w", N_("Why?"), "list", needs_row=True),
    _act("row.history", "i", N_("History"), "list", needs_row=True),
    _act("row.publish", "P", N_("Publish"), "list", N_("you always see the changes first")),
    _act("row.menu", "m", N_("More"), "list", N_("everything for this row")),
    _act("list.sort", "s", N_("Sort"), "list"),
    _act("list.filter", ",", N_("Filter"), "list", N_("mine, open, all")),
    _act("form.save", "F8 Ctrl+G", N_("Save"), "form", in_text=True),
    _act("form.next", "Enter", N_("Next"), "form", N_("next field"), in_text=True),
    _act("form.choose", "0..9", N_("Choose"), "form", N_("the digit chooses")),
    _act("form.clear", "Backspace", N_("Clear"), "form", N_("clear the field")),
    _act("form.cycle", "Space", N_("Cycle"), "form", N_("next value, or tick")),
    _act("text.undo", "Ctrl+Z", N_("Undo"), "form", N_("undo in the text"), in_text=True),
    _act("text.redo", "Ctrl+Y", N_("Redo"), "form", N_("redo in the text"), in_text=True),
    _act("consultation.open", "Enter", N_("Open"), "today consultations", N_("open the thread"),
         verb="row.open", act=_READ, needs_row=True),
    _act("follow_up.new", "o", N_("Follow-up"), "today consultations consultation", verb="row.follow_up",
         act=_WRITE, needs_row=True),
    _act("consultation.create", "n", N_("New consultation"), "consultations", verb="row.new", act=_WRITE),
    _act("consultation.close", "d", N_("Close thread"), "consultations consultation", verb="row.done",
         act=_WRITE, needs_row=True),
    _act("consultation.edit", "r e", N_("Edit"), "consultation", N_("correct your own entry for 24 hours"),
         verb="row.edit", act=_WRITE, needs_row=True),
    _act("finding.next", "Ctrl+N", N_("Next finding"), "consultation_form quarantine", in_text=True),
    _act("import.skip", "", N_("Skip the row"), "quarantine", N_("it waits for another time")),
    _act("import.discard", "", N_("Discard the row"), "quarantine", N_("for good; you are asked first"),
         act=Act.IMPORT),
    _act("word.confirm", "c", N_("Checked"), "words", N_("it is no person: for all of you"),
         verb="row.confirm", act=Act.REVIEW_WORDS, needs_row=True),
    _act("word.reject", "x", N_("Take off"), "words", N_("it is found again from now on"),
         verb="row.remove", act=Act.REVIEW_WORDS, needs_row=True),
    _act("card.tick", "Space", N_("Tick"), "emergency", verb="row.mark"),
    _act("card.under_18", "1", N_("Under 18"), "emergency", verb="form.choose"),
    _act("card.over_18", "2", N_("18 and over"), "emergency", verb="form.choose"),
    _act("member.invite", "n", N_("Invite"), "members", verb="row.new", act=Act.INVITE_MEMBER),
    _act("member.role", "r e", N_("Change role"), "members", verb="row.edit", act=Act.CHANGE_ROLE,
         needs_row=True),
    _act("member.revoke", "x", N_("Close the access"), "members", N_("you are asked first"),
         verb="row.remove", act=Act.REMOVE_MEMBER, needs_row=True),
    _act("member.end_session", "", N_("End the screen"), "members", N_("it locks at once"),
         act=Act.END_SESSION, needs_row=True),
    _act("audit.filter", ",", N_("Filter"), "audit", N_("readings, changes, logins ..."), verb="list.filter"),
    _act("audit.export", "E", N_("Extract"), "audit", N_("every line about one code"), verb="row.export",
         act=Act.READ_AUDIT),
    _act("verify.run", "n", N_("Run now"), "verify audit", verb="row.new", act=Act.VERIFY),
    _act("backup.folder", "r e", N_("Choose the folder"), "backup", verb="row.edit", act=Act.CHANGE_SETTING),
    _act("duty.swap", "b", N_("Swap"), "today rota duty_why", N_("ask, take, or set somebody"), act=_SWAP,
         needs_row=True),
    _act("duty.override", "r e", N_("Change the duty"), "rota duty_why", N_("set somebody, with a reason"),
         verb="row.edit", act=Act.OVERRIDE_DUTY, needs_row=True),
    _act("duty.why", "w", N_("Why?"), "today rota", N_("why somebody has the duty"), verb="row.why",
         needs_row=True),
    _act("duty.history", "i", N_("History"), "rota duty_why", N_("who set, swapped and changed it"),
         verb="row.history", needs_row=True),
    _act("duty.route", "W", N_("Who takes the call?"), "rota palette", N_("an order to ask in, with reasons"),
         act=_SWAP),
    _act("rota.draft", "n", N_("Draft a plan"), "rota", N_("only coordinators see it"), verb="row.new",
         act=_PLAN),
    _act("rota.publish", "P", N_("See the changes"), "rota", N_("F8 in the box publishes"),
         verb="row.publish", act=_PLAN),
    _act("rota.discard", "", N_("Drop the draft"), "rota", N_("the published plan stays"), act=_PLAN),
    _act("rota.what_if", "Space", N_("Try without"), "rota load", N_("nothing is saved"), verb="row.mark"),
    _act("rota.export", "E", N_("Calendar file"), "rota", N_("neutral titles, for your own calendar"),
         verb="row.export"),
    _act("rota.member", "r e", N_("Change"), "load", N_("share, lines, languages ..."), verb="row.edit",
         act=_SET, needs_row=True),
    _act("member.rota", "", N_("Rota of the member"), "members", N_("share, lines, languages ..."), act=_SET,
         needs_row=True),
    _act("load.filter", ",", N_("Period"), "load", N_("30, 90 or 365 days"), verb="list.filter"),
    _act("load.line", "s", N_("Line"), "load", N_("all lines, or one"), verb="list.sort"),
    _act("absence.report", "n", N_("Report absence"), "absences", verb="row.new", act=Act.REPORT_ABSENCE),
    _act("absence.withdraw", "x", N_("Withdraw"), "absences", N_("the days are worked after all"),
         verb="row.remove", act=Act.REPORT_ABSENCE, needs_row=True),
    _act("rota.settings", "", N_("Rota settings"), "palette rota", N_("rest, backup, what is published"),
         act=_SET),
    _act("rota.lines", "", N_("Duty lines"), "palette rota", N_("add, rename, remove"), act=_SET),
    _act("unlock.submit", "Enter", N_("Unlock"), "lock", verb="form.next", in_text=True),
    _act("key.rotate", "", N_("Change the group's key"), "palette members", act=Act.ROTATE_KEY),
    _act("recovery.make", "", N_("Make paper shares"), "palette members verify", N_("for when all forget"),
         act=Act.MAKE_RECOVERY),
    _act("recovery.rehearse", "", N_("Rehearse recovery"), "palette members verify",
         N_("with the paper shares"), act=Act.MAKE_RECOVERY),
    _act("backup.run", "", N_("Back up now"), "palette backup verify", act=Act.BACK_UP),
    _act("backup.prove", "", N_("Prove the backup"), "palette backup verify", N_("try to read it"),
         act=Act.BACK_UP),
    _act("words.list", "", N_("Word list"), "palette", N_("words that are no person"), act=_READ),
    _act("guard.help", "", N_("What the check misses"), "palette", N_("what the anonymity check cannot see")),
    _act("passphrase.change", "", N_("Change my passphrase"), "palette", act=Act.CHANGE_OWN_PASSPHRASE),
    _act("language.toggle", "", N_("Danish / English"), "palette", N_("the other language")),
    _act("theme.next", "", N_("Next theme"), "palette", N_("other colours")),
    _act("cheat_sheet.print", "", N_("Print the key card"), "palette", N_("every key on one page")),
)  # fmt: skip

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

WITHOUT_SESSION = frozenset(
    {"emergency.show", "app.help", "app.sign_out", "app.back", "pane.next", "pane.previous"}
    | {one.id for one in ACTIONS if one.id.split(".")[0] in ("cursor", "form", "text", "card", "unlock")}
    | {"language.toggle", "theme.next", "cheat_sheet.print", "row.mark", "row.open"}
)
"""What works while the store is locked, or before there is one."""

FOOTERS: dict[Place, str] = {
    Place.TODAY: "consultation.open consultation.new follow_up.new app.search app.lock",
    Place.CONSULTATIONS: "consultation.open consultation.create follow_up.new app.search list.sort",
    Place.CONSULTATION: "follow_up.new row.new consultation.edit consultation.close app.back",
    Place.CONSULTATION_FORM: "form.choose form.next form.clear form.save app.back",
    Place.RESOLVE: "form.choose form.next text.undo app.back",
    Place.FOLLOW_UP: "form.choose form.next form.save app.back",
    Place.CONFLICT: "form.choose form.next form.save app.back",
    Place.QUARANTINE: "form.choose form.next form.save app.palette app.back",
    Place.TASK: "form.choose form.next app.back",
    Place.WORDS: "word.confirm word.reject app.back",
    Place.MEMBERS: "row.open member.invite member.role member.revoke",
    Place.AUDIT: "row.open audit.filter app.search verify.run audit.export",
    Place.VERIFY: "row.open verify.run",
    Place.BACKUP: "row.open backup.folder app.palette",
    Place.ROTA: "duty.swap duty.override duty.why rota.draft rota.publish duty.route",
    Place.LOAD: "rota.what_if row.open rota.member load.filter load.line",
    Place.ABSENCES: "absence.report absence.withdraw",
    Place.DUTY_WHY: "duty.override duty.swap duty.history app.back",
    Place.SWAP: "form.choose form.next app.back",
    Place.ABSENCE: "form.choose form.save app.back",
    Place.PUBLISH: "form.save app.back",
    Place.WHAT_IF: "form.cycle form.choose app.back",
    Place.ROUTE: "form.choose form.next app.back",
    Place.LINES: "row.new row.edit row.remove app.back",
    Place.EMERGENCY: "card.under_18 card.over_18 card.tick app.back consultation.new",
    Place.PALETTE: "row.open app.back",
    Place.HELP: "app.palette app.back",
    Place.LOCK: "unlock.submit pane.next app.sign_out",
    Place.SETUP: "form.next pane.previous form.save app.back",
    Place.SHARES: "form.choose form.next form.cycle form.save app.back",
    Place.CHOICE: "form.choose form.next app.back",
    Place.FORM: "form.next form.save app.back",
    Place.LIST: "row.open row.new row.done",
}
"""What a screen's footer offers between F9 and F1, the weightiest first."""

RELABELLED: dict[tuple[Place, str], str] = {
    (Place.EMERGENCY, "emergency.show"): N_("Card"),
    (Place.EMERGENCY, "app.back"): N_("Close"),
    (Place.AUDIT, "verify.run"): N_("Check the chain"),
    (Place.BACKUP, "row.open"): N_("Prove it"),
    (Place.PALETTE, "row.open"): N_("Carry out"),
    (Place.PALETTE, "app.back"): N_("Close"),
    (Place.HELP, "app.palette"): N_("All commands"),
    (Place.HELP, "app.back"): N_("Close"),
    (Place.LOCK, "pane.next"): N_("Other person"),
    (Place.LOCK, "app.sign_out"): N_("Quit"),
    (Place.SETUP, "form.save"): N_("Go on"),
    (Place.SHARES, "form.save"): N_("Go on"),
    (Place.SETUP, "app.sign_out"): N_("Quit"),
    (Place.CHOICE, "form.next"): N_("Carry out"),
    (Place.CHOICE, "app.back"): N_("Close"),
    (Place.ABSENCE, "form.save"): N_("Report absence"),
    (Place.ABSENCE, "app.back"): N_("Not now"),
    (Place.PUBLISH, "form.save"): N_("Publish"),
    (Place.PUBLISH, "app.back"): N_("Not now"),
    (Place.SWAP, "app.back"): N_("Not now"),
    (Place.WHAT_IF, "form.choose"): N_("Weeks"),
    (Place.WHAT_IF, "form.cycle"): N_("Out or in"),
    (Place.WHAT_IF, "app.back"): N_("Close"),
    (Place.DUTY_WHY, "app.back"): N_("Close"),
    (Place.FOLLOW_UP, "app.back"): N_("Close; the draft is kept"),
}
"""Where a screen has a nearer word for an act of all screens."""

PLACE_NAMES: dict[Place, str] = {
    Place.ALL: N_("All screens"),
    Place.TABS: N_("Screens and views"),
    Place.LIST: N_("All lists"),
    Place.FORM: N_("Forms and boxes"),
    Place.TODAY: N_("Today"),
    Place.CONSULTATIONS: N_("Consultations, the list"),
    Place.CONSULTATION: N_("Consultation, the thread"),
    Place.CONSULTATION_FORM: N_("New consultation"),
    Place.RESOLVE: N_("Resolve findings"),
    Place.FOLLOW_UP: N_("Follow-up"),
    Place.CONFLICT: N_("Saved before you"),
    Place.QUARANTINE: N_("Import, row by row"),
    Place.TASK: N_("A finding in a stored text"),
    Place.WORDS: N_("Words that are no person"),
    Place.MEMBERS: N_("System: members"),
    Place.AUDIT: N_("System: audit"),
    Place.VERIFY: N_("System: check"),
    Place.BACKUP: N_("System: backup"),
    Place.ROTA: N_("Duty: the plan"),
    Place.LOAD: N_("Duty: the load"),
    Place.ABSENCES: N_("Duty: absence"),
    Place.DUTY_WHY: N_("Why this duty"),
    Place.SWAP: N_("Swap a duty"),
    Place.ABSENCE: N_("Report absence"),
    Place.PUBLISH: N_("Publish the rota"),
    Place.WHAT_IF: N_("Try without somebody"),
    Place.ROUTE: N_("Who takes the call"),
    Place.LINES: N_("Duty lines"),
    Place.ROWS: N_("Boxes with rows"),
    Place.EMERGENCY: N_("The red card"),
    Place.LOCK: N_("Lock screen"),
    Place.SETUP: N_("Set-up"),
    Place.SHARES: N_("Paper shares"),
    Place.CHOICE: N_("Choice"),
    Place.PALETTE: N_("Only in the palette (F4)"),
    Place.HELP: N_("Help"),
}
CARD_ORDER = (
    Place.ALL, Place.TABS, Place.LIST, Place.FORM, Place.TODAY, Place.CONSULTATIONS,
    Place.CONSULTATION_FORM, Place.CONSULTATION, Place.ROTA, Place.MEMBERS, Place.AUDIT, Place.VERIFY,
    Place.BACKUP, Place.EMERGENCY, Place.LOCK, Place.PALETTE,
)  # fmt: skip
"""The sections of the key card."""

GENERAL_VERBS = frozenset({one.verb for one in ACTIONS if one.verb})
