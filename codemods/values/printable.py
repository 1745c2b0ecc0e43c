"""Text that came from outside, made safe to show."""


def printable(text: str) -> str:
    """Give text that is safe on a terminal: whatever is not printable is escaped as Python escapes it."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def escaped(text: str) -> str:
    """Give text that JSON and XML have a form for: bytes of a path that are no UTF-8 are spelled `\\xNN`."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def number_of(number: int, noun: str, plural: str = "") -> str:
    """A number of things, in words; the plural is said where it is no mere `s`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"
