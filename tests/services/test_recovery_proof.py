"""Shares that nobody has shown to stand on paper count as missing."""

from collections.abc import Callable

import pytest

from nsk_tui.services import oversight, recovery, upkeep
from nsk_tui.services.errors import NotAllowed
from nsk_tui.services.session import Session


def test_a_store_without_shares_is_missing_its_way_in(session: Session) -> None:
    """It is lost when all forget, and that is said until somebody makes them."""
    assert recovery.is_missing(session)
    recovery.make(session)
    assert not recovery.is_missing(session)


def test_shares_that_were_not_read_back_count_as_missing(session: Session) -> None:
    """Whoever closed the window half-way has nothing on paper."""
    recovery.make(session, to_prove=True)
    assert recovery.state(session).is_unproven
    assert recovery.is_missing(session)
    check = next(one for one in upkeep.verify(session.folder, session).checks if one.name == "recovery")
    assert not check.ok
    recovery.prove(session)
    assert not recovery.is_missing(session)


def test_a_rehearsal_shows_them_too(session: Session) -> None:
    """Whoever has enough shares to rehearse with has them on paper."""
    shares = recovery.make(session, to_prove=True)
    recovery.rehearse(session, shares[:2])
    assert not recovery.is_missing(session)


def test_skipping_is_written_down(session: Session) -> None:
    """That there is no way in was somebody's choice, with a name and a time."""
    recovery.skip(session)
    assert oversight.read_audit(session).lines[0].act == "skip_recovery"
    assert recovery.is_missing(session)


@pytest.mark.parametrize("verb", [recovery.prove, recovery.skip])
def test_only_a_coordinator_says_so(
    unlocked: Callable[[str], Session], verb: Callable[[Session], None]
) -> None:
    """The refusal is audited."""
    with pytest.raises(NotAllowed):
        verb(unlocked("K-02"))
