# SPDX-License-Identifier: Apache-2.0
"""What `convert --to v1` must write for v2 records: a peer for tests, written from docs/mapping.md."""

import datetime
import itertools

STATUSES = {"PENDING": "PENDING", "RUNNING": "PENDING", "COMPLETED": "SUCCESS", "FAILED": "ERROR",
            "CANCELLED": "CANCELLED"}
# v1 has no code of the language itself.
LANGUAGES = {"zh": "ch_sim", "sr": "rs_cyrillic"}


def derived_uuid(text):
    """A version 8 UUID of the 128-bit FNV-1a hash."""
    value = 0x6c62272e07bb014262b821756295c58d
    for byte in text.encode():
        value = (value ^ byte) * 0x0000000001000000000000000000013B % (1 << 128)
    value = value & ~(0xF << 76) & ~(0x3 << 62) | 0x8 << 76 | 0x2 << 62
    digits = f"{value:032x}"
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])


def indices(text):
    pages = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        pages.update(range(int(first) - 1, int(last or first)))
    return sorted(pages)


def parsing_configuration(v2, keeps_null):
    v2 = v2 or {}
    # v1 without max_pages reads 5 pages.
    v1 = {"max_pages": v2.get("max_pages")}
    if v2.get("lang") is not None:
        v1["lang"] = LANGUAGES.get(v2["lang"], v2["lang"])
    if v2.get("target_pages") is not None:
        v1["target_pages"] = indices(v2["target_pages"])
    elif keeps_null and "target_pages" in v2:
        v1["target_pages"] = None
    return v1


def configuration(v2, keeps_null):
    v1 = {"rules": v2["rules"],
          "parsing_configuration": parsing_configuration(v2.get("parsing_configuration"), keeps_null)}
    if "mode" in v2 and (keeps_null or v2["mode"] is not None):
        v1["mode"] = v2["mode"]
    return v1


def copy(source, target, *names):
    for name in names:
        if name in source:
            target[name] = source[name]


def item(job, identifier, owner):
    v1 = {"id": identifier, "classify_job_id": owner}
    if job["document_input_type"] == "file_id":
        v1["file_id"] = job["file_input"]
    copy(job, v1, "result")
    return v1


def group_of(job):
    """The ID in the key of a group's member."""
    key = job.get("transaction_id") or ""
    return key.split(".")[1] if key.startswith("cb1.") else None


def instant(text):
    time = datetime.datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)


def group_status(statuses):
    if not statuses <= {"COMPLETED", "FAILED", "CANCELLED"}:
        return "PENDING"
    if len(statuses) == 1:
        return STATUSES[statuses.pop()]
    return "PARTIAL_SUCCESS" if "COMPLETED" in statuses else "ERROR"


def single(job):
    v1 = {"id": job["id"], "project_id": job["project_id"], "user_id": job["user_id"],
          "status": STATUSES[job["status"]], **configuration(job["configuration"], True)}
    copy(job, v1, "created_at", "error_message", "updated_at")
    return {"job": v1, "results": {"items": [
        item(job, derived_uuid(f"v2:{job['id']}/0"), job["id"])]}}


def merged(owner, jobs):
    first = jobs[0]
    v1 = {"id": owner, "project_id": first["project_id"], "user_id": first["user_id"],
          "status": group_status({job["status"] for job in jobs}),
          **configuration(first["configuration"], True)}
    for name, choose in [("created_at", min), ("updated_at", max)]:
        times = [job[name] for job in jobs if job.get(name)]
        if times:
            v1[name] = choose(times, key=instant)
    messages = [f"{job['file_input']}: {job['error_message']}" for job in jobs
                if job.get("error_message")]
    if messages:
        v1["error_message"] = "; ".join(messages)
    items = []
    for job in jobs:
        items.append(item(job, job["id"], owner))
        copy(job, items[-1], "created_at", "updated_at")
    return {"job": v1, "results": {"items": items}}


def event(name):
    return name.replace("classify.", "parse.", 1) if name.startswith("classify.") else name


def request(v2):
    v1 = {"file_ids": [v2["file_input"]], **configuration(v2["configuration"], False)}
    if v2.get("webhook_configurations"):
        v1["webhook_configurations"] = [
            {**webhook, "webhook_events": list(map(event, webhook["webhook_events"]))}
            for webhook in v2["webhook_configurations"]]
    return v1


def convert(records):
    """The v1 records of v2 records, of which a group's members are next to each other."""
    for owner, group in itertools.groupby(records, group_of):
        group = list(group)
        if owner:
            yield merged(owner, group)
            continue
        for record in group:
            if "event_type" in record:
                yield {**record, "event_type": event(record["event_type"])}
            else:
                yield single(record) if "id" in record else request(record)
