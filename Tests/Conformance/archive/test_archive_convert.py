# SPDX-License-Identifier: Apache-2.0
"""Whole archives through the command: nothing is lost, doubled or reordered."""

import itertools
import json
import os
import signal
import stat
import subprocess
import time

import command
import convert_back
import convert_orjson
import generate
import pytest
from command import assert_equal, convert

COUNT = 20_000
# Above any block of input, for several blocks on several cores.
LARGE = 60_000

# Lines that no option makes convertible, each with the start of its code.
FAULTS = [
    (b'{"job":', "line."),
    (b"not JSON", "line."),
    (b'{"a":1,"a":2}', "line."),
    (b"[1,2]", ""),
    (b"7", ""),
    (b'{"name":"no record of ours"}', ""),
    (b'{"job":{"id":"j"},"results":{"items":[]}}', ""),
    (b'{"id":"i","classify_job_id":"j","file_id":"f","result":null}', "result.withoutJob"),
    (b'{"file_ids":[],"rules":[{"type":"a","description":"a description"}]}', "request."),
    (b'{"id":"j","project_id":"p","user_id":"u","status":"SUCCESS","mode":"MULTIMODAL",'
     b'"rules":[{"type":"a","description":"a description"}]}', "mode.multimodal"),
    (b'{"job":"caf\xe9"}', "line."),
]


def with_faults(lines, every):
    """The lines with a fault and a blank line after every few, and the numbers of the faults."""
    source, faults = [], {}
    turn = itertools.cycle(FAULTS)
    for position, line in enumerate(lines, 1):
        source.append(line)
        if position % every == 0:
            source.append(b"\n")
            fault = next(turn)
            source.append(fault[0] + b"\n")
            faults[len(source)] = fault
    return b"".join(source), faults


# MARK: Bytes


@pytest.mark.parametrize("version, kind", [
    *(("v1", kind) for kind in generate.KINDS),
    *(("v2", kind) for kind in ["jobWithResults", "create", "webhook", "mixed"])])
def test_converting_back_gives_the_very_bytes(archive, version, kind):
    other = "v2" if version == "v1" else "v1"
    source = archive(COUNT, version=version, kind=kind).read_bytes()
    there = convert("--to", other, "--keep-unplaced", source=source)
    assert there.output != source
    back = convert("--to", version, source=there.output)
    assert_equal(back.output.splitlines(), source.splitlines())
    assert back.output == source


def test_converting_back_without_the_source_keeps_the_results(archive):
    source = archive(COUNT).read_bytes()
    back = convert("--to", "v1", source=convert("--to", "v2", source=source).output).records
    before = command.records(source)
    assert len(back) == len(before)
    for left, right in zip(before, back):
        assert_equal(*([(result["file_id"], result.get("result")) for result in
                        record["results"]["items"]] for record in (left, right)))


def test_texts_and_digits_keep_their_spelling(archive):
    """The spans of the results are those of the source, where the peers write other digits."""
    texts = {"parse_float": str, "parse_int": str}
    source = archive(COUNT).read_bytes()
    converted = convert("--to", "v2", source=source).output
    given = [item["result"]["confidence"]
             for line in source.splitlines()
             for item in json.loads(line, **texts)["results"]["items"] if item.get("result")]
    written = [job["result"]["confidence"]
               for job in (json.loads(line, **texts) for line in converted.splitlines())
               if job.get("result")]
    assert written == given
    assert {"0.870", "1.00", "9.1e-1"} <= set(given)
    for escape in [rb"\/", rb"\u006D", rb"\u20ac", "請求書".encode()]:
        assert escape in source and escape in converted


def test_bytes_do_not_depend_on_what_is_listed(archive, tmp_path):
    """Notes are found by the translators only; without them, usual jobs are copied by a shorter path."""
    source = archive(COUNT).read_bytes()
    expected = convert("--to", "v2", "--notes", tmp_path / "notes", source=source).output
    for options in [[], ["--summary"], ["--kind", "jobWithResults"]]:
        assert_equal(convert("--to", "v2", *options, source=source).output.splitlines(),
                     expected.splitlines())


def test_records_of_the_target_version_are_copied(archive):
    source = archive(COUNT, version="v2").read_bytes()
    finished = convert("--to", "v2", source=source)
    assert finished.output == source
    assert finished.counts["unchanged"] == len(finished.records) >= COUNT


# MARK: Groups


def test_job_and_results_in_lines_of_their_own_are_gathered(archive):
    source = archive(COUNT, kind="split").read_bytes()
    expected, gathered = [], []
    for record in command.records(source):
        if "classify_job_id" in record:
            gathered[-1]["results"]["items"].append(record)
        elif "items" in record:
            gathered[-1]["results"]["items"] += record["items"]
        else:
            gathered.append({"job": record, "results": {"items": []}})
    for record in gathered:
        expected += convert_orjson.convert(record)
    assert_equal(convert("--to", "v2", source=source).records, expected)


@pytest.mark.parametrize("kind", ["jobWithResults", "create", "webhook", "mixed"])
def test_v2_records_become_those_of_the_mapping(archive, kind):
    source = archive(COUNT, version="v2", kind=kind).read_bytes()
    expected = list(convert_back.convert(command.records(source)))
    if kind == "jobWithResults":
        assert len(expected) < len(source.splitlines())
    assert_equal(convert("--to", "v1", source=source).records, expected)


def test_scattered_group_is_rejected_unless_grouped(archive, tmp_path):
    members = [line for line in archive(COUNT, version="v2").read_bytes().splitlines(True)
               if b'"cb1.' in line]
    keys = [json.loads(line)["transaction_id"].rpartition(".") for line in members]
    # The first members of all groups, then the second ones, and so on.
    order = sorted(range(len(members)), key=lambda position: int(keys[position][2]))
    source = b"".join(members[position] for position in order)
    finished = convert("--to", "v1", "--rejects", tmp_path / "rejects", source=source, status=1)
    assert finished.counts["rejected"] > 0
    grouped = convert("--to", "v1", "--group", "1GB", source=source)
    assert len(grouped.records) == len({key[0] for key in keys})


# MARK: Rejects


def test_rejects_hold_every_line_that_is_not_converted(archive, tmp_path):
    lines = archive(COUNT).read_bytes().splitlines(True)
    source, faults = with_faults(lines, 50)
    finished = convert(
        "--to", "v2", "--rejects", tmp_path / "rejects.jsonl", source=source, status=1)
    rejects = command.records((tmp_path / "rejects.jsonl").read_bytes())
    assert [reject["line"] for reject in rejects] == list(faults)
    for reject, (line, code) in zip(rejects, faults.values()):
        assert reject["code"].startswith(code) and reject["message"]
        if "source" in reject:
            assert reject["source"].encode() == line
        else:
            assert line == FAULTS[-1][0] and reject["base64"]
        # Standard input has no name.
        assert "file" not in reject
    assert_equal(finished.records, convert("--to", "v2", source=b"".join(lines)).records)


def test_counts_add_up(archive, tmp_path):
    lines = archive(COUNT).read_bytes().splitlines(True)
    unchanged = archive(1_000, version="v2", kind="create").read_bytes().splitlines(True)
    source, faults = with_faults(lines + unchanged, 50)
    finished = convert("--to", "v2", "--rejects", tmp_path / "rejects", source=source, status=1)
    counts = finished.counts
    blank = len(faults)
    assert counts["lines"] == len(source.splitlines())
    assert counts["rejected"] == len(faults)
    assert counts["unchanged"] == len(unchanged)
    assert counts["converted"] == len(lines)
    assert counts["lines"] == (
        counts["converted"] + counts["unchanged"] + counts["rejected"] + blank)
    assert counts["written"] == len(finished.records)


def test_notes_name_what_was_dropped(archive, tmp_path):
    source = archive(2_000).read_bytes()
    convert("--to", "v2", "--notes", tmp_path / "notes.jsonl", source=source)
    notes = command.records((tmp_path / "notes.jsonl").read_bytes())
    lines = [json.loads(line) for line in source.splitlines()]
    jobs = [line.get("job", line) for line in lines]
    dropped = {note["line"] for note in notes
               if note["code"] == "member.unplaced" and note["pointer"].endswith("/effective_at")}
    assert dropped == {
        number for number, job in enumerate(jobs, 1) if "effective_at" in job}
    defaulted = {note["line"] for note in notes if note["code"] == "pageLimit.defaulted"}
    assert defaulted == {
        number for number, job in enumerate(jobs, 1)
        if "max_pages" not in (job.get("parsing_configuration") or {})
        and (job.get("parsing_configuration") or {}).get("target_pages") is None}


# MARK: Files, exit codes


def test_two_files_are_converted_in_order(archive, tmp_path):
    first, second = archive(COUNT), archive(COUNT, kind="create")
    together = convert("--to", "v2", first, second)
    assert together.output == (
        convert("--to", "v2", first).output + convert("--to", "v2", second).output)
    fault = tmp_path / "fault.jsonl"
    fault.write_bytes(b"{}\n")
    convert("--to", "v2", "--rejects", tmp_path / "rejects", first, fault, status=1)
    (reject,) = command.records((tmp_path / "rejects").read_bytes())
    assert (reject["file"], reject["line"]) == (str(fault), 1)


def test_output_is_the_same_for_any_number_of_jobs(archive):
    file = archive(LARGE)
    outputs = {convert("--to", "v2", "--jobs", jobs, file).output for jobs in (1, 2, 7)}
    assert len(outputs) == 1
    with open(file, "rb") as source:
        assert convert("--to", "v2", source=source).output in outputs


def test_output_file_appears_whole(archive, tmp_path):
    target = tmp_path / "v2.jsonl"
    target.write_text("before")
    missing = tmp_path / "missing.jsonl"
    convert("--to", "v2", "--output", target, archive(COUNT), missing, status=2)
    assert target.read_text() == "before"
    assert convert("--to", "v2", "--output", target, archive(COUNT)).output == b""
    assert target.read_bytes() == convert("--to", "v2", archive(COUNT)).output
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


def test_special_files_are_written_and_not_replaced(archive, tmp_path):
    """A file that is renamed over a pipe or a device would destroy it."""
    pipe, copy, source = tmp_path / "pipe", tmp_path / "copy", archive(1_000).read_bytes()
    os.mkfifo(pipe)
    for option in ("--output", "--rejects", "--notes"):
        with open(copy, "wb") as output:
            reader = subprocess.Popen(["cat", pipe], stdout=output)
        try:
            convert("--to", "v2", option, pipe, source=source + b"{}\n", status=1)
            reader.wait(30)
        finally:
            reader.kill()
            reader.wait()
        assert stat.S_ISFIFO(os.stat(pipe).st_mode)
        assert command.records(copy.read_bytes())


def test_array_and_page_are_read_as_their_items(archive):
    lines = archive(2_000).read_bytes().splitlines()
    expected = convert("--to", "v2", source=b"\n".join(lines)).output
    array = b"[" + b",\n ".join(lines) + b"]\n"
    assert convert("--to", "v2", source=array).output == expected
    page = b'{"items":[' + b",".join(lines) + b'],"next_page_token":null}'
    assert convert("--to", "v2", source=page).output == expected


def test_exit_codes(tmp_path):
    assert convert("--to", "v2").output == b""
    convert("--to", "v2", source=b"{}\n", status=1)
    convert("--to", "v2", tmp_path / "missing", status=2)
    convert("--to", "v3", status=64)
    convert(status=64)
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            process = subprocess.run(
                [command.BINARY, "convert", "--to", "v2"], stdout=full, stderr=subprocess.PIPE,
                input="".join(generate.Generator(1).lines(100)).encode(), timeout=300)
        assert process.returncode == 2 and process.stderr


def test_closed_pipe_ends_the_command(archive):
    with open(archive(LARGE), "rb") as source, subprocess.Popen(
            [command.BINARY, "convert", "--to", "v2"], stdin=source, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE) as process:
        line = process.stdout.readline()
        process.stdout.close()
        messages = process.stderr.read()
        status = process.wait(60)
    assert json.loads(line)["status"]
    # As `head` does: no failure, and nothing to say about it.
    assert status == 0, messages


def test_lines_are_written_before_the_input_ends(archive):
    """A filter that waits for the end of its input would stop a pipeline."""
    lines = archive(2_000).read_bytes().splitlines(True)
    with subprocess.Popen([command.BINARY, "convert", "--to", "v2"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        process.stdin.write(lines[0])
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"]
        process.stdin.close()
        assert process.wait(60) == 0


def test_killed_runs_are_resumed(archive, tmp_path):
    file, target = archive(LARGE), tmp_path / "v2.jsonl"
    whole = convert("--to", "v2", file).output
    killed = 0
    for milliseconds in (0, 20, 40, 80, 160, 320, 640):
        process = subprocess.Popen(
            [command.BINARY, "convert", "--to", "v2", "--output", str(target), str(file)],
            stderr=subprocess.DEVNULL)
        time.sleep(milliseconds / 1_000)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        # Never half a file.
        assert not target.exists() or target.read_bytes() == whole
        convert("--to", "v2", "--output", target, "--resume", file)
        assert target.read_bytes() == whole
        target.unlink()
    assert killed
