# SPDX-License-Identifier: Apache-2.0
"""Classify v1 with the last SDK version that supports it."""

import llama_cloud
import pytest
from conftest import RULES
from llama_cloud._polling import PollingError

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def files(upload):
    """Uploads documents and returns their IDs as bare UUIDs, as v1's schema requires."""

    def create(*names, **options):
        return [upload(name, **options).removeprefix("dfl-") for name in names]

    return create


def create(file_ids, **changes):
    params = {"file_ids": file_ids, "rules": RULES, **changes}
    return lambda c: c.classifier.jobs.create(**params)


def test_creates_and_reads_job_with_results(speak, files):
    file_ids = files("a.txt", "b.txt")
    created = speak(create(file_ids))
    assert created.status == "PENDING"
    assert [rule.type for rule in created.rules] == ["invoice", "receipt"]
    assert created.parsing_configuration.max_pages == 5
    assert created.parsing_configuration.lang == "en"
    job = speak(lambda c: c.classifier.jobs.get(created.id))
    assert job.status == "SUCCESS"
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    assert sorted(item.file_id for item in results.items) == sorted(file_ids)
    assert {item.classify_job_id for item in results.items} == {created.id}
    assert {item.result.type for item in results.items} == {"invoice"}
    assert results.total_size == 2


@pytest.mark.parametrize("pages, label", [([0], "invoice"), ([1], "receipt"), ([0, 2], "invoice")])
def test_uses_zero_based_pages(speak, files, pages, label):
    results = speak(lambda c: c.classifier.classify(
        file_ids=files("a.txt"), rules=RULES, polling_interval=0.01,
        parsing_configuration={"target_pages": pages}))
    assert [item.result.type for item in results.items] == [label]


@pytest.mark.parametrize("mode", ["FAST", "MULTIMODAL"])
def test_accepts_both_modes(speak, files, mode):
    assert speak(create(files("a.txt"), mode=mode)).mode == mode


def test_classify_polls_and_returns_results(serve, connect, files):
    server = serve("--job-duration", "300ms")
    speak = connect(server)
    file_ids = files("a.txt", speak=speak)
    results = speak(lambda c: c.classifier.classify(
        file_ids=file_ids, rules=RULES, polling_interval=0.05, backoff="constant"))
    assert [item.file_id for item in results.items] == file_ids
    methods = [line[0] for line in server.stop() if "classifier" in line[1]]
    assert methods[0] == "POST" and len(methods) > 4


def test_returns_null_result_for_failed_file(speak, files):
    file_ids = files("a.txt", "scan.broken")
    created = speak(create(file_ids))
    job = speak(lambda c: c.classifier.wait_for_completion(created.id, polling_interval=0.01))
    assert job.status == "PARTIAL_SUCCESS"
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    by_file = {item.file_id: item.result for item in results.items}
    assert by_file[file_ids[0]].type == "invoice"
    assert by_file[file_ids[1]] is None


def test_stops_polling_failed_job(speak, files):
    created = speak(create(files("scan.broken")))
    assert speak(lambda c: c.classifier.jobs.get(created.id)).status == "ERROR"
    if speak.loop is None:
        with pytest.raises(PollingError, match="ERROR"):
            speak(lambda c: c.classifier.wait_for_completion(created.id, polling_interval=0.01))


def test_lists_jobs_across_pages(speak, files):
    file_ids = files("a.txt")
    created = [speak(create(file_ids)).id for _ in range(7)]
    listed = [job.id for job in speak.items(lambda c: c.classifier.jobs.list(page_size=3))]
    assert sorted(listed) == sorted(created)
    page = speak(lambda c: c.classifier.jobs.list(page_size=3))
    assert len(page.items) == 3 and page.total_size == 7 and page.next_page_token


def test_accepts_at_most_500_files(speak, files):
    (file_id,) = files("a.txt")
    created = speak(create([file_id] * 500))
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    assert len(results.items) == 500 and results.next_page_token is None
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(create([file_id] * 501))
    assert caught.value.body["detail"][0]["loc"] == ["body", "file_ids"]


@pytest.mark.parametrize("changes, place", [
    ({"file_ids": []}, ["body", "file_ids"]),
    ({"rules": []}, ["body", "rules"]),
    ({"parsing_configuration": {"target_pages": "1,3"}},
     ["body", "parsing_configuration", "target_pages"]),
    ({"parsing_configuration": {"target_pages": []}},
     ["body", "parsing_configuration", "target_pages"]),
    ({"parsing_configuration": {"lang": "zh"}}, ["body", "parsing_configuration", "lang"]),
])
def test_rejects_and_locates_invalid_request_body(speak, files, changes, place):
    file_ids = files("a.txt")
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(create(**{"file_ids": file_ids, **changes}))
    assert caught.value.body["detail"][0]["loc"] == place


def test_returns_404_for_unknown_job(speak):
    for call in [lambda c: c.classifier.jobs.get(UNKNOWN),
                 lambda c: c.classifier.jobs.get_results(UNKNOWN)]:
        with pytest.raises(llama_cloud.NotFoundError):
            speak(call)


@pytest.mark.parametrize("fault", ["429", "503", "reset-before"])
def test_sdk_retries(serve, connect, files, fault):
    speak = connect(serve("--fault", f"{fault}@createV1Job"))
    speak(create(files("a.txt", speak=speak)))
    assert len(speak.items(lambda c: c.classifier.jobs.list())) == 1


def test_creates_second_job_when_response_is_lost(serve, connect, files):
    # v1 has no idempotency keys, which is why the package's own client doesn't retry.
    speak = connect(serve("--fault", "reset-after@createV1Job"))
    speak(create(files("a.txt", speak=speak)))
    assert len(speak.items(lambda c: c.classifier.jobs.list())) == 2
