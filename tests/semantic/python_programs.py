"""Random programs over every form of the running Python that binds or reads a name; they need only parse."""

import ast
import sys
import textwrap

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.random_examples import examples

QUICK = examples(60)
NAMES = ("old", "new", "x", "gone", "__old")
EXPRESSIONS: tuple[str, ...] = (
    "{name}",
    "{name}.old.a",
    "{name}({inner}, *{inner}, k={inner})",
    "({inner} if {inner} else {inner})",
    "[{inner} for {name} in {inner} if {inner}]",
    "{{{inner}: {inner} for a in {inner} for {name} in {inner}}}",
    "[(lambda {name}={inner}: {inner}) for a in x]",
    "(lambda *, {name}: {inner})",
    "({name} := {inner})",
    "f'{{{inner}!r:>{{{name}}}}} {{{{{name}}}}}'",
    "cast('{name}', {inner})",
    "patch('m.{name}')",
    "(\n{inner},\n\n{inner}\n)",
)
if sys.version_info >= (3, 14):
    EXPRESSIONS += ("t'{{{inner}!r:>{{{name}}}}} {{{{{name}}}}} {{{name}=}}'",)
if sys.version_info >= (3, 15):
    EXPRESSIONS += ("[*{inner} for {name} in {inner}]", "{{**{inner} for {name} in {inner} if {name}}}")
STATEMENTS: tuple[str, ...] = (
    "{expression}",
    "{name} = {expression}",
    "{name}.a = {expression}",
    "{name}: 'List[{other}]' = {expression}",
    "({name}): int",
    "{name} += {expression}",
    "del {name}",
    "import gone.{name} as {other}, {name}",
    "from m import (  # {other}\n    {name},\n    a as {other},\n)",
    "from gone import old, a",
    "global {name}",
    "nonlocal {name}",
    "x = {expression}  # type: {other}",
    "__all__ += ['{name}']",
    "return {expression}",
)
if sys.version_info >= (3, 15):
    STATEMENTS += ("lazy import gone.{name} as {other}, {name}", "lazy from m import {name}, a as {other}")
BLOCKS: tuple[str, ...] = (
    "def {name}({other}: {expression} = {expression}) -> '{other}':\n{body}",
    "async def f(*{name}, **a):\n{body}",
    "@{name}\n@a(\n  {expression})\ndef f():\n{body}",
    "class {name}({other}, k={expression}):\n{body}",
    "if {expression}:\n{body}\nelif x:\n{body}\nelse:\n{body}",
    "for {name} in {expression}:\n{body}",
    "with {expression} as ({name}, a):\n{body}",
    "try:\n{body}\nexcept {other} as {name}:\n{body}\nfinally:\n{body}",
    "match {expression}:\n  case [{name}, *_] | {{'a': {name}}}:\n{deep}\n  case {other}.a | C({name}): 0",
)
if sys.version_info >= (3, 12):
    BLOCKS += (
        "def {name}[{other}](a: {name}, *b: {other}) -> {other}:\n{body}",
        "class C[{name}: {other}]({name}):\n{body}",
    )
if sys.version_info >= (3, 14):
    BLOCKS += ("try:\n{body}\nexcept {other}, {name}:\n{body}",)


@st.composite
def programs(draw: DrawFn) -> str:
    """A program that the running Python compiles as far as its scopes go."""
    text = "\n".join(_statement(draw, 3) for _ in range(draw(st.integers(1, 4))))
    try:
        ast.parse(text)
    except SyntaxError:
        assume(False)
    return text


def _statement(draw: DrawFn, depth: int) -> str:
    form: str = draw(st.sampled_from(STATEMENTS + BLOCKS if depth else STATEMENTS))
    parts = {"name": draw(st.sampled_from(NAMES)), "other": draw(st.sampled_from(NAMES))}
    parts["expression"] = _expression(draw, 2) if "{expression}" in form else ""
    body = _body(draw, depth - 1) if "{body}" in form or "{deep}" in form else ""
    return form.format(**parts, body=textwrap.indent(body, "  "), deep=textwrap.indent(body, "    "))


def _body(draw: DrawFn, depth: int) -> str:
    return "\n".join(_statement(draw, depth) for _ in range(draw(st.integers(1, 3))))


def _expression(draw: DrawFn, depth: int) -> str:
    form: str = draw(st.sampled_from(EXPRESSIONS if depth else EXPRESSIONS[:2]))
    inner = _expression(draw, depth - 1) if "{inner}" in form else ""
    return form.format(name=draw(st.sampled_from(NAMES)), inner=inner)
