#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Converts v1 records to v2, JSON Lines on stdin to JSON Lines on stdout: one process, with orjson.

It is the script that one would write by hand, and the peer of `classify-bridge convert --to v2` in
tests and measurements. It does not validate, keeps no digits, gathers no lines, and stops at the first
invalid record.

For requests, jobs with their results, jobs alone and webhook deliveries, of v1 only.
"""

import re
import sys

import orjson

STATUSES = {"PENDING": "PENDING", "SUCCESS": "COMPLETED", "ERROR": "FAILED",
            "CANCELLED": "CANCELLED"}
EVENTS = {"pending": "pending", "running": "running", "success": "success",
          "partial_success": "partial_success", "error": "error", "cancelled": "cancelled",
          "partial": "partial_success", "failure": "error"}
UUID = re.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def range_string(indices):
    """[0, 2, 3] is "1,3-4"."""
    pages = sorted({index + 1 for index in indices})
    ranges = []
    first = last = pages[0]
    for page in pages[1:]:
        if page != last + 1:
            ranges.append(str(first) if first == last else f"{first}-{last}")
            first = page
        last = page
    ranges.append(str(first) if first == last else f"{first}-{last}")
    return ",".join(ranges)


def parsing_configuration(v1, keeps_null):
    """The options with v1's default of 5 pages; none if all are v2's defaults."""
    v1 = v1 or {}
    v2 = {}
    if v1.get("lang") is not None:
        v2["lang"] = v1["lang"]
    pages = v1.get("target_pages")
    if "max_pages" not in v1:
        if pages is None:
            v2["max_pages"] = 5
    elif v1["max_pages"] is not None:
        v2["max_pages"] = v1["max_pages"]
    if pages is not None:
        v2["target_pages"] = range_string(pages)
    elif keeps_null and "target_pages" in v1:
        v2["target_pages"] = None
    return v2


def configuration(v1, keeps_null):
    v2 = {"rules": [{"description": rule["description"], "type": rule["type"]}
                    for rule in v1["rules"]]}
    if "mode" in v1 and (keeps_null or v1["mode"] is not None):
        v2["mode"] = v1["mode"]
    parsing = parsing_configuration(v1.get("parsing_configuration"), keeps_null)
    if parsing:
        v2["parsing_configuration"] = parsing
    return v2


def status_of(status, has_result):
    """The status in the current dialect, which the command writes by default."""
    if status == "PARTIAL_SUCCESS":
        return "COMPLETED" if has_result else "FAILED"
    return STATUSES[status]


def copy(source, target, *names):
    for name in names:
        if name in source:
            target[name] = source[name]


def base(job, item, configuration):
    v2 = {"configuration": configuration, "document_input_type": "file_id",
          "project_id": job["project_id"], "user_id": job["user_id"]}
    if item.get("file_id") is not None:
        v2["file_input"] = item["file_id"]
    if "result" in item:
        result = item["result"]
        v2["result"] = result and {
            "confidence": result["confidence"], "reasoning": result["reasoning"],
            "type": result.get("type")}
    return v2


def single(job, item, configuration):
    v2 = base(job, item, configuration)
    v2["id"] = job["id"]
    v2["status"] = status_of(job["status"], item.get("result") is not None)
    copy(job, v2, "error_message", "created_at", "updated_at")
    return v2


def member(job, item, position, configuration):
    v2 = base(job, item, configuration)
    v2["id"] = item["id"]
    if UUID.fullmatch(job["id"]):
        v2["transaction_id"] = f"cb1.{job['id'].lower()}.{position}"
    has_result = item.get("result") is not None
    status, message = job["status"], None
    if has_result:
        status = "SUCCESS"
    elif status in ("SUCCESS", "PARTIAL_SUCCESS", "ERROR"):
        status, message = "ERROR", job.get("error_message")
    v2["status"] = status_of(status, has_result)
    if message is not None:
        v2["error_message"] = message
    copy(item, v2, "created_at", "updated_at")
    return v2


def jobs(job, items):
    shared = configuration(job, keeps_null=True)
    if len(items) < 2:
        return [single(job, items[0] if items else {}, shared)]
    return [member(job, item, position, shared) for position, item in enumerate(items)]


def event(name):
    prefix, _, rest = name.partition(".")
    return f"classify.{EVENTS[rest]}" if prefix in ("parse", "classify") else name


def requests(v1):
    webhooks = []
    for source in v1.get("webhook_configurations") or []:
        webhook = {"webhook_url": source["webhook_url"]}
        for name in ("webhook_headers", "webhook_output_format", "webhook_signing_secret"):
            if source.get(name):
                webhook[name] = source[name]
        if source.get("webhook_events") is not None:
            webhook["webhook_events"] = list(dict.fromkeys(map(event, source["webhook_events"])))
        webhooks.append(webhook)
    shared = {"configuration": configuration(v1, keeps_null=False)}
    if webhooks:
        shared["webhook_configurations"] = webhooks
    return [{**shared, "file_input": file} for file in v1["file_ids"]]


def convert(record):
    """Returns the v2 records of a v1 record."""
    if "job" in record:
        return jobs(record["job"], record["results"]["items"])
    if "file_ids" in record:
        return requests(record)
    if "event_type" in record:
        return [{**record, "event_type": event(record["event_type"])}]
    return jobs(record, record["results"]["items"] if "results" in record else [])


def main():
    write = sys.stdout.buffer.write
    for line in sys.stdin.buffer:
        for record in convert(orjson.loads(line)):
            write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
