#!/usr/bin/env bash
# os.fork of Python 3.15 warns of other threads when the child exists already, and a warning may be an error.
#
# Guess: under `-W error` a fork in a process with threads either forks, as up to Python 3.14 (where that warning never
# becomes an exception), or raises before there is a child.
# Seen with Python 3.15.2: os.fork raises DeprecationWarning in the parent, and the child runs on. Nobody has its number: a
# pool that forks workers (multiprocessing, concurrent.futures) leaves one behind that waits for work for ever, and a test
# run with warnings as errors does not end. The child of this script ends by itself.
set -euo pipefail
python=""
for candidate in "${PYTHON:-}" python3.15 "$HOME"/.pyenv/versions/3.15*/bin/python; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 15))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "not run: there is no Python 3.15 here; PYTHON=COMMAND names one" && exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" - >"$folder/seen" <<'PYTHON'
import os
import threading
import warnings

warnings.simplefilter("error")
end = threading.Event()
thread = threading.Thread(target=end.wait)
thread.start()
parent = os.getpid()
try:
    if os.fork() == 0:
        os._exit(0)
    print("forked")
except DeprecationWarning as warning:
    if os.getpid() != parent:
        os._exit(0)
    print("os.fork raised", type(warning).__name__)
    _, status = os.waitpid(-1, 0)
    print("a child was there, and ended with", os.waitstatus_to_exitcode(status))
end.set()
thread.join()
PYTHON
diff - "$folder/seen" <<'SEEN'
os.fork raised DeprecationWarning
a child was there, and ended with 0
SEEN
echo "as it was seen"
