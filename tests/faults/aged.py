"""A store with a past: what it said at each moment, its files of earlier moments, and its files now."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.rules.members import Role
from nsk_tui.services import consultations, drafts, follow_ups, members, presence, undo
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.oversight import words
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, unlock
from tests.conftest import CHEAP, NOW, PASSPHRASES
from tests.faults.notes import note, words_of
from tests.faults.truth import Said, hear, rows

LONG = 300
"""Sentences of a text that goes over several pages of the database."""

SEARCHES = (words_of(3), words_of(7), words_of(40), "lærer")
EARLIER_NOTES = 12
LATER_NOTES = 8


MOMENTS = ("yesterday", "morning", "running", "closed", "late")


@dataclass
class Aged:
    """The store as files of several moments, and what it said at each.

    Shape
        ``yesterday`` has another keyring epoch than now, ``morning`` the same one; both are closed.
        ``running`` are the files while two sessions are open: most of the day stands in the log
        alone. ``closed`` are the files after both were locked, the one that has drafts as the
        screens lock it; ``late`` those after one more correction. ``ever`` has, for each thing
        that can be asked for, everything that was ever said. ``printed`` are the words of the
        checkpoint at the end of the day.
    """

    files: dict[str, Path]
    said: dict[str, Said]
    ever: dict[str, set[str]]
    printed: str


def opened(folder: Path, member: str = "K-01") -> Session:
    """Unlock a copy of the store."""
    return unlock(folder, member, PASSPHRASES[member], lambda: NOW)


@contextmanager
def _locked_after(session: Session) -> Iterator[Session]:
    try:
        yield session
    finally:
        session.lock()


def heard(folder: Path, place: Path) -> Said:
    """Return what a copy of a store says."""
    shutil.copytree(folder, place)
    with _locked_after(opened(place)) as session:
        said = hear(session, SEARCHES).values | rows(session).values
    shutil.rmtree(place)
    return Said(said)


def make(store: Path, place: Path) -> Aged:
    """Let a store live through two days, and keep its files of each moment."""
    aged = Aged({name: place / name for name in MOMENTS}, {}, {}, "")

    def remember(name: str) -> None:
        said = heard(store, place / "asked")
        for asked, value in said.values.items():
            aged.ever.setdefault(asked, set()).add(value)
        shutil.copytree(store, aged.files[name], dirs_exist_ok=True)
        aged.said[name] = said

    with _locked_after(opened(store)) as session:
        first = _first_day(session)
    remember("yesterday")
    with _locked_after(opened(store)) as session:
        members.invite(session, "K-04", "Eja Ny", Role.MEMBER, "Skoler", profile=CHEAP)
    remember("morning")
    with _locked_after(opened(store)) as session, _locked_after(opened(store, "K-02")) as second:
        for step in _second_day(session, second, first):
            step()
            remember("running")
        aged.printed = " ".join(words(session))
        presence.leave(session, presence.arrive(session))
    remember("closed")
    with _locked_after(opened(store)) as session:
        consultations.correct(session, first[5].id, 1, note(77))
    remember("late")
    return aged


def _first_day(session: Session) -> list[Added]:
    done = []
    for number in range(EARLIER_NOTES):
        told = consultations.add(session, note(number, LONG if number % 4 == 0 else 1))
        assert isinstance(told, Added)
        done.append(told)
    drafts.save_draft(session, None, "consultation", "rund-lygte", {"text": "kladde fra i går"})
    drafts.save_draft(session, None, "consultation", "stille-havn", {"text": "en anden kladde"})
    follow_ups.set_follow_up(session, done[1].thread, NOW.date(), "K-02")
    return done


def _second_day(first: Session, second: Session, done: list[Added]) -> list[Callable[[], object]]:
    follow_up = FollowUpNote(FollowUpResult.BETTER, ConcernLevel.YELLOW, None, text="Det går bedre.")
    return [
        lambda: consultations.correct(first, done[2].id, 1, note(90)),
        lambda: consultations.correct(first, done[4].id, 1, note(91, LONG)),
        lambda: consultations.close_thread(first, done[3].thread),
        lambda: follow_ups.note_follow_up(second, done[1].thread, follow_up),
        lambda: consultations.add(first, note(60)),
        lambda: undo.undo(first),
        *(_adding(second if number % 2 else first, number) for number in range(40, 40 + LATER_NOTES)),
        lambda: drafts.save_draft(
            first, drafts.drafts(first)[0].id, "consultation", "rund-lygte", {"text": "i dag"}
        ),
    ]


def _adding(session: Session, number: int) -> Callable[[], object]:
    return lambda: consultations.add(session, note(number, LONG if number % 5 == 0 else 1))
