"""Paths among URLs, the names of repositories, and passwords that are masked."""

from pathlib import Path

import pytest

from codemods.cli.fleet.urls import masked, name_of, resolve_url


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://example.org/team/shop.git", "shop"),
        ("https://example.org/team/shop/", "shop"),
        ("https://example.org/shop.git?x=1", "shop"),
        ("ssh://git@example.org:22/shop", "shop"),
        ("git@example.org:shop.git", "shop"),
        ("git@example.org:team/shop.git", "shop"),
        ("../shop.git", "shop"),
        ("/srv/shop/.git", "shop"),
        ("my shop", "my-shop"),
        ("..", ""),
    ],
)
def test_a_repository_is_called_after_its_url(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    "text",
    ["https://example.org/a.git", "git@example.org:a.git", "file:///srv/a.git", "host:a"],
)
def test_what_is_elsewhere_stays_as_it_is(text: str, tmp_path: Path) -> None:
    assert resolve_url(text, tmp_path) == text


@pytest.mark.parametrize("text", ["a.git", "./a.git", "x/../a.git"])
def test_paths_are_relative_to_the_list(text: str, tmp_path: Path) -> None:
    assert resolve_url(text, tmp_path) == str(tmp_path / "a.git")


def test_a_folder_with_a_colon_is_a_folder_if_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "a:b").mkdir()
    assert resolve_url("a:b", tmp_path) == str(tmp_path / "a:b")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:s3cret@example.org/a.git", "https://***@example.org/a.git"),
        ("https://s3cret-token@example.org/a.git", "https://***@example.org/a.git"),
        ("https://me:p@s3cret@example.org/a.git", "https://***@example.org/a.git"),
        ("ssh://me:s3cret@example.org/a.git", "ssh://me:***@example.org/a.git"),
        ("ssh://git@example.org/a.git", "ssh://git@example.org/a.git"),
        ("git@example.org:a.git", "git@example.org:a.git"),
        ("https://example.org/a.git?private_token=s3cret", "https://example.org/a.git?private_token=***"),
        ("/srv/a.git", "/srv/a.git"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    assert masked(url) == shown
    assert "s3cret" not in masked(f"fatal: unable to access '{url}/': no")


def test_a_password_of_the_url_is_masked_in_any_place_and_any_spelling() -> None:
    url = "https://me:s3%40cret@example.org/a.git"
    assert masked("user me, s3@cret or s3%40cret", url) == "user me, *** or ***"
