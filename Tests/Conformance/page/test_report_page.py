# SPDX-License-Identifier: Apache-2.0
"""The report page in Chromium. The expected counts come from the report in the page."""

import os
import pathlib
import re

import pytest
from conftest import WIDTHS
from playwright.sync_api import expect

ROWS_PER_PAGE = 50
TITLES = {"equivalent": "Equivalent", "different": "Different", "notEnoughData": "Not enough data"}


def label_key(side):
    label = side["label"]
    if label is None:
        return "none"
    return f"type:{label['name']}" if label["kind"] == "type" else label["kind"]


def rows(tab):
    return tab.locator(".rows .opener")


def choice(tab, version):
    return tab.get_by_role("search").get_by_label(f"Label of {version}")


def matches(tab, number):
    """Expects the status and the rows of a filter with that many matches, on the first page."""
    status = tab.locator("#disagreements ~ [role=status]")
    expect(status).to_have_text(
        re.compile(rf"^{number:,} of .* match" if number else "^No disagreement matches"))
    expect(rows(tab)).to_have_count(min(number, ROWS_PER_PAGE))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_fits_its_window(visit, report, width, scheme):
    tab = visit(width=width, color_scheme=scheme)
    expect(tab.locator("#verdict-title")).to_contain_text(TITLES[report["verdict"]])
    expect(tab.locator("#agreement svg")).to_be_visible()
    root = tab.locator("html")
    assert root.evaluate("html => html.scrollWidth <= html.clientWidth")
    background = tab.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    brightness = sum(map(int, re.findall(r"\d+", background)[:3])) / 3
    assert brightness > 200 if scheme == "light" else brightness < 55
    picture = tab.screenshot(full_page=True)
    assert picture.startswith(b"\x89PNG")
    if folder := os.environ.get("CLASSIFY_SCREENSHOTS"):
        (pathlib.Path(folder) / f"report-{width}-{scheme}.png").write_bytes(picture)


def test_draws_what_the_verdict_rests_on(visit, report):
    text = visit().locator("#agreement svg").get_attribute("aria-label")
    assert text.startswith("limit " if report["noise"] else "threshold ")


def test_shows_every_label_with_its_count(visit, report):
    tab = visit()
    labels = report["confusion"]["labels"]
    table = tab.locator("table.heat")
    expect(table.locator("caption")).to_have_count(1)
    expect(table.locator("thead th[scope=col]")).to_have_count(len(labels) + 2)
    for index, counts in enumerate(report["confusion"]["counts"]):
        cells = table.locator("tbody tr").nth(index).locator("td").all_inner_texts()
        assert [int(cell.replace(",", "")) for cell in cells] == [*counts, sum(counts)]


def test_filters_by_text(visit, report):
    tab = visit()
    shown = report["disagreements"]["shown"]
    matches(tab, len(shown))
    document = shown[-1]["document"]
    expected = [row for row in shown if document.lower() in row["document"].lower()]
    tab.get_by_label("Document, reasoning, error or job contains").fill(document.upper())
    matches(tab, len(expected))
    tab.get_by_label("Document, reasoning, error or job contains").fill("in none of them")
    matches(tab, 0)
    tab.get_by_role("button", name="Clear").click()
    matches(tab, len(shown))


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_filters_by_label(visit, report, version):
    tab = visit()
    shown = report["disagreements"]["shown"]
    for key in {label_key(row[version]) for row in shown}:
        choice(tab, version).select_option(value=key)
        matches(tab, sum(label_key(row[version]) == key for row in shown))


def test_address_keeps_filter_and_page(visit, report):
    tab = visit()
    key = label_key(report["disagreements"]["shown"][0]["v1"])
    expected = sum(label_key(row["v1"]) == key for row in report["disagreements"]["shown"])
    choice(tab, "v1").select_option(value=key)
    matches(tab, expected)
    again = visit(tab.evaluate("location.hash"))
    matches(again, expected)
    assert choice(again, "v1").input_value() == key
    second = visit("#page=2")
    total = len(report["disagreements"]["shown"])
    expect(rows(second)).to_have_count(min(ROWS_PER_PAGE, total - ROWS_PER_PAGE))


def test_turns_pages(visit, report):
    tab = visit()
    shown = report["disagreements"]["shown"]
    seen = rows(tab).count()
    following = tab.get_by_role("button", name="Next")
    while following.get_attribute("aria-disabled") == "false":
        following.click()
        seen += rows(tab).count()
    assert seen == len(shown)
    tab.get_by_role("button", name="Previous").click()
    expect(rows(tab)).to_have_count(ROWS_PER_PAGE)


def test_linked_count_shows_its_documents(visit):
    tab = visit()
    link = tab.locator("table.heat a").first
    number = int(link.inner_text().replace(",", ""))
    link.click()
    matches(tab, number)
    expect(tab.locator("h2#disagreements")).to_be_focused()


def test_row_opens_by_keyboard(visit, report):
    tab = visit()
    first = report["disagreements"]["shown"][0]
    opener = rows(tab).first
    opener.focus()
    tab.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    detail = tab.locator(f"#{opener.get_attribute('aria-controls')}")
    expect(detail).to_be_visible()
    expect(detail.locator("h3")).to_have_count(2)
    plain = (first["v1"]["reasoning"] or first["v1"]["error"]["message"]).split("<")[0].strip()
    expect(detail).to_contain_text(plain)
    tab.keyboard.press("Enter")
    expect(detail).to_be_hidden()


def test_texts_of_the_service_stay_texts(visit):
    tab = visit()
    for index in range(min(10, rows(tab).count())):
        rows(tab).nth(index).click()
    assert tab.locator("img, iframe, object, embed, link").count() == 0
    assert tab.locator("script").count() == 2
    # Shown by their code points, not obeyed.
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", tab.locator("main").inner_text())


def test_headings_and_tables_are_in_order(visit):
    tab = visit()
    levels = tab.locator("h1, h2, h3").evaluate_all("all => all.map(e => Number(e.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    for table in tab.locator("table").all():
        expect(table.locator("caption")).to_have_count(1)
        assert table.locator("th:not([scope])").count() == 0
    for svg in tab.locator("svg:not([aria-hidden])").all():
        assert svg.get_attribute("role") == "img" and svg.get_attribute("aria-label")
    for name in ["header", "nav", "main", "footer", "[role=search]", "[role=status]"]:
        assert tab.locator(name).count() == 1, name


def test_verdict_needs_no_script(visit, report):
    tab = visit(java_script_enabled=False)
    expect(tab.locator("#verdict-title")).to_contain_text(TITLES[report["verdict"]])
    expect(tab.locator("dl.numbers")).to_contain_text(f"{report['documents']:,}")
    expect(tab.locator("#needs-script")).to_be_visible()


def test_policy_blocks_other_scripts(browser, page_path):
    tab = browser.new_page()
    blocked = []
    tab.on("console", lambda message: blocked.append(message.text))
    tab.goto(page_path.as_uri())
    assert not tab.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return window.ran === true;
    }""")
    tab.close()
    assert len(blocked) == 1 and "Content Security Policy" in blocked[0]
