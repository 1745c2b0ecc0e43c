"""Forms of Python's newer grammars, for programs on a Python that has them.

Nested quotes (PEP 701) came with 3.12. t-strings (PEP 750), several exceptions without parentheses (PEP 758)
and late annotations (PEP 649) came with 3.14, unpacking in comprehensions (PEP 798) and lazy imports
(PEP 810) with 3.15.
"""

import re
import sys

from tests.properties.source_writer import Lines, SourceWriter

HAS_NESTED_QUOTES = sys.version_info >= (3, 12)
HAS_TEMPLATES = HAS_LATE_ANNOTATIONS = sys.version_info >= (3, 14)
HAS_LAZY_IMPORTS = HAS_UNPACKING = sys.version_info >= (3, 15)
LAZY_MODULES = ("acme.old.factory", "acme.new.manager", "acme.new.extra", "acme.other", "acme.old")
"""What a `__lazy_modules__` may name."""
FREE_BLOCK = re.compile(r"(if|for|while|with) ")
LAZY_LINE = re.compile(r"( *)((?:import|from) (?!__future__|typing|recorder|asyncio)(?!.*import \*).*)", re.S)


def field(code: str, end: str = "") -> str:
    """A replacement field; two braces in a row would be a brace of the text."""
    return f"{{{' ' * code.startswith('{')}{code}{end}}}"


def nested_quotes(writer: SourceWriter, one: str, two: str) -> str:
    """An f-string in an f-string, all of one kind of quotes, or a field over two lines."""
    inner = field(f'f"{field(f"text({two})")}"', "!r")
    commented = f"{{  # why {writer.label()}\n        text({two})}}"
    return writer.pick(
        (f'f"{field(f"text({one})")} {inner}"', f'f"{field(f"text({one})", ":>{5}")} {commented}"')
    )


def template(writer: SourceWriter, one: str, two: str) -> str:
    """A t-string, whose fields keep the values themselves."""
    shown = f"!s:{field(f'text({two})')}"
    nested = field(f't"{field(one)}"') + field(f'f"{field(f"text({two})")}"')
    made = writer.pick(
        (
            f"t'{field(one)}'",
            f't"a {field(one)} b {field(two, "!r:>{5}")}"',
            f"t'{field(one, shown)}'",
            f'rt"\\d{field(one)}" t"{field(two, ":x")}"',
            f't"{nested}"',
        )
    )
    return writer.pick((f"note({writer.label()}, {made})", f"{made}.values"))


def unpacked(writer: SourceWriter, one: str, two: str) -> str:
    """A comprehension that unpacks what it goes over."""
    name, noted = writer.name(), f"note({writer.label()}, {one})"
    return writer.pick(
        (
            f"[*[{noted}, {name}] for {name} in (1, 2)]",
            f"[*v for v in ([{one}], [{two}])]",
            f"list(*[{noted}] for v in (1, 2))",
            f'{{**{{"k": {one}}} for {name} in (1,)}}["k"]',
            f"[*(v, {two}) for v in ({noted},) for {name} in (1,)]",
        )
    )


def several_caught(writer: SourceWriter) -> Lines:
    """A handler of several exceptions without parentheses."""
    one, two = writer.target(), writer.target()
    caught = writer.pick((f"KeyError, {two}", f"{two}, {one}", f"{two}, OSError, ValueError"))
    last = writer.pick(([], ["finally:", f"    note({writer.label()}, {two})"]))
    return ["try:", f"    raise {one}(1)", f"except {caught}:", f"    note({writer.label()}, 1)", *last]


def lazily(writer: SourceWriter, lines: Lines) -> Lines:
    """A module's lines, where some imports may be lazy: by the word, or by being listed."""
    if not HAS_LAZY_IMPORTS or not writer.chance(85):
        return lines
    made, head = listed(writer), ""
    for line in lines:
        head = line if line[:1].strip() else head
        is_free = line == head or (FREE_BLOCK.match(head) and line[4:5].strip())
        found = LAZY_LINE.fullmatch(line) if is_free else None
        made.append(f"{found[1]}lazy {found[2]}" if found and writer.chance(70) else line)
    return made


def listed(writer: SourceWriter) -> Lines:
    """An assignment of `__lazy_modules__`, or nothing."""
    names = [name for name in LAZY_MODULES if writer.chance(50)]
    return [f"__lazy_modules__ = {names!r}"] if writer.chance(40) else []
