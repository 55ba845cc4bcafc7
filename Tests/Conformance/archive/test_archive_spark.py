# SPDX-License-Identifier: Apache-2.0
"""An archive in a real Spark, by the program that docs/archives.md shows.

One filter process is killed in the middle of its work; Spark must repeat its task, and the archive
must be the one that a single process writes, record by record.
"""

import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys

import command
import pyarrow
import pyarrow.parquet
import pytest
from command import convert
from documented import sample

COUNT = 200_000
FILES = 8
SMALL = 10_000
# Two executors with a process each, whose tasks are repeated; and two threads of one process.
CLUSTER = "local-cluster[2,1,1024]"
LOCAL = "local[2,4]"
FAULTS = [b"not JSON", b'{"name":"no record of ours"}',
          b'{"id":"i","classify_job_id":"j","file_id":"f","result":null}']

# Stands before the command in PATH. The first filter dies with half of its input converted.
KILLER = """#!{python}
import os, signal, subprocess, sys, time
try:
    os.mkdir({marker!r})
except FileExistsError:
    os.execv({binary!r}, [{binary!r}, *sys.argv[1:]])
filter = subprocess.Popen([{binary!r}, *sys.argv[1:]], stdin=subprocess.PIPE)
for _ in range(4):
    filter.stdin.write(sys.stdin.buffer.read(1 << 20))
filter.stdin.flush()
time.sleep(1)
os.kill(filter.pid, signal.SIGKILL)
filter.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def java():
    if shutil.which("java") is None:
        pytest.fail("needs Java 17: install the package default-jre-headless")


def with_faults(lines, every):
    found = []
    for number, line in enumerate(lines):
        if number % every == every - 1:
            found.append(FAULTS[number // every % len(FAULTS)])
        found.append(line)
    return found


def write_parquet(lines, folder):
    folder.mkdir()
    for number in range(FILES):
        part = lines[len(lines) * number // FILES:len(lines) * (number + 1) // FILES]
        column = pyarrow.array([line.decode() for line in part])
        pyarrow.parquet.write_table(
            pyarrow.table({"record": column}), folder / f"part-{number:03}.parquet")


def submit(folder, master, *arguments, path):
    """Runs the program of the page, and returns the log."""
    program = folder / "convert_archive.py"
    program.write_text(sample("python", "Apache Spark"))
    environment = {
        **os.environ, "PATH": f"{path}:{os.environ['PATH']}", "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "spark"),
        "SPARK_WORKER_DIR": str(folder / "work")}
    log = folder / "log"
    with open(log, "w") as messages:
        status = subprocess.run(
            [pathlib.Path(sys.executable).with_name("spark-submit"), "--master", master,
             "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.files.maxPartitionBytes=8m",
             program, *map(str, arguments)],
            env=environment, cwd=folder, stdout=messages, stderr=messages, timeout=900).returncode
    assert status == 0, log.read_text()[-6_000:]
    return log.read_text()


def read(folder, rejected):
    """The records of one partition of the output, in the order of its parts."""
    return [value for file in sorted((folder / f"rejected={rejected}").glob("*.parquet"))
            for value in pyarrow.parquet.ParquetFile(file).read()["record"].to_pylist()]


def assert_same(lines, target, tmp_path):
    """Compares the output with that of one process; parts can be in any order."""
    finished = convert("--to", "v2", "--rejects", tmp_path / "rejects.jsonl",
                       source=b"\n".join(lines) + b"\n", status=1)
    records = finished.output.decode().splitlines()
    assert len(records) > len(lines)
    found = read(target, "false")
    assert len(found) == len(records)
    assert sorted(found) == sorted(records)

    def reason(reject):
        # Lines are counted in each task.
        return {name: value for name, value in reject.items() if name != "line"}

    rejects = command.records((tmp_path / "rejects.jsonl").read_bytes())
    found = command.records("".join(line + "\n" for line in read(target, "true")).encode())
    assert len(found) == len(rejects) > len(FAULTS)
    assert sorted(map(str, map(reason, found))) == sorted(map(str, map(reason, rejects)))


def test_spark_repeats_a_killed_task_and_equals_one_process(archive, java, tmp_path):
    lines = with_faults(archive(COUNT).read_bytes().split(b"\n")[:-1], 1_000)
    write_parquet(lines, tmp_path / "v1")
    (tmp_path / "bin").mkdir()
    killer, marker = tmp_path / "bin" / "classify-bridge", tmp_path / "killed"
    killer.write_text(KILLER.format(
        python=sys.executable, marker=str(marker), binary=os.path.abspath(command.BINARY)))
    killer.chmod(killer.stat().st_mode | stat.S_IXUSR)
    log = submit(tmp_path, CLUSTER, "parquet", tmp_path / "v1", tmp_path / "v2",
                 path=tmp_path / "bin")
    assert marker.is_dir()
    assert len(re.findall("Lost task", log)) == 1
    assert len(set(re.findall(r"Finished task .* \(executor (\w+)\)", log))) > 1
    assert_same(lines, tmp_path / "v2", tmp_path)


def test_spark_reads_json_lines(archive, java, tmp_path):
    lines = with_faults(archive(SMALL).read_bytes().split(b"\n")[:-1], 1_000)
    (tmp_path / "v1.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    submit(tmp_path, LOCAL, "text", tmp_path / "v1.jsonl", tmp_path / "v2",
           path=os.path.dirname(os.path.abspath(command.BINARY)))
    assert_same(lines, tmp_path / "v2", tmp_path)
