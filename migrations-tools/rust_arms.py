"""Dotted names out of the `match` arms of a Rust file: candidates to ask ruff about, nothing more."""

import re
from collections.abc import Iterator
from itertools import product

_HEAD = re.compile(r"match qualified_name\.segments\(\)|match qualname\.segments\(\)")
_REST = re.compile(r"match [*&]rest\s*$")
_STRING = re.compile(r'"([^"]+)"')


def dotted_names(source: str) -> Iterator[str]:
    """The dotted names that the arms of `match qualified_name.segments()` spell; `..` is left open as `*`."""
    plain = re.sub(r"//[^\n]*", "", source)
    for head in _HEAD.finditer(plain):
        start = plain.index("{", head.end())
        yield from _arms(plain[start + 1 : _closing(plain, start)], ())


def _arms(body: str, prefix: tuple[str, ...]) -> Iterator[str]:
    at = 0
    while (arrow := body.find("=>", at)) >= 0:
        pattern = body[at:arrow].strip().lstrip(",").strip()
        start = arrow + 2
        while body[start].isspace():
            start += 1
        end = _arm_end(body, start)
        value = body[start:end]
        opening = value.find("{")
        nested = opening >= 0 and _REST.search(value[:opening])
        for names in _patterns(pattern, prefix):
            if nested and names and names[-1] == "*":
                yield from _arms(value[opening + 1 : _closing(value, opening)], names[:-1])
            else:
                yield ".".join(names)
        at = end


def _arm_end(body: str, start: int) -> int:
    depth, at = 0, start
    while at < len(body):
        if body[at] == '"':
            at = _string_end(body, at)
        elif body[at] in "({[":
            depth += 1
        elif body[at] in ")}]":
            depth -= 1
            if depth == 0 and body[at] == "}":
                return at + 1
        elif body[at] == "," and depth == 0:
            return at + 1
        at += 1
    return at


def _string_end(body: str, at: int) -> int:
    at += 1
    while body[at] != '"':
        at += 2 if body[at] == "\\" else 1
    return at


def _closing(text: str, opening: int) -> int:
    depth, at = 0, opening
    while True:
        if text[at] == '"':
            at = _string_end(text, at)
        elif text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at
        at += 1


def _patterns(pattern: str, prefix: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    slices = re.findall(r"\[([^\]]*)\]", pattern)
    for each in slices:
        parts = [_choices(part) for part in re.split(r",(?![^(]*\))", each) if part.strip()]
        for names in product(*parts):
            yield (*prefix, *names)
    if not slices:
        for name in _STRING.findall(pattern):
            yield (*prefix, name)


def _choices(part: str) -> list[str]:
    return _STRING.findall(part) or ["*"]
