# SPDX-License-Identifier: Apache-2.0
"""The browser, and a way to run a command and learn what it used."""

import os
import subprocess
import time
from typing import NamedTuple

import pytest
from browser import browser  # noqa: F401


class Finished(NamedTuple):
    status: int
    output: str
    messages: str
    seconds: float
    megabytes: float


@pytest.fixture(scope="session")
def measured(tmp_path_factory):
    """Runs the command, and measures its time and the most memory that it had resident."""
    folder = tmp_path_factory.mktemp("measured")

    def run(*arguments, timeout):
        with open(folder / "output", "w+") as output, open(folder / "messages", "w+") as messages:
            start = time.monotonic()
            process = subprocess.Popen(
                [os.environ["CLASSIFY_BRIDGE"], *map(str, arguments)], stdout=output,
                stderr=messages, cwd=folder)
            # Unlike the usage of all children, that of wait4 is of this process alone.
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() - start > timeout:
                    process.kill()
                    os.wait4(process.pid, 0)
                    process.returncode = -9
                    pytest.fail(f"not finished after {timeout} s")
                time.sleep(0.01)
            seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            messages.seek(0)
            # Kilobytes on Linux, bytes on macOS.
            unit = 1024 if os.uname().sysname == "Linux" else 1
            return Finished(process.returncode, output.read(), messages.read(), seconds,
                            usage.ru_maxrss * unit / 1e6)

    return run
