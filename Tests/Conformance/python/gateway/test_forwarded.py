# SPDX-License-Identifier: Apache-2.0
"""Requests other than v1's four, which a gateway passes on: compared byte by byte."""

import hashlib
import http.client
import http.server
import random
import socket
import threading
import time
import urllib.parse

import pytest
import wire
from conftest import INVOICE, RULES

MEGABYTES = 50
PART = 1 << 16
HOP_BY_HOP = ["connection", "keep-alive", "proxy-authorization", "te", "trailer",
              "transfer-encoding", "upgrade", "proxy-connection"]


def parts(megabytes=MEGABYTES):
    """Yields random bytes; always the same ones."""
    generator = random.Random(megabytes)
    for _ in range(megabytes * (1 << 20) // PART):
        yield generator.randbytes(PART)


def checksum(pieces):
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


class Upstream(http.server.BaseHTTPRequestHandler):
    """Answers with what it received, and streams."""

    protocol_version = "HTTP/1.1"

    def handle_any(self):
        digest, size = hashlib.sha256(), 0
        for piece in self.received():
            digest.update(piece)
            size += len(piece)
        self.server.seen.append(
            (self.command, self.path, self.headers.items(), digest.hexdigest(), size))
        route = urllib.parse.urlsplit(self.path).path
        getattr(self, "answer_" + route.strip("/").replace("/", "_"), self.answer)()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = handle_any

    def received(self):
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        left = int(self.headers.get("Content-Length", 0))
        while left:
            piece = self.rfile.read(min(PART, left))
            left -= len(piece)
            yield piece

    def respond(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def answer(self):
        self.respond(200, [("Content-Type", "text/plain")], b"answer")

    def answer_redirect(self):
        self.respond(302, [("Location", "https://elsewhere.test/x")], b"")

    def answer_fields(self):
        self.respond(418, [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Request-Id", "r1"),
                           ("Content-Encoding", "gzip"), ("Keep-Alive", "timeout=5")], b"\x1f\x8b")

    def answer_empty(self):
        self.send_response(204)
        self.end_headers()

    def answer_download(self):
        self.send_response(200)
        self.send_header("Content-Length", str(MEGABYTES << 20))
        self.end_headers()
        for piece in parts():
            self.wfile.write(piece)

    def answer_events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in [b"data: first\n\n", b"data: second\n\n"]:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
            self.wfile.flush()
            self.server.release.wait(20)
        self.wfile.write(b"0\r\n\r\n")

    def answer_broken(self):
        self.send_response(200)
        self.send_header("Content-Length", self.path.rpartition("?")[2])
        self.end_headers()
        self.wfile.write(b"half")
        self.wfile.flush()
        # The gateway has begun its response when this one breaks off.
        time.sleep(0.5)
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def upstream():
    """A server that records the requests it receives."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    server.seen, server.release = [], threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def forward(upstream, gateway):
    """A gateway in front of that server."""
    return gateway(upstream)


def peak_memory(server):
    """Returns the maximum resident memory of a process in bytes."""
    with open(f"/proc/{server.process.pid}/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM"))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_forwards_method_and_target_unchanged(forward, upstream, method):
    targets = [
        "/", "/api/v1/parsing/job/7", "/api/v2/classify/clj-1?expand=usage&expand=x",
        "/a%2Fb%20c?q=%26", "/api/v1/classifier/jobs-2", "/api/v1/files?page_size=2&&x",
        "/%E2%82%AC?a=b?c",
    ]
    body = b"text" if method in {"POST", "PUT", "PATCH"} else None
    for target in targets:
        answer = wire.call(forward, method, target, body)
        assert (answer.status, answer.body) == (200, b"answer")
    assert [seen[:2] for seen in upstream.seen] == [(method, target) for target in targets]
    assert {seen[4] for seen in upstream.seen} == {len(body or b"")}


def test_forwards_credentials_and_fields_except_hop_by_hop(forward, upstream):
    sent = {
        "Authorization": "Bearer llx-own", "Cookie": "session=s1", "X-Custom": "v",
        "Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "own/1",
        "x-stainless-retry-count": "0", "traceparent": "00-1-1-00",
    }
    dropped = {"Connection": "keep-alive, X-Hop", "X-Hop": "1", "Keep-Alive": "timeout=5",
               "TE": "trailers", "Proxy-Authorization": "Basic eA=="}
    wire.call(forward, "GET", "/x", headers={**sent, **dropped})
    ((_, _, fields, _, _),) = upstream.seen
    received = {name.lower(): value for name, value in fields}
    assert {name.lower(): value for name, value in sent.items()}.items() <= received.items()
    assert not {"x-hop", *HOP_BY_HOP} - {"connection"} & set(received)
    assert received["host"] == urllib.parse.urlsplit(upstream.url).netloc
    assert [name.lower() for name, _ in fields].count("host") == 1


def test_returns_status_fields_and_bytes_unchanged(forward):
    answer = wire.call(forward, "GET", "/fields")
    assert (answer.status, answer.body) == (418, b"\x1f\x8b")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["X-Request-Id"] == "r1" and "Keep-Alive" not in answer.headers


def test_follows_no_redirect(forward):
    answer = wire.call(forward, "GET", "/redirect")
    assert (answer.status, answer.headers["Location"]) == (302, "https://elsewhere.test/x")


def test_returns_responses_without_body(forward):
    assert wire.call(forward, "DELETE", "/empty").status == 204
    answer = wire.call(forward, "HEAD", "/x")
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "6", b"")


@pytest.mark.parametrize("chunked", [False, True])
def test_streams_upload(forward, upstream, chunked):
    before = peak_memory(forward)
    headers = {"Authorization": f"Bearer {wire.KEY}", "Content-Type": "application/octet-stream"}
    if not chunked:
        headers["Content-Length"] = str(MEGABYTES << 20)
    connection = wire.connection(forward)
    connection.request("POST", "/upload", parts(), headers, encode_chunked=chunked)
    assert connection.getresponse().read() == b"answer"
    connection.close()
    ((_, _, fields, digest, size),) = upstream.seen
    assert (size, digest) == (MEGABYTES << 20, checksum(parts()))
    assert ("content-length" in {name.lower() for name, _ in fields}) != chunked
    assert peak_memory(forward) - before < (MEGABYTES << 20) / 2


def test_streams_download(forward):
    before = peak_memory(forward)
    connection = wire.connection(forward)
    connection.request("GET", "/download")
    response = connection.getresponse()
    assert checksum(iter(lambda: response.read(PART), b"")) == checksum(parts())
    connection.close()
    assert peak_memory(forward) - before < (MEGABYTES << 20) / 2


def test_reads_slow_clients_response_no_faster_than_the_client(forward):
    before = peak_memory(forward)
    connection = wire.connection(forward)
    connection.request("GET", "/download")
    response = connection.getresponse()
    assert len(response.read(PART)) == PART
    time.sleep(2)
    assert peak_memory(forward) - before < (MEGABYTES << 20) / 2
    connection.close()


def test_sends_first_event_before_the_last(forward, upstream):
    connection = wire.connection(forward, timeout=20)
    connection.request("GET", "/events")
    response = connection.getresponse()
    assert response.readline() == b"data: first\n"
    upstream.release.set()
    assert response.read() == b"\ndata: second\n\n"
    connection.close()


def test_never_completes_response_that_breaks_off(forward):
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        wire.call(forward, "GET", f"/broken?{10 << 20}")
    # A small response is received before it is passed on.
    assert wire.call(forward, "GET", "/broken?1000").status == 502


def test_answers_if_upstream_is_gone(gateway, upstream):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        upstream.url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    # Nobody listens there any more.
    forward = gateway(upstream)
    for path in ["/x", wire.V1_JOBS]:
        answer = wire.call(forward, "GET", path)
        assert answer.status == 502 and isinstance(answer.json["detail"], str)
    assert wire.call(forward, "GET", "/healthz").status == 200


def test_forwards_upgrade_as_plain_request(forward, upstream):
    answer = wire.call(forward, "GET", "/x", headers={
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"})
    assert answer.status == 200
    ((_, _, fields, _, _),) = upstream.seen
    assert "upgrade" not in {name.lower() for name, _ in fields}


def test_v2_client_uses_gateway_as_the_service(serve, gateway):
    """Files and v2 jobs through the gateway are those of the service."""
    sandbox = serve("--dialect", "current")
    through = gateway(sandbox)
    file_id = wire.upload(through, "a.txt", INVOICE)
    job = wire.call(through, "POST", wire.V2_JOBS, {
        "file_input": f"dfl-{file_id}", "configuration": {"rules": RULES}}).json
    own, forwarded = [
        wire.call(server, "GET", f"{wire.V2_JOBS}/{job['id']}") for server in (sandbox, through)]
    assert own.body == forwarded.body and own.json["status"] == "COMPLETED"
    assert wire.v2_jobs(through) == wire.v2_jobs(sandbox) == [own.json]
