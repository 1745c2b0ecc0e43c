"""The texts of a migration's files, for those that cannot read the files: workers of a fleet."""

from msgspec import Struct


class MigrationText(Struct, frozen=True, omit_defaults=True):
    """The text of a migration file, with those of the files that are composed with it.

    Ledgers hold digests of its fields, so a file alone is written as it always was.
    """

    origin: str
    """The file or the built-in migration, for messages."""
    text: str
    more: tuple["MigrationText", ...] = ()
    """The other files, in order."""

    @property
    def files(self) -> tuple["MigrationText", ...]:
        """All the files, in the order in which their tables count."""
        return (self, *self.more)

    def __repr__(self) -> str:
        return f"<migration {' + '.join(each.origin for each in self.files)}>"
