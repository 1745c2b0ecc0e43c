"""A workshop for each test, away from the settings of whoever runs the tests."""

from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import shop as shop
