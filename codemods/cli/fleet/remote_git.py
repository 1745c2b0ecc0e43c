"""How git talks to other machines here: it never asks, it does not hang, and its errors are understood."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from codemods.git.process import run_git

_SSH = "ssh -oBatchMode=yes -oConnectTimeout=30 -oServerAliveInterval=15 -oServerAliveCountMax=4"
NEVER_ASK: Mapping[str, str] = {
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    # On a desktop these open a window. GIT_ASKPASS is left: that is how CI hands passwords to git.
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    # Python files are not in LFS; for other files their pointers are enough.
    "GIT_LFS_SKIP_SMUDGE": "1",
}
LOW_SPEED_LIMIT = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60")
"""Over HTTP, git gives up when less than a kilobyte a second comes for a minute."""

_LOGIN = re.compile(
    r"authentication failed|could not read (?:username|password)|permission denied|terminal prompts disabled"
    r"|host key verification failed|\b40[13]\b",
    re.IGNORECASE,
)
_PERMANENT = re.compile(
    r"not found|does not exist|does not appear to be a git repository|dubious ownership"
    r"|unable to find remote helper|transport .* not allowed|no such file or directory|not a git repository",
    re.IGNORECASE,
)
_LOGIN_ADVICE = (
    "git never asks here: give the machine that does the work a credential helper or an ssh key "
    "without a passphrase in the way (an agent), or allow the account in"
)


def git_environment() -> dict[str, str]:
    """Give the environment of git commands that go to another machine."""
    has_own_ssh = any(os.environ.get(name) for name in ("GIT_SSH_COMMAND", "GIT_SSH"))
    if has_own_ssh or run_git(Path.cwd(), "config", "--get", "core.sshCommand").status == 0:
        return dict(NEVER_ASK)
    return {**NEVER_ASK, "GIT_SSH_COMMAND": _SSH}


def error_text(stderr: str) -> str:
    """Give git's error output in one line, with advice where the login failed."""
    text = " ".join(stderr.split()) or "git said nothing"
    return f"{text}; {_LOGIN_ADVICE}" if is_login(stderr) else text


def is_login(stderr: str) -> bool:
    """Whether git failed because the login did."""
    return _LOGIN.search(stderr) is not None


def is_transient(stderr: str) -> bool:
    """Whether git may succeed the next time: the network, a full disk, a busy server."""
    return not (is_login(stderr) or _PERMANENT.search(stderr))
