"""Strings that are only the beginning of longer paths."""

import pytest

from codemods.semantic.path_heads import is_path_head

STRING = '"pkg.mod.Old"'


def is_head(text: str) -> bool:
    return is_path_head(text.encode(), text.index(STRING))


@pytest.mark.parametrize(
    "text",
    [
        f'lib = {STRING}\npatch(f"{{lib}}.run")\n',
        f'    lib = {STRING}\n    patch(lib + ".run")\n',
        f'lib = {STRING}\nwhere = "%s.%s" % (lib, name)\n',
        f'lib = {STRING}\npatch("%s.run" % lib)\n',
        f'lib = {STRING}\npatch(".".join((lib, name)))\npatch(".".join([lib, name]))\n',
    ],
)
def test_what_only_begins_paths(text: str) -> None:
    assert is_head(text)


@pytest.mark.parametrize(
    "text",
    [
        f"lib = {STRING}\npatch(lib)\n",
        f'lib = {STRING}\npatch(f"{{lib}}.run")\npatch(lib)\n',
        f'lib = {STRING}\npatch(f"{{lib}}")\n',
        f'lib = {STRING}\npatch(f"{{lib}}_run")\n',
        f'lib = {STRING}\npatch("%s" % lib)\n',
        f'lib = {STRING}\npatch("%s.%s" % (name, lib))\n',
        f'lib = {STRING}\npatch(".".join((name, lib)))\n',
        f"lib = {STRING}\n",
        f'self.lib = {STRING}\npatch(f"{{lib}}.run")\n',
        f"patch({STRING})\n",
    ],
)
def test_what_may_be_a_path_itself(text: str) -> None:
    assert not is_head(text)
