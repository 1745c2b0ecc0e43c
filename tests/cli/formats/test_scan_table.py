"""An inventory as tables."""

from dataclasses import replace

from rich.text import Text

from codemods.cli.formats.scan_table import write
from tests.cli.formats.inventories import EMPTY, INVENTORY, with_path

TABLE = """\
baskets: 2 references in 2 Python files; 1 mention in text, in 1 file

By category
  category    references  files  automatic  unsafe  manual
  tests                1      1          0       0       1
  production           1      1          1       0       0
  all                  2      2          1       0       1

By kind
  kind    references  files
  import           1      1
  string           1      1

By directory
  directory  references  files
  shop/web            1      1
  tests               1      1

By owner
  owner      references  files
  @shop/qa            1      1
  @shop/web           1      1

Mentions in text, by name only
  type      lines  files  in code blocks
  markdown      1      1               1

Mentions in text, by directory
  directory  lines  files
  .              1      1

Definitions, which stay until `repoint retire`
  shop/factory.py:4:5  create_basket

Done when
  [ ] 0 deprecated references in production: 1 left, in 1 file
  [?] 0 deprecation warnings in tests: not measured: `repoint verify -- pytest
      ...` counts them
  [x] shop.factory removed: it is gone
"""


def test_the_tables_come_in_a_fixed_order_and_the_checklist_last() -> None:
    assert write(INVENTORY, 2).decode() == TABLE


def test_the_depth_of_directories_can_be_chosen() -> None:
    assert b"  shop                1" in write(INVENTORY, 1)


def test_there_is_no_table_of_owners_without_a_file_that_names_them() -> None:
    assert b"By owner" not in write(replace(INVENTORY, has_owners=False), 2)


def test_of_nothing_only_the_checklist_is_left() -> None:
    text = write(EMPTY, 2).decode()
    assert "By " not in text
    assert "[x] shop.factory removed" in text


def test_a_terminal_shows_the_same_cells_in_colour() -> None:
    text = write(INVENTORY, 2, 80, colour=True).decode()
    assert "\x1b[1mBy kind\x1b[0m\n" in text
    assert Text.from_ansi(text).plain.rstrip() == TABLE.rstrip()


def test_nothing_is_wider_than_the_terminal_but_what_can_not_be_broken() -> None:
    long = replace(INVENTORY.criteria[1], detail="a word " * 40 + "a/" * 70)
    for width in (80, 120):
        lines = write(replace(INVENTORY, criteria=(long,)), 2, width).decode().splitlines()
        assert [line for line in lines if len(line) > width] == [" " * 6 + "a/" * 70]
        assert len([line for line in lines if width - 12 < len(line) <= width]) > 1


def test_of_many_folders_of_text_the_rest_is_counted() -> None:
    many = tuple(replace(INVENTORY.mentions[0], path=f"docs/{n}/a.md", line=n) for n in range(20))
    text = write(replace(INVENTORY, mentions=many), 2).decode()
    assert "  docs/0                    1      1\n" in text
    assert "  12 other directories     12     12\n" in text


def test_of_many_definitions_each_file_is_a_line() -> None:
    many = tuple(replace(INVENTORY.definitions[0], line=n) for n in range(1, 40))
    assert (
        "  shop/factory.py:1:5  39 definitions\n" in write(replace(INVENTORY, definitions=many), 2).decode()
    )


def test_odd_characters_of_a_path_do_not_reach_the_terminal() -> None:
    odd = with_path("a\x1b[31m/b.py")
    assert b"\x1b[31m" not in write(odd, 2)
    assert b"a\x1b[31m" not in write(odd, 2, 80, colour=True)
