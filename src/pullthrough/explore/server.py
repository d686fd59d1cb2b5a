"""The server: on this machine alone, for whoever knows the address, which holds a random word.

What a page of somebody else could ask in a browser's name is refused: the host must be this one, the origin this page. Paths
are looked up, never opened.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pullthrough.explore import answer
from pullthrough.explore.form import form
from pullthrough.explore.guessed import Guesser
from pullthrough.explore.lives import lives
from pullthrough.explore.page import page
from pullthrough.explore.pair import run_pair
from pullthrough.explore.question import Asked, asked, question_of
from pullthrough.explore.said import said
from pullthrough.explore.ties import network
from pullthrough.explore.workers import Workers, paired
from pullthrough.parameters.checking.problems import ConfigurationError, Problem
from pullthrough.present.pages.charts import of_comparison
from pullthrough.present.pages.charts.view import View
from pullthrough.present.pages.report import parts
from pullthrough.present.pages.report.document import views_in_json
from pullthrough.present.pages.report.page import first_screen
from pullthrough.present.pages.report.page import page as report_page
from pullthrough.study.storage.store import Row
from pullthrough.text.safe import one_line

LOCAL = "127.0.0.1"
LARGEST_QUESTION = 65_536
PAUSE, SHARE = 0.35, 4.0
"""Seconds between two pictures of a move, but for the first and the last; longer where a picture takes long, since it
takes its time from the runs: so many times as long."""

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Explorer(ThreadingHTTPServer):
    """The explorer of one command.

    Args:
        first: the question with which the page begins, as plain data.
        base: words of the command that hold for every question.
        config_dirs: further folders of scenarios and policies.
        port: 0 takes a free one.
        processes: that run the model; 0: one a core.
        guesser: what an emulator expects, shown until runs are there.
    """

    daemon_threads = True

    def __init__(
        self,
        first: dict[str, Any],
        base: Sequence[str] = (),
        config_dirs: Sequence[str] = (),
        port: int = 0,
        processes: int = 0,
        guesser: Guesser | None = None,
    ) -> None:
        super().__init__((LOCAL, port), Handler)
        self.token = secrets.token_urlsafe(24)
        self.first, self.base, self.config_dirs = first, tuple(base), tuple(config_dirs)
        self.workers, self.guesser = Workers(processes), guesser
        self.reports: dict[str, tuple[Asked, list[Row]]] = {}
        self.followed: dict[str, list[View]] = {}
        self._following = threading.Lock()

    @property
    def address(self) -> str:
        """What is opened in a browser."""
        return f"http://{LOCAL}:{self.server_port}/{self.token}/"

    def hosts(self) -> tuple[str, ...]:
        """How this server may be called."""
        return f"{LOCAL}:{self.server_port}", f"localhost:{self.server_port}"

    def asked(self, told: Any) -> Asked:
        """The settings of a question.

        Raises:
            ConfigurationError: with everything that is wrong.
        """
        return asked(question_of(told, self.base, self.config_dirs))

    def answers(self, told: Any) -> Iterator[dict[str, Any]]:
        """Pictures of a question, from the first pair on; one that is dropped says so."""
        began = time.perf_counter()
        try:
            found = self.asked(told)
        except ConfigurationError as error:
            yield {"problems": [str(problem) for problem in error.problems]}
            return
        number, rows, shown, last, pause = self.workers.move(found), [], 0, 0.0, PAUSE
        if self.guesser:
            yield {"guess": self.guesser.html(found)}
        about = answer.manifest(found)  # while the first pair is run
        for row in self.workers.rows(number):
            rows.append(row)
            whole = paired(rows, len(found.settings))
            pairs = len(whole) // len(found.settings)
            done = pairs == found.question.pairs
            if pairs > shown and (not shown or done or time.perf_counter() - last > pause):
                asked_for = time.perf_counter()
                yield self.picture(found, whole, pairs, about) | {"seconds": round(time.perf_counter() - began, 2)}
                shown, last = pairs, time.perf_counter()
                pause = max(PAUSE, SHARE * (last - asked_for))
        if number != self.workers.newest:
            yield {"dropped": True}

    def picture(self, found: Asked, rows: list[Row], pairs: int, about: dict[str, Any]) -> dict[str, Any]:
        """What the page shows of so many pairs."""
        if errors := [row.error for row in rows if row.error]:
            return {"problems": [f"a run failed: {errors[0]}"]}
        facts = answer.facts(found, rows, pairs, about)
        views = list(of_comparison(facts))
        key = facts.manifest["run_id"]
        self.reports = {key: (found, rows)}
        return {
            "run": key,
            "pairs": pairs,
            "of": found.question.pairs,
            "summary": first_screen(facts, {}, found=[view.finding for view in views if view.finding]),
            "sections": {view.name: parts.section(view, {}) for view in views},
            "views": views_in_json(views),
            "said": said(found.question),
        }

    def follow(self, told: Any) -> dict[str, Any]:
        """One pair of a question: lives in both worlds, and ties; what is shown goes into the report of the view."""
        try:
            found = self.asked(told)
            pair = told.get("pair", 0)
            if not isinstance(pair, int) or isinstance(pair, bool) or not 0 <= pair < found.question.pairs:
                raise ConfigurationError(
                    [Problem("pair", one_line(pair)[:20], f"must be from 0 to {found.question.pairs - 1}")]
                )
        except ConfigurationError as error:
            return {"problems": [str(problem) for problem in error.problems]}
        with self._following:  # one at a time: it runs in this process
            try:
                both = run_pair(found, pair)
            except Exception as error:  # a run that fails is a finding
                return {"problems": [f"a run failed: {error}"]}
        views = [*lives(both), *([view] if (view := network(both)) else [])]
        self.followed = {answer.manifest(found)["run_id"]: views}
        return {"sections": {view.name: parts.section(view, {}) for view in views}, "views": views_in_json(views)}

    def report(self, key: str) -> str | None:
        """The report of what was shown last."""
        if key not in self.reports:
            return None
        found, rows = self.reports[key]
        facts = answer.facts(found, rows, len(rows) // len(found.settings))
        return report_page(facts, [*of_comparison(facts), *self.followed.get(key, [])])

    def server_close(self) -> None:
        """End the processes as well."""
        self.workers.end()
        super().server_close()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Explorer
    server_version, sys_version = "pullthrough", ""

    def do_GET(self) -> None:
        """The page, the levers of a scenario, a report."""
        path, asked_for = self._path()
        if path == "":
            self._send(page(self.server.first, self.server.base, self.server.config_dirs), "text/html; charset=utf-8")
        elif path == "form":
            self._form(asked_for)
        elif path == "report":
            text = self.server.report(asked_for.get("run", [""])[0])
            if text is None:
                self._refuse(HTTPStatus.NOT_FOUND)
            else:
                self._send(
                    text, "text/html; charset=utf-8", {"Content-Disposition": 'attachment; filename="report.html"'}
                )
        elif path is not None:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Answer a question, picture by picture, a line each."""
        path, _ = self._path()
        if path is None:
            return
        told = self._body() if path in ("run", "follow") else None
        if told is None:
            self._refuse(HTTPStatus.BAD_REQUEST if path in ("run", "follow") else HTTPStatus.NOT_FOUND)
            return
        if path == "follow":
            self._send(json.dumps(self.server.follow(told), allow_nan=False), "application/json")
            return
        self.send_response(HTTPStatus.OK)
        self._headers("application/x-ndjson", {})
        try:
            for found in self.server.answers(told):
                self.wfile.write(json.dumps(found, allow_nan=False, separators=(",", ":")).encode() + b"\n")
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):  # the page has asked something else
            pass

    def _form(self, asked_for: dict[str, list[str]]) -> None:
        try:
            side = self.server.asked(
                {"scenario": asked_for["scenario"][0], "start": asked_for["start"][0]}
            ).question.tested
            found: Any = {"groups": form(side.scenario, side.start, self.server.base, self.server.config_dirs)}
        except ConfigurationError as error:
            found = {"problems": [str(problem) for problem in error.problems]}
        except (KeyError, IndexError):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        self._send(json.dumps(found, allow_nan=False), "application/json")

    def _path(self) -> tuple[str | None, dict[str, list[str]]]:
        """The path behind the token and what is asked of it; None after a refusal."""
        parts_of = urlsplit(self.path)
        _, token, *rest = [*parts_of.path.split("/", 2), ""][:3]
        origin = self.headers.get("Origin")
        ours = self.headers.get("Host") in self.server.hosts()
        from_here = origin is None or origin in {f"http://{host}" for host in self.server.hosts()}
        if not (ours and from_here and hmac.compare_digest(token.encode(), self.server.token.encode())):
            self._refuse(HTTPStatus.FORBIDDEN)
            return None, {}
        return rest[0], parse_qs(parts_of.query)

    def _body(self) -> Any:
        try:
            length = int(self.headers.get("Content-Length", ""))
            if self.headers.get("Content-Type") != "application/json" or not 0 < length <= LARGEST_QUESTION:
                return None
            return json.loads(self.rfile.read(length))
        except (ValueError, RecursionError):
            return None

    def _send(self, text: str, kind: str, further: dict[str, str] | None = None) -> None:
        content = text.encode(errors="replace")
        self.send_response(HTTPStatus.OK)
        self._headers(kind, {"Content-Length": str(len(content)), **(further or {})})
        self.wfile.write(content)

    def _headers(self, kind: str, further: dict[str, str]) -> None:
        for name, value in {"Content-Type": kind, **HEADERS, **further}.items():
            self.send_header(name, value)
        self.end_headers()

    def _refuse(self, status: HTTPStatus) -> None:
        self.send_response(status)
        self._headers("text/plain; charset=utf-8", {"Content-Length": "0"})

    def log_message(self, *_: Any) -> None:
        """Nothing: requests are nobody's business."""
