# SPDX-License-Identifier: Apache-2.0
"""What goes wrong reaches the SDK as it does from the service, and its own retries mend it."""

import llama_cloud
import pytest
from conftest import RULES

NOBODY = "00000000-0000-4000-8000-000000000000"


def create(file_id, **changes):
    params = {"file_input": file_id, "configuration": {"rules": RULES}, **changes}
    return lambda c: c.classify.create(**params)


def test_a_wrong_key_is_refused(serve, connect):
    speak = connect(serve("--key", "llx-right"), api_key="llx-wrong")
    with pytest.raises(llama_cloud.AuthenticationError) as caught:
        speak(lambda c: c.classify.list())
    assert caught.value.status_code == 401
    assert caught.value.body == {"detail": "Not authenticated"}


def test_what_is_not_there_is_said(speak):
    with pytest.raises(llama_cloud.NotFoundError) as caught:
        speak(lambda c: c.classify.get(NOBODY))
    assert caught.value.body == {"detail": "Classify job not found"}


def test_a_file_of_nobody_is_refused(speak):
    with pytest.raises(llama_cloud.BadRequestError) as caught:
        speak(create(f"dfl-{NOBODY}"))
    assert f"File ID dfl-{NOBODY} is not in Project ID " in caught.value.body["detail"]


@pytest.mark.parametrize("configuration, place", [
    ({"rules": []}, ["body", "configuration", "rules"]),
    ({"rules": [{"type": "a", "description": "short"}]},
     ["body", "configuration", "rules", 0, "description"]),
    ({"rules": RULES, "mode": "MULTIMODAL"}, ["body", "configuration", "mode"]),
    ({"rules": RULES, "parsing_configuration": {"max_pages": 0}},
     ["body", "configuration", "parsing_configuration", "max_pages"]),
])
def test_a_body_that_is_wrong_is_refused_where_it_is(speak, upload, configuration, place):
    file_id = upload()
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(create(file_id, configuration=configuration))
    assert caught.value.status_code == 422
    detail = caught.value.body["detail"][0]
    assert detail["loc"] == place
    assert detail["msg"] and detail["type"]


def test_a_page_size_beyond_the_limit_is_refused(speak):
    with pytest.raises(llama_cloud.UnprocessableEntityError) as caught:
        speak(lambda c: c.classify.list(page_size=101))
    assert caught.value.body["detail"][0]["loc"] == ["query", "page_size"]


@pytest.mark.parametrize("fault", [
    "429", "429:retry-after=1", "503", "500", "408", "409", "reset-before", "reset-after",
    "truncate",
])
def test_the_sdk_tries_again_and_creates_one_job(serve, connect, upload, fault):
    server = serve("--fault", f"{fault}@createV2Job")
    speak = connect(server)
    job = speak(create(upload(speak=speak), transaction_id="once"))
    assert [listed.id for listed in speak.items(lambda c: c.classify.list())] == [job.id]
    endings = [line[2] for line in server.stop() if line[:2] == ["POST", "/api/v2/classify"]]
    first = {"reset-before": "broken", "reset-after": "broken", "truncate": "200"}.get(
        fault, fault[:3])
    assert endings == [first, "200"]


@pytest.mark.parametrize("fault, error", [
    ("429", llama_cloud.RateLimitError), ("402", llama_cloud.APIStatusError),
    ("403", llama_cloud.PermissionDeniedError), ("409", llama_cloud.ConflictError),
    ("500", llama_cloud.InternalServerError), ("503", llama_cloud.InternalServerError),
    ("reset-before", llama_cloud.APIConnectionError),
    ("reset-after", llama_cloud.APIConnectionError), ("truncate", llama_cloud.APIConnectionError),
    ("hang", llama_cloud.APITimeoutError), ("hang-after", llama_cloud.APITimeoutError),
])
def test_without_another_try_the_error_shows(serve, connect, fault, error):
    speak = connect(serve("--fault", f"{fault}*all"), max_retries=0, timeout=2)
    with pytest.raises(error) as caught:
        speak(lambda c: c.classify.list())
    if fault.isdigit():
        assert caught.value.status_code == int(fault)
        assert isinstance(caught.value.body["detail"], str)


def test_garbage_is_not_taken_for_an_answer(serve, connect):
    speak = connect(serve("--fault", "garbage"), max_retries=0)
    with pytest.raises(Exception):
        speak(lambda c: c.classify.list())
    assert speak.items(lambda c: c.classify.list()) == []


def test_latency_is_waited_for(serve, connect):
    speak = connect(serve("--latency", "10ms-50ms"))
    assert speak.items(lambda c: c.classify.list()) == []
