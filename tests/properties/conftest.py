"""The usual examples of these laws; `REPOINT_EXAMPLES=20 pytest tests/properties` looks for new ones."""

from hypothesis import settings

from tests.random_examples import examples

settings.register_profile("usual", examples(40))
settings.load_profile("usual")
