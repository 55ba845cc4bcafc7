# SPDX-License-Identifier: Apache-2.0
"""Runs `classify-bridge convert`, and reads what it writes."""

import json
import os
import re
import subprocess
from typing import NamedTuple

BINARY = os.environ.get("CLASSIFY_BRIDGE", "classify-bridge")


class Finished(NamedTuple):
    status: int
    output: bytes
    messages: str

    @property
    def records(self):
        return records(self.output)

    @property
    def counts(self):
        return counts(self.messages)


def convert(*arguments, source=b"", status=0, **options):
    """Runs the command; `source` is its standard input, bytes or an open file."""
    given = {"stdin": source} if hasattr(source, "fileno") else {"input": source}
    process = subprocess.run(
        [BINARY, "convert", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        timeout=240, **given, **options)
    messages = process.stderr.decode()
    assert process.returncode == status, messages
    return Finished(process.returncode, process.stdout, messages)


def records(lines):
    """The JSON values of lines, each of which must end with a newline."""
    assert not lines or lines.endswith(b"\n"), "a half line"
    return [json.loads(line) for line in lines.splitlines()]


def counts(messages):
    """The numbers that the command prints to stderr: lines, converted, unchanged, rejected, …"""
    found = {}
    for number, word in re.findall(r"([\d,]+) (?:records? )?([a-z]+)", messages):
        found.setdefault(word, int(number.replace(",", "")))
    return found


def assert_equal(actual, expected):
    """Compares long lists, and shows only the first difference."""
    for position, (left, right) in enumerate(zip(actual, expected)):
        assert left == right, f"record {position}"
    assert len(actual) == len(expected)
