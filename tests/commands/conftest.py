"""A workshop for each test, away from the settings of whoever runs the tests."""

from tests.repository.fixtures import own_settings as own_settings
from tests.repository.fixtures import shop as shop
