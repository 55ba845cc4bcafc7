# SPDX-License-Identifier: Apache-2.0
"""A sandbox server with three documents, and the outcomes of all cases."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

import pytest
from corpus import Runner, cases, contents, migrate
from llama_cloud import LlamaCloud

DOCUMENTS = {
    "invoice.txt": "Invoice number 7\fpayment by card, change\ftotal due\fpage 4\fpage 5\fpage 6",
    "receipt.txt": "payment by card with change",
    "scan.broken": "?",
}

# Programs mostly wait for polls.
CONCURRENCY = 10


@pytest.fixture(scope="session")
def runner():
    process = subprocess.Popen(
        [os.environ["CLASSIFY_BRIDGE"], "sandbox", "--listen", "127.0.0.1:0", "--dialect",
         "current"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with open(os.environ["CLASSIFY_SERVERS"], "a") as servers:
        servers.write(f"{process.pid}\n")
    url = process.stdout.readline().strip()
    client = LlamaCloud(api_key="llx-migrate", base_url=url)
    ids = [
        client.files.create(file=(name, text.encode(), "text/plain"), purpose="classify").id
        for name, text in DOCUMENTS.items()
    ]
    yield Runner(url, ids)
    client.close()
    process.terminate()
    process.wait(20)
    process.stdout.close()


class Outcome:
    """What a case printed and what the command said."""

    def __init__(self, case, folder: Path, runner):
        self.before = folder / "before"
        self.after = folder / "after"
        copytree(case.folder / "before", self.before)
        copytree(case.folder / "before", self.after)
        self.printed = None if case.sdk == "none" else runner.output(case, self.before, False)
        if os.environ.get("CLASSIFY_BEFORE_ONLY"):
            return
        self.exit, self.report = migrate(self.after, "--write", *case.options)
        self.files = contents(self.after)
        self.second = migrate(self.after, *case.options)[1]


@pytest.fixture(scope="session")
def outcomes(runner, tmp_path_factory):
    """A function that returns the outcome of a case; all are computed at the same time."""
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        futures = {
            case.name: pool.submit(Outcome, case, tmp_path_factory.mktemp(case.name), runner)
            for case in cases()
        }
        yield lambda case: futures[case.name].result()
