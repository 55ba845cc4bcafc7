# SPDX-License-Identifier: Apache-2.0
"""A gateway that is killed while it creates a job, and the client's retry at another one."""

import collections
import concurrent.futures
import http.client
import os
import random
import threading
import time

import wire
from conftest import Server
from wire import V1_JOBS, call

ROUNDS = int(os.environ.get("CLASSIFY_KILL_ROUNDS", "20"))
FILES = 100
# Seconds. Creations are paced at 40 per second: that of 100 files takes about as long.
LONGEST = 2.5


def round_of(seed, sandbox, file_ids, second):
    """Creates a job at a gateway that is killed, then at the second one; returns what failed."""
    generator = random.Random(seed)
    first = Server("gateway", "--upstream", sandbox.url)
    rules = [{"type": f"round-{seed}", "description": "has an invoice number and the total due"}]
    body = {"file_ids": file_ids, "rules": rules}
    key = f"llx-round-{seed}"
    answered = []

    def attempt():
        try:
            answered.append(call(first, "POST", V1_JOBS, body, key=key))
        except (http.client.HTTPException, OSError):
            pass

    client = threading.Thread(target=attempt, daemon=True)
    client.start()
    delay = generator.uniform(0, LONGEST)
    time.sleep(delay)
    first.kill()
    first.stop()
    client.join(20)

    retry = call(second, "POST", V1_JOBS, body, {"x-stainless-retry-count": "1"}, key=key)
    if retry.status != 200:
        return f"retry: {retry.status} {retry.body}", delay, 0
    if answered and answered[0].json["id"] != retry.json["id"]:
        return f"{answered[0].json['id']} became {retry.json['id']}", delay, 0
    results = call(second, "GET", f"{V1_JOBS}/{retry.json['id']}/results", key=key).json["items"]
    if [item["file_id"] for item in results] != file_ids:
        return f"{len(results)} results", delay, 0
    return None, delay, len(answered)


def test_retry_after_kill_creates_each_job_once(serve, gateway):
    sandbox = serve("--dialect", "current", "--latency", "5ms-40ms")
    second = gateway(sandbox)
    file_ids = [wire.upload(sandbox, f"{number}.txt") for number in range(FILES)]
    seeds = [random.randrange(1 << 32) for _ in range(ROUNDS)]
    if fixed := os.environ.get("CLASSIFY_KILL_SEED"):
        seeds = [int(fixed)]
    print("seeds:", *seeds)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda seed: round_of(seed, sandbox, file_ids, second), seeds))
    failures = [f"seed {seed}, killed after {delay:.2f} s: {failure}"
                for seed, (failure, delay, _) in zip(seeds, outcomes) if failure]
    jobs = collections.Counter(
        (job["configuration"]["rules"][0]["type"], job["file_input"].removeprefix("dfl-"))
        for job in wire.v2_jobs(sandbox))
    for seed, (_, delay, _) in zip(seeds, outcomes):
        counts = [jobs[f"round-{seed}", file_id] for file_id in file_ids]
        if counts != [1] * FILES:
            failures.append(f"seed {seed}, killed after {delay:.2f} s: {sum(counts)} jobs")
    assert not failures, "\n".join(failures)
    # Kills after the response prove nothing.
    assert len(seeds) == 1 or sum(answered for _, _, answered in outcomes) < len(seeds)
