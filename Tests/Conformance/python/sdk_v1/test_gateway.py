# SPDX-License-Identifier: Apache-2.0
"""What a gateway's v1 does that the sandbox's own v1 can't show."""

import httpx
import llama_cloud
import pytest
import wire
from conftest import RULES


@pytest.fixture
def sandbox(serve):
    """The upstream of the gateways."""
    return serve("--dialect", "current")


@pytest.fixture
def server(sandbox, gateway):
    """A gateway without options."""
    return gateway(sandbox)


@pytest.fixture
def proxy():
    """Starts a proxy in front of servers."""
    proxies = []

    def start(*servers):
        proxies.append(wire.Proxy(*servers))
        return proxies[-1]

    yield start
    for started in proxies:
        started.close()


def create(file_ids, **changes):
    params = {"file_ids": file_ids, "rules": RULES, **changes}
    return lambda c: c.classifier.jobs.create(**params)


def assert_each_once(sandbox, file_ids):
    """Checks that the files were classified once each."""
    jobs = wire.v2_jobs(sandbox)
    assert sorted(job["file_input"].removeprefix("dfl-") for job in jobs) == sorted(file_ids)
    assert len({job["transaction_id"] for job in jobs}) == len(file_ids)


@pytest.mark.parametrize("changes, place, code", [
    ({"mode": "MULTIMODAL"}, ["body", "mode"], "mode.multimodal"),
    ({"parsing_configuration": {"max_pages": 0}},
     ["body", "parsing_configuration", "max_pages"], "pageLimit.belowOne"),
    ({"parsing_configuration": {"max_pages": -1}},
     ["body", "parsing_configuration", "max_pages"], "pageLimit.belowOne"),
])
def test_refuses_what_v2_lacks(speak, sandbox, changes, place, code):
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(create([wire.upload(sandbox)], **changes))
    (detail,) = caught.value.body["detail"]
    assert (detail["loc"], detail["type"]) == (place, code) and len(detail["msg"]) > 20
    assert wire.v2_jobs(sandbox) == []


def test_permissive_policy_notes_multimodal(sandbox, gateway, connect):
    speak = connect(gateway(sandbox, "--policy", "permissive"))
    response = speak(lambda c: c.classifier.jobs.with_raw_response.create(
        file_ids=[wire.upload(sandbox)], rules=RULES, mode="MULTIMODAL"))
    assert "mode.multimodal" in response.headers["classify-bridge-notes"].replace(" ", "").split(",")


@pytest.mark.parametrize("count", [1, 3])
def test_reads_cancelled_job(serve, gateway, connect, count):
    sandbox = serve("--dialect", "current", "--job-duration", "0ms+10m")
    speak = connect(gateway(sandbox))
    file_ids = [wire.upload(sandbox, f"{number}.txt") for number in range(count)]
    created = speak(create(file_ids))
    for job in wire.v2_jobs(sandbox):
        path = f"{wire.V2_JOBS}/{job['id']}/cancel"
        assert wire.call(sandbox, "POST", path).status == 200
    assert speak(lambda c: c.classifier.jobs.get(created.id)).status == "CANCELLED"
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    assert [(item.file_id, item.result) for item in results.items] == [
        (file_id, None) for file_id in file_ids]


def test_lists_jobs_of_other_v2_clients(speak, sandbox):
    file_ids = [wire.upload(sandbox, name) for name in ["a.txt", "b.txt"]]
    listed = {}
    for number in range(3):
        listed[speak(create(file_ids)).id] = file_ids
        job = wire.call(sandbox, "POST", wire.V2_JOBS, {
            "file_input": f"dfl-{file_ids[0]}", "configuration": {"rules": RULES}})
        assert job.status == 200, job.body
        listed[job.json["id"]] = file_ids[:1]
    for size in [1, 2, 4, 50]:
        found = speak.items(lambda c: c.classifier.jobs.list(page_size=size))
        assert [job.status for job in found] == ["SUCCESS"] * 6
        # The form of a foreign job's ID is the gateway's choice.
        assert {job.id for job in found} >= {
            job_id for job_id, files in listed.items() if len(files) == 2}
        for job in found:
            results = speak(lambda c: c.classifier.jobs.get_results(job.id))
            assert len(results.items) in {1, 2}
            assert {item.result.type for item in results.items} == {"invoice"}


@pytest.mark.parametrize("moments", [
    ["response"], ["request"], ["response", "request"], ["request", "response"]])
@pytest.mark.parametrize("count", [1, 12])
def test_sdk_retry_finds_job_whose_response_was_lost(
        server, sandbox, proxy, connect, count, moments):
    between = proxy(server)
    speak = connect(between)
    file_ids = [wire.upload(sandbox, f"{number}.txt") for number in range(count)]
    between.lose(*moments)
    created = speak(create(file_ids))
    assert between.lost == len(moments)
    assert_each_once(sandbox, file_ids)
    assert [job.id for job in speak.items(lambda c: c.classifier.jobs.list())] == [created.id]
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    assert [item.file_id for item in results.items] == file_ids


def test_sdk_retry_joins_creation_in_progress(server, sandbox, connect):
    # Creations are paced at 40 per second, so this one outlasts the timeout of the client.
    speak = connect(server, timeout=1, max_retries=8)
    file_ids = [wire.upload(sandbox, f"{number}.txt") for number in range(100)]
    created = speak(create(file_ids))
    assert_each_once(sandbox, file_ids)
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    assert [item.file_id for item in results.items] == file_ids


@pytest.mark.parametrize("fault", [
    "429:retry-after=0", "503", "500", "reset-before", "reset-after", "truncate", "garbage"])
def test_upstream_fault_creates_each_job_once(serve, gateway, connect, fault):
    sandbox = serve("--dialect", "current", "--fault", f"{fault}@createV2Job*2")
    speak = connect(gateway(sandbox))
    file_ids = [wire.upload(sandbox, f"{number}.txt") for number in range(5)]
    created = speak(create(file_ids))
    assert_each_once(sandbox, file_ids)
    assert speak(lambda c: c.classifier.jobs.get(created.id)).status == "SUCCESS"


def test_new_requests_are_new_jobs(speak, sandbox):
    file_ids = [wire.upload(sandbox)]
    assert speak(create(file_ids)).id != speak(create(file_ids)).id
    assert len(wire.v2_jobs(sandbox)) == 2


@pytest.fixture
def between(sandbox, gateway, proxy):
    """A load balancer in front of two gateways."""
    return proxy(gateway(sandbox), gateway(sandbox))


@pytest.fixture
def balanced(between, connect):
    """A client whose requests go to the two gateways in turn."""
    make = {"sync": httpx.Client, "async": httpx.AsyncClient}[connect.kind]
    # Without idle connections, each request opens one, which the proxy gives to the next gateway.
    limits = httpx.Limits(max_keepalive_connections=0)
    return connect(between, http_client=make(limits=limits))


def test_two_gateways_behave_as_one(sandbox, balanced):
    file_ids = [wire.upload(sandbox, name) for name in ["a.txt", "b.txt", "scan.broken"]]
    expected = {}
    for files in [file_ids, file_ids[1:]] * 2:
        results = balanced(lambda c: c.classifier.classify(
            file_ids=files, rules=RULES, polling_interval=0.01))
        assert [item.file_id for item in results.items] == files
        expected[results.items[0].classify_job_id] = files
    listed = balanced.items(lambda c: c.classifier.jobs.list(page_size=1))
    assert {job.id for job in listed} == set(expected) and len(listed) == len(expected)
    for job_id in [*expected, *expected]:
        assert balanced(lambda c: c.classifier.jobs.get(job_id)).status == "PARTIAL_SUCCESS"


@pytest.mark.parametrize("moment", ["response", "request"])
def test_retry_at_another_gateway_finds_job(sandbox, between, balanced, moment):
    file_ids = [wire.upload(sandbox, f"{number}.txt") for number in range(12)]
    between.lose(moment)
    created = balanced(create(file_ids))
    assert between.lost == 1
    assert_each_once(sandbox, file_ids)
    results = balanced(lambda c: c.classifier.jobs.get_results(created.id))
    assert [item.file_id for item in results.items] == file_ids
