# SPDX-License-Identifier: Apache-2.0
"""Many files and one large file with xargs and GNU parallel, as docs/archives.md shows."""

import os
import subprocess

import command
import pytest
from command import convert
from documented import sample

FILES = 12
COUNT = 2_000
HEADING = "Many files"


def run(script, folder, status=0):
    path = f"{os.path.dirname(os.path.abspath(command.BINARY))}:{os.environ['PATH']}"
    process = subprocess.run(
        ["sh", "-euc", script], cwd=folder, env={**os.environ, "PATH": path, "HOME": str(folder)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=240)
    assert process.returncode == status, process.stderr.decode()
    return process.stdout


@pytest.fixture
def files(archive, tmp_path):
    (tmp_path / "archive").mkdir()
    for number in range(FILES):
        (tmp_path / "archive" / f"{number:02} jobs.jsonl").write_bytes(
            archive(COUNT, seed=number).read_bytes())
    return sorted((tmp_path / "archive").iterdir())


@pytest.mark.parametrize("tool", ["xargs", "parallel --jobs"])
def test_many_files_are_converted_as_by_one_process(files, tmp_path, tool):
    expected = convert("--to", "v2", *files).output
    script = sample("sh", HEADING, tool)
    run(script, tmp_path)
    outputs = sorted((tmp_path / "archive").glob("*.v2.jsonl"))
    assert len(outputs) == FILES
    assert b"".join(file.read_bytes() for file in outputs) == expected
    assert not any((tmp_path / "archive").glob("*.rejects.jsonl")) or all(
        not file.read_bytes() for file in (tmp_path / "archive").glob("*.rejects.jsonl"))


@pytest.mark.parametrize("tool, status", [("xargs", 123), ("parallel --jobs", 1)])
def test_rejected_lines_end_in_a_file_beside_theirs(files, tmp_path, tool, status):
    with open(files[3], "ab") as file:
        file.write(b"not JSON\n")
    run(sample("sh", HEADING, tool), tmp_path, status)
    rejects = files[3].with_suffix(".rejects.jsonl").read_bytes()
    assert [reject["source"] for reject in command.records(rejects)] == ["not JSON"]
    assert len(list((tmp_path / "archive").glob("*.v2.jsonl"))) == FILES


def test_parts_of_one_file_are_converted_as_by_one_process(archive, tmp_path):
    lines = archive(60_000).read_bytes()
    (tmp_path / "archive.jsonl").write_bytes(lines)
    run(sample("sh", HEADING, "--pipe-part"), tmp_path)
    assert (tmp_path / "v2.jsonl").read_bytes() == convert("--to", "v2", source=lines).output
