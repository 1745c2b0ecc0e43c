"""Numbers of things, in words."""


def number_of(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun; the plural is given where it is not the noun with an `s`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"
