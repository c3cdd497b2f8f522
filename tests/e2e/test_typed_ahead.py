"""Keys that come in one bundle, as a slow line hands them over, mean what they would mean one by one."""

import pytest

from tests.e2e.conftest import TODAY, unlock
from tests.tools.program import Program

NINE_KEYS = "\x1bOQ" + "1" + "2" + "1" + "\r" + "2" + "1" + "2" + "\x1b[19~"


@pytest.mark.parametrize("round_", range(3))
def test_nine_keys_at_once_log_a_consultation(program: Program, round_: int) -> None:
    """F2 1 2 1 Enter 2 1 2 F8 in a single write: the first department, the second age band, one concern."""
    with program.open("--as", "K-02") as shown:
        unlock(shown, "K-02")
        shown.wait_for(TODAY)
        shown.type_at_once(NINE_KEYS)
        shown.wait_for("Gemt")
    (entry,) = program.ask("consult", "list", as_="K-01")
    assert (entry["asker_department"], entry["age_band"], entry["level"]) == ("Skoler", "12-17", "orange")
    assert (entry["concerns"], entry["outcome"]) == (["control"], "advice_given")
