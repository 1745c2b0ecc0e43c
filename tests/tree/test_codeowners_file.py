"""Where a CODEOWNERS file may be, and what of it is read."""

from pathlib import Path

import pytest

from codemods.tree.codeowners_file import read_owners
from codemods.values.errors import RepointError
from tests.permissions import Unprivileged
from tests.tree.files import write_files

LIMIT = 3 * 1024 * 1024


@pytest.mark.parametrize(
    ("places", "first"),
    [
        pytest.param([], None, id="none"),
        pytest.param(["docs/CODEOWNERS"], "docs/CODEOWNERS", id="in docs"),
        pytest.param(["docs/CODEOWNERS", "CODEOWNERS"], "CODEOWNERS", id="the top goes before docs"),
        pytest.param(
            ["docs/CODEOWNERS", "CODEOWNERS", ".github/CODEOWNERS"],
            ".github/CODEOWNERS",
            id=".github goes before both",
        ),
        pytest.param(["src/CODEOWNERS", ".gitlab/CODEOWNERS", "codeowners.md"], None, id="nowhere else"),
        pytest.param(
            [".github/CODEOWNERS/x", "docs/CODEOWNERS"], "docs/CODEOWNERS", id="a folder is no file"
        ),
        pytest.param([".github", "CODEOWNERS"], "CODEOWNERS", id="a file is no folder"),
    ],
)
def test_the_first_of_three_places_counts(tmp_path: Path, places: list[str], first: str | None) -> None:
    for place in places:
        write_files(tmp_path, place, content=place.encode())
    assert read_owners(tmp_path) == first


def test_bytes_that_are_not_utf8_are_kept_and_a_byte_order_mark_is_not(tmp_path: Path) -> None:
    write_files(tmp_path, "CODEOWNERS", content=b"\xef\xbb\xbf/caf\xe9/ @a\r\n")
    assert read_owners(tmp_path) == "/caf\udce9/ @a\r\n"


def test_a_file_over_3_mb_does_not_count(tmp_path: Path) -> None:
    write_files(tmp_path, "docs/CODEOWNERS", content=b"* @a")
    write_files(tmp_path, "CODEOWNERS", content=b"#" * LIMIT)
    assert read_owners(tmp_path) == "#" * LIMIT
    write_files(tmp_path, "CODEOWNERS", content=b"#" * (LIMIT + 1))
    assert read_owners(tmp_path) == "* @a"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, unprivileged: Unprivileged) -> None:
    write_files(tmp_path, "CODEOWNERS")
    (tmp_path / "CODEOWNERS").chmod(0)
    with unprivileged(), pytest.raises(RepointError) as caught:
        read_owners(tmp_path)
    assert str(caught.value) == f"{tmp_path / 'CODEOWNERS'}: cannot be read: Permission denied"


def test_a_folder_that_may_not_be_entered_is_named(tmp_path: Path, unprivileged: Unprivileged) -> None:
    write_files(tmp_path, ".github/CODEOWNERS")
    (tmp_path / ".github").chmod(0)
    with unprivileged(), pytest.raises(RepointError) as caught:
        read_owners(tmp_path)
    (tmp_path / ".github").chmod(0o700)
    assert str(caught.value) == f"{tmp_path / '.github/CODEOWNERS'}: cannot be read: Permission denied"


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, "secret", "tree/x.py")
    (tmp_path / "tree" / "CODEOWNERS").symlink_to("../secret")
    with pytest.raises(
        RepointError, match=r"CODEOWNERS: is a symbolic link to \.\./secret, outside the tree"
    ):
        read_owners(tmp_path / "tree")
