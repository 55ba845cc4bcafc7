#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Validates page records as `classify-bridge pages validate` does, in plain Python.

Reads JSON Lines from stdin and writes a verdict for each line. It is an independent implementation
with the standard library; the tests compare its output with the command's. The outputs differ only
in the messages of `line.notJSON`, which come from the JSON parsers, and in duplicate members, which
the command rejects and of which Python's parser keeps the last.
"""

import json
import re
import sys

MAXIMUM = 2**63 - 1
LIMIT = 100_000
ITEM = re.compile(r"[ \t]*([0-9]+)[ \t]*(?:(-)[ \t]*([0-9]+)[ \t]*)?")
CODES = ["unordered", "duplicate", "overlap", "adjacent", "singlePageRange", "whitespace",
         "leadingZero"]


class Fault(Exception):
    def __init__(self, code, message, field=None, start=None, end=None, **more):
        error = {"code": code}
        if field is not None:
            error["field"] = field
        if start is not None:
            error["start"], error["end"] = start, end
        self.error = {**error, "message": message, **more}


# --- Reading -------------------------------------------------------------------------------------


def merge(entries, notes, is_text):
    """Merges (first, last) pairs into ascending ranges, and notes deviations."""
    if any(entries[i][0] < entries[i - 1][0] for i in range(1, len(entries))):
        notes.add("unordered")
        entries = sorted(entries)
    ranges = [list(entries[0])]
    for first, last in entries[1:]:
        reach = ranges[-1][1]
        if last <= reach:
            notes.add("duplicate")
        elif first <= reach:
            notes.add("overlap")
        elif first == reach + 1 and is_text:
            notes.add("adjacent")
        if first <= reach + 1:
            ranges[-1][1] = max(reach, last)
        else:
            ranges.append([first, last])
    return ranges


def read_v1(value, notes):
    if value is None:
        return None
    if not isinstance(value, list):
        raise wrong_type("v1", "an array of indices", value)
    entries = []
    for position, index in enumerate(value):
        place = {"field": "v1", "start": position, "end": position + 1}
        if type(index) is not int:
            text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
            raise Fault("pages.notAnInteger", f"{shorten(text)} is not a page index; write a whole "
                        "number in digits", **place)
        if index < 0:
            raise Fault("pages.negativeIndex", f"{shorten(str(index))} is not a page index; "
                        "indices count from 0", **place)
        if index >= MAXIMUM:
            raise Fault("pages.overflow", f"{shorten(str(index))} is above the greatest page index, "
                        f"{MAXIMUM - 1}", **place)
        entries.append((index + 1, index + 1))
    if not entries:
        raise Fault("pages.emptySelection", "an empty selection selects no page; leave it out for "
                    "all pages", "v1", 0, 0)
    return merge(entries, notes, is_text=False)


def read_v2(value, notes):
    if value is None:
        return None
    if not isinstance(value, str):
        raise wrong_type("v2", 'a text such as "1,3,5-7"', value)
    entries = []
    for item in value.split(","):
        match = ITEM.fullmatch(item)
        if match is None:
            raise explain(value)
        first, hyphen, last = match.groups()
        lower = int(first)
        upper = int(last) if hyphen else lower
        if lower < 1 or upper < lower or upper > MAXIMUM:
            raise explain(value)
        if " " in item or "\t" in item:
            notes.add("whitespace")
        if first[0] == "0" or hyphen and last[0] == "0":
            notes.add("leadingZero")
        if hyphen and lower == upper:
            notes.add("singlePageRange")
        entries.append((lower, upper))
    return merge(entries, notes, is_text=True)


def shorten(text):
    return text if len(text.encode()) <= 20 else text.encode()[:20].decode(errors="replace") + "…"


def wrong_type(field, expected, value):
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a string",
             list: "an array", dict: "an object"}
    return Fault("line.wrongType", f"{field} is {expected} or null, and not {kinds[type(value)]}",
                 field)


def explain(text):
    """Returns the first fault of an invalid range string."""
    def at(position):
        return len(text[:position].encode())

    def quote(start, end):
        token = text[start:end].encode()
        if len(token) > 40:
            return f'"{token[:20].decode(errors="replace")}…{token[-16:].decode(errors="replace")}"'
        return f'"{text[start:end]}"'

    def fault(code, start, end, message):
        return Fault(f"pages.{code}", message, "v2", at(start), at(end))

    if not text.strip(" \t"):
        return fault("emptySelection", 0, len(text), "an empty text selects no page; leave the "
                     "selection out for all pages")
    begin = 0
    for item in text.split(","):
        end = begin + len(item)
        shape = re.match(r"[ \t]*(([0-9]*)[ \t]*(?:(-)[ \t]*([0-9]*))?)[ \t]*", item)
        if not item.strip(" \t"):
            return fault("emptyItem", begin, end, "a page is missing here; remove the comma or "
                         "write a page")
        if shape.end() < len(item):
            place = begin + shape.end()
            return fault("unexpectedCharacter", place, place + 1, f"{quote(place, place + 1)} is "
                         "not allowed here; write pages and ranges separated by commas, such as "
                         "1,3,5-7")
        start = begin + shape.start(1)
        stop = start + len(shape[1].rstrip(" \t"))
        if not shape[2] or shape[3] and not shape[4]:
            side = "last" if shape[2] else "first"
            return fault("openRange", start, stop, f"{quote(start, stop)} has no {side} page; write "
                         "both ends")
        for group in (2, 4):
            if not shape[group]:
                continue
            first, last = begin + shape.start(group), begin + shape.end(group)
            if int(shape[group]) > MAXIMUM:
                return fault("overflow", first, last, f"{quote(first, last)} is above the greatest "
                             f"page, {MAXIMUM}")
            if int(shape[group]) == 0:
                return fault("zeroPage", first, last, f"there is no page {quote(first, last)}; page "
                             "numbers begin at 1")
        if shape[4] and int(shape[4]) < int(shape[2]):
            return fault("reversedRange", start, stop, f"{quote(start, stop)} is reversed; write "
                         f"{int(shape[4])}-{int(shape[2])}")
        begin = end + 1
    raise AssertionError("no fault in " + text)


# --- Judging -------------------------------------------------------------------------------------


def size(ranges):
    return sum(last - first + 1 for first, last in ranges)


def expand(ranges):
    return {page for first, last in ranges for page in range(first, last + 1)}


def range_string(ranges):
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def string_of_set(pages):
    ranges = []
    for page in sorted(pages):
        if ranges and ranges[-1][1] == page - 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return range_string(ranges) or None


def subtract(ranges, holes):
    """Returns the difference of selections that are too large to expand into sets."""
    result = []
    for first, last in ranges:
        for lower, upper in holes:
            if upper < first or lower > last:
                continue
            if lower > first:
                result.append([first, lower - 1])
            first = upper + 1
        if first <= last:
            result.append([first, last])
    return range_string(result) or None


def compare(v1, v2):
    """Raises a fault if the two selections differ."""
    first = [[1, MAXIMUM]] if v1 is None else v1
    second = [[1, MAXIMUM]] if v2 is None else v2
    if size(first) <= LIMIT and size(second) <= LIMIT:
        left, right = expand(first), expand(second)
        if left == right:
            return
        only_v1, only_v2 = string_of_set(left - right), string_of_set(right - left)
        off_by_one = {page - 1 for page in left} == right
    else:
        if first == second:
            return
        only_v1, only_v2 = subtract(first, second), subtract(second, first)
        off_by_one = v1 is not None and [[a - 1, b - 1] for a, b in first] == second
    message = "v1 and v2 select different pages; correct the one that is wrong"
    hint = {}
    if v1 is not None and v2 is not None and off_by_one:
        if_v1, if_v2 = "add 1 to each number of v2", "subtract 1 from each index of v1"
        if size(first) <= 10:
            indices = ",".join(str(page - 1) for page in sorted(expand(second)))
            if_v1, if_v2 = f'write "{range_string(first)}" in v2', f"write [{indices}] in v1"
        message = ("v2 repeats v1's numbers and so selects other pages; "
                   f"if v1 is right, {if_v1}; if v2 is right, {if_v2}")
        hint = {"hint": "offByOne"}
    raise Fault("pages.mismatch", message, onlyInV1=open_end(only_v1), onlyInV2=open_end(only_v2),
                **hint)


def open_end(text):
    return text and re.sub(f"-{MAXIMUM}$", " to the end", text)


def find(record):
    """Returns the record of a line, with the selections of a request body or a job."""
    if not isinstance(record, dict):
        raise Fault("line.wrongType", 'the line is not an object; write {"v1": […]} or '
                    '{"v2": "…"}')

    def member(value, name):
        return value.get(name) if isinstance(value, dict) else None

    body = member(record, "configuration")
    found = {}
    for field, parsing in (("v1", member(record, "parsing_configuration")),
                           ("v2", member(body, "parsing_configuration"))):
        if field in record:
            found[field] = record[field]
        elif isinstance(parsing, dict) and "target_pages" in parsing:
            found[field] = parsing["target_pages"]
            if field == "v1" and isinstance(found[field], str):
                raise Fault("line.wrongType", "v1 is an array of indices or null, and not a "
                            "string; if the record is a v2 configuration, use --v2-path "
                            "/parsing_configuration/target_pages", field)
    is_body = ("rules" in record or isinstance(body, dict)
               or isinstance(record.get("parsing_configuration"), dict))
    if found:
        return found
    reject_misplaced(record, "", is_body)
    return {"v1": None} if is_body else {}


def reject_misplaced(value, path, is_body):
    """Raises a fault for a member that looks like a selection, but is at no place of one."""
    for name, member in value.items():
        letters = re.sub("[_-]", "", name).lower()
        if (path + "/" + name) in ("/configuration", "/parsing_configuration",
                                   "/configuration/parsing_configuration"):
            if isinstance(member, dict):
                reject_misplaced(member, path + "/" + name, is_body)
        elif member is not None and (letters.startswith("targetp") or letters in (
                "v1", "v2", "pages", "pagerange", "pageranges")):
            place = f"{path}/{shorten(name)}"
            option = {list: "--v1-path", str: "--v2-path"}.get(type(member))
            bare = not is_body and place == "/target_pages" and option
            raise Fault("line.noSelection", f'the record has no selection, but "{place}": '
                        + (f"if it is a parsing configuration, use {option} {place}" if bare else
                           "write v1 or v2, or target_pages at "
                           '"/parsing_configuration" (v1) or '
                           '"/configuration/parsing_configuration" (v2)'))


def judge(record):
    """Returns the members of the verdict for a valid record, or raises a fault."""
    record = find(record)
    if "v1" not in record and "v2" not in record:
        raise Fault("line.noSelection", "the record has neither v1 nor v2; write one of them, or "
                    "null for all pages")
    notes = set()
    v1 = read_v1(record["v1"], notes) if "v1" in record else None
    v2 = read_v2(record["v2"], notes) if "v2" in record else None
    if "v1" in record and "v2" in record:
        compare(v1, v2)
    pages = v1 if "v1" in record else v2
    if pages is None:
        return {"ok": True, "v1": None, "v2": None, "count": None, "notes": []}
    count = size(pages)
    if count > LIMIT:
        raise Fault("pages.tooManyPages", f"{count} pages can't be listed one by one, the limit is "
                    f"{LIMIT}; select fewer pages or raise the limit",
                    "v1" if "v1" in record else "v2")
    return {
        "ok": True,
        "v1": [page - 1 for first, last in pages for page in range(first, last + 1)],
        "v2": range_string(pages),
        "count": count,
        "notes": [f"pages.{code}" for code in CODES if code in notes],
    }


def reject_constant(name):
    raise ValueError(f"{name} is not JSON")


def main():
    decoder = json.JSONDecoder(parse_constant=reject_constant)
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    write = sys.stdout.write
    status = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip(" \t\r\n"):
            continue
        verdict = {"line": number}
        try:
            try:
                record = decoder.decode(line)
            except ValueError as error:
                raise Fault("line.notJSON", str(error)) from None
            if isinstance(record, dict) and "id" in record:
                verdict["id"] = record["id"]
            verdict.update(judge(record))
        except Fault as fault:
            status = 1
            verdict["ok"] = False
            verdict["error"] = fault.error
        write(encoder.encode(verdict) + "\n")
    return status


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.exit(main())
