"""How alike two objects of two versions are, by their text."""

import ast
import textwrap
import warnings
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from codemods.plan.drafting.versions.api import ApiKind, ApiObject

ENOUGH = 24
"""How many words a body has to have before it says anything by itself: all getters look alike."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_RUN = 3
"""How many neighbouring words are compared as one, so that order counts."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Shares from 0 to 1."""

    body: float
    """Of the code, without docstrings, and without the object's own name."""
    docstring: float
    signature: float
    """Of the parameters, by name, kind and order."""
    size: int
    """How many words the shorter of the two bodies has."""

    @property
    def overall(self) -> float:
        """One share of all three; what has neither docstring is judged by the rest."""
        return 0.6 * self.body + 0.2 * self.docstring + 0.2 * self.signature


def resemblance(old: ApiObject, new: ApiObject) -> Resemblance:
    """Compare two objects of the same kind."""
    ours, theirs = _body(old.source, old.leaf), _body(new.source, new.leaf)
    body = _share(ours.runs, theirs.runs)
    docs = _share(_text_runs(old.docstring), _text_runs(new.docstring))
    if not old.docstring and not new.docstring:
        docs = body
    return Resemblance(body, docs, _signatures(old, new), min(ours.size, theirs.size))


def same_code(old: ApiObject, new: ApiObject, renamed: dict[str, str] | None = None) -> float:
    """How alike the code of two objects is, once names of the old one are replaced; 1.0 for the same."""
    return _share(_body(old.source, old.leaf, _frozen(renamed)).runs, _body(new.source, new.leaf).runs)


def names_read(item: ApiObject) -> frozenset[str]:
    """The names that the body of a function or class spells as variables; none for what does not parse."""
    tree = _parsed(item.source)
    if tree is None:
        return frozenset()
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def runs_of(item: ApiObject) -> Counter[tuple[str, ...]]:
    """The neighbouring words of an object's code, counted; to find candidates by."""
    return _body(item.source, item.leaf).runs


@dataclass(frozen=True, slots=True)
class _Body:
    runs: Counter[tuple[str, ...]]
    size: int


def _frozen(renamed: dict[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((renamed or {}).items()))


@lru_cache(maxsize=50_000)
def _body(source: str, own_name: str, renamed: tuple[tuple[str, str], ...] = ()) -> _Body:
    tree = _parsed(source)
    if tree is None:
        return _Body(Counter(), 0)
    words: list[str] = []
    _collect(tree, {own_name: "<own>", **dict(renamed)}, words)
    runs = Counter(zip(*(words[start:] for start in range(_RUN)), strict=False))
    return _Body(runs or Counter({tuple(words): 1} if words else {}), len(words))


@lru_cache(maxsize=50_000)
def _text_runs(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(pairwise(words)) or Counter({tuple(words): 1} if words else {})


@lru_cache(maxsize=2_000)
def _parsed(source: str) -> ast.AST | None:
    """The one statement of a definition; None for what does not parse by itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(textwrap.dedent(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return body[0] if body else None


def parsed(item: ApiObject) -> ast.AST | None:
    """The statement that defines an object; None where its text does not parse by itself."""
    return _parsed(item.source)


def _collect(root: ast.AST, names: dict[str, str], words: list[str]) -> None:
    """The words of a definition's code: kinds of nodes, names and constants. Annotations are left out."""
    # The parameters of a function are compared by themselves.
    stack = [*reversed(root.body)] if isinstance(root, FUNCTIONS) else [root]
    stack = [each for each in stack if not _is_text(each)]
    while stack:
        node = stack.pop()
        words.append(type(node).__name__)
        children: list[ast.AST] = []
        for key, value in ast.iter_fields(node):
            if key in ("annotation", "returns", "ctx", "type_comment", "decorator_list", "type_params"):
                continue
            if isinstance(value, str):
                words.append(names.get(value, value))
            elif isinstance(value, ast.AST):
                children.append(value)
            elif isinstance(value, list):
                children += [each for each in value if isinstance(each, ast.AST) and not _is_text(each)]
                words += [names.get(each, each) for each in value if isinstance(each, str)]
            elif value is not None:
                words.append(repr(value)[:80])
        stack += reversed(children)


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is a docstring, or a text that stands alone as one does."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _share(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    """Twice what both have, over what each has; 0.0 where either has nothing."""
    total = one.total() + other.total()
    if not one or not other:
        return 0.0
    return 2 * (one & other).total() / total


def _signatures(old: ApiObject, new: ApiObject) -> float:
    if old.kind is ApiKind.VALUE:
        return 1.0
    if old.parameters is None or new.parameters is None:
        return 1.0 if old.parameters == new.parameters else 0.5
    ours = [(each.name, each.kind) for each in old.parameters]
    theirs = [(each.name, each.kind) for each in new.parameters]
    if not ours and not theirs:
        return 1.0
    common = Counter(ours) & Counter(theirs)
    return 2 * common.total() / (len(ours) + len(theirs))
