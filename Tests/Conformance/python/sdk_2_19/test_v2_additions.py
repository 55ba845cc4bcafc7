# SPDX-License-Identifier: Apache-2.0
"""What only the newest SDK knows of Classify v2."""

import llama_cloud
import pytest
from conftest import RULES

CONFIGURATION = {"rules": RULES}


def test_v1_is_gone_from_this_sdk(speak):
    assert not hasattr(speak.client, "classifier")


def test_a_finished_job_is_deleted(speak, upload):
    file_id = upload()
    job = speak(lambda c: c.classify.run(
        file_input=file_id, configuration=CONFIGURATION, polling_interval=0.01))
    deleted = speak(lambda c: c.classify.delete(job.id))
    assert deleted.id == job.id
    with pytest.raises(llama_cloud.NotFoundError):
        speak(lambda c: c.classify.get(job.id))
    assert speak.items(lambda c: c.classify.list()) == []


def test_an_unfinished_job_is_not_deleted(serve, connect, upload):
    speak = connect(serve("--dialect", "current", "--job-duration", "10m"))
    file_id = upload(speak=speak)
    job = speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION))
    with pytest.raises(llama_cloud.BadRequestError):
        speak(lambda c: c.classify.delete(job.id))


def test_usage_is_told_where_it_is_asked_for(speak, upload):
    file_id = upload()
    job = speak(lambda c: c.classify.run(
        file_input=file_id, configuration=CONFIGURATION, polling_interval=0.01))
    assert speak(lambda c: c.classify.get(job.id)).usage is None
    expanded = speak(lambda c: c.classify.get(job.id, expand=["usage"]))
    # One credit for each page that was read.
    assert expanded.usage.credits == 3


def test_cancelled_jobs_are_found(serve, connect, upload):
    speak = connect(serve("--dialect", "current", "--job-duration", "10m"))
    file_id = upload(speak=speak)
    first, _ = (
        speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION)).id
        for _ in range(2))
    speak(lambda c: c.classify.cancel(first))
    found = speak.items(lambda c: c.classify.list(status="CANCELLED"))
    assert [job.id for job in found] == [first]


def test_webhooks_are_taken(speak, upload):
    file_id = upload()
    job = speak(lambda c: c.classify.create(
        file_input=file_id, configuration=CONFIGURATION,
        webhook_configurations=[{
            "webhook_url": "https://hooks.test/classify", "webhook_events": ["classify.success"],
            "webhook_headers": {"X-Team": "invoices"}, "webhook_output_format": "json",
        }]))
    assert job.status == "PENDING"
