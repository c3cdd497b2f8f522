"""Drafts that somebody put back are told from the newest."""

import shutil
from pathlib import Path

import pytest

from nsk_tui.vault import draft_index, drafts
from nsk_tui.vault.drafts import DraftPlace
from nsk_tui.vault.errors import DamagedStore

KEY, STORE = bytes(range(32)), "0" * 32


@pytest.fixture
def place(tmp_path: Path) -> DraftPlace:
    """Return where K-01's drafts lie."""
    return DraftPlace(tmp_path, STORE, "K-01")


def put_back(place: DraftPlace) -> tuple[str, ...]:
    """Return what is told of both shelves."""
    return drafts.put_back([place, shelf(place)], KEY)


def shelf(place: DraftPlace) -> DraftPlace:
    """Return a shelf of the same member."""
    return DraftPlace(place.folder, place.store, place.member, "quarantine")


def file_of(place: DraftPlace, draft: str) -> Path:
    """Return a draft's file."""
    return place.own_folder / f"{draft}.draft"


def two(place: DraftPlace) -> tuple[str, str]:
    """Save two drafts, the first twice."""
    one, other = drafts.new_id(), drafts.new_id()
    drafts.save(place, KEY, one, {"text": "først"})
    drafts.save(shelf(place), KEY, other, {"text": "en anden"})
    drafts.save(place, KEY, one, {"text": "så"})
    return one, other


def test_what_was_saved_and_removed_by_the_program_is_no_alarm(place: DraftPlace) -> None:
    """Each save and each removal raises the number."""
    assert put_back(place) == ()
    one, other = two(place)
    assert put_back(place) == ()
    assert drafts.reached(place, KEY) == 3
    drafts.discard(place, KEY, one)
    drafts.discard(shelf(place), KEY, other)
    drafts.discard(place, KEY, one)
    assert put_back(place) == ()
    assert drafts.reached(place, KEY) > 3


def test_an_older_draft_is_told(place: DraftPlace, tmp_path: Path) -> None:
    """Of each shelf by its name; it still opens."""
    one, other = drafts.new_id(), drafts.new_id()
    for where, draft in ((place, one), (shelf(place), other)):
        drafts.save(where, KEY, draft, {"text": "først"})
        shutil.copy(file_of(where, draft), tmp_path / draft)
        drafts.save(where, KEY, draft, {"text": "så"})
        shutil.copy(tmp_path / draft, file_of(where, draft))
    assert put_back(place) == tuple(sorted((one, f"quarantine/{other}")))
    assert b"f\xc3\xb8rst" in drafts.load(place, KEY, one)


def test_a_draft_that_is_gone_or_there_again_is_told(place: DraftPlace, tmp_path: Path) -> None:
    """Neither was done by the program."""
    one, other = two(place)
    shutil.copy(file_of(shelf(place), other), tmp_path / other)
    drafts.discard(shelf(place), KEY, other)
    shutil.copy(tmp_path / other, file_of(shelf(place), other))
    file_of(place, one).unlink()
    assert put_back(place) == tuple(sorted((one, f"quarantine/{other}")))


def test_a_draft_under_anothers_name_is_not_told_twice(place: DraftPlace) -> None:
    """It does not open, and is told of as such."""
    one, _other = two(place)
    file_of(place, one).write_bytes(b"x" * 1100)
    assert put_back(place) == ()
    with pytest.raises(DamagedStore):
        drafts.load(place, KEY, one)


def test_an_index_of_another_member_or_key_does_not_open(place: DraftPlace) -> None:
    """Nor one that was cut; saving goes on with a new one, above what the database saw."""
    two(place)
    other = DraftPlace(place.folder, place.store, "K-02")
    drafts.save(other, KEY, drafts.new_id(), {"text": "x"})
    shutil.copy(other.member_folder / "index", place.member_folder / "index")
    with pytest.raises(DamagedStore):
        put_back(place)
    assert drafts.reached(place, KEY) == 0
    drafts.save(place, KEY, drafts.new_id(), {"text": "y"}, floor=9)
    assert drafts.reached(place, KEY) == 10


@pytest.mark.parametrize("content", [b"", b"x" * 40, bytes(2000)])
def test_an_index_that_is_nonsense_keeps_nobody_from_saving(place: DraftPlace, content: bytes) -> None:
    """What was typed comes first."""
    one, _other = two(place)
    (place.member_folder / "index").write_bytes(content)
    drafts.save(place, KEY, one, {"text": "videre"})
    assert b"videre" in drafts.load(place, KEY, one)


def test_a_save_that_was_cut_off_before_the_index_is_no_alarm(
    place: DraftPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft is newer than the index says; the next save is newer still."""
    one, _other = two(place)
    with monkeypatch.context() as cut:
        cut.setattr(draft_index, "write", lambda *_all: None)
        drafts.save(place, KEY, one, {"text": "afbrudt"})
    assert put_back(place) == ()
    first = draft_index.number_in(drafts.load(place, KEY, one))
    drafts.save(place, KEY, one, {"text": "efter"})
    assert draft_index.number_in(drafts.load(place, KEY, one)) > first
    assert put_back(place) == ()


@pytest.mark.parametrize("writes", [0, 1])
def test_a_removal_that_was_cut_off_is_no_alarm(
    place: DraftPlace, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it was cut before the file went or after it."""
    one, _other = two(place)
    kept = file_of(place, one).read_bytes()
    real, left = draft_index.write, [1]

    def write_once(*all_: object) -> None:
        if left:
            left.pop()
            real(*all_)  # type: ignore[arg-type]

    with monkeypatch.context() as cut:
        cut.setattr(draft_index, "write", write_once)
        drafts.discard(place, KEY, one)
    if writes == 0:
        file_of(place, one).write_bytes(kept)
    assert put_back(place) == ()
