// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
  /// The part of the script that filters and pages the disagreements.
  ///
  /// Only the rows of the current page exist, and the address keeps the filter.
  static let scriptDisagreements = #"""
    const rowsPerPage = 50;
    // Typing is reported once it pauses, so that a screen reader is not interrupted by each key.
    const typingPause = 200;

    const noFilter = {text: "", v1: "", v2: "", ignored: "", page: "1"};

    function filterFragment(filter) {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(filter)) {
        if (value !== "" && value !== noFilter[name]) parameters.set(name, value);
      }
      return parameters.toString();
    }

    // The filter in the address; null if the address names a section or nothing.
    function addressFilter() {
      const fragment = location.hash.slice(1);
      if (!fragment.includes("=")) return null;
      const parameters = new URLSearchParams(fragment);
      return Object.fromEntries(Object.entries(noFilter).map(([name, value]) =>
        [name, parameters.get(name) ?? value]));
    }

    function searchText({document, v1, v2, ignored}) {
      const side = ({label, reasoning, error, job, status}) =>
        [labelText(label), reasoning, error?.code, error?.message, job, status];
      return [document, ignored, ...side(v1), ...side(v2)].filter(text => text)
        .join("\n").toLowerCase();
    }

    function drawDisagreements() {
      const all = list(report.disagreements?.shown).map(row =>
        ({...row, v1: row.v1 ?? {}, v2: row.v2 ?? {}}));
      const total = report.disagreements?.count ?? all.length;
      if (all.length === 0) {
        section("disagreements", "Disagreements", h("p", {}, total === 0
          ? "No document has different labels." : `${count(total)}, none of them on this page.`));
        return;
      }
      const texts = [];
      const textOf = index => texts[index] ??= searchText(all[index]);

      // Controls

      const field = {
        text: h("input", {type: "search", autocomplete: "off", spellcheck: "false"}),
        v1: labelChoice(all.map(row => row.v1.label)),
        v2: labelChoice(all.map(row => row.v2.label)),
        ignored: h("input", {type: "checkbox"}),
      };
      const hasIgnored = all.some(row => row.ignored);
      const reset = h("button", {type: "button"}, "Clear");
      const form = h("form", {class: "filter", role: "search", "aria-label": "Disagreements"},
        h("label", {}, "Document, reasoning, error, status or job contains", field.text),
        h("label", {}, "Label of v1", field.v1), h("label", {}, "Label of v2", field.v2),
        hasIgnored ? h("label", {class: "check"}, field.ignored, "Hide ignored") : null, reset);
      const status = h("p", {role: "status", class: "note"});
      const body = h("tbody");
      const rows = h("table", {class: "rows"},
        h("caption", {}, "Documents with different labels. A document's button shows the reasoning",
          " of both versions."),
        h("thead", {}, h("tr", {}, h("th", {scope: "col", class: "document"}, "Document"),
          h("th", {scope: "col"}, "v1"), h("th", {scope: "col"}, "v2"))), body);
      const previous = h("button", {type: "button"}, "Previous");
      const next = h("button", {type: "button"}, "Next");
      const place = h("span", {class: "note"});
      const pager = h("div", {class: "pager", role: "group", "aria-label": "Pages"},
        previous, place, next);
      const part = section("disagreements", "Disagreements", total > all.length
        ? h("p", {}, `A random sample of ${count(all.length)} of ${count(total)}; the other`
          + ` ${count(total - all.length)} are only in the file of results.`) : null, form, status, rows, pager);

      // State

      let page = 1;
      const pages = matches => Math.max(1, Math.ceil(matches.length / rowsPerPage));
      const state = () => ({text: field.text.value, v1: field.v1.value, v2: field.v2.value,
        ignored: field.ignored.checked ? "hide" : "", page: String(page)});

      function matching() {
        const {text, v1, v2, ignored} = state();
        const wanted = text.trim().toLowerCase();
        return all.filter((row, index) => (v1 === "" || labelKey(row.v1.label) === v1)
          && (v2 === "" || labelKey(row.v2.label) === v2)
          && (ignored === "" || !row.ignored)
          && (wanted === "" || textOf(index).includes(wanted)));
      }

      function show() {
        const matches = matching();
        page = clamp(page, 1, pages(matches));
        const first = (page - 1) * rowsPerPage;
        const visible = matches.slice(first, first + rowsPerPage);
        body.replaceChildren(...visible.flatMap((row, index) => disagreementRows(row, index)));
        status.textContent = matches.length === 0 ? "No disagreement matches."
          : `${count(matches.length)} of ${plural(all.length, "disagreement", "disagreements")}`
            + ` ${matches.length === 1 ? "matches" : "match"}; ${count(first + 1)} to`
            + ` ${count(first + visible.length)} shown.`;
        place.textContent = `Page ${count(page)} of ${count(pages(matches))}`;
        previous.setAttribute("aria-disabled", String(page === 1));
        next.setAttribute("aria-disabled", String(page === pages(matches)));
        pager.hidden = pages(matches) === 1;
      }

      function change() {
        show();
        const fragment = filterFragment(state());
        // Not allowed in some frames, where the page works without it.
        try {
          history.replaceState(null, "", "#" + (fragment || "disagreements"));
        } catch {}
      }

      function turn(step) {
        if ((step < 0 ? previous : next).getAttribute("aria-disabled") === "true") return;
        page += step;
        change();
        part.scrollIntoView();
      }

      function apply(filter) {
        for (const name of ["text", "v1", "v2"]) field[name].value = filter[name];
        // An unknown label leaves a choice empty.
        for (const name of ["v1", "v2"]) if (field[name].selectedIndex < 0) field[name].value = "";
        field.ignored.checked = filter.ignored === "hide";
        page = Number.parseInt(filter.page, 10) || 1;
      }

      let pause;
      const restart = () => { page = 1; change(); };
      field.text.addEventListener("input", () => {
        clearTimeout(pause);
        pause = setTimeout(restart, typingPause);
      });
      for (const name of ["v1", "v2", "ignored"]) field[name].addEventListener("change", restart);
      form.addEventListener("submit", event => event.preventDefault());
      reset.addEventListener("click", () => { apply(noFilter); change(); });
      previous.addEventListener("click", () => turn(-1));
      next.addEventListener("click", () => turn(1));

      function readAddress() {
        const filter = addressFilter();
        if (filter === null) return;
        apply(filter);
        show();
        part.scrollIntoView();
        part.querySelector("h2").focus({preventScroll: true});
      }
      window.addEventListener("hashchange", readAddress);
      show();
      readAddress();
    }

    function labelChoice(labels) {
      const names = new Map(labels.map(label => [labelKey(label), labelText(label)]));
      const sorted = [...names].sort((left, right) => left[1].localeCompare(right[1], "en"));
      return h("select", {}, h("option", {value: ""}, "All"),
        ...sorted.map(([value, name]) => h("option", {value}, name)));
    }

    // The row of a document, and the row that its button opens.
    function disagreementRows(row, index) {
      const id = "detail-" + index;
      const opener = h("button", {type: "button", class: "opener", "aria-expanded": "false",
        "aria-controls": id}, h("span", {}, isolated(row.document)));
      const cells = h("td", {colspan: "3"});
      const detail = h("tr", {id, class: "detail", hidden: true}, cells);
      const head = h("tr", {}, h("th", {scope: "row"}, opener,
        row.ignored ? h("span", {class: "badge quiet"}, "ignored") : null),
        sideCell(row.v1), sideCell(row.v2));
      opener.addEventListener("click", () => {
        const isOpen = detail.hidden;
        if (cells.childElementCount === 0) {
          cells.append(row.ignored
            ? h("p", {class: "note"}, "Ignored: ", isolated(row.ignored)) : "",
          h("div", {class: "sides"}, sideDetail("v1", row.v1), sideDetail("v2", row.v2)));
        }
        detail.hidden = !isOpen;
        head.classList.toggle("opened", isOpen);
        opener.setAttribute("aria-expanded", String(isOpen));
      });
      return [head, detail];
    }

    function sideCell({label, confidence, error}) {
      return h("td", {}, h("span", {class: "label"}, isolated(labelText(label))), " ",
        isNumber(confidence) ? h("span", {class: "confidence"}, fixed(confidence, 2))
          : error ? h("span", {class: "code"}, isolated(error.code)) : null);
    }

    function sideDetail(version, side) {
      const {label, confidence, reasoning, error, status, job, seconds: time, credits} = side;
      const ids = [["Job", job], ["Parse job", side.parseJob]].filter(([, id]) => id);
      const facts = [
        status ? "status " + readable(status) : null,
        isNumber(confidence) ? "confidence " + fixed(confidence, 3) : null,
        isNumber(time) ? seconds(time) : null,
        isNumber(credits) ? plural(credits, "credit", "credits") : null,
      ].filter(fact => fact !== null).join(" · ");
      const text = error ? `${error.code}: ${error.message}` : reasoning;
      return h("div", {class: "side"},
        h("h3", {}, version + " ", h("span", {}, isolated(labelText(label)))),
        h("p", {class: "reasoning"}, isolated(text || "No reasoning.")),
        facts ? h("p", {class: "facts"}, facts) : null,
        ids.map(([name, id]) => h("p", {class: "facts"}, name + " ", isolated(id))));
    }
    """#
}
