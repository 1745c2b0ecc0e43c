"""The URLs of repositories: paths among them, names that follow from them, and passwords in them."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

MASK = "***"
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[^/\\:]+:(?!\\)")
"""A scheme, or `host:path` as in scp: as in git, a colon before the first slash makes it remote."""
# Over HTTP a user name alone may be a token; elsewhere (git@host) it is not secret. A password may hold an @.
_HTTP_USER = re.compile(r"(https?://)[^/\s'\"]+@", re.IGNORECASE)
_PASSWORD = re.compile(r"([a-z][a-z0-9+.-]*://[^/\s:@'\"]*):[^/\s'\"]*@", re.IGNORECASE)
_QUERY = re.compile(r"([?&][^=&\s'\"]+=)[^&\s'\"]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_SHORTEST = 4
"""Characters of a secret; a shorter one would be found in other words."""


def resolve_url(text: str, folder: Path) -> str:
    """Give what git takes: a URL unchanged, a path, relative to a folder, as an absolute one."""
    given = Path(os.path.expanduser(text))
    path = Path(os.path.normpath(folder / given))
    if path.exists() or not is_remote(text):
        return os.fspath(path)
    return text


def is_remote(text: str) -> bool:
    """Whether git would not take this for a folder; a `file://` URL counts as remote."""
    return _REMOTE.match(text) is not None


def name_of(text: str) -> str:
    """Derive the name of a repository from its URL or path: the last part, without `.git`; may be empty."""
    path = urlsplit(text).path if "://" in text else text.rpartition(":")[2]
    parts = [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..", ".git")]
    last = parts[-1].removesuffix(".git") if parts else ""
    return _UNSAFE.sub("-", last).strip(".-")


def masked(text: str, url: str = "") -> str:
    """Mask the passwords of all URLs in a text, and that of `url` anywhere in it."""
    for secret in _secrets(url):
        text = text.replace(secret, MASK)
    text = _HTTP_USER.sub(rf"\1{MASK}@", text)
    text = _PASSWORD.sub(rf"\1:{MASK}@", text)
    return _QUERY.sub(rf"\1{MASK}", text) if "://" in text else text


def _secrets(url: str) -> list[str]:
    """Give the secrets of a URL, decoded as well, since git and curl print either form; the longest first."""
    if "://" not in url:
        return []
    scheme, _, rest = url.partition("://")
    user = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[0]
    name, colon, password = user.partition(":")
    found = {user, password} if colon else {name} if scheme.lower() in ("http", "https") else set()
    spelled = {form for each in found for form in (each, unquote(each))}
    return sorted((each for each in spelled if len(each) >= _SHORTEST), key=len, reverse=True)
