"""The web application of a review: what a browser may ask, who may ask, and what every page of it is told.

It answers on the loopback only. Whoever asks has to know the token, which is in the address that was printed;
has to name this host, so that no other name leads here; and has to come from this page, where it says so.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hmac import compare_digest
from typing import TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from codemods.cli.review_page.page_review import PageReview, SeriesChoice
from codemods.cli.review_page.page_state import PageState, page_state
from codemods.cli.review_page.render_review import render_review, shown_anchors
from codemods.cli.review_page.shown_changes import OutdatedError, ShownChanges
from codemods.values.errors import RepointError

_LARGEST = 16 * 1024 * 1024
"""Bytes of a request: an edited text is in one."""
_LOOK = 3.0
"""Seconds between two looks at the tree and at what others have decided."""
_TICK = 0.5
"""Seconds between two looks at whether the server ends; less than it waits for its streams."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Answer = TypeVar("Answer")


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """What a page sends with each of its requests."""

    serial: int
    seen: int = 0
    """The plan of the page on which it was pressed, if the page was loaded anew before it was sent."""
    file: str = ""
    """The anchor of a file."""
    more: tuple[str, ...] = ()
    """The anchors of other files that the same is said of."""
    group: bool = False
    """Whether the same is said of all that lands with the file."""
    hunks: tuple[int, ...] = ()
    text: str = ""
    series: SeriesChoice | None = None


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """A request that is not answered; what is said of it, with its status."""

    status: int
    message: str


class ReviewApp:
    """One review for any number of pages."""

    def __init__(self, review: PageReview, token: str, hosts: frozenset[str]) -> None:
        """`hosts` are the values of `Host` that stand for this server."""
        self._review = review
        review.tell_stage = self._tell_stage
        self.is_ending: Callable[[], bool] = lambda: False
        """Whether the server ends, and the streams with it."""
        self._token = token
        self._hosts = hosts
        self._worker = ThreadPoolExecutor(1, "review")
        self._listeners: set[asyncio.Queue[bytes]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._shown = ShownChanges(review)
        self._rendered = render_review(review, token)
        self._stale = False
        self._states = 0
        self.application = Starlette(
            routes=[
                Route("/", self._page),
                Route("/events", self._events),
                Route("/{what}", self._answer, methods=["POST"]),
            ]
        )

    def _tell_stage(self, stage: str) -> None:
        """Tell every page what is being done; called from the thread that does it."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._tell, "stage", stage)

    async def _page(self, request: Request) -> Response:
        if (refusal := self._refusal(request, request.query_params.get("token", ""))) is not None:
            return refusal

        def render() -> tuple[bytes, str]:
            self._review.catch_up()
            if self._rendered.serial != self._review.serial:
                self._rendered = render_review(self._review, self._token)
            self._shown.remember()
            return self._rendered.with_state(self._state()), self._rendered.policy

        page, policy = await self._in_turn(render)
        headers = {**_HEADERS, "Content-Security-Policy": policy}
        return Response(page, media_type="text/html", headers=headers)

    async def _events(self, request: Request) -> Response:
        if (refusal := self._refusal(request, request.query_params.get("token", ""))) is not None:
            return refusal
        self._loop = asyncio.get_running_loop()
        stream = self._stream()
        return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)

    async def _stream(self) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._listeners.add(queue)
        quiet = 0.0
        try:
            # What was decided since the page was rendered.
            yield _event("state", await self._in_turn(self._shown_state))
            while not self.is_ending():
                try:
                    yield await asyncio.wait_for(queue.get(), _TICK)
                except TimeoutError:
                    quiet += _TICK
                    if quiet < _LOOK:
                        continue
                    quiet = 0.0
                    if await self._in_turn(self._has_changed):
                        self._tell("state", await self._in_turn(self._shown_state))
                    yield b": still here\n\n"
        finally:
            self._listeners.discard(queue)

    async def _answer(self, request: Request) -> Response:
        if (refusal := self._refusal(request, request.headers.get("x-repoint-token", ""))) is not None:
            return refusal
        answers: dict[str, Callable[[Asked], dict[str, object]]] = {
            "take": lambda asked: self._said(self._take(asked)),
            "leave": lambda asked: self._said(self._review.leave(*self._paths(asked))),
            "ask": lambda asked: self._said(self._ask_again(asked)),
            "hunks": lambda asked: self._said(self._review.leave_hunks(self._path(asked), asked.hunks)),
            "edit": lambda asked: self._said(self._review.edit(self._path(asked), self._encoded(asked))),
            "text": lambda asked: {"text": self._text(asked)},
            "batches": lambda asked: self._batches(asked),
            "apply": lambda asked: self._written(asked, lambda: self._review.write(asked.series)),
            "undo": lambda asked: self._written(asked, self._review.take_back),
            "plan": lambda asked: self._written(asked, self._review.plan_again),
        }
        act = answers.get(request.path_params["what"])
        if act is None:
            return _error(404, "there is nothing here")
        body = await request.body()
        if len(body) > _LARGEST:
            return _error(413, "the text is too long")
        try:
            asked = msgspec.json.decode(body, type=Asked)
        except (msgspec.DecodeError, RecursionError) as error:
            return _error(400, f"this is no request of the page: {error}")

        def answered() -> dict[str, object]:
            self._review.catch_up()
            return act(asked)

        try:
            answer = await self._in_turn(answered)
        except OutdatedError as error:
            return _error(409, str(error), self._review.serial)
        except (RepointError, Refused) as error:
            return _error(422, str(error), self._review.serial)
        if "state" in answer:
            self._tell("state", answer["state"])
        return JSONResponse(answer, headers=_HEADERS)

    def _refusal(self, request: Request, token: str) -> Response | None:
        """Why a request is not answered; None where it is."""
        if request.headers.get("host", "") not in self._hosts:
            return _error(421, "this server has another name")
        origin = request.headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            return _error(403, "another page asks")
        if not compare_digest(token.encode(), self._token.encode()):
            return _error(403, "the token is missing: open the address that `repoint review` printed")
        if request.method == "POST" and request.headers.get("content-type") != "application/json":
            return _error(415, "expected JSON")
        return None

    async def _in_turn(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _said(self, said: list[str]) -> dict[str, object]:
        return {"said": said, "state": self._shown_state()}

    def _take(self, asked: Asked) -> list[str]:
        path, *more = self._paths(asked)
        if asked.group:
            more += self._review.not_taken_with(path)
        return self._review.take(path, *more)

    def _ask_again(self, asked: Asked) -> list[str]:
        path, *more = self._paths(asked)
        if asked.group:
            more += [each for each in self._review.state.group(path).paths if each != path]
        return self._review.ask_again(path, *more)

    def _batches(self, asked: Asked) -> dict[str, object]:
        self._shown.require_newest(asked.serial)
        return {"batches": self._review.batches(_series(asked))}

    def _written(self, asked: Asked, work: Callable[[], None]) -> dict[str, object]:
        self._shown.require_newest(asked.serial)
        work()
        self._stale = False
        return self._said([])

    def _paths(self, asked: Asked) -> list[str]:
        """The paths that the anchors stand for."""
        return self._shown.paths(asked.serial, asked.seen or asked.serial, asked.file, *asked.more)

    def _path(self, asked: Asked) -> str:
        path = self._paths(asked)[0]
        if asked.hunks and not set(asked.hunks) <= set(range(len(self._review.hunks(path)))):
            raise RepointError("there is no such change in the file")
        return path

    def _text(self, asked: Asked) -> str:
        path = self._path(asked)
        try:
            return self._review.text(path).decode("utf-8")
        except UnicodeDecodeError:
            raise RepointError("the file is not UTF-8; edit it with `repoint apply --interactive`") from None

    def _encoded(self, asked: Asked) -> bytes:
        """An edited text with the file's line ends, which a browser does not keep."""
        path = self._path(asked)
        before = self._review.text(path)
        self._text(asked)
        data = asked.text.replace("\r\n", "\n").encode("utf-8")
        return data.replace(b"\n", b"\r\n") if b"\r\n" in before else data

    def _state(self) -> PageState:
        self._states += 1
        return page_state(self._review, self._states, shown_anchors(self._review.plan), self._stale)

    def _shown_state(self) -> object:
        return msgspec.to_builtins(self._state())

    def _has_changed(self) -> bool:
        """Look at what others have decided, and whether the tree is still the one that was planned."""
        changed = self._review.catch_up()
        stale = self._review.has_changed()
        changed, self._stale = changed or stale != self._stale, stale
        return changed

    def _tell(self, kind: str, value: object) -> None:
        data = _event(kind, value)
        for queue in self._listeners:
            queue.put_nowait(data)


def _event(kind: str, value: object) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(value)}\n\n".encode()


def _series(asked: Asked) -> SeriesChoice:
    if asked.series is None:
        raise RepointError("there are batches of commits only")
    return asked.series


def _error(status: int, message: str, serial: int = 0) -> Response:
    return JSONResponse({"error": message, "serial": serial}, status, headers=_HEADERS)
