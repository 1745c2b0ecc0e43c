"""Hypothesis profiles: `quick` (the default, the same examples every time) and `thorough`.

`pytest tests/properties --hypothesis-profile=thorough` looks for new examples, for minutes.
"""

import pytest
from hypothesis import HealthCheck, settings

CHECKS = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "quick", max_examples=80, derandomize=True, deadline=None, suppress_health_check=CHECKS
)
settings.register_profile(
    "thorough", max_examples=1500, derandomize=False, deadline=None, suppress_health_check=CHECKS
)


def pytest_configure(config: pytest.Config) -> None:
    """Use `quick` unless the command line names a profile."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("quick")
