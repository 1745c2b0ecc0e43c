"""How git talks to other machines here: it never asks, it does not hang, and what it says is understood."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from codemods.git.process import run_git

_SSH = "ssh -oBatchMode=yes -oConnectTimeout=30 -oServerAliveInterval=15 -oServerAliveCountMax=4"
NEVER_ASK: Mapping[str, str] = {
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    # Of a desktop: a window that nobody sees. GIT_ASKPASS is left, which is how CI hands passwords to git.
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    # Large files are no Python; their pointers are enough.
    "GIT_LFS_SKIP_SMUDGE": "1",
}
PATIENCE = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60")
"""Over HTTP, git gives up when less than a kilobyte a second comes for a minute."""

_LOGIN = re.compile(
    r"authentication failed|could not read (?:username|password)|permission denied|terminal prompts disabled"
    r"|host key verification failed|\b40[13]\b",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(
    r"not found|does not exist|does not appear to be a git repository|dubious ownership"
    r"|unable to find remote helper|transport .* not allowed|no such file or directory|not a git repository",
    re.IGNORECASE,
)
_ADVICE = (
    "git never asks here: give the machine that does the work a credential helper or an ssh key "
    "without a passphrase in the way (an agent), or allow the account in"
)


def environment() -> dict[str, str]:
    """The environment of git commands that go to another machine."""
    own = any(os.environ.get(name) for name in ("GIT_SSH_COMMAND", "GIT_SSH"))
    if own or run_git(Path.cwd(), "config", "--get", "core.sshCommand").status == 0:
        return dict(NEVER_ASK)
    return {**NEVER_ASK, "GIT_SSH_COMMAND": _SSH}


def advice(said: str) -> str:
    """What to do about what git said; empty where it says so itself."""
    return _ADVICE if _LOGIN.search(said) else ""


def may_pass(said: str) -> bool:
    """Whether what git said may be another thing the next time: the network, a full disk, a busy server."""
    return not (_LOGIN.search(said) or _FOR_GOOD.search(said))
