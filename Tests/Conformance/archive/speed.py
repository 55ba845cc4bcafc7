#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the speed of `classify-bridge convert --to v2` with peers, in one run on one file.

    CLASSIFY_BRIDGE=.build/release/classify-bridge speed.py [--records N] [--rounds N]
        [--page FILE [--only-page]]

Needs Linux, the packages orjson and msgspec, jq, and taskset. Each program reads the same file from the page
cache on standard input and writes to /dev/null; the best of the rounds counts. The peers do not
validate; the command does.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

import generate
import msgspec
import orjson

HERE = pathlib.Path(__file__).parent
# jq needs minutes for a whole file.
RECORDS_OF_JQ = 50_000
ITEMS_OF_PAGE = 500


class Measured(NamedTuple):
    bytes: int
    seconds: float
    processor: float
    megabytes: float

    @property
    def speed(self):
        return self.bytes / 1e6 / self.seconds

    @property
    def per_processor(self):
        return self.bytes / 1e6 / self.processor


def peak(pid):
    """The most memory that a process had resident, in MB; 0 if it has ended.

    The usage of a child that `wait4` returns counts the memory of this process, too.
    """
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0


def run(arguments, file, processors):
    """Runs a program once on some processors."""
    with (open(file, "rb") as source, open(os.devnull, "wb") as output,
          tempfile.TemporaryFile() as messages):
        start = time.perf_counter()
        process = subprocess.Popen(
            ["taskset", "--cpu-list", processors, *map(str, arguments)], stdin=source,
            stdout=output, stderr=messages)
        megabytes = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            megabytes = max(megabytes, peak(process.pid))
            time.sleep(0.005)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            messages.seek(0)
            sys.exit(f"{arguments[0]} failed: {messages.read().decode()}")
    return Measured(os.path.getsize(file), seconds, usage.ru_utime + usage.ru_stime, megabytes)


def best(rounds, *arguments):
    return max((run(*arguments) for _ in range(rounds)), key=lambda measured: measured.speed)


def first_lines(file, count, folder):
    part = folder / "part.jsonl"
    with open(file, "rb") as source, open(part, "wb") as target:
        for _, line in zip(range(count), source):
            target.write(line)
    return part


# MARK: In this process


def rate(size, body, seconds=1.0):
    """The best speed of a function on that many bytes, in MB/s."""
    found, end = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < end or not found:
        start = time.perf_counter()
        body()
        found = max(found, size / 1e6 / (time.perf_counter() - start))
    return found


def copy_speed():
    """Copies 256 MiB, beyond the processor's caches."""
    source, target = bytearray(os.urandom(1 << 20) * 256), bytearray(256 << 20)

    def copy():
        target[:] = source

    return rate(len(source), copy, 2.0)


class Result(msgspec.Struct):
    confidence: float
    reasoning: str
    type: str | None


class Item(msgspec.Struct):
    id: str
    classify_job_id: str
    created_at: str | None = None
    file_id: str | None = None
    result: Result | None = None
    updated_at: str | None = None


class Page(msgspec.Struct):
    items: list[Item]
    next_page_token: str | None = None
    total_size: int | None = None


def results_page():
    """A page of v1 results, as compact as the service writes it."""
    generator = generate.Generator(1)
    items = []
    while len(items) < ITEMS_OF_PAGE:
        items += generator.job(1)[1]
    return orjson.dumps({"items": [orjson.loads(item) for item in items], "next_page_token": None,
                         "total_size": None})


# MARK: The report


def row(name, measured, base):
    ratio = f"{measured.speed / base.speed:8.2f}" if base else " " * 8
    print(f"{name:<34}{measured.speed:9.1f}{measured.seconds:9.2f}{measured.processor:9.2f}"
          f"{measured.megabytes:9.1f}{ratio}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", metavar="FILE", help="keep the page of results")
    parser.add_argument("--only-page", action="store_true", help="measure nothing")
    options = parser.parse_args()
    if options.only_page:
        pathlib.Path(options.page).write_bytes(results_page())
        return
    binary = os.environ.get("CLASSIFY_BRIDGE") or sys.exit("set CLASSIFY_BRIDGE")
    if not shutil.which("taskset") or not shutil.which("jq"):
        sys.exit("needs taskset and jq")
    sys.stdout.reconfigure(line_buffering=True)

    with tempfile.TemporaryDirectory(prefix="classify-speed-") as name:
        folder = pathlib.Path(name)
        file = folder / "archive.jsonl"
        generate.write(file, options.records)
        part = first_lines(file, RECORDS_OF_JQ, folder)
        # Reads the file into the page cache.
        with open(file, "rb") as source:
            while source.read(1 << 24):
                pass
        copied = copy_speed()
        print(f"{options.records:,} records, {os.path.getsize(file) / 1e6:,.0f} MB;"
              f" best of {options.rounds} rounds\n")
        print(f"{'':<34}{'MB/s':>9}{'s':>9}{'CPU s':>9}{'peak MB':>9}{'ratio':>8}")
        command = [binary, "convert", "--to", "v2"]
        one = best(options.rounds, [*command, "--jobs", "1"], file, "0")
        script = best(options.rounds, [sys.executable, HERE / "convert_orjson.py"], file, "0")
        jq = best(1, ["jq", "--compact-output", "--from-file", HERE / "convert.jq"], part, "0")
        row("convert, 1 processor", one, None)
        if (os.cpu_count() or 1) > 1:
            row("convert, 2 processors", two := best(options.rounds, command, file, "0,1"), one)
            print(f"{'':<4}{two.speed / one.speed:.2f} times as fast as on 1")
        row("Python and orjson, 1 processor", script, one)
        row(f"jq, 1 processor, {min(options.records, RECORDS_OF_JQ):,} records", jq, one)
        print("\nconvert on 1 processor (by CPU time, on a busy machine):")
        for peer, measured in [("orjson", script), ("jq, scaled from its part", jq)]:
            print(f"{one.speed / measured.speed:10.1f} ({one.per_processor / measured.per_processor:.1f})"
                  f" times as fast as {peer}")
        print(f"{100 * one.speed / copied:10.1f} % of a copy in memory, {copied:,.0f} MB/s")

    page = results_page()
    if options.page:
        pathlib.Path(options.page).write_bytes(page)
    decoder = msgspec.json.Decoder(Page)
    os.sched_setaffinity(0, {0})
    print(f"\nA page of {ITEMS_OF_PAGE} v1 results, {len(page):,} bytes, decoded:")
    print(f"{'msgspec, typed':<34}{rate(len(page), lambda: decoder.decode(page)):9.1f} MB/s")
    print(f"{'orjson, dictionaries':<34}{rate(len(page), lambda: orjson.loads(page)):9.1f} MB/s")


if __name__ == "__main__":
    main()
