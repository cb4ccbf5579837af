"""A web server on this machine that does what a test asks of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry, which nobody had used since autumn."
NEXT = "It had run for ninety years, and its last captain, Ada Holm, wept when the café on board was carried ashore."
PAGE = f"""<!DOCTYPE html><html><head><title>Ferry shut</title></head>
<body><article><h1>Ferry shut</h1><p>{LEDE}</p><p>{NEXT}</p></article></body></html>"""


@dataclass
class Answer:
    """``drip``: seconds between bytes, of the body or (``drip_head``) of the headers."""

    body: bytes = PAGE.encode()
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0
    drip_head: bool = False


@dataclass
class Site:
    """Answers by path, and the paths that were asked for."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with no robots.txt and no pages until a test adds them to ``site.answers``."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            found.asked.append(self.path)
            answer = found.answers.get(self.path, Answer(b"", status=404))
            head = f"HTTP/1.1 {answer.status} x\r\nContent-Type: {answer.kind}\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items()) + "\r\n"
            try:
                self._send(head.encode("latin-1"), answer.drip if answer.drip_head else 0)
                self._send(answer.body, answer.drip)
            except OSError:
                pass

        def _send(self, data: bytes, pause: float) -> None:
            for start in range(0, len(data), 1 if pause else max(1, len(data))):
                self.wfile.write(data[start : start + 1] if pause else data)
                self.wfile.flush()
                time.sleep(pause)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
