"""Where repositories are: which texts are paths, what one is called, and URLs without their passwords."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

MASK = "***"
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[^/\\:]+:(?!\\)")
"""A scheme, or `host:path` as scp has it: a colon before the first slash makes it remote, as git says."""
# Over HTTP a name alone may be the token; elsewhere (git@host) it is no secret. A password may hold an @.
_HTTP_USER = re.compile(r"(https?://)[^/\s'\"]+@", re.IGNORECASE)
_PASSWORD = re.compile(r"([a-z][a-z0-9+.-]*://[^/\s:@'\"]*):[^/\s'\"]*@", re.IGNORECASE)
_QUERY = re.compile(r"([?&][^=&\s'\"]+=)[^&\s'\"]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_SHORTEST = 4
"""Shorter secrets are not looked for in running text: they are parts of words."""


def resolve(text: str, folder: Path) -> str:
    """What git is given: a URL as it stands, a path as an absolute one, relative to a folder."""
    given = Path(os.path.expanduser(text))
    path = Path(os.path.normpath(folder / given))
    if path.exists() or not is_remote(text):
        return os.fspath(path)
    return text


def is_remote(text: str) -> bool:
    """Whether git would look for this elsewhere than in a folder; a `file://` URL counts too."""
    return _REMOTE.match(text) is not None


def name_of(text: str) -> str:
    """What a repository is called after its URL or path: the last part, without `.git`; may be empty."""
    path = urlsplit(text).path if "://" in text else text.rpartition(":")[2]
    parts = [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..", ".git")]
    last = parts[-1].removesuffix(".git") if parts else ""
    return _UNSAFE.sub("-", last).strip(".-")


def masked(text: str, url: str = "") -> str:
    """A text with no password in it: none of a URL that it holds, and none of this URL's anywhere."""
    for secret in _secrets(url):
        text = text.replace(secret, MASK)
    text = _HTTP_USER.sub(rf"\1{MASK}@", text)
    text = _PASSWORD.sub(rf"\1:{MASK}@", text)
    return _QUERY.sub(rf"\1{MASK}", text) if "://" in text else text


def _secrets(url: str) -> list[str]:
    """What must not be read anywhere, the longest first: git and curl spell it encoded or not."""
    if "://" not in url:
        return []
    scheme, _, rest = url.partition("://")
    user = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[0]
    name, colon, password = user.partition(":")
    found = {user, password} if colon else {name} if scheme.lower() in ("http", "https") else set()
    spelled = {form for each in found for form in (each, unquote(each))}
    return sorted((each for each in spelled if len(each) >= _SHORTEST), key=len, reverse=True)
