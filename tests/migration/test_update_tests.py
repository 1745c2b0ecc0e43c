"""What comes out is written into the file, and all else of it stays."""

import pytest

from codemods.migration.load import parse_migration
from codemods.migration.migration_tests import read_tests
from codemods.migration.update_tests import updated_text
from codemods.plan.run_migration_test import run_migration_test
from codemods.values.errors import MigrationError

RULES = """# rules
[[symbol]]
old = "p:f"
new = "q:g"

[[symbol]]
old = "p:gone"
manual = "no more"
"""
CODE = '[[test]]\nbefore = """\nfrom p import f\n"""\n'
ODD = '[[test]]\nbefore = """\nfrom p import f\nf(\'\'\' \\\\n\\"""\'\'\')\nf("\\u0001")"""\n'


def updated(tests: str) -> str:
    """The tests with what came out; on a second look, all are as they say."""
    text = RULES + tests
    migration = parse_migration(text, "m.toml")
    outcomes = [run_migration_test(test, migration) for test in read_tests(text, "m.toml")]
    new = updated_text(text, outcomes, "m.toml")
    assert all(run_migration_test(test, migration).passed for test in read_tests(new, "m.toml"))
    head = RULES if "\r" not in tests else text[: text.index("[[test]]")]
    assert new.startswith(head)
    return new.removeprefix(head)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '[[test]] # one\nbefore = "import q\\n" # two\nstays = true\n',
            '[[test]] # one\nbefore = "import q\\n" # two\nstays = true\n',
            id="what is so stays",
        ),
        pytest.param(
            CODE + 'after = """\nfrom q import h\n"""  # why\n\n# end\n',
            CODE + 'after = """\nfrom q import g\n"""  # why\n\n# end\n',
            id="another text",
        ),
        pytest.param(
            '[[test]]\nbefore = """\nfrom p import f\n""" # b\nstays = true # s\n# c\n',
            '[[test]]\nbefore = """\nfrom p import f\n""" # b\nafter = """\nfrom q import g\n""" # s\n# c\n',
            id="what does not stay",
        ),
        pytest.param(
            '[[test]]\nbefore = "from q import g"\nafter = "x"\n',
            '[[test]]\nbefore = "from q import g"\nstays = true\n',
            id="what stays",
        ),
        pytest.param(
            '[[test]]\nbefore = "from p import gone"\nafter = "x"\n',
            '[[test]]\nbefore = "from p import gone"\nfinding = "RP101"\n',
            id="what stays with a finding",
        ),
        pytest.param(
            '[[test]]\nbefore = "from p import f"\nfinding = ["RP101", "RP102"] # f\nname = "n"\n',
            '[[test]]\nbefore = "from p import f"\nafter = "from q import g"\nname = "n"\n',
            id="findings that do not come",
        ),
        pytest.param(
            '[[test]]\nbefore = "from p import gone"\nfinding = "RP102" # f\n',
            '[[test]]\nbefore = "from p import gone"\nfinding = "RP101" # f\n',
            id="another finding",
        ),
        pytest.param(
            "[[test]]\nbefore = '''\nfrom p import f\nf(\"\"\" \\n\"\"\")\n'''\nstays = true\n",
            "[[test]]\nbefore = '''\nfrom p import f\nf(\"\"\" \\n\"\"\")\n'''\n"
            "after = '''\nfrom q import g\ng(\"\"\" \\n\"\"\")\n'''\n",
            id="in the quotes of the code",
        ),
        pytest.param(
            ODD + "stays = true\n",
            f'{ODD}after = """\nfrom q import g\ng(\'\'\' \\\\n""\\"\'\'\')\ng("\\u0001")"""\n',
            id="quotes and backslashes",
        ),
        pytest.param(
            '[[test]]\nbefore = """\nfrom p import f\n"x\\""""\nstays = true\n',
            '[[test]]\nbefore = """\nfrom p import f\n"x\\""""\nafter = """\nfrom q import g\n"x\\""""\n',
            id="a quote at the end",
        ),
        pytest.param(
            '[[test]]\r\nbefore = """\r\nfrom p import f\r\n"""\r\nfinding = "RP102"\r\n',
            '[[test]]\r\nbefore = """\r\nfrom p import f\r\n"""\r\nafter = """\r\nfrom q import g\r\n"""\r\n',
            id="line ends of Windows",
        ),
        pytest.param(
            '[[test]]\n[[test.file]]\npath = "a.py"\nbefore = "from p import f"\nstays = true\n'
            '[[test.file]]\npath = "b.py"\nbefore = "from a import f"\nstays = true\n'
            '[test.given]\n"c.py" = ""\n',
            '[[test]]\n[[test.file]]\npath = "a.py"\nbefore = "from p import f"\nafter = "from q import g"\n'
            '[[test.file]]\npath = "b.py"\nbefore = "from a import f"\nafter = "from q import g"\n'
            '[test.given]\n"c.py" = ""\n',
            id="several files",
        ),
    ],
)
def test_the_file_says_what_comes_out(before: str, after: str) -> None:
    assert updated(before) == after


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param('test = [{before = "from p import f", stays = true}]\n', id="a list in a line"),
        pytest.param('[["test"]]\nbefore = "from p import f"\nstays = true\n', id="a quoted header"),
    ],
)
def test_what_is_written_otherwise_is_an_error(tests: str) -> None:
    text = tests + RULES
    migration = parse_migration(text, "m.toml")
    outcomes = [run_migration_test(test, migration) for test in read_tests(text, "m.toml")]
    with pytest.raises(MigrationError, match=r"m\.toml: test\[1\]: cannot be written by --update; "):
        updated_text(text, outcomes, "m.toml")
