"""What the fault suite shares: a nursery of workers, started once for each process of the tests."""

from collections.abc import Iterator

import pytest

from tests.faults.nursery import Nursery


@pytest.fixture(scope="session")
def _nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def nursery(_nursery: Nursery) -> Iterator[Nursery]:
    """Return where workers are made; none outlives its test."""
    yield _nursery
    _nursery.clear()
