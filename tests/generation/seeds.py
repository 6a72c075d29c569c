"""One seed for all random tests of a run: printed in pytest's header, and set by `PYKIRO_SEED` to repeat a run.

`PYKIRO_TIMES` multiplies how many cases are drawn.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Callable

VARIABLE = "PYKIRO_SEED"
SEED = int(os.environ.get(VARIABLE) or random.SystemRandom().randrange(2**32))
TIMES_VARIABLE = "PYKIRO_TIMES"
TIMES = int(os.environ.get(TIMES_VARIABLE) or 1)
TOLD: list[str] = []  # what pytest's summary says of the cases that were drawn
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def seeded(cases: int, times: int = TIMES) -> Callable[[Any], Any]:
    """Run a `@given` test over that many cases (times `PYKIRO_TIMES`), drawn from the seed of the run."""

    def decorate(test: Any) -> Any:
        chosen = settings(
            max_examples=cases * times,
            deadline=None,
            database=None,
            print_blob=True,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=_SLOW,
        )
        return hypothesis.seed(SEED)(chosen(test))

    return decorate


def fix(test: Any) -> None:
    """Give a `@given` test the seed of the run."""
    if hypothesis.is_hypothesis_test(test):
        # Seeding sets an attribute of the test; a bound method passes it on to its function.
        hypothesis.seed(SEED)(getattr(test, "__func__", test))
