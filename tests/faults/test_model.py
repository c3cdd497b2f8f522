"""Random lives of a store: after every step it says what a plain model says."""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.machine import StoreMachine
from tests.faults.sizes import figure, size

LIVES = size(5, 80)
STEPS = size(15, 50)
PART = "model"


def test_any_life_of_a_store_leaves_in_it_what_was_put_there(template_store: Path) -> None:
    """Add, correct, close, undo, rotate, invite, remove, back up, restore, kill, in any order."""
    StoreMachine.template = template_store
    run_state_machine_as_test(
        StoreMachine,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    figure(PART, "lives of a store", LIVES)
    figure(PART, "steps of a life, at most", STEPS)
    figure(PART, "differences from the model", 0, LIVES)
