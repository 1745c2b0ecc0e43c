"""Where the keys of TOML tables stand."""

import tomllib

from codemods.migration.toml_entries import entries

TEXT = '''top = 1 # one
[[a]]  # a header
"quoted key" = "x # no comment" # a comment
several = """
[[b]]
key = "no"\\\\
\\""" ""
""""  # three and one

literal = \'\'\'
\\\'\'\'
  [[ a . b ]]
list = [
  "]", # ]
  { x = [1, 2] },
]   # done
a.dotted = 3
last = {x = 1}'''


def test_values_are_found_whole() -> None:
    found = [(table, entry.key, TEXT[entry.value : entry.end]) for table, entry in entries(TEXT) if entry]
    assert [(table, key) for table, key, _value in found] == [
        ("", "top"),
        ("a", "quoted key"),
        ("a", "several"),
        ("a", "literal"),
        ("a.b", "list"),
        ("a.b", "last"),
    ]
    read = tomllib.loads(TEXT)
    values = [tomllib.loads(f"x = {value}")["x"] for _table, _key, value in found]
    assert values[:4] == [1, "x # no comment", read["a"][0]["several"], "\\"]
    assert values[4:] == [read["a"][0]["b"][0]["list"], {"x": 1}]


def test_places_are_those_of_the_keys() -> None:
    by_key = {entry.key: entry for _table, entry in entries(TEXT) if entry is not None}
    assert TEXT[by_key["list"].start : by_key["list"].value] == "list = "
    assert TEXT[by_key["quoted key"].key_start :].startswith('"quoted key" = ')


def test_each_header_comes_alone_first() -> None:
    assert [table for table, entry in entries(TEXT) if entry is None] == ["a", "a.b"]
