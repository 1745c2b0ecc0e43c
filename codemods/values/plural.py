"""Numbers of things, in words."""


def number_of(number: int, noun: str, plural: str | None = None, *, grouped: bool = False) -> str:
    """Give a number with its noun: `2 files`; `grouped` separates thousands: `1,234 files`.

    `plural` is given where it is not the noun with an `s`.
    """
    digits = f"{number:,}" if grouped else f"{number}"
    return f"{digits} {noun}" if number == 1 else f"{digits} {plural or noun + 's'}"
