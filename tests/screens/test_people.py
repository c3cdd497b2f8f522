"""People, a person's page and its forms, turnover: what is seen, who may change it, and what is kept."""

from collections.abc import Callable
from datetime import date, timedelta

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Competence, CompetenceLevel, LivingNote
from nsk_tui.rules.directory import Place as Seat
from nsk_tui.screens import turnover_words
from nsk_tui.services import competences, directory, drafts, living_note, turnover
from nsk_tui.services.session import Session
from tests.conftest import NOW, Clock
from tests.people import PLACE, can, describe
from tests.screens.conftest import Opener

Unlock = Callable[[str], Session]


async def test_the_list_begins_on_ones_own_row_and_tells_how_old_each_page_is(
    terminal: Opener, session: Session
) -> None:
    """Somebody without a key is told so; whoever left is shown when asked for."""
    describe(session, "K-02", places=(PLACE,), since=date(2020, 1, 1), leaves_on=date(2026, 11, 1))
    directory.add_person(session, "D-01", "Grethe Eksempel")
    async with terminal("K-03") as shown:
        await shown.press("4", "v")
        assert shown.rows[2].endswith("3 personer")
        assert any(row.startswith(" ▸ K-03    Cana Testrup") for row in shown.rows)
        assert "uden nøgle" in shown.text
        assert "K-02" not in shown.text
        await shown.press("comma")
        assert "stoppede 01/11 · Skol" in shown.text
        assert shown.rows[2].endswith("4 · også tidligere")
        assert "Overlevering · Udskiftning" in shown.rows[2]
        await shown.press("r")
        assert shown.rows[0].startswith(" OPLYSNINGER OM K-03")


async def test_nobody_changes_a_colleagues_page(terminal: Opener, session: Session) -> None:
    """The reason names who can; the coordinator can."""
    can(session, "K-02", "PATRIARK")
    async with terminal("K-03") as shown:
        await shown.press("4", "v", "up", "r")
        assert shown.message == "Kan ikke: kun K-02 og koordinatorerne."
        await shown.press("enter")
        assert "PATRIARK" in shown.text
        assert "■ kun én" in shown.text
        for key in ("r", "n", "x"):
            await shown.press(key)
            assert shown.message == "Kan ikke: kun K-02 og koordinatorerne."
        await shown.press("end", "r")
        assert shown.message == "Kan ikke: kun K-02 skriver denne side."


async def test_a_coordinator_writes_what_is_agreed(terminal: Opener, session: Session) -> None:
    """Coded fields first; what cannot be understood is said, and u gives everything back."""
    async with terminal("K-01") as shown:
        await shown.press("4", "v", "down", "r", "1", "enter", "2", "enter", "2", "enter")
        shown.find("share").value = "130"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Tiden er et tal fra 0 til 100."
        for name, value in (("share", "60"), ("since", "08/2021"), ("leaves_on", "31/1-2027")):
            shown.find(name).value = value  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Gemt: oplysninger om K-02. u fortryder."
        found = directory.entry(session, "K-02").person
        assert found.places == (Seat("Familie", Area.ADULTS), Seat("Skoler", Area.CHILDREN))
        assert (found.share_percent, found.since) == (60, date(2021, 8, 1))
        assert found.leaves_on == date(2027, 1, 31)
        await shown.press("u")
        assert shown.message == "Fortrudt: siden om K-02. U gør det igen."
    assert directory.entry(session, "K-02").person.places == ()


async def test_two_who_change_one_page_are_brought_together(terminal: Opener, unlocked: Unlock) -> None:
    """What only they changed is taken; where both changed the same one chooses, and saves again."""
    async with terminal("K-01") as shown:
        await shown.press("4", "v", "down", "r")
        shown.find("share").value = "60"  # type: ignore[attr-defined]
        shown.find("phone").value = "lokal 1"  # type: ignore[attr-defined]
        describe(unlocked("K-02"), "K-02", phone="lokal 2", languages=("dari",))
        await shown.press("f8")
        assert "En anden gemte først og rettede det samme som dig: Nummer." in shown.text.replace("│\n│", "")
        await shown.press("2")
        assert shown.message == "Intet er gemt endnu. F8 gemmer det, der står her."
        await shown.press("f8")
        assert shown.message.startswith("Gemt: oplysninger om K-02.")
    found = directory.entry(unlocked("K-01"), "K-02").person
    assert (found.share_percent, found.phone, found.languages) == (60, "lokal 2", ("dari",))


async def test_esc_asks_before_what_was_changed_is_lost(terminal: Opener, session: Session) -> None:
    """The first choice goes on; without a change it just closes, and F8 says so."""
    async with terminal("K-01") as shown:
        await shown.press("4", "v", "r", "f8")
        assert shown.message == "Intet er ændret."
        await shown.press("r", "1", "escape")
        assert "Luk uden at gemme?" in shown.text
        await shown.press("1")
        assert shown.rows[0].startswith(" OPLYSNINGER OM K-01")
        await shown.press("escape", "2")
        assert "▸Personer◂" in shown.text
    assert directory.entry(session, "K-01").person.places == ()


async def test_a_competence_is_written_changed_and_ended(terminal: Opener, session: Session) -> None:
    """Typed, or taken from those that the group speaks of; ending asks first."""
    can(session, "K-03", "tolk")
    async with terminal("K-02") as shown:
        await shown.press("4", "v", "enter", "n", "f8")
        assert shown.message == "Hvilken? Skriv den, eller tag en, gruppen allerede taler om."
        await shown.write("tol")
        await shown.press("enter", "2")
        await shown.write("kursus 2024")
        await shown.press("enter")
        await shown.write("05/2024")
        await shown.press("enter")
        await shown.write("1/3-2024")
        await shown.press("f8")
        assert "En kompetence kan ikke have den værdi i expires_on." in shown.text
        await shown.press("escape")
        shown.find("expires_on").value = ""  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Gemt: tolk. u fortryder."
        assert "K-03" in next(row for row in shown.rows if "▸ tolk" in row)
        await shown.press("enter")
        assert "kursus 2024" in shown.text
        await shown.press("escape", "x", "1")
        assert shown.message == "tolk er afsluttet. u fortryder."
        await shown.press("u")
        assert shown.message == "Fortrudt: en kompetence hos K-02. U gør det igen."
    (held,) = directory.entry(session, "K-02").person.competences
    assert held == Competence("tolk", CompetenceLevel.PRACTISED, "kursus 2024", date(2024, 5, 1))


async def test_a_competence_changed_elsewhere_is_not_written_over(terminal: Opener, unlocked: Unlock) -> None:
    """Both changes stand in the form; F8 saves them."""
    found = can(unlocked("K-01"), "K-02", "tolk")
    async with terminal("K-02") as shown:
        await shown.press("4", "v", "enter", "r")
        shown.find("evidence").value = "kursus"  # type: ignore[attr-defined]
        theirs = Competence("tolk", CompetenceLevel.CONFIDENT)
        competences.change_competence(unlocked("K-01"), found.id, theirs, found.version)
        await shown.press("f8")
        assert shown.message == "En anden gemte først: begge rettelser står her nu. F8 gemmer."
        await shown.press("f8")
    (held,) = directory.entry(unlocked("K-01"), "K-02").person.competences
    assert held == Competence("tolk", CompetenceLevel.CONFIDENT, "kursus")


async def test_ones_own_page_for_tomorrow_is_written_with_a_draft_and_the_check(
    terminal: Opener, session: Session
) -> None:
    """A name must be resolved; Esc keeps a draft, which Today shows and r goes on with."""
    async with terminal("K-01") as shown:
        await shown.press("4", "v", "enter", "end", "enter")
        assert shown.message == "Du har ikke skrevet siden endnu. r skriver den."
        await shown.press("r")
        await shown.write("spørg Sofie Hansen")
        await shown.press("escape")
        assert shown.message == "Kladden er gemt. r fortsætter den."
        assert [one.kind for one in drafts.drafts(session)] == ["living_note"]
        await shown.press("r")
        assert "spørg Sofie Hansen" in shown.text
        await shown.press("f8")
        assert shown.rows[0].startswith(" LØS FUND")
        assert directory.entry(session, "K-01").person.note is None
        await shown.press("enter")
        assert shown.message == "Siden er gemt. Det, der stod før, er ikke gemt nogen steder."
        await shown.press("enter")
        assert "Hvis K-01 er væk i morgen" in shown.text
    note = directory.entry(session, "K-01").person.note
    assert note is not None
    assert "Sofie" not in note.text
    assert drafts.drafts(session) == ()


async def test_a_draft_of_the_page_is_opened_from_today(terminal: Opener) -> None:
    """It goes on where it was left."""
    async with terminal("K-02") as shown:
        await shown.press("4", "v", "enter", "end", "r")
        await shown.write("skab 2")
        await shown.press("escape", "1", "enter")
        assert shown.rows[0].startswith(" HVIS JEG ER VÆK I MORGEN")
        assert "skab 2" in shown.text


async def test_both_windows_keep_what_was_written_in_one_page(terminal: Opener, unlocked: Unlock) -> None:
    """The second is told, sees both texts, and nothing is overwritten."""
    own = unlocked("K-02")
    living_note.set_note(own, "Nøglen ligger i skab 2.", 0)
    async with terminal("K-02") as shown:
        await shown.press("4", "v", "enter", "end", "r")
        await shown.press("enter")
        await shown.write("ring til vagten")
        living_note.set_note(own, "Mappen ligger fælles.\nNøglen ligger i skab 2.", 1)
        await shown.press("f8")
        assert shown.message.startswith("Siden blev gemt fra et andet vindue imens:")
        await shown.press("f8")
    note = directory.entry(own, "K-02").person.note
    assert note == LivingNote("Mappen ligger fælles.\nNøglen ligger i skab 2.\nring til vagten", NOW.date())


async def test_today_asks_its_owner_to_read_an_old_page_again(
    terminal: Opener, unlocked: Unlock, clock: Clock
) -> None:
    """From 180 days on; c says that it is still true."""
    living_note.set_note(unlocked("K-02"), "Nøglen ligger i skab 2.", 0)
    clock.now = NOW + timedelta(days=200)
    async with terminal("K-02") as shown:
        assert "200 dage gammel: læs den, r eller c" in shown.text
        await shown.press("enter", "end", "c")
        assert shown.message == "Din side har nu dags dato."
        await shown.press("escape")
        assert "200 dage" not in shown.text
    async with terminal("K-03") as shown:
        assert "din side" not in shown.text


async def test_a_person_without_a_key_is_written_in(terminal: Opener, session: Session) -> None:
    """By a coordinator; an id that is taken is refused, and the box stays."""
    async with terminal("K-01") as shown:
        await shown.press("4", "v", "n")
        await shown.write("K-02")
        await shown.press("enter")
        await shown.write("Grethe")
        await shown.press("f8")
        assert "K-02 er allerede medlem." in shown.text
        await shown.press("escape")
        shown.find("id").value = "D-01"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "D-01 står i personlisten. Enter åbner siden."
    assert directory.entry(session, "D-01").person.name == "Grethe"


async def test_turnover_tells_who_came_and_what_went_along(terminal: Opener, session: Session) -> None:
    """In words, as a curve, and for each; a page is one key away."""
    can(session, "K-02", "PATRIARK", since=date(2022, 1, 1))
    describe(session, "K-01", since=date(2019, 1, 1))
    describe(session, "K-02", since=date(2020, 1, 1), leaves_on=date(2026, 10, 31))
    describe(session, "K-03", since=date(2026, 9, 1))
    async with terminal("K-01") as shown:
        await shown.press("4", "V")
        assert "På 12 måneder er 1 kommet og 1 gået. 2 er her nu." in shown.text
        assert "For få til at regne en andel ud (under 5 for et år siden)." in shown.text
        assert any("gik" in row and "! PATRIARK" in row for row in shown.rows)
        assert any(row.strip().startswith("2  ██") for row in shown.rows)
        await shown.press("w")
        assert "Det kunne ingen dagen efter:" in shown.text
        await shown.press("escape", "enter")
        assert "K-02 · Bo Prøvesen" in shown.text


def test_the_curve_has_a_row_for_each_step_of_a_person(session: Session) -> None:
    """As many months as fit, the latest last, and who came and left below."""
    describe(session, "K-02", since=date(2020, 1, 1), leaves_on=date(2026, 10, 31))
    describe(session, "K-03", since=date(2026, 9, 1))
    describe(session, "K-01", since=date(2019, 1, 1))
    found = turnover.look(session)
    lines = ["".join(text for text, _role in line) for line in turnover_words.curve(found.curve, 80, 6)]
    assert [line.split()[0] for line in lines[:2]] == ["3", "2"]
    assert lines[0].split()[1:] == ["██"]
    assert lines[-1].split()[-1] == "11"
    narrow = turnover_words.curve(found.curve, 20, 3)
    assert "".join(text for text, _role in narrow[-1]).split() == ["08", "09", "10", "11"]


async def test_an_auditor_has_no_group(terminal: Opener) -> None:
    """The digit says why."""
    async with terminal("R-01") as shown:
        assert "Gruppe" not in shown.rows[0]
        await shown.press("4")
        assert shown.message == "Kan ikke: revisorer ser ikke gruppen."
