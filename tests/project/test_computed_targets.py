"""Which files may name an attribute of a module by a target that only run time can tell."""

import pytest

from tests.project.patched import patched

STAYS = "from acme.new import build as make"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def p(name): return patch(f'user.{name}')\nwith p('make'): ...", id="a helper"),
        pytest.param("for target in ('user.make',): patch(target)", id="a loop over paths"),
        pytest.param("import user\nfor name in ['make']: setattr(user, name, f)", id="a loop over names"),
        pytest.param("import user\nWHAT = (user, 'make')\npatch.object(*WHAT)", id="a tuple"),
        pytest.param("import user\nK = dict(make=f)\npatch.multiple(user, **K)", id="keywords"),
        pytest.param("import user\nuser.f.__globals__['make'] = f", id="the globals of a function"),
        pytest.param("import user\nuser.__dict__.update(make=f)", id="the namespace as a dict"),
        pytest.param("import user\nother = user\nother.make = f", id="another name for the module"),
        pytest.param("patch('{}.make'.format('user'))", id="a format"),
        pytest.param("patch('.'.join(['user', 'make']))", id="a join"),
    ],
)
def test_a_name_stays_that_a_target_may_name(text: str) -> None:
    tree = patched(f"from unittest.mock import patch\n{text}\n")
    assert STAYS in tree.after("user.py")
    assert "RP201" in tree.codes("user.py")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import user\nnote = 'make'", id="a string that goes nowhere"),
        pytest.param("for name in ['make']: setattr(other, name, f)", id="a file that knows no such module"),
        pytest.param("import user\nsetattr(user, 'make', f)\nsetattr(x, y, z)", id="a target that is told"),
        pytest.param("import user\nself.make = f", id="an attribute of an object of its own"),
    ],
)
def test_a_name_goes_that_no_target_names(text: str) -> None:
    assert STAYS not in patched(f"from unittest.mock import patch\n{text}\n").after("user.py")


def test_what_looks_a_name_up_stays_where_a_target_may_replace_it() -> None:
    user = "from acme import old\ndef f(): return old.make()\n"
    text = "from unittest.mock import patch\ndef p(name): return patch(f'acme.old.{name}')\np('make')\n"
    tree = patched(text, user=user)
    assert tree.after("user.py") == user
    (finding,) = (each for each in tree.plan.findings if each.path == "user.py" and each.code == "RP302")
    assert finding.message.endswith(
        "may replace it where it is defined, by a name or a module that only run time can tell"
    )
