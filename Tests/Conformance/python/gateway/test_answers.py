# SPDX-License-Identifier: Apache-2.0
"""A gateway's v1 responses, field by field beside those of the sandbox's own v1."""

import datetime
import json
import re
import uuid

import pytest
import wire
from conftest import RULES
from wire import UNKNOWN, V1_JOBS, call

# v2 has no such members of a job; v1 allows null or nothing.
WITHOUT_V2 = {"effective_at", "job_record_id"}
# Each service assigns its own; only the form is compared.
OWN = {"id", "classify_job_id", "created_at", "updated_at", "next_page_token"}


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def form(value):
    """Returns the JSON type of a value; for texts, also what they hold."""
    if not isinstance(value, str):
        return type(value).__name__
    for name, parse in [("UUID", uuid.UUID), ("time", instant)]:
        try:
            parse(value)
            return name
        except ValueError:
            pass
    return "text"


def compare(own, gateways, place=""):
    """Checks that a gateway's JSON has the members, types and values of the sandbox's own."""
    name = place.rpartition("/")[2]
    if name in WITHOUT_V2:
        assert gateways is None or form(gateways) == form(own), place
    elif isinstance(own, dict) and isinstance(gateways, dict):
        assert set(own) - WITHOUT_V2 == set(gateways) - WITHOUT_V2, place
        for member in own:
            compare(own[member], gateways.get(member), f"{place}/{member}")
    elif isinstance(own, list) and isinstance(gateways, list):
        assert len(own) == len(gateways), place
        for index, values in enumerate(zip(own, gateways)):
            compare(*values, f"{place}[{index}]")
    elif name in OWN:
        assert form(own) == form(gateways), place
    elif name == "error_message":
        # The wording of a group's message is the gateway's.
        assert (own is None) == (gateways is None) and type(own) is type(gateways), place
    elif name == "total_size":
        # v1 sends it "only when requested": a gateway can't count the jobs of other pages.
        assert gateways in (own, None), place
    else:
        assert own == gateways and type(own) is type(gateways), place


@pytest.fixture
def pair(serve, gateway):
    """Starts a sandbox and a gateway in front of it."""

    def start(*options):
        sandbox = serve("--dialect", "current", *options)
        return sandbox, gateway(sandbox)

    return start


BODIES = {
    "defaults": {},
    "fast": {"mode": "FAST"},
    "selection": {"parsing_configuration": {"target_pages": [0, 2]}},
    "both limits": {"parsing_configuration": {"target_pages": [1], "max_pages": 3}},
    "limit": {"parsing_configuration": {"max_pages": 1, "lang": "de"}},
    "no limit": {"parsing_configuration": {"max_pages": None}},
    "language outside ISO 639-1": {"parsing_configuration": {"lang": "ch_sim"}},
    "empty configuration": {"parsing_configuration": {}},
    "null selection": {"parsing_configuration": {"target_pages": None}},
}
FILES = {
    "one": ["a.txt"], "several": ["a.txt", "b.txt", "c.txt"], "one failed": ["a.broken"],
    "some failed": ["a.txt", "b.broken", "c.txt"], "all failed": ["a.broken", "b.broken"],
}


@pytest.mark.parametrize("duration", ["0ms", "10m", "0ms+10m"])
def test_job_and_results_have_v1s_members(pair, duration):
    sandbox, gateway = pair("--job-duration", duration)
    for names in FILES.values():
        file_ids = [wire.upload(sandbox, name) for name in names]
        for changes in BODIES.values():
            body = {"file_ids": file_ids, "rules": RULES, **changes}
            created = [call(server, "POST", V1_JOBS, body) for server in (sandbox, gateway)]
            assert [answer.status for answer in created] == [200, 200], created[1].body
            assert {answer.headers["Content-Type"] for answer in created} == {"application/json"}
            own, gateways = [answer.json for answer in created]
            assert gateways["status"] == "PENDING"
            compare(own, gateways, "create")
            for suffix in ["", "/results"]:
                compare(*[
                    call(server, "GET", f"{V1_JOBS}/{answer.json['id']}{suffix}").json
                    for server, answer in zip((sandbox, gateway), created)], f"get{suffix}")
            results = call(gateway, "GET", f"{V1_JOBS}/{gateways['id']}/results").json
            assert [item["file_id"] for item in results["items"]] == file_ids
            assert {item["classify_job_id"] for item in results["items"]} == {gateways["id"]}
            # Items keep their IDs from one request to the next.
            assert call(gateway, "GET", f"{V1_JOBS}/{gateways['id']}/results").json == results


def test_list_has_v1s_members(pair):
    sandbox, gateway = pair()
    for names in FILES.values():
        file_ids = [wire.upload(sandbox, name) for name in names]
        for server in [sandbox, gateway]:
            call(server, "POST", V1_JOBS, {"file_ids": file_ids, "rules": RULES})
    own, gateways = [call(server, "GET", V1_JOBS).json for server in (sandbox, gateway)]
    assert len(own["items"]) == len(FILES)
    compare(own, gateways, "list")
    # The newest first, page by page.
    listed, token = [], ""
    while token is not None:
        page = call(gateway, "GET", f"{V1_JOBS}?page_size=2&page_token={token}").json
        assert page["items"]
        listed += page["items"]
        token = page["next_page_token"]
    assert listed == gateways["items"]


INVALID = {
    "no files": {"file_ids": []},
    "a null list": {"file_ids": None},
    "501 files": {"file_ids": [UNKNOWN] * 501},
    "a file that is no UUID": {"file_ids": ["a.txt"]},
    "a file that is a number": {"file_ids": [7]},
    "no rules": {"rules": []},
    "a short description": {"rules": [{"type": "a", "description": "short"}]},
    "a rule without type": {"rules": [{"description": "has an invoice number"}]},
    "a rule that is a text": {"rules": ["invoice"]},
    "an unknown mode": {"mode": "SLOW"},
    "a language outside v1's": {"parsing_configuration": {"lang": "zh"}},
    "a range string": {"parsing_configuration": {"target_pages": "1,3"}},
    "an empty selection": {"parsing_configuration": {"target_pages": []}},
    "half a page": {"parsing_configuration": {"target_pages": [0.5]}},
    "a limit in words": {"parsing_configuration": {"max_pages": "five"}},
    "a configuration that is a list": {"parsing_configuration": []},
    "webhooks that are a text": {"webhook_configurations": "https://hooks.test"},
}


@pytest.mark.parametrize("changes", INVALID.values(), ids=INVALID)
def test_rejects_invalid_body_as_v1_does(pair, changes):
    sandbox, gateway = pair()
    body = {"file_ids": [wire.upload(sandbox)], "rules": RULES, **changes}
    own, gateways = [call(server, "POST", V1_JOBS, body) for server in (sandbox, gateway)]
    assert own.status == gateways.status == 422
    # The gateway leaves out an input of more than 2 KiB.
    own, gateways = [
        [error | {"input": None} if changes == INVALID["501 files"] else error
         for error in answer.json["detail"]] for answer in (own, gateways)]
    assert own == gateways
    assert wire.v2_jobs(sandbox) == []


RAW = {
    "nothing": b"", "half": b'{"file_ids": [', "an array": b"[]", "null": b"null",
    "a text": b'"file_ids"', "not UTF-8": b'{"file_ids": "\xff"}',
}


@pytest.mark.parametrize("body", RAW.values(), ids=RAW)
def test_rejects_body_that_is_no_json_object_as_v1_does(pair, body):
    headers = {"Content-Type": "application/json"}
    own, gateways = [call(server, "POST", V1_JOBS, body, headers) for server in pair()]
    assert own.status == gateways.status == 422
    assert own.json == gateways.json


def test_rejects_duplicate_member(pair):
    sandbox, gateway = pair()
    text = json.dumps({"file_ids": [wire.upload(sandbox)], "rules": RULES})
    body = f'{{"file_ids": ["{UNKNOWN}"], {text[1:]}'.encode()
    answer = call(gateway, "POST", V1_JOBS, body, {"Content-Type": "application/json"})
    assert answer.status == 422 and answer.json["detail"]
    assert wire.v2_jobs(sandbox) == []


REQUESTS = [
    ("GET", f"{V1_JOBS}/{UNKNOWN}"), ("GET", f"{V1_JOBS}/{UNKNOWN}/results"),
    ("GET", f"{V1_JOBS}/nope"), ("GET", f"{V1_JOBS}/nope/results"),
    ("GET", f"{V1_JOBS}/..%2F..%2Fv2%2Fclassify"), ("GET", f"{V1_JOBS}/%00"),
    ("GET", f"{V1_JOBS}?page_size=x"), ("GET", f"{V1_JOBS}?page_token=nonsense"),
    ("GET", f"{V1_JOBS}?project_id=x"), ("DELETE", f"{V1_JOBS}/{UNKNOWN}"),
    ("PUT", V1_JOBS), ("GET", "/api/v1/nothing"),
]


@pytest.mark.parametrize("method, path", REQUESTS)
def test_answers_error_as_v1_does(pair, method, path):
    own, gateways = [call(server, method, path) for server in pair()]
    assert own.status == gateways.status and own.status >= 400
    assert form(own.json["detail"]) == form(gateways.json["detail"])


@pytest.mark.parametrize("size", ["0", "-1", "1000"])
def test_takes_any_page_size_as_v1_does(pair, size):
    sandbox, gateway = pair()
    file_ids = [wire.upload(sandbox)]
    for server in [sandbox, gateway]:
        call(server, "POST", V1_JOBS, {"file_ids": file_ids, "rules": RULES})
    own, gateways = [
        call(server, "GET", f"{V1_JOBS}?page_size={size}") for server in (sandbox, gateway)]
    assert own.status == gateways.status == 200
    compare(own.json, gateways.json, "list")


def test_without_key_nothing_is_answered(pair):
    for server in pair():
        for method, path in [("GET", V1_JOBS), ("GET", f"{V1_JOBS}/{UNKNOWN}"), ("POST", V1_JOBS)]:
            body = {"file_ids": [UNKNOWN], "rules": RULES} if method == "POST" else None
            answer = call(server, method, path, body, key=None)
            assert answer.status == 401 and answer.json == {"detail": "Not authenticated"}


def codes(answer):
    return re.findall(r"[^,\s]+", answer.headers.get("Classify-Bridge-Notes", ""))


def test_translated_answers_name_their_notes_and_successor(pair):
    sandbox, gateway = pair()
    body = {"file_ids": [wire.upload(sandbox), wire.upload(sandbox)], "rules": RULES}
    created = call(gateway, "POST", V1_JOBS, body)
    answers = [created] + [
        call(gateway, "GET", f"{V1_JOBS}{suffix}")
        for suffix in ["", f"/{created.json['id']}", f"/{created.json['id']}/results"]]
    for answer in answers:
        assert answer.status == 200
        assert re.fullmatch(r"@\d+", answer.headers["Deprecation"])
        assert re.search(r'<[^>]*/api/v2/classify[^>]*>; *rel="?successor-version"?',
                         answer.headers["Link"])
        assert codes(answer) == sorted(set(codes(answer)))
    assert {"request.fanOut", "pageLimit.defaulted"} <= set(codes(created))
    forwarded = call(gateway, "GET", wire.V2_JOBS)
    assert forwarded.status == 200
    assert not {"Deprecation", "Classify-Bridge-Notes"} & set(forwarded.headers)
