# SPDX-License-Identifier: Apache-2.0
"""Processes under test: the gateway, the sandbox and nginx; their CPU time, memory and sockets."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.parse

TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    """A server whose URL is known; it is stopped when the `with` block ends."""

    def __init__(self, arguments, url=None, log=subprocess.DEVNULL):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE if url is None else subprocess.DEVNULL, stderr=log,
            text=True)
        self.url = url or self.process.stdout.readline().strip()
        if not self.url.startswith("http"):
            raise SystemExit(f"{' '.join(map(str, arguments))} did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    @property
    def pids(self):
        """The process and its children, such as nginx's workers."""
        pid = self.process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *map(int, children)]

    @property
    def cpu_seconds(self):
        total = 0
        for pid in self.pids:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self, name="VmRSS"):
        """The resident memory in bytes; VmHWM is its maximum."""
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith(name + ":"))

    def sockets(self):
        """The number of TCP connections: of clients, and to other servers."""
        port = urllib.parse.urlsplit(self.url).port
        inodes = set()
        for entry in pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                target = os.readlink(entry)
            except OSError:
                continue
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
        clients = others = 0
        listening = "0A"
        for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes and fields[3] != listening:
                if int(fields[1].rpartition(":")[2], 16) == port:
                    clients += 1
                else:
                    others += 1
        return clients, others


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def nginx(folder, name, upstream, caches=False):
    """Starts an nginx with one worker in front of a server; it can cache what GET returns."""
    folder = pathlib.Path(folder) / name
    folder.mkdir()
    port = free_port()
    cache = f"""
    proxy_cache_path {folder}/cache keys_zone=answers:10m;
    proxy_cache answers;
    proxy_cache_key $request_uri;
    proxy_cache_methods GET;
    proxy_cache_valid 200 1h;
    proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
""" if caches else ""
    temporary = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n"
        for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    (folder / "nginx.conf").write_text(f"""
{'user root;' if os.geteuid() == 0 else ''}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    keepalive_requests 1000000;
    client_max_body_size 0;
{temporary}{cache}
    upstream service {{
        server {urllib.parse.urlsplit(upstream).netloc};
        keepalive 256;
        keepalive_requests 1000000;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://service;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }}
    }}
}}
""")
    server = Process(
        ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"],
        f"http://127.0.0.1:{port}")
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return server
        except OSError:
            time.sleep(0.05)
    raise SystemExit("nginx did not start: " + (folder / "error.log").read_text())


def call(url, method, path, body=None, headers={}, key="llx-benchmark", timeout=120):
    """Performs a request; returns the status, the body's JSON or text, and the fields."""
    headers = {"Authorization": f"Bearer {key}", **headers}
    if isinstance(body, dict):
        body = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=timeout)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        data = response.read()
        try:
            return response.status, json.loads(data), response.headers
        except ValueError:
            return response.status, data, response.headers
    finally:
        connection.close()


def upload(url, name, text, **options):
    """Uploads a document; returns the status and the ID, or the response's body."""
    boundary = "benchmark-boundary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nclassify\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{text}\r\n--{boundary}--\r\n").encode()
    status, answer, _ = call(url, "POST", "/api/v1/beta/files", body, {
        "Content-Type": f"multipart/form-data; boundary={boundary}"}, **options)
    if status in {200, 201} and isinstance(answer, dict):
        return status, answer["id"].removeprefix("dfl-")
    return status, answer
