# SPDX-License-Identifier: Apache-2.0
"""Classify v2 features that only the newest SDK version supports."""

import llama_cloud
import pytest
from conftest import RULES

CONFIGURATION = {"rules": RULES}


def test_sdk_has_no_v1(speak):
    assert not hasattr(speak.client, "classifier")


def test_deletes_finished_job(speak, upload):
    file_id = upload()
    job = speak(lambda c: c.classify.run(
        file_input=file_id, configuration=CONFIGURATION, polling_interval=0.01))
    deleted = speak(lambda c: c.classify.delete(job.id))
    assert deleted.id == job.id
    with pytest.raises(llama_cloud.NotFoundError):
        speak(lambda c: c.classify.get(job.id))
    assert speak.items(lambda c: c.classify.list()) == []


def test_rejects_deleting_unfinished_job(serve, connect, upload):
    speak = connect(serve("--dialect", "current", "--job-duration", "10m"))
    file_id = upload(speak=speak)
    job = speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION))
    with pytest.raises(llama_cloud.BadRequestError):
        speak(lambda c: c.classify.delete(job.id))


def test_returns_usage_only_when_expanded(speak, upload):
    file_id = upload()
    job = speak(lambda c: c.classify.run(
        file_input=file_id, configuration=CONFIGURATION, polling_interval=0.01))
    assert speak(lambda c: c.classify.get(job.id)).usage is None
    expanded = speak(lambda c: c.classify.get(job.id, expand=["usage"]))
    # One credit per page.
    assert expanded.usage.credits == 3


def test_filters_cancelled_jobs(serve, connect, upload):
    speak = connect(serve("--dialect", "current", "--job-duration", "10m"))
    file_id = upload(speak=speak)
    first, _ = (
        speak(lambda c: c.classify.create(file_input=file_id, configuration=CONFIGURATION)).id
        for _ in range(2))
    speak(lambda c: c.classify.cancel(first))
    found = speak.items(lambda c: c.classify.list(status="CANCELLED"))
    assert [job.id for job in found] == [first]


def test_accepts_webhooks(speak, upload):
    file_id = upload()
    job = speak(lambda c: c.classify.create(
        file_input=file_id, configuration=CONFIGURATION,
        webhook_configurations=[{
            "webhook_url": "https://hooks.test/classify", "webhook_events": ["classify.success"],
            "webhook_headers": {"X-Team": "invoices"}, "webhook_output_format": "json",
        }]))
    assert job.status == "PENDING"
