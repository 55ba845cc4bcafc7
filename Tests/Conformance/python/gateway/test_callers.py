# SPDX-License-Identifier: Apache-2.0
"""Callers with different keys at one gateway."""

import pytest
import wire
from conftest import RULES
from wire import V1_JOBS, call

FIRST, SECOND, UNKNOWN_KEY = "llx-first-Zq7xWm4T", "llx-second-kR9vHc2N", "llx-stranger-b8Tn5L"
RETRY = {"x-stainless-retry-count": "1"}


@pytest.fixture
def sandbox(serve):
    return serve("--dialect", "current", "--key", FIRST, "--key", SECOND, "--key", wire.KEY)


@pytest.fixture
def through(sandbox, gateway):
    return gateway(sandbox)


def test_answers_no_key_from_what_another_has_read(sandbox, through):
    file_ids = [wire.upload(sandbox), wire.upload(sandbox)]
    for count in [1, 2]:
        body = {"file_ids": file_ids[:count], "rules": RULES}
        job = call(through, "POST", V1_JOBS, body, key=FIRST).json["id"]
        for suffix in [f"/{job}", f"/{job}/results", ""]:
            assert call(through, "GET", V1_JOBS + suffix, key=FIRST).status == 200
            for key in [UNKNOWN_KEY, None]:
                answer = call(through, "GET", V1_JOBS + suffix, key=key)
                assert answer.status == 401 and job not in answer.body.decode()


def test_answers_from_the_service_for_each_key(sandbox, through):
    """The service decides what a key may read, and sees that key alone."""
    body = {"file_ids": [wire.upload(sandbox)], "rules": RULES}
    job = call(through, "POST", V1_JOBS, body, key=FIRST).json["id"]
    own = [call(through, "GET", f"{V1_JOBS}/{job}", key=key) for key in [FIRST, SECOND]]
    assert [answer.status for answer in own] == [200, 200]
    assert own[0].json == own[1].json


def test_retry_with_another_key_or_body_is_a_new_job(sandbox, through):
    file_ids = [wire.upload(sandbox), wire.upload(sandbox)]
    body = {"file_ids": file_ids, "rules": RULES}
    first = call(through, "POST", V1_JOBS, body, key=FIRST).json["id"]
    again = call(through, "POST", V1_JOBS, body, RETRY, key=FIRST).json["id"]
    other_key = call(through, "POST", V1_JOBS, body, RETRY, key=SECOND).json["id"]
    other_body = call(
        through, "POST", V1_JOBS, {**body, "file_ids": file_ids[::-1]}, RETRY, key=FIRST).json["id"]
    assert again == first
    assert len({first, other_key, other_body}) == 3
    assert len(wire.v2_jobs(sandbox)) == 6


def test_retry_without_first_attempt_is_a_new_job(sandbox, through):
    body = {"file_ids": [wire.upload(sandbox)], "rules": RULES}
    created = call(through, "POST", V1_JOBS, body, RETRY)
    assert created.status == 200, created.body
    assert len(wire.v2_jobs(sandbox)) == 1
