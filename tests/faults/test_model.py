"""Random lives of a store: after every step it says what a plain model says."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.faults.machine import VERBS, Life
from tests.faults.sizes import figure, size

LIVES = size(5, 80)
STEPS = size(24, 60)
PART = "model"
PICK = st.integers(0, 1000)
STEP = st.tuples(st.sampled_from(range(len(VERBS))), PICK, PICK, st.integers(0, 99_999))

Steps = list[tuple[int, int, int, int]]


def test_any_life_of_a_store_leaves_in_it_what_was_put_there(template_store: Path) -> None:
    """Add, correct, close, undo, rotate, invite, remove, back up, restore, kill, in any order."""

    @settings(
        max_examples=LIVES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
    def live(steps: Steps) -> None:
        life = Life(template_store)
        try:
            for verb, who, where, number in steps:
                VERBS[verb](life, who, where, number)
                life.says_what_the_model_says()
        finally:
            life.end()

    live()
    figure(PART, "lives of a store", LIVES)
    figure(PART, "steps", LIVES * STEPS)
    figure(PART, "differences from the model", 0, LIVES * STEPS)
