"""Files changed behind the store's back: nothing is read wrongly, and it is noticed, or told where not."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from nsk_tui.services import upkeep
from nsk_tui.services.errors import ServiceError
from nsk_tui.services.oversight import Comparison, compare
from nsk_tui.services.session import Session
from nsk_tui.store.errors import StoreError
from nsk_tui.vault.errors import VaultError
from tests.faults import aged as history
from tests.faults.aged import Aged
from tests.faults.corruptions import KINDS
from tests.faults.sizes import chooser, figure, size
from tests.faults.truth import Said, hear, rows

SMALL = 3
PART = "corruption"
TABLE = "corruption, by kind"
USUAL = frozenset({"keyring", "cards", "backup", "recovery"})
"""What ``verify`` warns of in every small store: cheap keys, empty numbers, no copy, no paper shares."""

ENDS = ("opening", "reading", "verify", "words", "same", "index", "unseen")
REFUSALS = (VaultError, StoreError, ServiceError)


@pytest.fixture(scope="module")
def aged(template_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Aged:
    """Return a store with a past."""
    place = tmp_path_factory.mktemp("aged")
    store = place / "store"
    shutil.copytree(template_store, store)
    return history.make(store, place)


def end_of(folder: Path, aged: Aged, base: str) -> str:
    """Return where a harm was noticed, or what became of it."""
    try:
        session = history.opened(folder)
    except REFUSALS:
        return "opening"
    try:
        return end_in(session, folder, aged, base)
    finally:
        session.lock()


def end_in(session: Session, folder: Path, aged: Aged, base: str) -> str:
    """Return where a harm was noticed in a store that opened; what is read wrongly fails here."""
    try:
        said = hear(session, history.SEARCHES)
    except REFUSALS:
        assert not upkeep.verify(folder, session).ok
        return "reading"
    assert never_said(said, aged) == set()
    if complaints(folder, session) - USUAL:
        return "verify"
    if compare(session, aged.printed) is not Comparison.FITS:
        return "words"
    stored = rows(session)
    assert never_said(stored, aged) == set()
    return left_over(Said(said.values | stored.values), aged.said[base])


def never_said(said: Said, aged: Aged) -> set[str]:
    """Return what is told and never was: a value of another time is old, this would be made up."""
    never = {name for name, value in said.values.items() if value not in aged.ever.get(name, set())}
    return {name for name in never if not name.startswith("search")}


def complaints(folder: Path, session: Session) -> set[str]:
    """Return the names of the checks that are not well, warnings included."""
    return {check.name for check in upkeep.verify(folder, session).checks if not check.ok}


def left_over(said: Said, before: Said) -> str:
    """Return what is otherwise than before in a store that nothing complains about."""
    other = {name for name in said.values | before.values if said.values.get(name) != before.values.get(name)}
    if not other:
        return "same"
    return "index" if all(name.startswith("search") for name in other) else "unseen"


@pytest.mark.parametrize("name", KINDS)
def test_what_is_read_was_stored_and_the_harm_is_noticed(name: str, aged: Aged, tmp_path: Path) -> None:
    """Opening, reading or ``verify`` says so; where only the printed words do, that is written down."""
    kind, dice, ends = KINDS[name], chooser(f"{PART} {name}"), Counter[str]()
    count = size(min(SMALL, kind.full), kind.full)
    for number in range(count):
        folder = tmp_path / f"harmed-{number}"
        shutil.copytree(aged.files[kind.base], folder)
        kind.harm(folder, aged, dice)
        ends[end_of(folder, aged, kind.base)] += 1
        shutil.rmtree(folder)
    figure(PART, "harms tried", count)
    figure(PART, "read as it was never stored", 0, count)
    for end in ENDS:
        figure(TABLE, f"{name}: {end}", ends[end], count)
    assert set(ends) <= kind.ends


def test_the_store_that_was_not_harmed_says_the_same(aged: Aged, tmp_path: Path) -> None:
    """The measure itself: an unharmed copy of each moment ends as ``same``."""
    for name in ("closed", "running", "late"):
        shutil.copytree(aged.files[name], tmp_path / name)
        assert end_of(tmp_path / name, aged, name) == "same"
