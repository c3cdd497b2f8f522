"""Begin the handover of a member with twenty-five open matters, and tell what it costs.

bench_handover.py [MATTERS]   CPU of the whole process while the handover writes itself, the least of five
"""

import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nsk_tui.rules.consultations import FollowUp  # noqa: E402
from nsk_tui.rules.handover import HandoverKind  # noqa: E402
from nsk_tui.rules.ids import MemberId  # noqa: E402
from nsk_tui.services import consultations, demo, handover  # noqa: E402
from nsk_tui.services.handover import NewHandover  # noqa: E402
from nsk_tui.services.session import Session, unlock  # noqa: E402
from tests.services.test_consultations import CLEAN  # noqa: E402

MATTERS, TRIES, LIMIT_MS = 25, 5, 500
GIVER = MemberId("K-04")


def open_matters(session: Session, count: int) -> None:
    """Write threads with a follow-up, until as many matters are open as are asked for."""
    day = session.today + timedelta(days=40)
    for _at in range(count):
        consultations.add(session, replace(CLEAN, follow_up=FollowUp(day, session.member)))


def measured(session: Session) -> tuple[int, float]:
    """Return how many items a handover has, and the milliseconds of CPU it took to begin it."""
    began = time.process_time()
    last_day = session.today + timedelta(days=20)
    view = handover.start(session, NewHandover(HandoverKind.LEAVE, last_day, None))
    took = (time.process_time() - began) * 1000
    handover.drop(session, view.handover.id)
    return len(view.items), took


def main(matters: int) -> int:
    """Make a demo, open the matters, begin the handover several times; 1 when it takes too long."""
    with tempfile.TemporaryDirectory() as place:
        made = demo.make_demo(Path(place) / "demo")
        phrase = next(one.passphrase for one in made.members if one.id == GIVER)
        session = unlock(Path(place) / "demo", GIVER, phrase)
        open_matters(session, matters)
        found = [measured(session) for _try in range(TRIES)]
        session.lock()
    items, least = found[0][0], min(took for _items, took in found)
    print(f"{items} items of {matters} matters and what was open: {least:.0f} ms of CPU (limit {LIMIT_MS})")
    return int(least > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS))
