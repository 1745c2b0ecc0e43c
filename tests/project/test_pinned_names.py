"""Why a local name must stay: the kind of each reason, and what comes of it."""

import pytest

from codemods.project.pinned_names import PinKind, pin_of_symbol, why_module_stays
from tests.project.decisions import BY_USE, SPLIT, brought, codes, decided, file_and_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("make = None\nfrom acme.old import make\nmake()", "RP201", id="assigned as well"),
        pytest.param("class C:\n    from acme.old import make\n    x = make()", "RP201", id="in a class"),
        pytest.param("build = 1\nfrom acme.old import make\nmake()", "RP201", id="the new name is taken"),
        pytest.param(
            "from acme.old import make\ndef f(build):\n    return make(build)",
            "RP201",
            id="it would be captured",
        ),
        pytest.param(
            "from acme.old import make as mk\nmk()", "", id="not worth a word where the author chose it"
        ),
    ],
)
def test_the_local_name_stays_where_it_must(text: str, code: str) -> None:
    decision = decided(text)
    (new,) = (new for change in decision.aliases for new in change.new)
    assert (new.name, new.asname in ("make", "mk")) == ("build", True)
    assert codes(decision) == ([code] if code else [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            SPLIT.replace("import make", "import make as mk").replace("make(", "mk("), id="an alias"
        ),
        pytest.param("make = None\n" + SPLIT, id="an assignment"),
    ],
)
def test_uses_that_part_ways_cannot_share_a_name_that_stays(text: str) -> None:
    decision = decided(text, *BY_USE)
    assert brought(decision) == []
    assert set(codes(decision)) == {"RP106"}


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        pytest.param("from acme.old import make", None, "", id="nothing keeps it"),
        pytest.param("from acme.old import make as mk", PinKind.ALIAS, "author", id="an alias"),
        pytest.param("make = 1\nfrom acme.old import make", PinKind.OTHER, "also bound by", id="assigned"),
        pytest.param(
            "from acme.old import make\nfrom other import make",
            PinKind.OTHER,
            "elsewhere",
            id="another import",
        ),
        pytest.param(
            "from acme.old import make\nglobals()['make']",
            PinKind.OTHER,
            "as a string",
            id="found by a string",
        ),
        pytest.param(
            "from acme.old import make\nclass C:\n    make = make", PinKind.OTHER, "class body", id="shadowed"
        ),
        pytest.param(
            "class C:\n    from acme.old import make",
            PinKind.OTHER,
            "attribute of the class",
            id="in a class",
        ),
        pytest.param(
            "from acme.old import make\n__all__ = [name for name in dir()]",
            PinKind.OTHER,
            "only run time",
            id="an `__all__` that is computed",
        ),
    ],
)
def test_what_keeps_the_name_of_a_symbol(text: str, kind: PinKind | None, why: str) -> None:
    pin = pin_of_symbol(*file_and_name(text))
    assert (pin.kind if pin is not None else None) == kind
    assert why in (pin.why if pin is not None else "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("from acme import old\nold.make()", "", id="nothing"),
        pytest.param("old = 1\nfrom acme import old\nold.make()", "also bound by", id="assigned"),
        pytest.param("class C:\n    from acme import old\n    old.make()", "attribute", id="in a class"),
    ],
)
def test_what_keeps_the_name_of_a_module(text: str, why: str) -> None:
    found = why_module_stays(*file_and_name(text))
    assert bool(found) == bool(why)
    assert why in found
