# SPDX-License-Identifier: Apache-2.0
"""Classify v1, with the last SDK that has it."""

import llama_cloud
import pytest
from conftest import RULES
from llama_cloud._polling import PollingError

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def files(upload):
    """Uploads documents, and returns their ids as v1's schema has them: bare UUIDs."""

    def create(*names, **options):
        return [upload(name, **options).removeprefix("dfl-") for name in names]

    return create


def create(file_ids, **changes):
    params = {"file_ids": file_ids, "rules": RULES, **changes}
    return lambda c: c.classifier.jobs.create(**params)


def test_a_job_is_created_read_and_has_results(speak, files):
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
def test_pages_are_counted_from_zero(speak, files, pages, label):
    results = speak(lambda c: c.classifier.classify(
        file_ids=files("a.txt"), rules=RULES, polling_interval=0.01,
        parsing_configuration={"target_pages": pages}))
    assert [item.result.type for item in results.items] == [label]


@pytest.mark.parametrize("mode", ["FAST", "MULTIMODAL"])
def test_both_modes_are_taken(speak, files, mode):
    assert speak(create(files("a.txt"), mode=mode)).mode == mode


def test_classify_waits_and_returns_the_results(serve, connect, files):
    server = serve("--job-duration", "300ms")
    speak = connect(server)
    file_ids = files("a.txt", speak=speak)
    results = speak(lambda c: c.classifier.classify(
        file_ids=file_ids, rules=RULES, polling_interval=0.05, backoff="constant"))
    assert [item.file_id for item in results.items] == file_ids
    methods = [line[0] for line in server.stop() if "classifier" in line[1]]
    assert methods[0] == "POST" and len(methods) > 4


def test_a_file_that_fails_leaves_its_neighbours_as_they_are(speak, files):
    file_ids = files("a.txt", "scan.broken")
    created = speak(create(file_ids))
    job = speak(lambda c: c.classifier.wait_for_completion(created.id, polling_interval=0.01))
    assert job.status == "PARTIAL_SUCCESS"
    results = speak(lambda c: c.classifier.jobs.get_results(created.id))
    by_file = {item.file_id: item.result for item in results.items}
    assert by_file[file_ids[0]].type == "invoice"
    assert by_file[file_ids[1]] is None


def test_a_failed_job_ends_the_wait(speak, files):
    created = speak(create(files("scan.broken")))
    assert speak(lambda c: c.classifier.jobs.get(created.id)).status == "ERROR"
    if speak.loop is None:
        with pytest.raises(PollingError, match="ERROR"):
            speak(lambda c: c.classifier.wait_for_completion(created.id, polling_interval=0.01))


def test_jobs_are_listed_through_several_pages(speak, files):
    file_ids = files("a.txt")
    created = [speak(create(file_ids)).id for _ in range(7)]
    listed = [job.id for job in speak.items(lambda c: c.classifier.jobs.list(page_size=3))]
    assert sorted(listed) == sorted(created)
    page = speak(lambda c: c.classifier.jobs.list(page_size=3))
    assert len(page.items) == 3 and page.total_size == 7 and page.next_page_token


def test_a_job_takes_500_files_and_no_more(speak, files):
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
def test_a_body_that_is_wrong_is_refused_where_it_is(speak, files, changes, place):
    file_ids = files("a.txt")
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(create(**{"file_ids": file_ids, **changes}))
    assert caught.value.body["detail"][0]["loc"] == place


def test_what_is_not_there_is_said(speak):
    for call in [lambda c: c.classifier.jobs.get(NOBODY),
                 lambda c: c.classifier.jobs.get_results(NOBODY)]:
        with pytest.raises(llama_cloud.NotFoundError):
            speak(call)


@pytest.mark.parametrize("fault", ["429", "503", "reset-before"])
def test_the_sdk_tries_again(serve, connect, files, fault):
    speak = connect(serve("--fault", f"{fault}@createV1Job"))
    speak(create(files("a.txt", speak=speak)))
    assert len(speak.items(lambda c: c.classifier.jobs.list())) == 1


def test_a_lost_answer_makes_a_second_job(serve, connect, files):
    # v1 has no idempotency key: this is why the package's own client does not try again.
    speak = connect(serve("--fault", "reset-after@createV1Job"))
    speak(create(files("a.txt", speak=speak)))
    assert len(speak.items(lambda c: c.classifier.jobs.list())) == 2
