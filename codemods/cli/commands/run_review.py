"""What `repoint review` does: serve the review of a plan to a browser on this machine."""

import gc
import secrets
import socket
import webbrowser

from codemods.cli.exit_codes import ExitCode
from codemods.cli.request import Request
from codemods.cli.terminal.stderr import inform
from codemods.values.errors import RepointError

_LOOPBACK = "127.0.0.1"


def run_review(request: Request, port: int, opens: bool) -> ExitCode:
    """Serve until Ctrl-C. Raises RepointError where the port is taken, or a library is missing."""
    try:
        import uvicorn

        from codemods.cli.review_page.page_review import PageReview
        from codemods.cli.review_page.review_app import ReviewApp
    except ModuleNotFoundError as error:
        raise RepointError(
            f"repoint review needs {error.name}; `pip install 'repoint[web]'` brings it"
        ) from None
    # Commands that live for seconds do without; here plans come and go.
    gc.enable()
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_LOOPBACK, port))
        except OSError as error:
            raise RepointError(f"--port {port}: {error.strerror}; give another one, or none") from error
        port = listener.getsockname()[1]
        # From here on a browser waits for the server, which takes a moment to start.
        listener.listen()
        token = secrets.token_urlsafe(24)
        hosts = frozenset({f"{_LOOPBACK}:{port}", f"localhost:{port}"})
        app = ReviewApp(PageReview(request), token, hosts)
        address = f"http://{_LOOPBACK}:{port}/?token={token}"
        inform(f"the review is at {address}\nCtrl-C ends it; decisions are kept as they are made")
        if opens:
            webbrowser.open(address)
        config = uvicorn.Config(
            app.application, log_level="error", ws="none", lifespan="off", timeout_graceful_shutdown=2
        )
        server = uvicorn.Server(config)
        app.is_ending = lambda: server.should_exit
        server.run([listener])
    return ExitCode.OK
