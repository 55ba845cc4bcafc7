# SPDX-License-Identifier: Apache-2.0
"""Metrics, logs, health and shutdown of a gateway."""

import http.server
import json
import re
import socket
import threading
import time
import types

import pytest
import wire
from conftest import RULES
from wire import UNKNOWN, V1_JOBS, call

KEYS = ["llx-first-Zq7xWm4T", "llx-stranger-b8Tn5L", "llx-query-kR9vHc2N"]
PREFIX = "classify_bridge_gateway_"
SAMPLE = re.compile(
    r"[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*=\"(\\.|[^\"\\])*\",?)*\})? \S+( \d+)?")


@pytest.fixture
def sandbox(serve):
    return serve("--dialect", "current", "--key", KEYS[0], "--key", wire.KEY)


def metrics(server):
    """Returns the metrics as text, after checking their format."""
    answer = call(server, "GET", "/metrics", key=None)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    text = answer.body.decode()
    for line in text.splitlines():
        assert line.startswith(("# HELP ", "# TYPE ")) or SAMPLE.fullmatch(line), line
    return text


def value(text, name, **labels):
    """Returns the sum of the series with a name and these labels."""
    found = [
        line for line in text.splitlines()
        if re.match(PREFIX + name + r"[{ ]", line)
        and all(f'{label}="{expected}"' in line for label, expected in labels.items())]
    return sum(float(line.rpartition(" ")[2]) for line in found)


def test_metrics_count_requests(sandbox, gateway):
    through = gateway(sandbox)
    body = {"file_ids": [wire.upload(sandbox)], "rules": RULES}
    job = call(through, "POST", V1_JOBS, body).json["id"]
    for path in [f"{V1_JOBS}/{job}", f"{V1_JOBS}/{UNKNOWN}", f"{V1_JOBS}/{job}/results",
                 wire.V2_JOBS]:
        call(through, "GET", path)
    text = metrics(through)
    for route, status in [("create", "2xx"), ("get", "2xx"), ("get", "4xx"), ("results", "2xx"),
                          ("forwarded", "2xx")]:
        assert value(text, "requests_total", route=route, status=status) == 1, (route, text)
    assert value(text, "notes_total", code="pageLimit.defaulted") == 1
    assert value(text, "request_duration_seconds_bucket", route="get", le="+Inf") == 2
    assert value(text, "request_duration_seconds_count", route="get") == 2
    assert value(text, "upstream_requests_total") >= 5
    # An ID as a label would make a time series of each job.
    assert job not in text


def test_neither_metrics_nor_logs_have_secrets(sandbox, gateway):
    through = gateway(sandbox)
    body = {"file_ids": [wire.upload(sandbox)], "rules": RULES, "webhook_configurations": [{
        "webhook_url": f"https://hooks.test/{KEYS[0]}",
        "webhook_headers": {"Authorization": KEYS[2]}}]}
    assert call(through, "POST", V1_JOBS, body, key=KEYS[0]).status == 200
    for key in KEYS:
        for method, path in [("GET", f"{V1_JOBS}/{UNKNOWN}"), ("GET", f"{V1_JOBS}?page_token={key}"),
                             ("GET", f"/api/v1/{key}?token={key}"), ("DELETE", wire.V2_JOBS)]:
            call(through, method, path, key=key)
    text = metrics(through)
    through.stop()
    assert len(through.log) > 10
    for key in KEYS:
        assert not [line for line in through.log + text.splitlines() if key in line]


def test_each_answer_has_an_id_that_the_log_has(sandbox, gateway):
    through = gateway(sandbox, "--log", "json")
    ids = [call(through, "GET", path).headers["X-Request-Id"] for path in [V1_JOBS, wire.V2_JOBS]]
    assert len(set(ids)) == 2 and all(ids)
    through.stop()
    lines = [json.loads(line) for line in through.log if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["status"] for line in requests] == [200, 200]
    assert [line["route"] for line in requests] == ["list", "forwarded"]
    for request_id, line in zip(ids, requests):
        assert request_id in {line["id"], line.get("upstream_id")}


def test_healthy_and_ready(sandbox, gateway):
    through = gateway(sandbox)
    for path in ["/healthz", "/readyz"]:
        assert call(through, "GET", path, key=None).status == 200
    assert call(through, "GET", "/debug/unknown", key=None).status == 404


class Future(http.server.BaseHTTPRequestHandler):
    """A service whose jobs have a member and a status that nobody knows yet."""

    def do_GET(self):
        body = json.dumps({
            "id": "clj-" + UNKNOWN, "status": "DREAMING", "mood": "m" * 200, "project_id": UNKNOWN,
            "user_id": UNKNOWN, "created_at": "2026-01-02T03:04:05Z", "error_message": None,
            "updated_at": "2026-01-02T03:04:05Z", "document_input_type": "file_id",
            "file_input": f"dfl-{UNKNOWN}", "configuration": {"rules": RULES, "mode": "FAST"},
            "result": None, "transaction_id": None, "configuration_id": None, "parse_job_id": None,
        }).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_counts_and_shows_what_it_does_not_know(gateway):
    upstream = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Future)
    upstream.url = f"http://127.0.0.1:{upstream.server_port}"
    threading.Thread(target=upstream.serve_forever, args=[0.01], daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = "127.0.0.1:%d" % free.getsockname()[1]
    through = gateway(upstream, "--debug-unknown", "--admin-listen", address)
    operators = types.SimpleNamespace(url=f"http://{address}")
    job = call(through, "GET", f"{V1_JOBS}/clj-{UNKNOWN}")
    # v1 clients reject words that v1 does not have.
    assert (job.status, job.json["status"]) == (200, "PENDING")
    assert "status.unrecognized" in job.headers["Classify-Bridge-Notes"]
    assert value(metrics(operators), "unknown_total") >= 2
    shown = call(operators, "GET", "/debug/unknown", key=None)
    text = shown.body.decode()
    assert "mood" in text and "DREAMING" in text and "m" * 100 not in text
    upstream.shutdown()
    upstream.server_close()


def test_finishes_running_requests_when_stopped(gateway):
    arrived, release = threading.Event(), threading.Event()

    class Held(Future):
        def do_GET(self):
            arrived.set()
            release.wait(240)
            super().do_GET()

    upstream = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Held)
    upstream.url = f"http://127.0.0.1:{upstream.server_port}"
    threading.Thread(target=upstream.serve_forever, args=[0.01], daemon=True).start()
    through = gateway(upstream, "--shutdown-timeout", "240s")
    answers = []
    running = threading.Thread(
        target=lambda: answers.append(call(through, "GET", f"{V1_JOBS}/clj-{UNKNOWN}")),
        daemon=True)
    running.start()
    assert arrived.wait(240)
    stopping = threading.Thread(target=through.stop, daemon=True)
    stopping.start()
    time.sleep(0.3)
    release.set()
    stopping.join(300)
    running.join(300)
    assert [answer.status for answer in answers] == [200]
    upstream.shutdown()
    upstream.server_close()
