"""The form of a consultation."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nsk_tui.rules.consultations import Area, Channel, Concern, ConcernLevel, Consultation, Outcome
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.screens import autosave, consultation_fields
from nsk_tui.screens.consultation_draft import Beginning, begin
from nsk_tui.services import anonymity, drafts, preferences, threads
from nsk_tui.services.session import Session
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.wording import use
from tests.conftest import Clock
from tests.screens.conftest import Opener, Terminal
from tests.screens.records import YELLOW, add

Unlock = Callable[[str], Session]
FASTEST = ("f2", "1", "3", "1", "1", "enter", "2", "1", "2", "f8")
SIX_FIELDS = ("1", "2", "1", "enter", "2", "1", "2")
TO_TEXT = ("tab", "tab", "tab")
PATIENCE_SECONDS = 5.0


def stored(session: Session, code: str) -> Consultation:
    """Return the newest entry of a thread."""
    return threads.open_thread(session, code).entries[-1]


def title_code(screen: Terminal) -> str:
    """Return the code name in the title."""
    return screen.rows[0].split()[2]


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        (
            "da",
            (80, 24),
            ("NY SPARRING", " ▸ Afdeling", "1 Skoler", "Opfølgning  1 i morgen", "herfra er udfyldt"),
        ),
        ("da", (120, 40), ("1 [ ] kontrol", "9 [ ] tvivl om praksis", "tekst, kun hvis den hjælper")),
        (
            "en",
            (80, 24),
            ("NEW CONSULTATION", " ▸ Department", "Follow-up   1 tomorrow", "filled in as last time"),
        ),
        ("en", (120, 40), ("1 [ ] control", "0 [ ] other", "text, only if it helps the next one")),
    ],
)
async def test_the_form_shows_its_fields_in_order(
    terminal: Opener, language: str, size: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    """Six required fields, three remembered ones, then text; values in full where there is room."""
    async with terminal("K-01", language=language, size=size) as screen:
        await screen.press("f2")
        for words in wanted:
            assert words in screen.text
        assert screen.footer.startswith("F9")


async def test_ten_keys_log_a_consultation(terminal: Opener, session: Session) -> None:
    """Choices go on by themselves; 18-23 asks once where it belongs."""
    async with terminal("K-01") as screen:
        await screen.press("f2")
        code = title_code(screen)
        await screen.press(*FASTEST[1:])
        assert screen.message == "Gemt. u fortryder."
        assert code[:15] in screen.text
    entry = stored(session, code)
    assert entry.body.asker_department == "Skoler"
    assert entry.area is Area.CHILDREN
    assert entry.body.concerns == (Concern.CONTROL,)
    assert (entry.body.level, entry.body.outcome) == (ConcernLevel.ORANGE, Outcome.ADVICE_GIVEN)
    assert entry.body.follow_up is not None
    assert entry.body.follow_up.on == session.today + timedelta(days=7)


async def test_nine_keys_are_enough_from_the_second_time(terminal: Opener, session: Session) -> None:
    """F2 1 3 1 Enter 2 1 2 F8: what is remembered need not be said again."""
    async with terminal("K-01") as screen:
        await screen.press(*FASTEST)
        await screen.press("f2", "1", "3", "1", "enter", "2", "1", "2", "f8")
        assert screen.message == "Gemt. u fortryder."
    assert preferences.last_used(session).young_area is Area.CHILDREN
    assert drafts.drafts(session) == ()


async def test_what_was_said_last_is_filled_in(terminal: Opener, session: Session) -> None:
    """Asker, channel and minutes are remembered for the member, and can be changed by a digit each."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, "1", "1", "3", "f8")
        await screen.press("f2")
        assert "Spørger     lærer/pædagog" in screen.text
        assert "Kanal       telefon" in screen.text
        assert "Varighed    15 min." in screen.text
    last = preferences.last_used(session)
    assert (last.asker_role, last.channel, last.minutes) == ("lærer/pædagog", Channel.PHONE, 15)


async def test_the_area_follows_the_age_and_can_be_changed(terminal: Opener, session: Session) -> None:
    """Under 18 is children, 24 and over adults; whoever knows better says so."""
    async with terminal("K-01") as screen:
        await screen.press("f2", "1", "4")
        assert "Område      voksne" in screen.text
        await screen.press("shift+tab", "shift+tab", "2")
        assert "Område      børn og unge" in screen.text
        await screen.press("shift+tab", "2", "1", "enter", "1", "1", "0", "f8")
        code = next(row.split()[3] for row in screen.rows if "gul" in row) if "gul" in screen.text else ""
    assert code == "" or stored(session, code).area is Area.ADULTS


async def test_saving_names_what_is_missing_and_goes_there(terminal: Opener) -> None:
    """F8 saves as soon as the six fields are answered, and says which are not."""
    async with terminal("K-01") as screen:
        await screen.press("f2", "1", "2", "f8")
        assert screen.message == "Mangler: Bekymring, Niveau, Udfald, Opfølgning."
        assert " ▸ Bekymring" in screen.text


async def test_escape_keeps_the_draft_and_f2_opens_it_again(terminal: Opener, session: Session) -> None:
    """Out of the text, out of the form, back in: every answer and letter is there."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, *TO_TEXT)
        await screen.write("Halvt skrevet")
        code = title_code(screen)
        await screen.press("escape")
        assert screen.message == "Her skriver du. Esc går ud; kladden gemmes."
        await screen.press("escape")
        assert screen.message == "Kladden er gemt. F2 åbner den."
        await screen.press("f2")
        assert title_code(screen) == code
        assert "Halvt skrevet" in screen.text
        assert "▲ orange" in screen.text
        await screen.press("f8")
        assert screen.message == "Gemt. u fortryder."
    assert stored(session, code).body.text == "Halvt skrevet"
    assert drafts.drafts(session) == ()


async def test_a_form_that_was_only_looked_at_leaves_no_draft(terminal: Opener, session: Session) -> None:
    """Nothing written, nothing kept."""
    async with terminal("K-01") as screen:
        await screen.press("f2", "escape")
        assert "TIL DIG" in screen.text
    assert drafts.drafts(session) == ()


async def test_the_draft_is_saved_while_somebody_types(
    terminal: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a pause, and without one at least every two seconds."""
    monkeypatch.setattr(autosave, "PAUSE_SECONDS", 10.0)
    monkeypatch.setattr(autosave, "AT_LEAST_SECONDS", 0.2)
    async with terminal("K-01") as screen:
        await screen.press("f2", "1")
        for _letter in range(8):
            await screen.pilot.press("space")
            await screen.pilot.pause(0.05)
        await screen.settle()
        (draft,) = drafts.drafts(session)
        assert draft.code_name == title_code(screen)
        assert f"kladde gemt {'09:42'}" in screen.rows[0]


async def test_a_lock_in_the_middle_of_a_sentence_loses_nothing(terminal: Opener, session: Session) -> None:
    """The draft is sealed before the keys are forgotten, and the text is back after unlocking."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, *TO_TEXT)
        await screen.write("midt i en")
        await screen.press("ctrl+l")
        assert "midt i en" not in screen.text
    (draft,) = drafts.drafts(session)
    assert drafts.load_draft(session, draft.id)["texts"] == {"text": "midt i en"}


async def test_several_saves_make_one_draft(
    terminal: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it is saved, there is one draft, and it holds the last word."""
    monkeypatch.setattr(autosave, "PAUSE_SECONDS", 0.01)
    async with terminal("K-01") as screen:
        await screen.press("f2", "1", "2", "1", "2", "3", "enter", "3")
        await screen.pilot.pause(0.1)
        await screen.settle()
        (draft,) = drafts.drafts(session)
    values = drafts.load_draft(session, draft.id)["values"]
    assert isinstance(values, dict)
    assert values["level"] == ["red"]


async def test_own_words_pass_the_check_too(terminal: Opener, session: Session) -> None:
    """A department that is not on the list is free text, and a name in it is found."""
    async with terminal("K-01") as screen:
        await screen.press("f2")
        await screen.write("Sofies team")
        await screen.press("enter", "2", "1", "enter", "1", "1", "0", "f8")
        assert "Fund 1 af" in screen.text
        await screen.press("enter")
        while "Fund" in screen.text:
            await screen.press("enter")
        assert screen.message == "Gemt. u fortryder."


async def test_typing_in_the_text_marks_findings_and_counts_them(terminal: Opener) -> None:
    """After a pause the rule counts the findings in words, the list names them, a key leads to them."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, *TO_TEXT)
        assert "Ctrl+N" not in screen.text
        await screen.write("Sofie i 8.b fortæller.")
        await screen.pilot.pause(0.5)
        await screen.settle()
        assert "2 fund: 1 ! og 1 ?" in screen.text
        assert " ! linje 1    Sofie" in screen.text
        assert "forslag: en ung" in screen.text
        assert "! skal løses, før du kan gemme." in screen.text
        while "Ctrl+N Næste fund" not in screen.text:
            await screen.pilot.pause()
        await screen.press("ctrl+n")
        assert isinstance(screen.app.focused, GuardedText)
        assert screen.app.focused.cursor_location == (0, 0)


async def test_a_text_without_findings_asks_the_writer_to_read_it(terminal: Opener) -> None:
    """No finding is no promise."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, *TO_TEXT)
        assert "Tom er fint: koderne er nok." in screen.text
        await screen.write("En ung må ikke gå alene hjem.")
        await screen.pilot.pause(0.5)
        await screen.settle()
        assert "Ingen fund. Læs selv efter: kan nogen kende personen?" in screen.text


async def test_three_texts_are_one_tab_apart(terminal: Opener, session: Session) -> None:
    """Text, advice and learned are written one at a time, and all are stored."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, *TO_TEXT)
        await screen.write("en tekst")
        await screen.press("tab")
        assert "▸råd◂" in screen.text
        await screen.write("et godt svar")
        await screen.press("tab")
        await screen.write("ring i tide")
        await screen.press("shift+tab")
        assert "et godt svar" in screen.text
        code = title_code(screen)
        await screen.press("f8")
    body = stored(session, code).body
    assert (body.text, body.advice, body.learned) == ("en tekst", "et godt svar", "ring i tide")


async def test_a_paste_says_what_was_left_out(terminal: Opener) -> None:
    """One line tells how many signs were dropped."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS, *TO_TEXT)
        box = screen.app.focused
        assert isinstance(box, GuardedText)
        box.take_in("a\x1b[2Jb\u202ec")
        await screen.settle()
        assert screen.message.startswith("2 tegn er udeladt")
        assert "a[2Jbc" in screen.text


async def test_help_explains_the_field(terminal: Opener) -> None:
    """F1 in a field says what the field asks for: at the level what gul, orange and rød mean."""
    async with terminal("K-01") as screen:
        await screen.press("f2", "1", "2", "1", "enter", "f1")
        assert "mistanke, handl i denne uge" in " ".join(screen.text.split())


async def test_a_store_that_cannot_be_written_keeps_what_was_written(
    terminal: Opener, session: Session, store: Path
) -> None:
    """The error says that it is not saved, and the form stands as it was."""
    async with terminal("K-01") as screen:
        await screen.press("f2", *SIX_FIELDS)
        retired = next(store.glob("*.db"))
        assert screen.app.session is not None
        screen.app.session.database.close()
        retired.rename(retired.with_suffix(".away"))
        await screen.press("f8")
        assert "Det er ikke gemt endnu" in screen.text
        retired.with_suffix(".away").rename(retired)
        await screen.press("escape")
        assert "▲ orange" in screen.text


async def test_an_age_of_18_to_23_asks_until_it_has_an_answer(terminal: Opener) -> None:
    """Nobody is put with children or adults by a guess."""
    async with terminal("K-01") as screen:
        await screen.press("f2", "1", "3")
        assert " ▸ Område" in screen.text
        await screen.press("enter", "1", "enter", "1", "1", "0", "f8")
        assert screen.message == "Mangler: Område."


async def test_the_form_after_a_red_card_knows_level_and_card(terminal: Opener, session: Session) -> None:
    """What the card said need not be said again, and an older draft is not in the way."""
    drafts.save_draft(session, None, "consultation", "rund-lygte", {"texts": {"text": "x"}})
    async with terminal("K-01") as screen:
        from nsk_tui.screens.consultation_form import ConsultationFormScreen

        await screen.app.push_screen(ConsultationFormScreen(level=ConcernLevel.RED, card="red-children"))
        await screen.settle()
        assert "rund-lygte" not in screen.rows[0]
        assert "Niveau      ■ rød" in screen.text
        code = title_code(screen)
        await screen.press("1", "2", "1", "enter", "tab", "3", "1", "f8")
    assert stored(session, code).body.card == "red-children"


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_roles_on_offer_tell_of_nobody(language: str) -> None:
    """What the form itself offers passes the anonymity check in both languages."""
    use(language)
    assert [role for role in consultation_fields.roles() if anonymity.scan(role)] == []


def test_a_draft_of_another_version_opens_with_what_still_fits() -> None:
    """Codes that are not known any more are left out; nothing is refused."""
    payload = {
        "values": {
            "level": ["purple"],
            "age": ["12-17"],
            "minutes": ["ten"],
            "shoe": ["42"],
            "concerns": "x",
        },
        "texts": {"text": "en tekst", "secret": "x"},
    }
    answers = consultation_fields.of_payload(payload)
    assert answers == consultation_fields.Answers({"age": ("12-17",)}, {"text": "en tekst"})


def test_answers_survive_a_draft() -> None:
    """What is saved is what comes back."""
    answers = consultation_fields.Answers(
        {"level": ("red",), "concerns": ("control", "threats"), "follow_up": ("2026-11-27",)}, {"text": "x"}
    )
    assert consultation_fields.of_payload(consultation_fields.as_payload(answers)) == answers


async def test_the_clock_of_a_draft_is_the_one_on_the_wall(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """08:42 UTC is 09:42 in Denmark in November."""
    add(session, YELLOW)
    drafts.save_draft(session, None, "consultation", "rund-lygte", {"texts": {"text": "x"}})
    async with terminal("K-01") as screen:
        await screen.press("f2")
        assert screen.message == "Din kladde fra 09:42 er åben igen."


async def test_keys_typed_blindly_fill_in_the_form(terminal: Opener, session: Session) -> None:
    """F2 1 2 1 Enter 2 1 2 F8 in one burst over a slow line logs the same as key by key."""
    async with terminal("K-01") as screen:
        await screen.pilot.press("f2", "1", "2", "1", "enter", "2", "1", "2", "f8")
        await screen.settle()
        assert screen.message == "Gemt. u fortryder."
    (found,) = threads.list_entries(session, EntryFilter())
    assert found.body.asker_department == "Skoler"
    assert found.body.level is ConcernLevel.ORANGE


async def test_what_is_typed_blindly_does_not_end_up_in_an_older_draft(
    terminal: Opener, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was quicker than the store begins a new one; the older draft stays as it was."""
    payload: dict[str, object] = {"values": {"level": ["red"]}, "texts": {"text": "Noget ældre"}}
    drafts.save_draft(session, None, "consultation", "rund-lygte", payload)
    typed = threading.Event()

    def begin_later(*arguments: Any) -> Beginning:
        typed.wait(PATIENCE_SECONDS)
        return begin(*arguments)

    monkeypatch.setattr("nsk_tui.screens.consultation_form.begin", begin_later)
    async with terminal("K-01") as screen:
        await screen.pilot.press("f2", "1", "2")
        typed.set()
        await screen.settle()
        assert "rund-lygte" not in screen.rows[0]
        assert "Noget ældre" not in screen.text
        assert "Skoler" in screen.text
    assert drafts.load_draft(session, drafts.drafts(session)[-1].id) == payload
