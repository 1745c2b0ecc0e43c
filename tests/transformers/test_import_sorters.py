"""What a sorter has sorted stays as that very sorter would have it: tried with ruff and isort themselves."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from codemods.migration.formatter_settings import read_code_style
from codemods.transformers.import_sorting import sort_imports
from codemods.values.edit import splice
from codemods.values.source import Source
from tests.random_examples import TIMES
from tests.transformers.import_blocks import ImportBlock

RUFF = '[tool.ruff.lint]\nselect = ["I"]\n[tool.ruff.lint.isort]\nknown-first-party = ["pkg"]\n'
ISORT = '[tool.isort]\nknown_first_party = "pkg"\n'
ZOPE = 'sections = "FUTURE,STDLIB,ZOPE,THIRDPARTY,FIRSTPARTY,LOCALFOLDER"\nknown_zope = "zope"\n'
BY_RUFF = ("ruff", "check", "-q", "--no-cache", "--select", "I", "--fix")
BY_ISORT = ("isort", "-q")
FILES = 60 * TIMES


@pytest.mark.parametrize(
    ("command", "settings"),
    [
        pytest.param(BY_RUFF, RUFF, id="ruff"),
        pytest.param(
            BY_RUFF,
            f"{RUFF}combine-as-imports = true\nforce-sort-within-sections = true\n",
            id="ruff, both kinds among each other",
        ),
        pytest.param(BY_RUFF, f'{RUFF}no-lines-before = ["first-party"]\n', id="ruff, fewer lines"),
        pytest.param(BY_ISORT, f'{ISORT}profile = "black"\n', id="isort like black"),
        pytest.param(BY_ISORT, ISORT, id="isort"),
        pytest.param(
            BY_ISORT,
            f'{ISORT}{ZOPE}profile = "black"\ncombine_as_imports = true\nno_lines_before = "LOCALFOLDER"\n',
            id="isort with sections",
        ),
    ],
)
def test_what_was_sorted_stays_as_the_sorter_has_it(
    tmp_path: Path, command: tuple[str, ...], settings: str
) -> None:
    program = Path(sys.executable).with_name(command[0])
    if not program.exists():
        pytest.skip(f"{command[0]} is not installed")
    folder = tmp_path / "pkg" / "sub"
    folder.mkdir(parents=True)
    for each in (folder, folder.parent):
        (each / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text(settings)
    blocks = {folder / f"b{seed}.py": ImportBlock(Random(seed)) for seed in range(FILES)}

    def sort() -> None:
        subprocess.run([program, *command[1:], *blocks], cwd=tmp_path, check=True)

    for file, block in blocks.items():
        file.write_text(block.text())
    # What isort makes of comments takes it two runs.
    sort()
    sort()
    style = read_code_style(tmp_path)
    for file, block in blocks.items():
        source = Source("pkg/sub/b.py", file.read_bytes())
        edits = sort_imports(source, block.moves(source), style, frozenset({"pkg"}), None, "pkg")
        file.write_bytes(splice(source.data, edits))
    ours = {file: file.read_text() for file in blocks}
    sort()
    assert {file.name: file.read_text() for file in blocks if file.read_text() != ours[file]} == {}
    assert sum(len(each) for each in ours.values())
