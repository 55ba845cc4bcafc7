// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
  /// The part of the script that builds the tables other than the disagreements.
  static let scriptTables = #"""
    // Labels

    const shownLabels = 40;

    // The most frequent labels in their order; the others are added up as one.
    function confusionMatrix() {
      const labels = list(report.confusion?.labels), counts = list(report.confusion?.counts);
      const at = (row, column) => list(counts[row])[column] ?? 0;
      const weight = labels.map((_, index) => labels.reduce((sum, _, other) =>
        sum + at(index, other) + (other === index ? 0 : at(other, index)), 0));
      const kept = labels.map((_, index) => index)
        .filter(index => labels[index].kind !== otherLabel)
        .sort((left, right) => weight[right] - weight[left]).slice(0, shownLabels)
        .sort((left, right) => left - right);
      const groups = kept.map(index => ({label: labels[index], members: [index]}));
      const rest = labels.map((_, index) => index).filter(index => !kept.includes(index));
      if (rest.length > 0) groups.push({label: {kind: otherLabel}, members: rest});
      const sum = (rows, columns) => rows.reduce((sum, row) =>
        sum + columns.reduce((sum, column) => sum + at(row, column), 0), 0);
      return {groups, restCount: rest.length, cells: groups.map(row =>
        groups.map(column => sum(row.members, column.members)))};
    }

    function confusionCell(row, column, number, rowTotal) {
      const isSame = row === column && ["type", "unmatched"].includes(row.label.kind);
      const isOther = row !== column;
      const cell = h("td", {class: isSame ? "cell same" : isOther ? "cell other" : "cell"});
      // From 8 to 40 percent of the colour, at which the text keeps its contrast.
      cell.style.setProperty("--share", number === 0 ? 0 : 8 + 32 * number / rowTotal);
      // Not the sum of several labels, which no filter selects.
      const isExact = ({label}) => ["type", "unmatched", noLabel].includes(label.kind);
      const canFilter = isOther && number > 0 && isExact(row) && isExact(column);
      cell.append(!canFilter ? count(number) : h("a", {
        href: "#" + filterFragment({v1: labelKey(row.label), v2: labelKey(column.label)}),
        "aria-label": `${count(number)}: show documents with v1 ${labelText(row.label)}`
          + ` and v2 ${labelText(column.label)}`}, count(number)));
      return cell;
    }

    function drawLabels() {
      const {groups, restCount, cells} = confusionMatrix();
      if (groups.length === 0) {
        section("labels", "Labels", h("p", {}, "No document has a label."));
        return;
      }
      const name = group => isolated(labelText(group.label));
      const total = values => values.reduce((sum, value) => sum + value, 0);
      const rows = groups.map((row, index) => {
        const sum = total(cells[index]);
        return h("tr", {}, h("th", {scope: "row"}, name(row)),
          ...groups.map((column, place) => confusionCell(row, column, cells[index][place], sum)),
          h("td", {class: "total"}, count(sum)));
      });
      rows.push(h("tr", {class: "total"}, h("th", {scope: "row"}, "Total"),
        ...groups.map((_, place) => h("td", {}, count(total(cells.map(row => row[place]))))),
        h("td", {}, count(total(cells.map(total))))));
      section("labels", "Labels",
        h("p", {}, "Each row is a label of v1, each column a label of v2. Documents in",
          " bold, on the diagonal, have the same label. The stronger the colour, the greater the",
          " share of the row; a linked number shows its documents.",
          restCount > 1 ? ` The ${count(restCount)} least frequent labels are not shown one by one:`
            + " they are added up as (other labels)." : null),
        table("Documents by label of v1 (rows) and of v2 (columns)",
          [{title: "v1 ↓  v2 →"}, ...groups.map(group => ({title: name(group)})),
            {title: "Total", class: "total"}], rows, {class: "heat"}),
        typesTable());
    }

    function typesTable() {
      const types = list(report.types);
      if (types.length === 0) return null;
      const start = ratioStart(types.map(type => type.agreement));
      return table("Agreement by label of v1",
        [{title: "Label"}, ...["Documents", "Agreed", "Agreement", "95% interval"].map(title =>
          ({title, class: "number"})), {title: ratioTitle(start)}],
        types.map(type => h("tr", {}, rowHead(isolated(labelText(type))),
          numeric(count(type.documents)), numeric(count(type.agreed)),
          numeric(percent(type.agreement?.value)), numeric(interval(type.agreement)),
          h("td", {}, ratio(type.agreement, start)))));
    }

    // Intervals as lines beside their numbers, on one axis from a round share to 1.

    const ratioStart = estimates => axisStart(Math.min(1,
      ...estimates.filter(isEstimate).map(estimate => estimate.low)), 1);
    const ratioTitle = start => `${exactPercent(start)} to 100%`;

    function ratio(estimate, start) {
      if (!isEstimate(estimate)) return null;
      const {value, low, high} = estimate;
      const x = share => 6 + 132 * clamp((share - start) / (1 - start), 0, 1);
      return s("svg", {class: "ratio", viewBox: "0 0 144 16", "aria-hidden": "true"},
        line(x(0), 8, x(1), 8, "axis"), line(x(low), 8, x(high), 8, "interval"),
        s("circle", {cx: x(value), cy: 8, r: 5, class: "point"}));
    }

    // Errors

    function drawErrors() {
      const rows = ["v1", "v2"].flatMap(side => list(report.errors?.[side]).map(error =>
        h("tr", {}, rowHead(side), h("td", {}, isolated(error.code)), numeric(count(error.count)),
          h("td", {class: "text"}, isolated(error.sample)))));
      section("errors", "Errors", rows.length === 0
        ? h("p", {}, "No document failed on either version.")
        : table("Documents without a result, by error",
          [{title: "Version"}, {title: "Code"}, {title: "Documents", class: "number"},
            {title: "Example"}], rows), statusTable());
    }

    // The names of this package, of v2 and of v1.
    const usualStatuses = ["succeeded", "completed", "success"];

    // The statuses of the jobs, if any is not the usual one.
    function statusTable() {
      const statuses = ["v1", "v2"].flatMap(side =>
        list(report.statuses?.[side]).map(status => ({side, ...status})));
      const isUsual = ({name}) => usualStatuses.includes(String(name).toLowerCase());
      if (statuses.every(isUsual)) return null;
      return table("Documents by status at the end of their job",
        [{title: "Version"}, {title: "Status"}, {title: "Documents", class: "number"}],
        statuses.map(({side, name, count: number}) =>
          h("tr", {}, rowHead(side), h("td", {}, isolated(name)), numeric(count(number)))));
    }

    // Known answers

    function drawAccuracy() {
      const accuracy = report.accuracy;
      if (!accuracy) return;
      const sides = ["v1", "v2"].filter(side => accuracy[side]);
      const start = ratioStart(sides.map(side => accuracy[side]));
      const rows = sides.map(side => {
        const result = accuracy[side];
        return h("tr", {}, rowHead(side), numeric(count(result.correct)),
          numeric(count(accuracy.documents)), numeric(percent(result.value)),
          numeric(interval(result)), h("td", {}, ratio(result, start)));
      });
      section("accuracy", "Accuracy",
        h("p", {}, "Both versions against the expected labels",
          isNumber(accuracy.expected) ? `, of which ${count(accuracy.documents)} of`
            + ` ${count(accuracy.expected)} belong to a compared document.` : "."),
        table("Accuracy of each version",
          [{title: "Version"}, ...["Correct", "Documents", "Accuracy", "95% interval"].map(title =>
            ({title, class: "number"})), {title: ratioTitle(start)}], rows),
        accuracy.mcnemar ? h("p", {}, mcnemarText(accuracy.mcnemar)) : null);
    }

    function mcnemarText({onlyV1, onlyV2, p}) {
      const better = onlyV1 > onlyV2 ? "v1" : "v2";
      const probability = !isNumber(p) ? "p unknown" : p < .001 ? "p < 0.001" : "p = " + fixed(p, 3);
      return `Only v1 is correct on ${plural(onlyV1, "document", "documents")}, only v2 on`
        + ` ${count(onlyV2)} (McNemar's exact test: ${probability}). `
        + (isNumber(p) && p < .05 ? `${better} is more accurate on documents like these.`
          : "This does not show that either version is more accurate.");
    }

    // Ignore rules

    const ruleStates = {
      used: {text: "Used", style: "quiet"},
      unused: {text: "Unused: matched nothing", style: "warning"},
      expired: {text: "Expired: not applied", style: "warning"},
    };

    function drawIgnoreRules() {
      const rules = list(report.ignored);
      if (rules.length === 0) return;
      const stale = rules.filter(rule => rule.state !== "used").length;
      const rows = rules.map(rule => {
        const state = ruleStates[rule.state] ?? {text: readable(rule.state), style: "quiet"};
        const scope = ["v1", "v2"].map(side =>
          rule[side] ? [side + " ", isolated(labelText(rule[side])), " "] : [])
          .concat(rule.document ? [["document ", isolated(rule.document)]] : []);
        return h("tr", {}, h("th", {scope: "row", class: "text"}, isolated(rule.reason)),
          h("td", {}, ...scope),
          h("td", {class: "number"}, isolated(rule.expires ?? "never")),
          numeric(count(rule.matched)), numeric(count(rule.ignored)),
          h("td", {}, h("span", {class: "badge " + state.style}, state.text)));
      });
      section("ignore-rules", "Ignore rules",
        h("p", {}, "A disagreement that rules match is not compared: the first of them that has",
          " not expired ignores it."),
        stale > 0 ? h("p", {class: "warning"}, plural(stale, "rule is", "rules are"),
          " unused or expired: remove or renew ", stale === 1 ? "it." : "them.") : null,
        table("Ignore rules and the documents that they matched",
          [{title: "Reason"}, {title: "Applies to"}, {title: "Expires", class: "number"},
          {title: "Matched", class: "number"}, {title: "Ignored", class: "number"},
          {title: "State"}], rows));
    }

    // Drift

    function drawDrift() {
      const rows = list(report.drift).map(item => h("tr", {}, rowHead(readable(item.version)),
        h("td", {}, readable(item.kind)), h("td", {}, isolated(item.name)),
        numeric(count(item.count)), h("td", {class: "text"}, isolated(item.sample))));
      section("drift", "Unknown to this package", rows.length === 0
        ? h("p", {}, "This version of the package knows all that the responses contained.")
        : table("Parts of responses that this version of the package does not know",
          [{title: "Version"}, {title: "Kind"}, {title: "Name"}, {title: "Count", class: "number"},
            {title: "Example"}], rows),
        report.driftOmitted > 0
          ? h("p", {class: "note"}, `${count(report.driftOmitted)} further findings are not shown.`)
          : null);
    }
    """#
}
