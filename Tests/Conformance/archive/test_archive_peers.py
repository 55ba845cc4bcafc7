# SPDX-License-Identifier: Apache-2.0
"""The peers against each other, and against expectations written by hand from docs/mapping.md.

The command must pass the same expectations, so that it can't repeat a mistake of the peers.
"""

import json
import pathlib
import subprocess

import command
import convert_orjson
import generate
import pytest
from command import assert_equal

HERE = pathlib.Path(__file__).parent
COUNT = 20_000
KINDS = ["jobWithResults", "job", "create", "webhook"]

JOB = {
    "id": "11111111-2222-4333-8444-555555555555", "project_id": "p", "user_id": "u",
    "rules": [{"type": "invoice", "description": "has an invoice number"}], "status": "SUCCESS",
}
V2 = {
    "id": JOB["id"], "project_id": "p", "user_id": "u", "document_input_type": "file_id",
    "status": "COMPLETED",
    "configuration": {"rules": JOB["rules"], "parsing_configuration": {"max_pages": 5}},
}
RESULT = {"confidence": 0.5, "reasoning": "r", "type": "invoice"}


def item(number, **members):
    return {"id": f"item-{number}", "classify_job_id": JOB["id"], **members}


def record(*items, **members):
    job = {**JOB, **members}
    return {"job": job, "results": {
        "items": [{**item, "classify_job_id": job["id"]} for item in items]}}


def parsing(v1, v2):
    """A job with the options of v1, and what v2's configuration has."""
    configuration = {"rules": JOB["rules"]}
    if v2 is not None:
        configuration["parsing_configuration"] = v2
    return ({**JOB, "parsing_configuration": v1}, [{**V2, "configuration": configuration}])


FIRST = {**V2, "id": "item-0", "file_input": "a", "result": RESULT,
         "transaction_id": f"cb1.{JOB['id']}.0"}
SECOND = {**V2, "id": "item-1", "file_input": "b", "transaction_id": f"cb1.{JOB['id']}.1"}

CASES = {
    "no results": (record(), [V2]),
    "one result": (
        record(item(0, file_id="a", result=RESULT, created_at="t"), created_at="s"),
        [{**V2, "file_input": "a", "result": RESULT, "created_at": "s"}]),
    "member results": (
        {**JOB, "results": {"items": [item(0, file_id="a", result=RESULT)]}},
        [{**V2, "file_input": "a", "result": RESULT}]),
    "members that v2 does not have": (
        record(effective_at="t", job_record_id="j", labels=[1]), [V2]),
    "nulls": (
        record(item(0, file_id=None, result=None), created_at=None, updated_at=None,
               error_message=None, mode=None),
        [{**V2, "created_at": None, "updated_at": None, "error_message": None, "result": None,
          "configuration": {**V2["configuration"], "mode": None}}]),
    "several results": (
        record(item(0, file_id="a", result=RESULT, created_at="t"),
               item(1, file_id="b", result={**RESULT, "type": None}, updated_at=None),
               created_at="s", updated_at="s"),
        [{**FIRST, "created_at": "t"},
         {**SECOND, "result": {**RESULT, "type": None}, "updated_at": None}]),
    "uppercase ID": (
        record(item(0, file_id="a", result=RESULT), item(1, file_id="b", result=RESULT),
               id=JOB["id"].replace("5", "A")),
        [{**FIRST, "transaction_id": f"cb1.{JOB['id'].replace('5', 'a')}.0"},
         {**SECOND, "result": RESULT, "transaction_id": f"cb1.{JOB['id'].replace('5', 'a')}.1"}]),
    "another ID": (
        record(item(0, file_id="a", result=RESULT), item(1, file_id="b", result=RESULT), id="j-1"),
        [{key: value for key, value in job.items() if key != "transaction_id"}
         for job in [FIRST, {**SECOND, "result": RESULT}]]),
    "partial success": (
        record(item(0, file_id="a", result=RESULT), item(1, file_id="b", result=None),
               status="PARTIAL_SUCCESS", error_message="e"),
        [FIRST, {**SECOND, "status": "FAILED", "error_message": "e", "result": None}]),
    "partial success of one": (
        record(item(0, file_id="a"), status="PARTIAL_SUCCESS", error_message="e"),
        [{**V2, "file_input": "a", "status": "FAILED", "error_message": "e"}]),
    "error": (
        record(item(0, file_id="a", result=None), status="ERROR", error_message="e"),
        [{**V2, "file_input": "a", "status": "FAILED", "error_message": "e", "result": None}]),
    "cancelled": (
        record(item(0, file_id="a"), status="CANCELLED", error_message="e"),
        [{**V2, "file_input": "a", "status": "CANCELLED", "error_message": "e"}]),
    "several cancelled": (
        record(item(0, file_id="a", result=RESULT), item(1, file_id="b"), status="CANCELLED",
               error_message="e"),
        [FIRST, {**SECOND, "status": "CANCELLED"}]),
    "pending": (record(status="PENDING"), [{**V2, "status": "PENDING"}]),
    "no options": parsing({}, {"max_pages": 5}),
    "null options": parsing(None, {"max_pages": 5}),
    "no limit": parsing({"max_pages": None}, None),
    "language without limit": parsing({"lang": "ch_sim", "max_pages": None}, {"lang": "ch_sim"}),
    "limit": parsing({"max_pages": 9, "target_pages": None},
                     {"max_pages": 9, "target_pages": None}),
    "pages": parsing({"target_pages": [0, 2, 4, 5, 6]}, {"target_pages": "1,3,5-7"}),
    "pages out of order": parsing({"max_pages": 3, "target_pages": [4, 3, 4, 0]},
                                  {"max_pages": 3, "target_pages": "1,4-5"}),
    "request": (
        {"file_ids": ["a", "b"], "rules": JOB["rules"], "mode": None,
         "parsing_configuration": {"target_pages": None},
         "webhook_configurations": [{
             "webhook_url": "https://a.example", "webhook_headers": {},
             "webhook_events": ["parse.failure", "parse.error", "parse.partial", "other"]}]},
        [{"file_input": file,
          "configuration": {"rules": JOB["rules"], "parsing_configuration": {"max_pages": 5}},
          "webhook_configurations": [{
              "webhook_url": "https://a.example",
              "webhook_events": ["classify.error", "classify.partial_success", "other"]}]}
         for file in ("a", "b")]),
    "delivery": (
        {"event_id": "e", "event_type": "parse.success", "timestamp": 1.5, "data": "{\"id\":1}"},
        [{"event_id": "e", "event_type": "classify.success", "timestamp": 1.5,
          "data": "{\"id\":1}"}]),
}


def jq(source):
    return command.records(subprocess.run(
        ["jq", "--compact-output", "--from-file", str(HERE / "convert.jq")], input=source,
        stdout=subprocess.PIPE, check=True, timeout=120).stdout)


@pytest.mark.parametrize("name", CASES)
def test_orjson_script_converts_as_the_mapping_says(name):
    source, expected = CASES[name]
    assert convert_orjson.convert(source) == expected


def test_jq_program_converts_as_the_mapping_says():
    source = "".join(json.dumps(source) + "\n" for source, _ in CASES.values())
    assert_equal(jq(source.encode()), [job for _, jobs in CASES.values() for job in jobs])


@pytest.mark.parametrize("name", CASES)
def test_command_converts_as_the_mapping_says(name):
    source, expected = CASES[name]
    source = json.dumps(source).encode() + b"\n"
    assert command.convert("--to", "v2", source=source).records == expected


@pytest.mark.parametrize("kind", KINDS)
def test_command_and_peers_agree(archive, kind):
    source = archive(COUNT, kind=kind).read_bytes()
    expected = [job for record in command.records(source) for job in convert_orjson.convert(record)]
    assert len(expected) >= COUNT
    assert_equal(jq(source), expected)
    assert_equal(command.convert("--to", "v2", source=source).records, expected)


def test_generator_is_deterministic():
    for version, kind in [("v1", "mixed"), ("v2", "jobWithResults")]:
        first, second = (list(generate.Generator(7, version).lines(500, kind)) for _ in range(2))
        assert first == second
        assert first != list(generate.Generator(8, version).lines(500, kind))
