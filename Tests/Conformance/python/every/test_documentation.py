# SPDX-License-Identifier: Apache-2.0
"""Runs the samples of docs/sandbox.md."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

PAGE = pathlib.Path(__file__).parents[4] / "docs" / "sandbox.md"


def sample(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return found


def test_python_sample_prints_type(server):
    environment = {**os.environ, "LLAMA_CLOUD_BASE_URL": server.url, "LLAMA_CLOUD_API_KEY": "any-key"}
    output = subprocess.run(
        [sys.executable, "-c", sample("python")], env=environment, check=True, text=True,
        stdout=subprocess.PIPE, timeout=300).stdout
    assert output == "invoice\n"


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_shell_sample_lists_no_jobs(tmp_path):
    folder = os.path.dirname(os.environ["CLASSIFY_BRIDGE"])
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    # The script stops its server, which closes the output.
    output = subprocess.run(
        ["sh", "-euc", sample("sh")], env=environment, cwd=tmp_path, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=300).stdout
    assert json.loads(output) == {"items": [], "next_page_token": None, "total_size": 0}


def test_server_accepts_every_documented_fault(serve):
    faults = re.findall(r"`--fault '([^']+)'`", PAGE.read_text())
    assert len(faults) == 8
    serve(*(option for fault in faults for option in ("--fault", fault)))
