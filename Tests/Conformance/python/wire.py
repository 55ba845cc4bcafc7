# SPDX-License-Identifier: Apache-2.0
"""Requests without an SDK, and a TCP proxy between a client and gateways."""

import http.client
import itertools
import json
import socket
import struct
import threading
import urllib.parse

KEY = "llx-conformance"
V1_JOBS = "/api/v1/classifier/jobs"
V2_JOBS = "/api/v2/classify"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


class Answer:
    """A response whose body has been read."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


def connection(server, timeout=60):
    return http.client.HTTPConnection(
        urllib.parse.urlsplit(server.url).netloc, timeout=timeout)


def call(server, method, path, body=None, headers={}, key=KEY):
    """Performs a request on a connection of its own; a body that is no bytes is sent as JSON."""
    headers = dict(headers)
    if key is not None:
        headers.setdefault("Authorization", f"Bearer {key}")
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    to = connection(server)
    try:
        to.request(method, path, body, headers)
        return Answer(to.getresponse())
    finally:
        to.close()


def upload(server, name="invoice.txt", text="Invoice number 7\fPayment by card, change\fTotal due"):
    """Uploads a document and returns its ID as a bare UUID."""
    boundary = "wire-boundary"
    body = "".join([
        f'--{boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nclassify\r\n',
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n',
        f"Content-Type: text/plain\r\n\r\n{text}\r\n--{boundary}--\r\n",
    ])
    answer = call(server, "POST", "/api/v1/beta/files", body.encode(), {
        "Content-Type": f"multipart/form-data; boundary={boundary}"})
    assert answer.status in {200, 201}, answer.body
    return answer.json["id"].removeprefix("dfl-")


def v2_jobs(server):
    """Returns all v2 jobs of a server."""
    jobs, token = [], None
    while True:
        page = call(server, "GET", f"{V2_JOBS}?page_size=100" + (
            f"&page_token={urllib.parse.quote(token)}" if token else "")).json
        jobs += page["items"]
        token = page["next_page_token"]
        if not token:
            return jobs


class Proxy:
    """A TCP proxy that gives each connection to the next of several servers.

    It can lose the response of the next creations: when the response arrives ("response"), or as
    soon as the request has been forwarded ("request"). Both connections are then reset.
    """

    def __init__(self, *servers):
        self.targets = itertools.cycle(
            (part.hostname, part.port) for part in (
                urllib.parse.urlsplit(server.url) for server in servers))
        self.lock = threading.Lock()
        self.losses = []
        self.lost = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def lose(self, *moments):
        self.losses += moments

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client):
        with self.lock:
            target = next(self.targets)
        try:
            server = socket.create_connection(target)
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            reset(client)
            return
        loss = None
        try:
            while True:
                request = receive_request(client)
                if not request:
                    break
                if request.startswith(f"POST {V1_JOBS}".encode()):
                    with self.lock:
                        loss = self.losses.pop(0) if self.losses else None
                server.sendall(request)
                if loss == "request":
                    break
                head, body = receive_response(server)
                if loss == "response":
                    break
                client.sendall(head + body)
        except OSError:
            pass
        if loss:
            with self.lock:
                self.lost += 1
        reset(client)
        reset(server)


def reset(connected):
    """Closes a connection with a TCP reset."""
    try:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError:
        pass
    connected.close()


def receive_head(connected):
    """Returns a head and the first bytes after it; nothing if the connection is closed."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connected.recv(65536)
        if not part:
            return b"", b""
        data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def receive(connected):
    """Returns the next bytes; raises ConnectionError if there are none."""
    part = connected.recv(65536)
    if not part:
        raise ConnectionError
    return part


def receive_body(connected, head, rest):
    fields = dict(
        line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        while not rest.endswith(b"0\r\n\r\n"):
            rest += receive(connected)
    else:
        length = int(fields.get(b"content-length", b"0"))
        while len(rest) < length:
            rest += receive(connected)
    return rest


def receive_request(client):
    head, rest = receive_head(client)
    return head + receive_body(client, head, rest)


def receive_response(server):
    head, rest = receive_head(server)
    if not head:
        raise ConnectionError
    return head, receive_body(server, head, rest)
