"""The page's server: on this machine's loopback alone, behind a random address, for one page of one origin."""

from __future__ import annotations

import hmac
import json
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Any

from genmarketing.course.failure import CourseError
from genmarketing.grading.page import page_style
from genmarketing.grading.review.desk import Desk, Stale

LONGEST_BODY = 64 * 1024

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class ReviewServer(ThreadingHTTPServer):
    """Serves one desk until `shutdown`.

    Args:
        desk: what is marked.
        port: 0 for any free one.
    """

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        super().__init__(("127.0.0.1", port), _Handler)
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """What to open in the browser; whoever knows it can mark."""
        return f"{self.origin}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = 30

    def do_GET(self) -> None:
        name = self._asked()
        if name is None:
            return
        if name == "":
            self._answer("text/html", _file("page.html"))
        elif name == "page.js":
            self._answer("text/javascript", _file("page.js"))
        elif name == "style.css":
            self._answer("text/css", page_style("genmarketing.grading.review", "review.css"))
        elif name == "essays":
            self._json(self.server.desk.shown())
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        name = self._asked()
        if name is None:
            return
        # A page of another origin cannot send this header or this type without being asked first, and it is never allowed.
        if self.headers.get("Origin") != self.server.origin or self.headers.get_content_type() != "application/json":
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            self._do(name, self._body())
        except (ValueError, KeyError, IndexError, TypeError):
            self.send_error(HTTPStatus.BAD_REQUEST)

    def _do(self, name: str, given: dict[str, Any]) -> None:
        desk = self.server.desk
        if name == "end":
            self._json({})
            # `shutdown` waits for the loop that this thread was started by, so it needs one of its own.
            Thread(target=self.server.shutdown).start()
            return
        number = int(given["essay"])
        if not 0 <= number < len(desk.essays):
            raise IndexError(number)
        if name == "keep":
            points = {str(criterion): float(value) for criterion, value in dict(given["points"]).items()}
            seconds = min(max(float(given["seconds"]), 0.0), 86400.0)
            marks = (number, int(given["revision"]), points, str(given["comment"]), seconds)
            try:
                self._json(desk.keep(*marks))
            except Stale:
                self._json(desk.essay(number), HTTPStatus.CONFLICT)
            except CourseError as error:
                self._json(desk.essay(number) | {"said": str(error)}, HTTPStatus.SERVICE_UNAVAILABLE)
        elif name == "student":
            self._json({"student": desk.student(number)})
        elif name in ("add_comment", "remove_comment"):
            change = desk.add_comment if name == "add_comment" else desk.remove_comment
            change(number, str(given["comment"]))
            self._json({"comments": desk.shown()["comments"]})
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _asked(self) -> str | None:
        """Return what is asked for below the secret address, or refuse and return None."""
        # Another name that leads to this machine is another site's: the host has to be the address as it was given out.
        host = self.server.origin.removeprefix("http://")
        token, _, name = self.path.removeprefix("/").partition("/")
        if self.headers.get("Host") != host or not hmac.compare_digest(token.encode(), self.server.token.encode()):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return name

    def _body(self) -> dict[str, Any]:
        length = int(self.headers.get("Content-Length", ""))
        if not 0 <= length <= LONGEST_BODY:
            raise ValueError("too long")
        given = json.loads(self.rfile.read(length))
        if not isinstance(given, dict):
            raise TypeError("not an object")
        return given

    def _json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._answer("application/json", json.dumps(value, ensure_ascii=False), status)

    def _answer(self, kind: str, text: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        content = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        return "genmarketing"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal shows one sentence and the address."""


def _file(name: str) -> str:
    return files("genmarketing.grading.review").joinpath(name).read_text(encoding="utf-8")
