"""A folder that may be read alone: it is said so, nothing changes, and later it works."""

from pathlib import Path

from tests.faults.nursery import Nursery

REFUSED = ("unlock", "create", "back up", "restore", "rotate", "draft")


def test_where_nothing_may_be_written_it_is_said_and_nothing_changes(store: Path, nursery: Nursery) -> None:
    """As an account that file modes bind: every act that writes ends as ``read_only``."""
    ends = nursery.run("tests.faults.read_only:tried", place=str(store.parent))
    assert {act: ends[act] for act in REFUSED} == dict.fromkeys(REFUSED, "read_only")
    assert (ends["is as before"], ends["draft is as before"]) == ("True", "True")
    assert "den gamle" in ends["is there"]
    assert (ends["rotate again"], ends["add again"]) == ("done", "done")
