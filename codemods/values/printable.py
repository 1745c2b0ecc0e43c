"""Text that came from outside, made safe to show."""


def printable(text: str) -> str:
    """Escape whatever a terminal cannot print, as Python escapes it."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def escaped(text: str) -> str:
    """Spell the bytes of a path that are not UTF-8 as `\\xNN`: JSON and XML have no form for them."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
