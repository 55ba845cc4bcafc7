# SPDX-License-Identifier: Apache-2.0
"""Errors and faults of the server, as the SDK reports and retries them."""

import llama_cloud
import pytest
from conftest import RULES

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def create(file_id, **changes):
    params = {"file_input": file_id, "configuration": {"rules": RULES}, **changes}
    return lambda c: c.classify.create(**params)


def test_rejects_wrong_key(serve, connect):
    speak = connect(serve("--key", "llx-right"), api_key="llx-wrong")
    with pytest.raises(llama_cloud.AuthenticationError) as caught:
        speak(lambda c: c.classify.list())
    assert caught.value.status_code == 401
    assert caught.value.body == {"detail": "Not authenticated"}


def test_returns_404_for_unknown_job(speak):
    with pytest.raises(llama_cloud.NotFoundError) as caught:
        speak(lambda c: c.classify.get(UNKNOWN))
    assert caught.value.body == {"detail": "Classify job not found"}


def test_rejects_unknown_file(speak):
    with pytest.raises(llama_cloud.BadRequestError) as caught:
        speak(create(f"dfl-{UNKNOWN}"))
    assert f"File ID dfl-{UNKNOWN} is not in Project ID " in caught.value.body["detail"]


@pytest.mark.parametrize("configuration, place", [
    ({"rules": []}, ["body", "configuration", "rules"]),
    ({"rules": [{"type": "a", "description": "short"}]},
     ["body", "configuration", "rules", 0, "description"]),
    ({"rules": RULES, "mode": "MULTIMODAL"}, ["body", "configuration", "mode"]),
    ({"rules": RULES, "parsing_configuration": {"max_pages": 0}},
     ["body", "configuration", "parsing_configuration", "max_pages"]),
])
def test_rejects_and_locates_invalid_request_body(speak, upload, configuration, place):
    file_id = upload()
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(create(file_id, configuration=configuration))
    assert caught.value.status_code == 422
    detail = caught.value.body["detail"][0]
    assert detail["loc"] == place
    assert detail["msg"] and detail["type"]


def test_rejects_page_size_above_limit(speak):
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(lambda c: c.classify.list(page_size=101))
    assert caught.value.body["detail"][0]["loc"] == ["query", "page_size"]


@pytest.mark.parametrize("fault", [
    "429", "429:retry-after=1", "503", "500", "408", "409", "reset-before", "reset-after",
    "truncate",
])
def test_sdk_retries_and_creates_one_job(serve, connect, upload, fault):
    server = serve("--fault", f"{fault}@createV2Job")
    speak = connect(server)
    job = speak(create(upload(speak=speak), transaction_id="once"))
    assert [listed.id for listed in speak.items(lambda c: c.classify.list())] == [job.id]
    outcomes = [line[2] for line in server.stop() if line[:2] == ["POST", "/api/v2/classify"]]
    first = {"reset-before": "broken", "reset-after": "broken", "truncate": "200"}.get(
        fault, fault[:3])
    assert outcomes == [first, "200"]


@pytest.mark.parametrize("fault, error", [
    ("429", llama_cloud.RateLimitError), ("402", llama_cloud.APIStatusError),
    ("403", llama_cloud.PermissionDeniedError), ("409", llama_cloud.ConflictError),
    ("500", llama_cloud.InternalServerError), ("503", llama_cloud.InternalServerError),
    ("reset-before", llama_cloud.APIConnectionError),
    ("reset-after", llama_cloud.APIConnectionError), ("truncate", llama_cloud.APIConnectionError),
    ("hang", llama_cloud.APITimeoutError), ("hang-after", llama_cloud.APITimeoutError),
])
def test_raises_error_without_retries(serve, connect, fault, error):
    timeout = 2 if fault.startswith("hang") else 60
    speak = connect(serve("--fault", f"{fault}*all"), max_retries=0, timeout=timeout)
    with pytest.raises(error) as caught:
        speak(lambda c: c.classify.list())
    if fault.isdigit():
        assert caught.value.status_code == int(fault)
        assert isinstance(caught.value.body["detail"], str)


def test_rejects_malformed_response(serve, connect):
    speak = connect(serve("--fault", "garbage"), max_retries=0)
    with pytest.raises(Exception):
        speak(lambda c: c.classify.list())
    assert speak.items(lambda c: c.classify.list()) == []


def test_waits_for_delayed_response(serve, connect):
    speak = connect(serve("--latency", "10ms-50ms"))
    assert speak.items(lambda c: c.classify.list()) == []
