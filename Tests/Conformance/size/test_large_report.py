# SPDX-License-Identifier: Apache-2.0
"""A report on 100,000 documents: exact counts, bounded memory and time, and a page that opens.

    CLASSIFY_BRIDGE=.build/release/classify-bridge python3 -m pytest Tests/Conformance/size

needs the packages pytest and playwright, and Chromium. The bounds are generous, for debug builds on
busy machines; what was measured is printed.
"""

import collections
import json
import re
import time
from typing import NamedTuple

import pytest
import results
from playwright.sync_api import expect

DOCUMENTS = 100_000
SEED = 11
MAXIMUM_MEGABYTES = 256
MAXIMUM_SECONDS = 1_200
MAXIMUM_PAGE_MEGABYTES = 4
MAXIMUM_NODES = 5_000
MAXIMUM_LOAD_SECONDS = 120
# Disagreements and points of the confidence plot that a report contains.
MAXIMUM_DISAGREEMENTS = 500
MAXIMUM_POINTS = 1_000
ROWS_PER_PAGE = 50


class Large(NamedTuple):
    expected: results.Expected
    finished: tuple
    report: dict
    page: object


@pytest.fixture(scope="module")
def large(measured, tmp_path_factory):
    """The counts of the generator, the command's report on its file, and the page."""
    folder = tmp_path_factory.mktemp("large")
    lines, page = folder / "results.jsonl", folder / "report.html"
    expected = results.write(lines, DOCUMENTS, SEED)
    finished = measured(
        "compare", "--from", lines, "--report", page, "--format", "json", timeout=MAXIMUM_SECONDS)
    assert finished.status in (0, 1, 3), finished.messages
    print(f"\n{DOCUMENTS:,} documents, {lines.stat().st_size / 1e6:.0f} MB of results:"
          f" {finished.seconds:.1f} s, {finished.megabytes:.0f} MB resident at most,"
          f" page of {page.stat().st_size / 1e6:.2f} MB")
    lines.unlink()
    return Large(expected, finished, json.loads(finished.output), page)


def test_counts_are_those_of_the_generator(large):
    expected, report = large.expected, large.report
    compared = expected.agreed + expected.disagreed
    assert report["documents"] == DOCUMENTS
    assert report["unanswered"] == expected.unanswered > 0
    assert report["agreed"] == expected.agreed
    assert report["compared"] == compared
    assert report["agreement"]["value"] == pytest.approx(expected.agreed / compared, rel=1e-12)
    assert report["disagreements"]["count"] == expected.disagreed > 0.02 * DOCUMENTS
    for version in ["v1", "v2"]:
        counts = {error["code"]: error["count"] for error in report["errors"][version]}
        assert counts == dict(expected.errors[version])
        statuses = {entry["name"]: entry["count"] for entry in report["statuses"][version]}
        assert statuses == dict(expected.statuses[version])
        assert report["latency"][version]["documents"] == expected.timed[version]
        assert sum(report["latency"]["histogram"][version]) == expected.timed[version]
    assert report["confidence"]["documents"] == expected.confident
    assert report["credits"]["v2"] == expected.credits
    drift = {(entry["version"], entry["kind"], entry["name"]): entry["count"]
             for entry in report["drift"]}
    assert drift == dict(expected.drift) and len(drift) == len(results.DRIFT)


def test_confusion_and_types_are_those_of_the_generator(large):
    expected, report = large.expected, large.report
    keys = [results.label_key(label) for label in report["confusion"]["labels"]]
    found = collections.Counter({
        (row, column): count
        for row, counts in zip(keys, report["confusion"]["counts"])
        for column, count in zip(keys, counts)})
    assert +found == expected.confusion
    types = {results.label_key(entry): (entry["documents"], entry["agreed"])
             for entry in report["types"]}
    assert types == {
        label: (expected.types[label, True] + expected.types[label, False],
                expected.types[label, True])
        for label, _ in expected.types}


def test_is_within_its_bounds(large):
    assert large.finished.megabytes <= MAXIMUM_MEGABYTES
    assert large.finished.seconds <= MAXIMUM_SECONDS
    assert large.page.stat().st_size <= MAXIMUM_PAGE_MEGABYTES * 1e6
    assert len(large.report["disagreements"]["shown"]) == MAXIMUM_DISAGREEMENTS
    assert len(large.report["confidence"]["points"]) == MAXIMUM_POINTS


def test_page_opens_at_once_and_filters(large, browser):
    problems = []
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.on("console", lambda message: problems.append(message.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    start = time.monotonic()
    tab.goto(large.page.as_uri())
    rows = tab.locator(".rows .opener")
    expect(rows).to_have_count(ROWS_PER_PAGE)
    seconds = time.monotonic() - start
    nodes = tab.evaluate("document.querySelectorAll('*').length")
    print(f"\nthe page: {seconds:.2f} s from navigation to its rows, {nodes:,} elements")
    assert seconds <= MAXIMUM_LOAD_SECONDS
    assert nodes <= MAXIMUM_NODES

    expect(tab.locator("header")).to_contain_text(f"{DOCUMENTS:,} documents")
    shown = large.report["disagreements"]["shown"]
    expect(tab.locator("main")).to_contain_text(
        f"the other {large.expected.disagreed - len(shown):,} are only in the file of results")
    wanted = shown[-1]["document"]
    tab.get_by_role("searchbox").fill(wanted)
    status = tab.locator("#disagreements ~ [role=status]")
    expect(status).to_have_text(re.compile(r"^1 of .* matches"))
    expect(rows).to_have_count(1)
    rows.first.click()
    expect(tab.locator(".detail .side")).to_have_count(2)
    tab.close()
    assert problems == []
