# SPDX-License-Identifier: Apache-2.0
"""Headless Chromium as a fixture."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]


# In milliseconds: other checks keep the machine busy.
TIMEOUT = 240_000
expect.set_options(timeout=TIMEOUT)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the one of CHROMIUM or of the system."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "needs Chromium: install it, or name it with CHROMIUM=…"
    with sync_playwright() as playwright:
        # Chromium has no sandbox of its own for root, as in containers; the page is our own.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(
            executable_path=path, args=options, timeout=TIMEOUT)
        yield started
        started.close()
