"""Whether a text names attributes in a way that only run time can tell."""

import pytest

from codemods.semantic.computed_names import functions_writing_computed, may_name_computed, may_write_computed


@pytest.mark.parametrize(
    "text",
    [
        "with patch(target): ...",
        "patch(PREFIX + '.make')",
        "patch(f'{name}.make')",
        "patch('{}.make'.format(name))",
        "patch('%s.make' % name)",
        "patch('.'.join(parts))",
        "patch(*what)",
        "patch.object(*what)",
        "patch.object(app, name)",
        "patch.multiple(app, **names)",
        "monkeypatch.setattr(app, name, f)",
        "setattr(app, name, f)",
        "delattr(app, name)",
        "self.useFixture(fixtures.MonkeyPatch(path, f))",
        "app.__dict__.update(names)",
        "f.__globals__['make'] = f",
    ],
)
def test_a_text_that_may_write_what_it_computes(text: str) -> None:
    assert may_write_computed(text.encode())
    assert may_name_computed(text.encode())


@pytest.mark.parametrize(
    "text", ["getattr(app, name)", "hasattr(app, 'a' + b)", "vars(app)", "attrgetter(name)(app)"]
)
def test_a_text_that_may_read_what_it_computes(text: str) -> None:
    assert may_name_computed(text.encode())
    assert not may_write_computed(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "patch('app.make')",
        "patch('app.make', return_value=1)",
        "patch.object(app, 'make', f)",
        "patch.multiple(app, make=f)",
        "setattr(app, 'make', f)",
        "getattr(app, 'make', None)",
        "dispatch(name)",
        "globals()[name] = f",
    ],
)
def test_a_text_that_names_all_that_it_patches_elsewhere(text: str) -> None:
    assert not may_name_computed(text.encode())


HELPERS = b"""
class Base:
    def put(self, where, what, by):
        p = mock.patch.object(where, what, by)

    async def see(self, where, what):
        return getattr(where, what)

def put_all(where, *what):
    for name in what:
        setattr(where, name, None)
x = 1
"""


@pytest.mark.parametrize(
    ("function", "writes"), [("put", True), ("see", False), ("put_all", True), ("no", False)]
)
def test_a_helper_writes_what_it_is_given_where_its_own_body_does(function: str, writes: bool) -> None:
    assert (function in functions_writing_computed(HELPERS)) is writes
