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
    assert text.startswith("threshold ")


def test_draws_difference_from_noise_floor_against_threshold(visit, altered):
    noise = {"documents": 600, "agreed": 594, "value": .99, "low": .98, "high": .995,
             "difference": {"value": -.03, "low": -.05, "high": -.01}, "measures": "classifier"}
    tab = visit(path=altered(noise=noise, margin=.02))
    text = tab.locator("#agreement svg").get_attribute("aria-label")
    assert text.startswith("threshold −2 points; Difference: −3.00 points")
    expect(tab.locator("#agreement figcaption")).to_contain_text("above the threshold of −2 points")


def test_tells_what_it_is_about(visit, report):
    tab = visit(java_script_enabled=False)
    header = tab.locator("header")
    expect(header).to_contain_text(f"{report['documents']:,} documents")
    expect(header).to_contain_text(f"margin {report['margin'] * 100:g} points")
    expect(header.locator("time")).to_have_attribute(
        "datetime", re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"))
    expect(header.locator("time")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d UTC$"))


def test_headline_mentions_ignored_disagreements(visit, report):
    ignored = report["documents"] - report["compared"] - report["unanswered"]
    assert ignored > 0
    expect(visit().locator("#verdict-title")).to_contain_text(
        f"with {ignored:,} disagreements ignored")


def test_long_reasons_wrap(visit):
    tab = visit(width=WIDTHS[1])
    tab.locator(".lead").evaluate(
        "lead => lead.textContent = 'sample '.repeat(40) + 'x'.repeat(900)")
    root = tab.locator("html")
    assert root.evaluate("html => html.scrollWidth <= html.clientWidth")


def test_wide_tables_say_that_they_scroll(visit):
    tab = visit(width=WIDTHS[1])
    region = tab.get_by_role("region", name="Documents by label of v1 (rows)")
    expect(region).to_have_attribute("tabindex", "0")
    hint = region.locator("xpath=preceding-sibling::*")
    expect(hint).to_be_visible()
    expect(hint).to_have_text("Scroll sideways for more columns →")
    assert "gradient" in region.evaluate("region => getComputedStyle(region).backgroundImage")
    region.focus()
    tab.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)
    # Each table that scrolls says so, and no other one.
    for table in tab.locator(".scroll:visible").all():
        is_wide = table.evaluate("table => table.scrollWidth > table.clientWidth")
        assert table.locator("xpath=preceding-sibling::*").is_visible() == is_wide
    tab.set_viewport_size({"width": 4000, "height": 800})
    expect(tab.locator(".hint:visible")).to_have_count(0)
    expect(tab.locator(".scroll[tabindex]")).to_have_count(0)


STATUSES = {"v1": [{"name": "succeeded", "count": 590}, {"name": "cancelled", "count": 10}],
            "v2": [{"name": "succeeded", "count": 600}]}
STATUS_CAPTION = "Documents by status at the end of their job"


def test_shows_statuses_beside_errors(visit, altered):
    tab = visit(path=altered(statuses=STATUSES))
    table = tab.locator("section[aria-labelledby=errors] table", has_text=STATUS_CAPTION)
    assert table.locator("tbody tr").all_inner_texts() == [
        "v1\tsucceeded\t590", "v1\tcancelled\t10", "v2\tsucceeded\t600"]


def test_shows_what_ignore_rules_apply_to(visit, altered):
    rule = {"reason": "leases", "v1": {"kind": "type", "name": "receipt"},
            "v2": {"kind": "unmatched"}, "document": "2019/*<b>", "expires": "9999-12-31",
            "matched": 3, "ignored": 2, "state": "used"}
    anything = {**rule, "v1": None, "v2": None, "document": None, "reason": "any"}
    tab = visit(path=altered(ignored=[rule, anything]))
    cells = tab.locator("section[aria-labelledby=ignore-rules] tbody td:nth-of-type(1)")
    assert [text.strip() for text in cells.all_inner_texts()] == [
        "v1 receipt v2 (unmatched) document 2019/*<b>", ""]


@pytest.mark.parametrize("statuses", [None, {"v1": [], "v2": []}, {"v2": STATUSES["v2"]}])
def test_usual_statuses_need_no_table(visit, altered, statuses):
    tab = visit(path=altered(statuses=statuses))
    expect(tab.get_by_text(STATUS_CAPTION)).to_have_count(0)


def test_shows_the_status_of_a_disagreement(visit, report, altered):
    row = report["disagreements"]["shown"][0]
    changed = {**row, "v1": {**row["v1"], "status": "half\u202edone"},
               "v2": {key: row["v2"][key] for key in row["v2"] if key != "status"}}
    tab = visit(path=altered(disagreements={"count": 1, "shown": [changed]}))
    rows(tab).first.click()
    sides = tab.locator(".side")
    expect(sides.nth(0)).to_contain_text("status half[U+202E]done")
    expect(sides.nth(1)).not_to_contain_text("status")


def test_cut_lists_say_how_much_is_left_out(visit, report, altered):
    shown = report["disagreements"]["shown"]
    labels = [{"kind": "type", "name": f"type {number}"} for number in range(45)]
    counts = [[row == column and 2 for column in range(45)] for row in range(45)]
    path = altered(
        disagreements={"count": len(shown) + 1234, "shown": shown}, driftOmitted=17,
        confusion={"labels": labels, "counts": [[int(cell) for cell in row] for row in counts]},
        confidence={"documents": 5010, "shift": None, "points": [[.5, .6, 1]] * 10})
    tab = visit(path=path)
    expect(tab.locator("main")).to_contain_text("the other 1,234 are only in the file of results")
    expect(tab.locator("main")).to_contain_text("The 5 least frequent labels are not shown")
    expect(tab.locator("main")).to_contain_text("the other 5,000 are not shown")
    expect(tab.locator("main")).to_contain_text("17 further findings are not shown")


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
    tab.get_by_label("Document, reasoning, error, status or job contains").fill(document.upper())
    matches(tab, len(expected))
    tab.get_by_label("Document, reasoning, error, status or job contains").fill("in none of them")
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
    expect(tab.locator("#verdict")).to_contain_text(f"Next: {report['nextStep']}")


def test_overview_needs_no_script(visit, report):
    tab = visit(java_script_enabled=False, width=WIDTHS[1])
    groups, errors = tab.locator("#needs-script table").all()
    counts = report["confusion"]["counts"]
    sizes = [count for row, line in enumerate(counts) for column, count in enumerate(line)
             if row != column and count > 0]
    shown = groups.locator("tbody td:nth-of-type(2)").all_inner_texts()
    assert [int(text.replace(",", "")) for text in shown] == sorted(sizes, reverse=True)[:10]
    shown = errors.locator("tbody tr").all_inner_texts()
    expected = [(version, error["code"], f"{error['count']:,}")
                for version in ["v1", "v2"] for error in report["errors"][version]]
    assert [tuple(text.split("\t")[:3]) for text in shown] == expected
    root = tab.locator("html")
    assert root.evaluate("html => html.scrollWidth <= html.clientWidth")
    assert tab.locator("img").count() == 0


def test_script_replaces_overview(visit):
    tab = visit()
    expect(tab.locator("#disagreements")).to_be_visible()
    expect(tab.locator("#needs-script")).to_have_count(0)



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
