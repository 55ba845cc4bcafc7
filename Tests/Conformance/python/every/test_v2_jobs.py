# SPDX-License-Identifier: Apache-2.0
"""Classify v2 with every tested version of the SDK."""

from datetime import datetime, timedelta, timezone

import llama_cloud
import pytest
from conftest import RULES
from llama_cloud._polling import PollingError

CONFIGURATION = {"rules": RULES}


def configuration(**parsing):
    return {"rules": RULES, "parsing_configuration": parsing}


@pytest.mark.parametrize("dialect", ["published", "current"])
def test_creates_and_reads_job(serve, connect, upload, dialect):
    speak = connect(serve("--dialect", dialect))
    file_id = upload(speak=speak)
    created = speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION))
    assert created.status == "PENDING"
    assert created.file_input == file_id
    assert created.document_input_type == "file_id"
    assert created.result is None
    job = speak(lambda c: c.classify.get(created.id))
    assert job.status == "COMPLETED"
    assert job.result.type == "invoice"
    assert 0 <= job.result.confidence <= 1
    assert job.configuration.rules[0].type == "invoice"
    assert isinstance(job.created_at, datetime)


@pytest.mark.parametrize("pages, label", [("1", "invoice"), ("2", "receipt"), ("1,3", "invoice")])
def test_classifies_only_selected_pages(speak, upload, pages, label):
    file_id = upload()
    job = speak(lambda c: c.classify.run(
        file_input=file_id, configuration=configuration(target_pages=pages, lang="en"),
        polling_interval=0.01))
    assert job.result.type == label
    assert job.configuration.parsing_configuration.target_pages == pages


def test_returns_no_type_when_no_rule_matches(speak, upload):
    file_id = upload(text="Dear sister")
    job = speak(lambda c: c.classify.run(
        file_input=file_id, configuration=CONFIGURATION, polling_interval=0.01))
    assert job.status == "COMPLETED"
    assert job.result.type is None


def test_polls_until_job_finishes(serve, connect, upload):
    # On a busy machine, a job can finish before it is read for the first time.
    for time in ["200ms", "2s", "20s"]:
        server = serve("--job-duration", f"{time}+{time}")
        speak = connect(server)
        file_id = upload(speak=speak)
        created = speak(lambda c: c.classify.create(
            file_input=file_id, configuration=CONFIGURATION))
        job = speak(lambda c: c.classify.wait_for_completion(
            created.id, polling_interval=0.05, backoff="constant"))
        assert job.status == "COMPLETED"
        path = f"/api/v2/classify/{job.id}"
        reads = [line for line in server.stop() if line[:2] == ["GET", path]]
        if len(reads) > 2:
            return
    pytest.fail("the job was not polled until it finished")


def test_returns_error_message_of_failed_job(speak, upload):
    file_id = upload("scan.broken")
    created = speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION))
    job = speak(lambda c: c.classify.get(created.id))
    assert job.status == "FAILED"
    assert job.error_message
    assert job.result is None
    if speak.loop is None:
        with pytest.raises(PollingError):
            speak(lambda c: c.classify.wait_for_completion(created.id, polling_interval=0.01))


def test_returns_first_job_for_repeated_transaction_id(speak, upload):
    file_id = upload()
    first, second = (
        speak(lambda c: c.classify.create(
            file_input=file_id, configuration=CONFIGURATION, transaction_id="once"))
        for _ in range(2))
    assert first.id == second.id
    assert first.transaction_id == "once"
    assert len(speak.items(lambda c: c.classify.list())) == 1


def test_lists_jobs_across_pages(speak, upload):
    file_id = upload()
    created = [
        speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION)).id
        for _ in range(7)]
    listed = [job.id for job in speak.items(lambda c: c.classify.list(page_size=3))]
    assert sorted(listed) == sorted(created)
    page = speak(lambda c: c.classify.list(page_size=3))
    assert len(page.items) == 3
    assert page.total_size == 7
    assert page.next_page_token


def test_filters_jobs(speak, upload):
    good, bad = upload(), upload("scan.broken")
    first, failed, last = (
        speak(lambda c: c.classify.create(file_input=file, configuration=CONFIGURATION)).id
        for file in [good, bad, good])

    def found(**query):
        return {job.id for job in speak.items(lambda c: c.classify.list(**query))}

    assert found(status="FAILED") == {failed}
    assert found(status="COMPLETED") == {first, last}
    assert found(job_ids=[first, failed]) == {first, failed}
    now = datetime.now(timezone.utc)
    assert found(created_at_on_or_after=now - timedelta(minutes=5)) == {first, failed, last}
    assert found(created_at_on_or_before=now - timedelta(minutes=5)) == set()


def test_cancels_unfinished_job_only_once(serve, connect, upload):
    speak = connect(serve("--dialect", "current", "--job-duration", "10m"))
    file_id = upload(speak=speak)
    created = speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION))
    cancelled = speak(lambda c: c.classify.cancel(created.id))
    assert cancelled.status == "CANCELLED"
    assert speak(lambda c: c.classify.get(created.id)).status == "CANCELLED"
    with pytest.raises(llama_cloud.BadRequestError):
        speak(lambda c: c.classify.cancel(created.id))
