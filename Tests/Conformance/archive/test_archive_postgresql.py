# SPDX-License-Identifier: Apache-2.0
"""Tables of a real PostgreSQL, as docs/archives.md shows; the folder /archive is another one here.

The server is a private cluster in a temporary folder, reached by its Unix socket only.
"""

import contextlib
import glob
import json
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

import command
import convert_orjson
import pytest
from command import assert_equal, convert
from documented import sample

COUNT = 20_000
HEADING = "PostgreSQL"
# Debian keeps the server's programs out of PATH.
PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [
    os.path.dirname(shutil.which("initdb") or "")]


class Server:
    """A cluster, whose server runs as postgres: it refuses root."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.archive = folder / "archive"
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.archive.mkdir()
        (folder / "bin").mkdir()
        binary = folder / "bin" / "classify-bridge"
        # The server's user may not reach the build folder.
        try:
            os.link(os.path.realpath(command.BINARY), binary)
        except OSError:
            shutil.copy(command.BINARY, binary)
        for path in [folder, self.archive, folder / "bin", binary]:
            os.chmod(path, 0o755)
        if self.user == "postgres" and os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            shutil.chown(self.archive, "postgres")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
            "PATH": f"{folder / 'bin'}:{PROGRAMS[-1]}:{os.environ['PATH']}",
            "PGHOST": str(folder), "PGDATABASE": "postgres", "PGUSER": self.user}

    def run(self, *arguments, status=0, **options):
        process = subprocess.run(
            arguments, env=self.environment, cwd=self.folder, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=120, **options)
        assert process.returncode == status, process.stderr
        return process

    def as_server(self, *arguments):
        if os.geteuid() == 0:
            arguments = ["runuser", "-u", "postgres", "--", *arguments]
        # The server inherits the output of pg_ctl, and would keep a pipe open.
        with open(self.folder / "messages", "a+") as messages:
            status = subprocess.run(
                [str(argument) for argument in arguments], env=self.environment, cwd=self.folder,
                stdout=messages, stderr=messages, timeout=120).returncode
            messages.seek(0)
            assert status == 0, messages.read()

    def start(self):
        self.as_server("initdb", "--auth", "trust", "--username", self.user, "--encoding", "UTF8",
                       "--no-locale", "--no-sync", "--pgdata", self.folder / "data")
        self.as_server(
            "pg_ctl", "--pgdata", self.folder / "data", "--log", self.folder / "log", "--wait",
            "start", "--options",
            f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off")
        # Tests/Conformance/run kills it if the tests were killed.
        with open(os.environ.get("CLASSIFY_SERVERS", os.devnull), "a") as servers:
            servers.write((self.folder / "data" / "postmaster.pid").read_text().split()[0] + "\n")

    def stop(self):
        self.as_server("pg_ctl", "--pgdata", self.folder / "data", "--mode", "immediate", "stop")

    def sql(self, text, status=0, **options):
        """Runs statements as the page shows them, and returns the output."""
        return self.run(
            "psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set",
            "ON_ERROR_STOP=1", "--command", text.replace("/archive", str(self.archive)),
            status=status, **options)

    def lines(self, query):
        return self.sql(query).stdout.splitlines()


@pytest.fixture(scope="module")
def server():
    if not shutil.which("initdb", path=PROGRAMS[-1]):
        pytest.fail("needs PostgreSQL: install the package postgresql")
    # Not in pytest's folder, which only its user can enter; a socket's path is short.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="classify-pg-", dir="/tmp"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = Server(folder)
        server.start()
        stack.callback(server.stop)
        yield server


@pytest.fixture(autouse=True)
def no_tables(server):
    server.sql("DROP TABLE IF EXISTS classify_v1, classify_v2")


def load(server, table, columns, rows):
    """Fills a table, by the text format of COPY."""
    escape = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
    text = "".join("\t".join(value.translate(escape) for value in row) + "\n" for row in rows)
    server.run("psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command",
               f"COPY {table} ({columns}) FROM STDIN", input=text)


def test_copy_to_program_equals_one_process(archive, server):
    source = archive(COUNT).read_bytes()
    server.sql("CREATE TABLE classify_v1 (number bigserial PRIMARY KEY, record json NOT NULL)")
    load(server, "classify_v1", "record", [[line] for line in source.decode().splitlines()])
    server.sql(sample("sql", HEADING, "TO PROGRAM"))
    expected = convert("--to", "v2", source=source).output
    assert (server.archive / "v2.jsonl").read_bytes() == expected
    assert (server.archive / "rejects.jsonl").read_bytes() == b""

    server.sql(sample("sql", HEADING, "CREATE TABLE"))
    loaded = server.lines("SELECT record FROM classify_v2 ORDER BY number")
    assert_equal([json.loads(line) for line in loaded], command.records(expected))


def test_rejected_row_fails_the_statement(server):
    server.sql("CREATE TABLE classify_v1 (number bigserial PRIMARY KEY, record json NOT NULL)")
    server.sql("INSERT INTO classify_v1 (record) VALUES ('{\"no\":\n\"record\"}')")
    failed = server.sql(sample("sql", HEADING, "TO PROGRAM"), status=1)
    assert "child process exited with exit code 1" in failed.stderr
    (reject,) = command.records((server.archive / "rejects.jsonl").read_bytes())
    assert json.loads(reject["source"]) == {"no": "record"}


def test_jsonb_columns_through_the_filter(archive, server, tmp_path):
    records = command.records(archive(COUNT).read_bytes())
    server.sql("CREATE TABLE classify_v1 (id text PRIMARY KEY, job jsonb, results jsonb);"
               "CREATE TABLE classify_v2 (number bigserial PRIMARY KEY, record jsonb)")
    rows = []
    for record in records:
        job = record.get("job", record)
        results = record["results"]
        job = {name: value for name, value in job.items() if name != "results"}
        rows.append([job["id"], json.dumps(job), json.dumps(results)])
    load(server, "classify_v1", "id, job, results", rows)
    bad = {"id": "bad", "status": "SUCCESS"}
    load(server, "classify_v1", "id, job, results", [["bad", json.dumps(bad), '{"items":[]}']])

    process = subprocess.run(
        ["sh", "-euc", sample("sh", HEADING, "psql")], cwd=tmp_path, env=server.environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
    assert process.returncode == 0, process.stderr
    (reject,) = command.records((tmp_path / "rejects.jsonl").read_bytes())
    assert json.loads(reject["source"])["job"] == bad

    # Each v1 job with its v2 jobs, by the query of the page.
    expected = {}
    for record in records:
        jobs = convert_orjson.convert(record)
        expected[record.get("job", record)["id"]] = jobs
    found = {}
    for line in server.lines(
            f"SELECT json_build_array(id, v2) FROM ({sample('sql', HEADING, 'JOIN')}) AS pairs"
            .replace(";", "")):
        identifier, job = json.loads(line)
        found.setdefault(identifier, []).append(job)
    assert found == expected
