# SPDX-License-Identifier: Apache-2.0
"""Shared fixtures: sandbox servers, gateways, and the SDK's sync and async clients."""

import asyncio
import inspect
import os
import signal
import subprocess
import threading

import llama_cloud
import pytest

RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]
INVOICE = "Invoice number 7\fPayment by card, change\fTotal due"


class Server:
    """A sandbox server or a gateway in its own process."""

    def __init__(self, command, *options):
        self.process = subprocess.Popen(
            [os.environ["CLASSIFY_BRIDGE"], command, "--listen", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.killed = False
        with open(os.environ["CLASSIFY_SERVERS"], "a") as servers:
            servers.write(f"{self.process.pid}\n")
        self.log = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.log

    def _read(self):
        for line in self.process.stderr:
            self.log.append(line.strip())

    def stop(self):
        """Stops the server and returns the fields of each request: method, path, outcome, time."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(300) == (-signal.SIGKILL if self.killed else 0), self.log
        self.reader.join(300)
        self.process.stdout.close()
        self.process.stderr.close()
        return self.requests()

    def kill(self):
        """Ends the process without a chance to clean up."""
        self.killed = True
        self.process.kill()
        self.process.wait(300)

    def requests(self):
        return [line.split() for line in self.log if line.endswith(" ms")]


class Speaker:
    """The SDK's sync or async client behind one interface."""

    def __init__(self, is_async, **options):
        self.loop = asyncio.new_event_loop() if is_async else None
        make = llama_cloud.AsyncLlamaCloud if is_async else llama_cloud.LlamaCloud
        options.setdefault("api_key", "llx-conformance")
        self.client = make(_strict_response_validation=True, **options)

    def __call__(self, call):
        """Performs a call and returns its result."""
        result = call(self.client)
        return self.loop.run_until_complete(result) if inspect.isawaitable(result) else result

    def items(self, call):
        """Performs a list call and returns the items of all pages."""
        pages = call(self.client)
        if self.loop is None:
            return list(pages)

        async def collect():
            return [item async for item in pages]

        return self.loop.run_until_complete(collect())

    def close(self):
        self(lambda client: client.close())
        if self.loop is not None:
            self.loop.close()


@pytest.fixture
def launch():
    """Starts a server of the command-line tool with the given options."""
    servers = []

    def start(command, *options):
        servers.append(Server(command, *options))
        return servers[-1]

    yield start
    # A gateway stops before its upstream.
    for server in reversed(servers):
        server.stop()


@pytest.fixture
def serve(launch):
    """Starts a sandbox server with the given options."""
    return lambda *options: launch("sandbox", "--verbose", *options)


@pytest.fixture
def gateway(launch):
    """Starts a gateway in front of a server."""
    return lambda upstream, *options: launch("gateway", "--upstream", upstream.url, *options)


@pytest.fixture(params=["sandbox", "gateway"])
def serve_v1(request, serve, gateway):
    """Starts a server of v1: a sandbox, or a gateway that serves v1 from the v2 of a sandbox."""

    def start(*options):
        sandbox = serve("--dialect", "current", *options)
        return sandbox if request.param == "sandbox" else gateway(sandbox)

    return start


@pytest.fixture(params=["sync", "async"])
def connect(request):
    """Creates a client of a server."""
    speakers = []

    def make(server, **options):
        speakers.append(Speaker(request.param == "async", base_url=server.url, **options))
        return speakers[-1]

    make.kind = request.param
    yield make
    for speaker in speakers:
        speaker.close()


@pytest.fixture
def server(serve):
    """A server with the current v2 dialect and no faults."""
    return serve("--dialect", "current")


@pytest.fixture
def speak(server, connect):
    """A client of that server."""
    return connect(server)


@pytest.fixture
def upload(speak):
    """Uploads a document and returns its ID."""

    def create(name="invoice.txt", text=INVOICE, speak=speak):
        file = (name, text.encode(), "text/plain")
        return speak(lambda c: c.files.create(file=file, purpose="classify")).id

    return create
