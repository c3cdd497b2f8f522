"""A handover leaves: it says what the screen says and no more, opens for its receivers alone, never plain."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import msoffcrypto
import pyrage
import pytest

from nsk_tui import handover_words, wording
from nsk_tui.rules.anonymity.findings import Label
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingForm, SealedTo, TicketState
from nsk_tui.services import (
    handover_document,
    handover_export,
    handover_items,
    outbox,
    recipients,
    tickets,
)
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import (
    ExportRefused,
    NotAllowed,
    SavedByAnotherFirst,
    UnknownRecipient,
)
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from nsk_tui.vault.errors import StoreFull, TooLittleMemory, WrongPassphrase
from tests.conftest import PASSPHRASES, Clock
from tests.handed import (
    GIVER,
    IFS,
    LAST_DAY,
    RECEIVER,
    SUMMARY,
    WORDS,
    Unlock,
    again,
    form,
    thread,
)
from tests.leaving import KEYS, confirm_keys, exported, fetched, received, text_of, wanted

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def view(unlocked: Unlock) -> HandoverView:
    """Return a handover of one thread that was received, and its remainder said."""
    return received(unlocked)


@pytest.fixture
def keyed(unlocked: Unlock) -> Callable[..., None]:
    """Return a way to register and confirm members' age keys."""
    return partial(confirm_keys, unlocked)


def lines(session: Session, act: str) -> list[tuple[str, str, str]]:
    """Return who did what and why, of one act."""
    with session.database.reading() as reading:
        return [
            (one.member, one.subject, one.purpose)
            for one in audit.lines(reading, limit=900)
            if one.act == act
        ]


def test_it_opens_for_its_receivers_and_for_nobody_else(
    unlocked: Unlock, view: HandoverView, keyed: Callable[..., None], clock: Clock
) -> None:
    """A ticket each, sealed to all of them; audited with the hash of what was sealed."""
    keyed("K-01", "K-03")
    giver = unlocked(GIVER)
    done = exported(giver, wanted(view, "K-01", "K-03"))
    assert [(one.receiver, one.suffix) for one in done.tickets] == [
        ("K-01", "docx.age"),
        ("K-03", "docx.age"),
    ]
    assert done.passphrase == ""
    for ticket in done.tickets:
        sealed = fetched(giver, ticket.ticket, clock)
        plain = {pyrage.decrypt(sealed, [KEYS[one]]) for one in ("K-01", "K-03")}
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(sealed, [KEYS["K-02"]])
    (document,) = plain
    digest = sha256(document).hexdigest()
    assert lines(giver, "export") == [
        ("K-02", one.ticket, f"handover K-02 handover {one.receiver} docx.age {digest}")
        for one in done.tickets
    ]


def test_it_says_what_the_screen_says(
    unlocked: Unlock, view: HandoverView, keyed: Callable[..., None], clock: Clock
) -> None:
    """Every field of every item, the receiver's own words, who took it, what stands around it."""
    keyed("K-03")
    giver = unlocked(GIVER)
    (ticket,) = exported(giver, wanted(view, "K-03")).tickets
    said = text_of(pyrage.decrypt(fetched(giver, ticket.ticket, clock), [KEYS["K-03"]]))
    (item,) = view.items
    for part in (
        "Overlevering fra K-02", "Eksempelkøbing · Videnspersonerne", "Fortroligt: kun for modtagerne",
        "20/11-2026", "Fortroligt · udløber 30/12-2026", "stopper 30/11", "Side", " af ",
        handover_words.tally(view.tally), "tråd tør-kaffe", "▲ orange", *SUMMARY.split("\n"),
        "ring til skolen, K-03, 24/11", IFS, "skoleleder (aftalt 24/11)", WORDS, "Med egne ord (K-03, 20/11)",
        "modtaget 20/11", item.status.digest[:12], "Intet ud over listen.", "Sagt af K-02 20/11.",
    ):  # fmt: skip
        assert part in said, part


def test_what_the_consultation_says_is_not_in_it(unlocked: Unlock, view: HandoverView, clock: Clock) -> None:
    """Neither its text, nor the advice, nor who asked: in no form."""
    giver = unlocked(GIVER)
    done = exported(giver, wanted(view, forms=(LeavingForm.MARKDOWN,)))
    plain = pyrage.passphrase.decrypt(fetched(giver, done.tickets[0].ticket, clock), done.passphrase).decode()
    from tests.services.test_consultations import CLEAN

    for text in (CLEAN.text, CLEAN.advice, CLEAN.learned, CLEAN.signs, CLEAN.asker_role):
        assert not text or text not in plain
    assert CLEAN.text
    assert SUMMARY.split("\n")[0] in plain


def test_both_forms_leave_as_two_files_that_say_the_same(
    unlocked: Unlock, view: HandoverView, keyed: Callable[..., None], clock: Clock
) -> None:
    """One document a file; the Markdown has the same headings."""
    keyed("K-03")
    giver = unlocked(GIVER)
    done = exported(giver, wanted(view, "K-03", forms=(LeavingForm.WORD, LeavingForm.MARKDOWN)))
    word, markdown = (
        pyrage.decrypt(fetched(giver, one.ticket, clock), [KEYS["K-03"]]) for one in done.tickets
    )
    assert [one.suffix for one in done.tickets] == ["docx.age", "md.age"]
    headings = [
        one.text
        for one in docx.Document(BytesIO(word)).paragraphs
        if one.style and one.style.name and one.style.name.startswith("Heading")
    ]
    assert [line.lstrip("# ") for line in markdown.decode().splitlines() if line.startswith("##")] == headings


def test_six_words_open_it_and_are_given_once(unlocked: Unlock, view: HandoverView, clock: Clock) -> None:
    """Drawn, not made up; another set of six opens nothing; they stand in no record."""
    giver = unlocked(GIVER)
    done = exported(giver, wanted(view))
    sealed = fetched(giver, done.tickets[0].ticket, clock)
    assert len(done.passphrase.split()) == 6
    assert "Overlevering fra K-02" in text_of(pyrage.passphrase.decrypt(sealed, done.passphrase))
    other = exported(giver, wanted(view)).passphrase
    assert other != done.passphrase
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, other)
    assert done.passphrase not in repr(done)
    assert not any(done.passphrase.split()[0] in purpose for _who, _what, purpose in lines(giver, "export"))


def test_word_opens_a_file_of_its_own(unlocked: Unlock, view: HandoverView, clock: Clock) -> None:
    """For a receiver who has nothing else: a DOCX under six words."""
    giver = unlocked(GIVER)
    done = exported(giver, wanted(view, sealed_to=SealedTo.WORD_PASSPHRASE))
    assert [one.suffix for one in done.tickets] == ["docx"]
    file = msoffcrypto.OfficeFile(BytesIO(fetched(giver, done.tickets[0].ticket, clock)))
    file.load_key(password=done.passphrase, verify_password=True)
    plain = BytesIO()
    file.decrypt(plain, verify_integrity=True)
    assert "Overlevering fra K-02" in text_of(plain.getvalue())


def test_the_passphrase_is_asked_for_again(unlocked: Unlock, view: HandoverView) -> None:
    """A screen that was left alone lets nothing leave."""
    giver = unlocked(GIVER)
    with pytest.raises(WrongPassphrase):
        handover_export.export(giver, wanted(view), PASSPHRASES["K-03"])
    assert outbox.tickets(giver) == ()


def test_only_the_giver_and_a_coordinator_let_it_leave(
    session: Session, unlocked: Unlock, view: HandoverView
) -> None:
    """Who receives an item does not hand the whole on."""
    with pytest.raises(NotAllowed):
        exported(unlocked(RECEIVER), wanted(view))
    with pytest.raises(NotAllowed):
        handover_export.offer(unlocked(RECEIVER), view.handover.id)
    assert len(exported(session, wanted(view)).tickets) == 1


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"forms": ()}, "forms"),
        ({"forms": (LeavingForm.WORD, LeavingForm.WORD)}, "forms"),
        ({"receivers": (MemberId("K-03"),)}, "receivers"),
        ({"sealed_to": SealedTo.MEMBERS}, "receivers"),
        ({"sealed_to": SealedTo.WORD_PASSPHRASE, "forms": tuple(LeavingForm)}, "word"),
        ({"expires_on": date(2026, 11, 19)}, "expires"),
        ({"expires_on": date(2028, 11, 19)}, "expires"),
    ],
)
def test_what_does_not_go_together_is_refused(
    unlocked: Unlock, view: HandoverView, changed: dict[str, Any], part: str
) -> None:
    """Before anything is asked or made."""
    with pytest.raises(ExportRefused) as caught:
        handover_export.export(unlocked(GIVER), wanted(view, **changed), "")
    assert caught.value.detail == part


def test_a_key_that_nobody_confirmed_is_no_receiver(
    unlocked: Unlock, view: HandoverView, keyed: Callable[..., None]
) -> None:
    """One of two is enough to refuse: nothing leaves to the other either."""
    keyed("K-01")
    recipients.register(unlocked("K-03"), str(KEYS["K-03"].to_public()))
    giver = unlocked(GIVER)
    with pytest.raises(UnknownRecipient) as caught:
        exported(giver, wanted(view, "K-01", "K-03"))
    assert caught.value.detail == "K-03"
    assert outbox.tickets(giver) == ()


def test_the_check_looks_at_every_text_again(
    unlocked: Unlock, view: HandoverView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that has grown since finds what it did not find then; the place is told, the word is not."""
    giver = unlocked(GIVER)
    with giver.database.writing() as writing:
        writing.connection().exec_driver_sql(
            "UPDATE handover_item SET summary = 'Ring til 28 34 56 78 om Sofie.'"
        )
        writing.commit()
    outcome = handover_export.export(giver, wanted(view), PASSPHRASES[GIVER])
    assert isinstance(outcome, NotAnonymous)
    found = {(one.field, one.finding.label) for one in outcome.findings}
    assert ("1.summary", Label.PHONE) in found
    assert "Sofie" not in repr(outcome)
    assert outbox.tickets(giver) == ()


def test_the_receivers_words_are_looked_at_too(unlocked: Unlock, view: HandoverView) -> None:
    """They leave with the rest."""
    giver = unlocked(GIVER)
    with giver.database.writing() as writing:
        writing.connection().exec_driver_sql(
            "UPDATE handover_move SET words = words || ' Ring 28 34 56 78.' WHERE words <> ''"
        )
        writing.commit()
    outcome = handover_export.export(giver, wanted(view), PASSPHRASES[GIVER])
    assert isinstance(outcome, NotAnonymous)
    assert [one.field for one in outcome.findings] == ["1.words"]


def test_a_handover_that_changes_meanwhile_does_not_leave_as_it_was(
    unlocked: Unlock, view: HandoverView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reading and the sealing a receiver may answer: what left would be false."""
    giver = unlocked(GIVER)
    compose = handover_document.compose

    def changed_meanwhile(*arguments: Any) -> Any:
        item = again(giver, view).items[0]
        handover_items.save(giver, item.item.id, form(watch="rejsen"), item.version)
        return compose(*arguments)

    monkeypatch.setattr(handover_document, "compose", changed_meanwhile)
    with pytest.raises(SavedByAnotherFirst):
        exported(giver, wanted(view))
    assert outbox.tickets(giver) == ()


def test_an_unfinished_handover_says_so(unlocked: Unlock, view: HandoverView, clock: Clock) -> None:
    """It may have to leave in a hurry; nobody shall take it for complete."""
    giver = unlocked(GIVER)
    thread(giver, "varm-sluse")
    offered = handover_export.offer(giver, view.handover.id)
    assert (offered.items, offered.not_received) == (2, 1)
    assert offered.expires_on == LAST_DAY + timedelta(days=30)
    done = exported(giver, wanted(view))
    said = text_of(pyrage.passphrase.decrypt(fetched(giver, done.tickets[0].ticket, clock), done.passphrase))
    assert "Ikke færdig: 1 punkt er ikke modtaget endnu" in said
    assert "mangler modtager" in said


def test_the_offer_names_receivers_first_and_says_who_has_no_key(
    session: Session, unlocked: Unlock, view: HandoverView, keyed: Callable[..., None]
) -> None:
    """The receiver of an item stands there also without a key: so that it shows what is missing."""
    keyed("K-01")
    offered = handover_export.offer(unlocked(GIVER), view.handover.id)
    assert [(one.member, one.state.value) for one in offered.receivers] == [
        ("K-03", "none"),
        ("K-01", "confirmed"),
    ]


def test_too_little_memory_or_room_leaves_nothing(
    unlocked: Unlock, view: HandoverView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told with its code; the outbox and the audit are as they were."""
    giver = unlocked(GIVER)
    for place, fault in (
        ("nsk_tui.vault.passphrase_envelope.seal_to_passphrase", TooLittleMemory),
        ("nsk_tui.vault.outbox.lay_down", StoreFull),
    ):
        with monkeypatch.context() as patched:

            def fails(*_arguments: object, kind: type[Exception] = fault) -> None:
                raise kind

            patched.setattr(place, fails)
            with pytest.raises(fault):
                exported(giver, wanted(view))
    assert outbox.tickets(giver) == ()
    assert lines(giver, "export") == []


def test_the_english_document_is_english(unlocked: Unlock, view: HandoverView, clock: Clock) -> None:
    """In the language of whoever lets it leave."""
    giver = unlocked(GIVER)
    wording.use("en")
    done = exported(giver, wanted(view))
    made = pyrage.passphrase.decrypt(fetched(giver, done.tickets[0].ticket, clock), done.passphrase)
    assert "Handover from K-02" in text_of(made)
    assert docx.Document(BytesIO(made)).core_properties.language == "en-GB"


def test_what_left_can_be_seen_on_the_handover(unlocked: Unlock, view: HandoverView, clock: Clock) -> None:
    """With what was fetched."""
    giver = unlocked(GIVER)
    (ticket,) = exported(giver, wanted(view)).tickets
    tickets.spend(giver.folder, tickets.find(giver.folder, ticket.ticket, clock), "", clock)
    (found,) = handover_export.tickets(giver, view)
    assert (found.ticket, found.state) == (ticket.ticket, TicketState.FETCHED)
