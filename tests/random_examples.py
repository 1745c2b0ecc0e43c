"""How many random examples a property is held to: few in a usual run, many times as many where one asks."""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("REPOINT_EXAMPLES", "1"))
"""`REPOINT_EXAMPLES=20 pytest ...` takes twenty times as many, and new ones each time, for minutes."""


def examples(number: int) -> settings:
    """A usual run takes so many examples, the same ones every time, however slow the machine is."""
    return settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
            HealthCheck.filter_too_much,
            HealthCheck.function_scoped_fixture,
        ],
    )
