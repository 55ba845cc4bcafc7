# SPDX-License-Identifier: Apache-2.0
"""Classify v1 with the SDKs that support it: the sandbox's own, and a gateway's."""

import llama_cloud
import pytest
from conftest import RULES
from llama_cloud._polling import PollingError

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def server(serve_v1):
    """A server of v1 without faults."""
    return serve_v1()


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
    assert results.total_size == 2 and results.next_page_token is None


@pytest.mark.parametrize("pages, label", [([0], "invoice"), ([1], "receipt"), ([0, 2], "invoice")])
def test_uses_zero_based_pages(speak, files, pages, label):
    results = speak(lambda c: c.classifier.classify(
        file_ids=files("a.txt"), rules=RULES, polling_interval=0.01,
        parsing_configuration={"target_pages": pages}))
    assert [item.result.type for item in results.items] == [label]


def test_returns_page_selection_as_sent(speak, files):
    parsing = {"target_pages": [0, 2], "lang": "de"}
    created = speak(create(files("a.txt"), parsing_configuration=parsing))
    job = speak(lambda c: c.classifier.jobs.get(created.id))
    for configuration in [created.parsing_configuration, job.parsing_configuration]:
        assert configuration.target_pages == [0, 2] and configuration.lang == "de"
        assert configuration.max_pages is None


def test_limits_number_of_pages(speak, files):
    (file_id,) = files("a.txt", text="Payment by card, change\f" * 6 + "Invoice number, total due")
    labels = []
    for parsing in [{}, {"max_pages": 1}, {"max_pages": None}]:
        results = speak(lambda c: c.classifier.classify(
            file_ids=[file_id], rules=RULES[:1], parsing_configuration=parsing,
            polling_interval=0.01))
        labels.append(results.items[0].result.type)
    # By default, v1 reads five pages.
    assert labels == [None, None, "invoice"]


def test_accepts_fast_mode(speak, files):
    assert speak(create(files("a.txt"), mode="FAST")).mode == "FAST"


def test_classify_polls_until_job_is_finished(serve_v1, connect, files):
    speak = connect(serve_v1("--job-duration", "300ms"))
    file_ids = files("a.txt", "b.txt", speak=speak)
    results = speak(lambda c: c.classifier.classify(
        file_ids=file_ids, rules=RULES, polling_interval=0.05, backoff="constant"))
    assert [item.file_id for item in results.items] == file_ids
    assert {item.result.type for item in results.items} == {"invoice"}


def test_reads_unfinished_job(serve_v1, connect, files):
    speak = connect(serve_v1("--job-duration", "0ms+10m"))
    file_ids = files("a.txt", "b.txt", speak=speak)
    job = speak(create(file_ids))
    assert speak(lambda c: c.classifier.jobs.get(job.id)).status == "PENDING"
    results = speak(lambda c: c.classifier.jobs.get_results(job.id))
    assert [(item.file_id, item.result) for item in results.items] == [
        (file_id, None) for file_id in file_ids]


def test_returns_null_result_for_failed_file(speak, files):
    file_ids = files("a.txt", "scan.broken")
    created = speak(create(file_ids))
    job = speak(lambda c: c.classifier.wait_for_completion(created.id, polling_interval=0.01))
    assert job.status == "PARTIAL_SUCCESS"
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    by_file = {item.file_id: item.result for item in results.items}
    assert by_file[file_ids[0]].type == "invoice"
    assert by_file[file_ids[1]] is None


@pytest.mark.parametrize("names", [["scan.broken"], ["a.broken", "b.broken"]])
def test_stops_polling_failed_job(speak, files, names):
    file_ids = files(*names)
    created = speak(create(file_ids))
    job = speak(lambda c: c.classifier.jobs.get(created.id))
    assert job.status == "ERROR" and job.error_message
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    assert [(item.file_id, item.result) for item in results.items] == [
        (file_id, None) for file_id in file_ids]
    if speak.loop is None:
        with pytest.raises(PollingError, match="ERROR"):
            speak(lambda c: c.classifier.wait_for_completion(created.id, polling_interval=0.01))


def test_lists_jobs_across_pages(speak, files):
    file_ids = files("a.txt")
    created = [speak(create(file_ids)).id for _ in range(7)]
    listed = [job.id for job in speak.items(lambda c: c.classifier.jobs.list(page_size=3))]
    assert sorted(listed) == sorted(created)
    page = speak(lambda c: c.classifier.jobs.list(page_size=3))
    assert len(page.items) == 3 and page.next_page_token


def test_lists_jobs_with_many_files_across_pages(speak, files):
    file_ids = files(*(f"{number}.txt" for number in range(200)))
    created = {speak(create(file_ids[:count])).id: count for count in [1, 200, 3]}
    listed = [job.id for job in speak.items(lambda c: c.classifier.jobs.list(page_size=1))]
    assert sorted(listed) == sorted(created)
    for job_id, count in created.items():
        assert speak(lambda c: c.classifier.jobs.get(job_id)).status == "SUCCESS"
        results = speak(lambda c: c.classifier.jobs.get_results(job_id))
        assert [item.file_id for item in results.items] == file_ids[:count]
        assert results.next_page_token is None


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


def test_rejects_wrong_key(serve_v1, connect):
    speak = connect(serve_v1("--key", "llx-right"), api_key="llx-wrong")
    for call in [create([UNKNOWN]), lambda c: c.classifier.jobs.get(UNKNOWN),
                 lambda c: c.classifier.jobs.get_results(UNKNOWN)]:
        with pytest.raises(llama_cloud.AuthenticationError) as caught:
            speak(call)
        assert caught.value.body == {"detail": "Not authenticated"}


def test_rejects_unknown_file(speak, files):
    with pytest.raises(llama_cloud.BadRequestError) as caught:
        speak(create([*files("a.txt"), UNKNOWN]))
    assert f"{UNKNOWN} is not in Project ID " in caught.value.body["detail"]


@pytest.mark.parametrize("fault", ["429", "503", "reset-before"])
def test_creates_one_job_despite_fault(serve_v1, connect, files, fault):
    # The first is that of the sandbox's own v1, the second that of the gateway's upstream.
    speak = connect(serve_v1("--fault", f"{fault}@createV1Job", "--fault", f"{fault}@createV2Job"))
    speak(create(files("a.txt", speak=speak)))
    assert len(speak.items(lambda c: c.classifier.jobs.list())) == 1


def test_creates_second_job_when_response_is_lost(serve, connect, files):
    # v1 has no idempotency keys, which is why the package's own client doesn't retry.
    speak = connect(serve("--fault", "reset-after@createV1Job"))
    speak(create(files("a.txt", speak=speak)))
    assert len(speak.items(lambda c: c.classifier.jobs.list())) == 2
