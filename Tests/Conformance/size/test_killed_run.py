# SPDX-License-Identifier: Apache-2.0
"""A run of 2,000 documents that is killed three times and continued by the same command.

CompareResumeTests kills small runs with many more timings, and KilledRunTests ends a run within any
line of its log. Here, thousands of jobs are listed to find those whose response was lost.
"""

import collections
import contextlib
import json
import os
import random
import signal
import subprocess
import time
import urllib.request

DOCUMENTS = 2_000
KILLS = 3
SEED = 11
KEY = "llx-any-key"
CONCURRENCY = 32
# The bounds of a part until it is killed, and of the last one.
MAXIMUM_PART_SECONDS = 1_200
MAXIMUM_SECONDS = 3_000
RULES = [
    {"type": "invoice", "description": "has an invoice number and the total due"},
    {"type": "receipt", "description": "proves a payment by card with change"},
]


@contextlib.contextmanager
def sandbox():
    """The URL of a server in its own process, which keeps the jobs while the runs are killed."""
    server = subprocess.Popen(
        [os.environ["CLASSIFY_BRIDGE"], "sandbox", "--listen", "127.0.0.1:0", "--dialect",
         "current"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with open(os.environ.get("CLASSIFY_SERVERS", os.devnull), "a") as servers:
        servers.write(f"{server.pid}\n")
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


def jobs(url):
    """All jobs in the order of the list."""
    token = ""
    while token is not None:
        request = urllib.request.Request(
            f"{url}?page_size=100" + (f"&page_token={token}" if token else ""),
            headers={"Authorization": f"Bearer {KEY}"})
        with urllib.request.urlopen(request, timeout=60) as response:
            page = json.load(response)
        yield from page["items"]
        token = page.get("next_page_token")


def lines(path):
    """The whole lines of a file of results, which a kill can leave with a torn one."""
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.split("\n")[:-1]]


def finished(path):
    return collections.Counter(line["document"] for line in lines(path) if "document" in line)


def test_each_document_once_after_kills(tmp_path):
    names = [f"scan-{number:04}.txt" for number in range(DOCUMENTS)]
    (tmp_path / "scans").mkdir()
    for number, name in enumerate(names):
        (tmp_path / "scans" / name).write_text(f"Invoice number {number}, total due\n")
    (tmp_path / "rules.json").write_text(json.dumps(RULES))
    results = tmp_path / "compare-results.jsonl"
    generator = random.Random(SEED)

    with sandbox() as url:
        def start(output):
            return subprocess.Popen(
                [os.environ["CLASSIFY_BRIDGE"], "compare", "--rules", "rules.json", "--recursive",
                 "scans", "--concurrency", str(CONCURRENCY), "--format", "json", "--base-url", url,
                 "--api-key", KEY], cwd=tmp_path, stdout=output, stderr=subprocess.DEVNULL)

        begun = time.monotonic()
        for part in range(1, KILLS + 1):
            # At a random moment after a random number of documents.
            target = DOCUMENTS * part // (KILLS + 1) - generator.randrange(DOCUMENTS // 10)
            process = start(subprocess.DEVNULL)
            limit = time.monotonic() + MAXIMUM_PART_SECONDS
            while results.stat().st_size < 1 if results.exists() else True:
                time.sleep(0.01)
                assert process.poll() is None and time.monotonic() < limit
            while len(finished(results)) < target:
                time.sleep(0.1)
                assert process.poll() is None and time.monotonic() < limit
            time.sleep(generator.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            assert process.wait(20) == -signal.SIGKILL
            assert 0 < len(finished(results)) < DOCUMENTS
        with open(tmp_path / "report.json", "w") as output:
            process = start(output)
            status = process.wait(MAXIMUM_SECONDS)
        report = json.loads((tmp_path / "report.json").read_text())
        print(f"\n{DOCUMENTS:,} documents, killed {KILLS} times:"
              f" {time.monotonic() - begun:.0f} s")

        assert status == 0
        assert report["documents"] == report["agreed"] == DOCUMENTS
        counts = finished(results)
        assert sorted(counts) == [f"scans/{name}" for name in names]
        assert set(counts.values()) == {1}

        v1 = list(jobs(f"{url}/api/v1/classifier/jobs"))
        v2 = list(jobs(f"{url}/api/v2/classify"))
        assert len({job["id"] for job in v1}) == len(v1) == DOCUMENTS
        assert len({job["id"] for job in v2}) == len(v2) == DOCUMENTS
        results_of = [line for line in lines(results) if "document" in line]
        assert {line["v1"]["job"].split(":")[1] for line in results_of} == {
            job["id"] for job in v1}
        assert {line["v2"]["job"].split(":")[1] for line in results_of} == {
            job["id"] for job in v2}
