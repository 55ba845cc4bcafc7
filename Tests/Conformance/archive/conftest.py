# SPDX-License-Identifier: Apache-2.0
"""Archives of a fixed seed."""

import pathlib

import generate
import pytest

SEED = 14


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """Returns the path of an archive, which is written once."""
    folder = tmp_path_factory.mktemp("archives")

    def path(count, version="v1", kind="jobWithResults", seed=SEED) -> pathlib.Path:
        file = folder / f"{version}-{kind}-{count}-{seed}.jsonl"
        if not file.exists():
            generate.write(file, count, seed, version, kind)
        return file

    return path
