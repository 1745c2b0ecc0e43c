"""A repository for each test, away from the git settings of the user who runs the tests."""

from tests.git.git_fixtures import own_settings as own_settings
from tests.git.git_fixtures import repo as repo
