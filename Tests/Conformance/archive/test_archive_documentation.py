# SPDX-License-Identifier: Apache-2.0
"""Runs the console samples of docs/archives.md, in order and in one folder."""

import os
import pathlib
import re
import subprocess

import command
from documented import PAGE, samples


def commands(text):
    """The commands of a sample with their output."""
    parts = re.split(r"^\$ ", text, flags=re.M)
    assert not parts[0], "output before the first command"
    for part in parts[1:]:
        lines = part.splitlines(True)
        end = 1
        while lines[end - 1].endswith("\\\n"):
            end += 1
        yield "".join(lines[:end]).rstrip("\n"), "".join(lines[end:])


def test_console_samples_print_what_the_page_shows(tmp_path):
    folder = os.path.dirname(os.path.abspath(command.BINARY))
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    status = run = 0
    for sample in samples("console"):
        for line, output in commands(sample):
            file = re.fullmatch(r"cat ([\w.-]+)", line)
            if file and not (tmp_path / file[1]).exists():
                # The input of the following commands.
                pathlib.Path(tmp_path / file[1]).write_text(output)
                continue
            # The status of the command before, which `$?` prints.
            process = subprocess.run(
                ["sh", "-c", f"(exit {status})\n{line}"], cwd=tmp_path, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                timeout=300)
            status, run = process.returncode, run + 1
            assert process.stdout == output, f"$ {line}"
    assert run > 5


def test_no_sample_waits_for_a_check():
    assert "<!-- check -->" not in PAGE.read_text()
