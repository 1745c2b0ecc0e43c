"""What a class that derives from something tracked says of how its objects are made."""

from codemods.semantic.class_statements import ClassStatement
from codemods.semantic.read_facts import read_facts
from codemods.semantic.tracked_names import WantedNames
from codemods.values.source import Source


def classes(text: str) -> tuple[ClassStatement, ...]:
    source = Source("app.py", text.encode())
    return read_facts(source, "app", False, WantedNames(frozenset({"Base"}))).classes


def test_it_has_the_bases_in_order() -> None:
    (found,) = classes("from lib import Base\nclass A(x.Mixin, Base[int]): ...\n")
    assert (found.name, found.scope, found.makes_itself) == ("A", 0, False)
    assert [name for _, name in found.bases] == ["Mixin", "Base"]


def test_a_class_without_a_tracked_base_does_not_matter() -> None:
    assert not classes("from lib import Base\nclass A(B, metaclass=Base): ...\nclass C: ...\n")


def test_code_of_its_own_or_of_a_decorator_makes_the_objects() -> None:
    heads = ("def __init__(self): ...", "def __new__(cls): ...", "x = 1", "def other(self): ...")
    made = [classes(f"from lib import Base\nclass A(Base):\n    {head}\n")[0].makes_itself for head in heads]
    assert made == [True, True, False, False]
    assert classes("from lib import Base\n@made\nclass A(Base): ...\n")[0].makes_itself
    assert classes("from lib import Base\nclass A(Base, metaclass=M): ...\n")[0].makes_itself


def test_what_it_passes_on_is_found_wherever_that_stands() -> None:
    text = """\
        from lib import Base
        class A(Base):
            def __init__(self, a, **kw):
                if a:
                    super().__init__(a, b=1)
                else:
                    c = super(A, self).__init__(**kw)
                super().other()
    """
    (found,) = classes("\n".join(line[8:] for line in text.splitlines()) + "\n")
    assert [[each.keyword for each in call.arguments] for call in found.super_calls] == [[None, "b"], [None]]
    assert [call.line for call in found.super_calls] == [5, 7]
    assert found.super_calls[0].names == {"self", "a", "kw", "c"}
