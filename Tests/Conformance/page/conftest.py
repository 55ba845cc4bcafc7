# SPDX-License-Identifier: Apache-2.0
"""A report page, and a browser that fails a test for an error, a request or a dialog."""

import json
import os
import pathlib
import subprocess

import pytest
from browser import TIMEOUT, browser  # noqa: F401

HOSTILE = "</script><img src=x onerror=alert(1)><!--\u202egnp.\u202c'\"&"
TYPES = ["invoice", "receipt", "contract", HOSTILE]
DOCUMENTS = 600
# The widths of a laptop and of a small phone, in CSS pixels.
WIDTHS = [1280, 360]
IGNORE_RULES = [
    {"v1": "receipt", "v2": "contract", "reason": "receipts of leases", "expires": "9999-12-31"}]


def side(label, number, reasoning):
    """One side of a line of results.jsonl; a label of None is an error."""
    return {
        "label": label and {"kind": "type", "name": label},
        "confidence": label and round(0.6 + number % 40 / 100, 2),
        "reasoning": label and reasoning,
        "error": None if label else {"code": "timeout", "message": HOSTILE},
        "status": ("partiallySucceeded" if number % 50 == 0 else "succeeded") if label else None,
        "job": None,
        "seconds": 1 + number % 17,
        "credits": None,
    }


def results():
    """Documents of which every third one has different labels, more than fit on one page."""
    for number in range(DOCUMENTS):
        first = TYPES[number % 4]
        other = None if number % 30 == 0 else TYPES[(number + 1) % 4]
        second = other if number % 3 == 0 else first
        yield {
            "document": f"scan-{number:04}.pdf" if number % 5 else f"{number} {HOSTILE}",
            "v1": side(first, number, f"Reason {number} of v1. {HOSTILE}"),
            "v2": side(second, number + 3, f"Reason {number} of v2."),
        }


@pytest.fixture(scope="session")
def page_path(tmp_path_factory):
    """The page that CLASSIFY_REPORT_PAGE names, or one that the command writes."""
    if named := os.environ.get("CLASSIFY_REPORT_PAGE"):
        return pathlib.Path(named).resolve()
    folder = tmp_path_factory.mktemp("report")
    lines = folder / "results.jsonl"
    lines.write_text("".join(json.dumps(line) + "\n" for line in results()))
    ignored = folder / "ignore.json"
    ignored.write_text(json.dumps(IGNORE_RULES))
    path = folder / "report.html"
    finished = subprocess.run(
        [os.environ["CLASSIFY_BRIDGE"], "compare", "--from", lines, "--report", path,
         "--ignore", ignored],
        capture_output=True, text=True, timeout=300)
    # One third differs: the verdict is "different".
    assert finished.returncode == 1, finished.stderr
    return path


@pytest.fixture
def visit(browser, page_path):
    """Opens the page, and afterwards expects no error, no request and no dialog."""
    contexts, problems = [], []

    def open_page(fragment="", width=WIDTHS[0], path=page_path, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: problems.append(message.text))
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: request.is_navigation_request()
               or problems.append(request.url))
        tab.goto(path.as_uri() + fragment)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="session")
def report(browser, page_path):
    """The report that the page contains."""
    tab = browser.new_page()
    tab.goto(page_path.as_uri())
    found = json.loads(tab.locator("#report").text_content())
    tab.close()
    return found


@pytest.fixture
def altered(page_path, report, tmp_path):
    """Returns a page whose report has other members; its static part is that of the page."""
    page = page_path.read_text()
    start = page.index('id="report">') + len('id="report">')
    end = page.index("</script>", start)

    def alter(**members):
        path = tmp_path / "altered.html"
        changed = json.dumps({**report, **members}).replace("<", r"\u003c")
        path.write_text(page[:start] + changed + page[end:])
        return path

    return alter
