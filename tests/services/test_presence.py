"""Who is here, what others save, and a screen that the coordinator ends."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.services import consultations, presence, rotation
from nsk_tui.services.errors import NotAllowed, UnknownSession
from nsk_tui.services.live import Watch
from nsk_tui.services.session import Session
from nsk_tui.store import presence as rows
from nsk_tui.store.change import change
from nsk_tui.vault.errors import AccessClosed
from tests.services.test_consultations import CLEAN


def test_open_screens_are_seen_and_gone_when_they_leave(unlocked: Callable[[str], Session]) -> None:
    """Each knows its own."""
    first, second = unlocked("K-01"), unlocked("K-02")
    one, two = presence.arrive(first), presence.arrive(second)
    assert [(here.member, here.own) for here in presence.who_is_here(first, one)] == [
        ("K-01", True),
        ("K-02", False),
    ]
    presence.leave(second, two)
    assert [here.member for here in presence.who_is_here(first, one)] == ["K-01"]


def test_the_screen_of_a_killed_process_is_not_here(session: Session) -> None:
    """Its number may be another process's by now: the start tells them apart."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    begun = presence._started(child.pid)
    with change(session.database, session.member, session.now) as writing:
        for name, process, started in (("a", child.pid, begun), ("b", os.getpid(), "0")):
            rows.arrive(writing.session, rows.Here(name, "K-02", process, started, session.now, None))
        writing.audit("arrive")
        writing.commit()
    assert [here.id for here in presence.who_is_here(session)] == ["a"]
    child.kill()
    child.wait()
    assert presence.who_is_here(session) == ()
    own = presence.arrive(session)
    with session.database.reading() as reading:
        assert [here.id for here in rows.here(reading)] == [own]


def test_the_coordinator_ends_a_screen_and_others_may_not(unlocked: Callable[[str], Session]) -> None:
    """The screen sees at its next look who did it."""
    first, second = unlocked("K-01"), unlocked("K-02")
    screen = presence.arrive(second)
    with pytest.raises(NotAllowed):
        presence.end_screen(second, screen)
    assert presence.ended_by(second, screen) is None
    assert presence.end_screen(first, screen) == "K-02"
    assert presence.ended_by(second, screen) == "K-01"
    assert presence.who_is_here(first) == ()
    with pytest.raises(UnknownSession):
        presence.end_screen(first, "findes ikke")


def test_a_watch_tells_what_others_save_once(unlocked: Callable[[str], Session]) -> None:
    """Nothing new is told twice, and looking writes nothing."""
    first, second = unlocked("K-01"), unlocked("K-02")
    watch = Watch(first)
    assert [watch.has_changed() for _look in range(5)] == [False] * 5
    consultations.add(second, CLEAN)
    assert [watch.has_changed() for _look in range(3)] == [True, False, False]
    watch.close()


def test_a_watch_follows_a_rotation_and_tells_what_is_saved_after_it(
    unlocked: Callable[[str], Session],
) -> None:
    """A retired file never changes: the keyring is looked at, too."""
    first, second = unlocked("K-01"), unlocked("K-02")
    watch = Watch(first)
    rotation.rotate_key(first)
    assert watch.has_changed()
    assert not watch.has_changed()
    consultations.add(second, CLEAN)
    assert watch.has_changed()
    watch.close()


def test_a_watch_tells_a_removed_member_that_her_access_is_closed(
    unlocked: Callable[[str], Session],
) -> None:
    """At once, without her doing anything."""
    first, second = unlocked("K-01"), unlocked("K-02")
    watch = Watch(second)
    rotation.remove_member(first, "K-02")
    with pytest.raises(AccessClosed):
        watch.has_changed()
    watch.close()


def test_a_process_that_was_killed_and_not_buried_runs_no_more() -> None:
    """Its parent may sleep: what was killed is still listed, and shows the store to nobody."""
    child = subprocess.Popen(["sleep", "60"])
    mark = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19]
    assert presence.runs(child.pid, mark)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not presence.runs(child.pid, mark)
    child.wait()
