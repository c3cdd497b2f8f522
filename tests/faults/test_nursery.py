"""The nursery itself: a worker's death is heard however it comes."""

from tests.faults.nursery import Link, Nursery, moment

LONG = 60
"""Seconds a worker that is to be killed would stay."""

SOON = 10
"""Seconds in which a death must have been heard."""


def deaf(link: Link) -> None:
    """Say that one is there, and never read what is told."""
    link.tell("ready")
    moment(LONG)


def test_the_death_of_a_worker_that_never_read_is_heard(nursery: Nursery) -> None:
    """The connection is reset by what lies unread, and that is an end like any other."""
    worker = nursery.start("tests.faults.test_nursery:deaf")
    assert worker.hear(SOON) == "ready"
    worker.tell("unread")
    worker.kill()
    assert worker.hear(SOON) is None
    worker.bury()
