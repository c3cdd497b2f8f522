"""Two processes take the same duty at the same moment: one gets it, the other is told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from nsk_tui.rules.duties import DutyRole, RotaKind
from nsk_tui.services import rota, rota_plan, rota_settings, upkeep
from nsk_tui.services.session import Session, unlock
from tests.conftest import PASSPHRASES
from tests.faults.nursery import Nursery
from tests.faults.sizes import figure, size
from tests.published import CHILDREN, audited, ref, staff

TIMES = size(6, 100)
TAKERS = ("K-02", "K-03")
PART = "takers"
TASK = "tests.faults.taking:take_duties"


def test_of_two_processes_that_take_a_duty_at_once_one_wins_each_time(store: Path, nursery: Nursery) -> None:
    """Never both and never neither; the loser is told who has it, and the audit tells of one taking."""
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    duties = _given_to_the_coordinator(session)
    workers = [nursery.start(TASK, folder=str(store), member=one, duties=duties) for one in TAKERS]
    for _duty in duties:
        assert [worker.hear() for worker in workers] == ["ready", "ready"]
        for worker in workers:
            worker.tell()
    told = [worker.result() for worker in workers]
    winners = [_winner(first, second) for first, second in zip(*told, strict=True)]
    now = rota.board(session, None, TIMES + 2).cells[CHILDREN, DutyRole.DUTY]
    assert [cell.member for cell in now[1 : TIMES + 1]] == winners
    assert sum(act == "take_duty" for act, _subject, _purpose in audited(session)) == TIMES
    assert upkeep.verify(store, session).ok
    session.lock()
    figure(PART, "duties taken by two processes at once", TIMES)
    figure(PART, "one won, the other was told", len(winners), TIMES)
    for member in TAKERS:
        figure(PART, f"won by {member}", winners.count(member), TIMES)


def _given_to_the_coordinator(session: Session) -> list[tuple[str, str]]:
    """Publish a rota of days without backup or rest; return its duties, which K-01 has all of."""
    staff(session)
    plain = RotaKind.DAY
    settings = replace(rota_settings.settings(session), kind=plain, rest_periods=0, with_backup=False)
    rota_settings.change_settings(session, settings)
    made = rota_plan.draft(session, TIMES + 1)
    rota_plan.publish(session)
    wanted = [ref(one.start) for one in made.periods[1:]]
    row = rota.board(session, None, TIMES + 1).cells[CHILDREN, DutyRole.DUTY]
    for one, cell in zip(wanted, row[1:], strict=True):
        if cell.member != "K-01":
            rota.override(session, one, "K-01", "Alle vagter til forsøget")
    assert wanted[0].start - made.periods[0].start <= timedelta(days=3)
    return [(str(one), "K-01") for one in wanted]


def _winner(first: str, second: str) -> str:
    """Return who won, when one took it and the other was told just that."""
    won, lost = sorted((first, second), key=lambda words: not words.startswith("taken"))
    assert won.startswith("taken ")
    assert lost == f"told {won.removeprefix('taken ')}"
    return won.removeprefix("taken ")
