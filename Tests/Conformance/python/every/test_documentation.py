# SPDX-License-Identifier: Apache-2.0
"""The samples of docs/sandbox.md do what the page says."""

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


def test_the_python_sample(server):
    environment = {**os.environ, "LLAMA_CLOUD_BASE_URL": server.url, "LLAMA_CLOUD_API_KEY": "any-key"}
    output = subprocess.run(
        [sys.executable, "-c", sample("python")], env=environment, check=True, text=True,
        stdout=subprocess.PIPE, timeout=60).stdout
    assert output == "invoice\n"


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_shell_sample(tmp_path):
    folder = os.path.dirname(os.environ["CLASSIFY_BRIDGE"])
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    # The script ends its server; its output is closed when that has ended.
    output = subprocess.run(
        ["sh", "-euc", sample("sh")], env=environment, cwd=tmp_path, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60).stdout
    assert json.loads(output) == {"items": [], "next_page_token": None, "total_size": 0}


def test_every_fault_is_understood(serve):
    faults = re.findall(r"`--fault '([^']+)'`", PAGE.read_text())
    assert len(faults) == 8
    serve(*(option for fault in faults for option in ("--fault", fault)))
