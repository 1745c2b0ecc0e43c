"""The outline of one text, with the places that name some members."""

import ast
import textwrap

from codemods.semantic.outline import FileOutline, MemberSite, SiteKind
from codemods.semantic.read_outline import read_outline
from codemods.values.source import Source


def outline_of(text: str, *names: str, path: str = "app.py", whole: bool = False) -> FileOutline:
    """The outline of a file in no package."""
    source = Source(path, textwrap.dedent(text).encode())
    tree = ast.parse(source.data)
    return read_outline(tree, source, path.removesuffix(".py"), False, frozenset(names), whole)


def sites_of(text: str, *names: str) -> list[MemberSite]:
    """The places of a text that name `total`, or other members, in order."""
    return list(outline_of(text, *(names or ("total",))).sites)


def kinds_of(text: str, *names: str) -> list[SiteKind]:
    """Their kinds."""
    return [each.kind for each in sites_of(text, *names)]
