# SPDX-License-Identifier: Apache-2.0
"""Every program prints the same before and after its migration; look-alikes stay as they are."""

import os
import shutil

import pytest
from corpus import (
    cases, codes, contents, edits, generated, left, lookalikes, migrate, place_count)

only_before = pytest.mark.skipif(
    "CLASSIFY_BEFORE_ONLY" in os.environ, reason="only the programs of v1 are run")
each_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


@each_case
def test_runs_on_v1(case, outcomes):
    if case.sdk == "none":
        pytest.skip("this can't be run: its edits are compared")
    assert outcomes(case).printed


@only_before
@each_case
def test_reports(case, outcomes):
    outcome = outcomes(case)
    found = codes(outcome.report)
    assert set(case.codes) <= found
    # Nothing else is left for a person, blocked or unreadable.
    assert left(found) == left(case.codes)
    assert case.exit == outcome.exit
    # Imports and so on are places, too.
    assert place_count(outcome.report) >= case.sites


@only_before
@each_case
def test_writes_the_expected_files(case, outcomes):
    expected = case.folder / "after"
    if not expected.exists():
        assert case.sdk != "none", "a case without a program needs the expected files"
        pytest.skip("this is run instead")
    outcome = outcomes(case)
    files = {
        path: content for path, content in outcome.files.items()
        if path not in generated(outcome.report)
    }
    assert files == {**contents(case.folder / "before"), **contents(expected)}


@only_before
@each_case
def test_prints_the_same_afterwards(case, outcomes, runner):
    if case.sdk == "none":
        pytest.skip("this can't be run: its edits are compared")
    outcome = outcomes(case)
    # What a person has to finish keeps the SDK that it had, which has v2 beside v1.
    assert runner.output(case, outcome.after, case.is_complete) == outcome.printed


@only_before
@each_case
def test_second_run_edits_nothing(case, outcomes):
    second = outcomes(case).second
    assert edits(second) == []
    assert codes(second) <= left(case.codes)


@only_before
@pytest.mark.parametrize("folder", lookalikes(), ids=lambda folder: folder.name)
def test_leaves_look_alikes_alone(folder, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(folder, copy)
    exit_code, report = migrate(copy, "--write")
    assert (exit_code, codes(report)) == (0, set())
    assert contents(copy) == contents(folder)


@only_before
def test_counts_the_corpus():
    assert sum(case.sites for case in cases() if case.sdk != "none") >= 120
    assert all(case.sites for case in cases())
    assert len(lookalikes()) >= 40
