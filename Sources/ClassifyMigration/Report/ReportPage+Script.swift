// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
  /// The start of the script: building elements, and showing texts and numbers.
  ///
  /// Elements are built from text nodes and attributes alone; the script parses no HTML.
  static let scriptStart = #"""
    "use strict";
    (() => {
    const report = JSON.parse(document.getElementById("report").textContent);

    function build(element, attributes, children) {
      for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined && value !== null && value !== false) {
          element.setAttribute(name, value === true ? "" : value);
        }
      }
      element.append(...children.flat().filter(child => child !== null && child !== undefined));
      return element;
    }

    const h = (tag, attributes = {}, ...children) =>
      build(document.createElement(tag), attributes, children);

    const s = (tag, attributes = {}, ...children) =>
      build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

    // Texts of the service

    // Control characters and overrides of the writing direction are shown by their code points.
    const unreadable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

    function readable(text) {
      return String(text ?? "").replace(unreadable, character =>
        "[U+" + character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
    }

    const isolated = text => h("bdi", {}, readable(text));

    // Labels

    const list = value => Array.isArray(value) ? value : [];
    const noLabel = "none";
    // Stands for several types, also when it is the label of a row and of a column.
    const otherLabel = "other";

    // A text that differs for each label: in the address, and as the value of an option.
    const labelKey = label =>
      !label ? noLabel : label.kind === "type" ? "type:" + label.name : String(label.kind);

    const longestLabel = 80;

    // What is not a type is in parentheses.
    function labelText(label) {
      if (!label || label.kind === noLabel) return "(no result)";
      if (label.kind === otherLabel) return "(other labels)";
      if (label.kind !== "type") return "(" + readable(label.kind) + ")";
      const name = readable(label.name);
      return name.length > longestLabel ? name.slice(0, longestLabel) + "…" : name;
    }

    // Numbers

    const isNumber = value => typeof value === "number" && Number.isFinite(value);
    const isEstimate = estimate =>
      [estimate?.value, estimate?.low, estimate?.high].every(isNumber);
    const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
    const fixed = (value, digits) =>
      value.toLocaleString("en-US", {minimumFractionDigits: digits, maximumFractionDigits: digits});
    const count = value => isNumber(value) ? value.toLocaleString("en-US") : "unknown";
    const plural = (value, one, many) => count(value) + " " + (value === 1 ? one : many);

    function percent(share, digits = 1) {
      if (!isNumber(share)) return "unknown";
      const rounded = fixed(100 * share, digits);
      if (share < 1 && rounded === fixed(100, digits)) {
        return ">" + fixed(100 - 10 ** -digits, digits) + "%";
      }
      return share === 1 ? "100%" : rounded + "%";
    }

    // A share that is not estimated, without trailing zeros.
    const exactPercent = share => Number((100 * share).toFixed(2)) + "%";

    const interval = estimate =>
      isEstimate(estimate) ? percent(estimate.low) + " to " + percent(estimate.high) : "unknown";

    function seconds(value) {
      if (!isNumber(value)) return "unknown";
      if (value < 1) return Number(value.toPrecision(2)) + " s";
      return fixed(value, value < 10 ? 1 : 0) + " s";
    }

    const signed = (value, digits) =>
      (value > 0 ? "+" : value < 0 ? "−" : "") + fixed(Math.abs(value), digits);

    // Parts of the page

    // Stands at the end, until all parts are drawn.
    const overview = document.getElementById("needs-script");
    const contents = h("ul");

    function section(id, title, ...children) {
      const part = h("section", {"aria-labelledby": id},
        h("h2", {id, tabindex: "-1"}, title), ...children);
      contents.append(h("li", {}, h("a", {href: "#" + id}, title)));
      overview.before(part);
      return part;
    }

    // A table in a container that scrolls if it is too wide, by keyboard too, and then says so.
    function table(caption, columns, rows, attributes = {}) {
      const head = columns.map(({title, ...rest}) => h("th", {scope: "col", ...rest}, title));
      const container = h("div", {class: "scroll"},
        h("table", attributes,
          h("caption", {}, h("span", {}, caption)),
          h("thead", {}, h("tr", {}, ...head)),
          h("tbody", {}, ...rows)));
      const hint = h("p", {class: "hint", "aria-hidden": "true", hidden: true},
        "Scroll sideways for more columns →");
      const region = {role: "region", tabindex: "0", "aria-label": caption + ", scrolls sideways"};
      new ResizeObserver(() => {
        const isWide = container.scrollWidth > container.clientWidth;
        hint.hidden = !isWide;
        container.classList.toggle("wide", isWide);
        if (isWide) build(container, region, []);
        else for (const name of Object.keys(region)) container.removeAttribute(name);
      }).observe(container);
      return h("div", {}, hint, container);
    }

    const numeric = value => h("td", {class: "number"}, value);
    const rowHead = (...children) => h("th", {scope: "row", class: "name"}, ...children);

    const narrowestChart = 160;

    // Draws a chart for the width of its container, and again when the width changes.
    function chart(figure, draw) {
      const place = h("div");
      figure.prepend(place);
      let drawn = 0;
      const redraw = () => {
        const width = Math.max(Math.round(place.clientWidth), narrowestChart);
        if (width === drawn) return;
        drawn = width;
        place.replaceChildren(draw(width));
      };
      new ResizeObserver(redraw).observe(place);
      redraw();
    }

    function drawing(width, height, label, ...children) {
      return s("svg", {width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
        "aria-label": label}, ...children);
    }

    const line = (x1, y1, x2, y2, name) => s("line", {x1, y1, x2, y2, class: name});
    const label = (x, y, text, anchor = "middle", name = null) =>
      s("text", {x, y, "text-anchor": anchor, class: name}, text);
    """#

  /// The end of the script, which builds the sections in their order.
  static let scriptEnd = #"""
    drawAgreement();
    drawLabels();
    drawConfidence();
    drawLatency();
    drawErrors();
    drawAccuracy();
    drawIgnoreRules();
    drawDrift();
    drawDisagreements();

    const navigation = document.getElementById("contents");
    navigation.append(contents);
    navigation.hidden = false;
    overview.remove();
    })();
    """#
}
