"""Older drafts that somebody put back are told by ``verify``, with their index or without."""

import shutil
from collections.abc import Callable
from pathlib import Path

from nsk_tui.services import backup, drafts, presence, upkeep
from nsk_tui.services.session import Session
from tests.conftest import PASSPHRASES


def said(session: Session) -> tuple[bool, str]:
    """Return what ``verify`` says of the drafts."""
    found = upkeep.verify(session.folder, session).checks
    return next((check.ok, check.detail) for check in found if check.name == "drafts")


def saved(session: Session, draft: str | None, text: str) -> str:
    """Save a draft and return its id."""
    return drafts.save_draft(session, draft, "consultation", "rund-lygte", {"text": text})


def kept(session: Session, place: Path) -> Path:
    """Keep a copy of a member's drafts."""
    return Path(shutil.copytree(session.folder / "drafts" / "K-01", place))


def put_back(session: Session, copy: Path, *names: str) -> None:
    """Put files of the copy back."""
    for name in names:
        shutil.copyfile(copy / name, session.folder / "drafts" / "K-01" / name)


def test_one_older_draft_is_told_and_still_opens(session: Session, tmp_path: Path) -> None:
    """Its text may be what she wants; she is told that it is not the last."""
    draft = saved(session, None, "først")
    copy = kept(session, tmp_path / "copy")
    saved(session, draft, "så")
    assert said(session)[0]
    put_back(session, copy, f"{draft}.draft")
    assert said(session) == (False, "1 af dine kladder er ældre end det, du sidst gemte, eller mangler")
    assert drafts.load_draft(session, draft) == {"text": "først"}
    saved(session, draft, "igen")
    assert said(session)[0]


def test_drafts_and_index_of_before_the_last_visit_are_told(
    unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """The database saw a higher number; it is told until she has no draft left, however she saves on."""
    first = unlocked("K-01")
    draft = saved(first, None, "først")
    copy = kept(first, tmp_path / "copy")
    saved(first, draft, "så")
    presence.leave(first, presence.arrive(first))
    first.lock()
    put_back(first, copy, f"{draft}.draft", "index")
    second = unlocked("K-01")
    saved(second, draft, "videre")
    assert said(second) == (False, "ældre kladder er lagt tilbage: opdaget 20/11")
    second.lock()
    third = unlocked("K-01")
    assert not said(third)[0]
    drafts.discard_draft(third, draft)
    third.lock()
    assert said(unlocked("K-01"))[0]


def test_drafts_that_are_gone_with_their_index_are_told(unlocked: Callable[[str], Session]) -> None:
    """Nothing there is no way to hide what was there."""
    first = unlocked("K-01")
    saved(first, None, "først")
    first.lock()
    unlocked("K-01").lock()
    shutil.rmtree(first.folder / "drafts" / "K-01")
    assert not said(unlocked("K-01"))[0]


def test_an_index_that_does_not_open_is_told(session: Session) -> None:
    """It was cut or edited."""
    saved(session, None, "først")
    (session.folder / "drafts" / "K-01" / "index").write_bytes(b"x" * 200)
    assert not said(session)[0]


def test_each_members_drafts_are_her_own_matter(unlocked: Callable[[str], Session]) -> None:
    """One member's number says nothing of another's."""
    first, second = unlocked("K-01"), unlocked("K-02")
    for number in range(3):
        saved(first, None, f"kladde {number}")
    saved(second, None, "en anden")
    assert said(first)[0]
    assert said(second)[0]


def test_a_restored_copy_is_no_alarm(store: Path, unlocked: Callable[[str], Session], tmp_path: Path) -> None:
    """Its drafts were copied before its database, and may be a little older."""
    first = unlocked("K-01")
    draft = saved(first, None, "først")
    first.lock()
    first = unlocked("K-01")
    target = tmp_path / "copies"
    target.mkdir(mode=0o700)
    made = backup.make(store, target)
    saved(first, draft, "så")
    presence.leave(first, presence.arrive(first))
    first.lock()
    backup.restore(made.path, store, "K-01", PASSPHRASES["K-01"])
    assert said(unlocked("K-01"))[0]
