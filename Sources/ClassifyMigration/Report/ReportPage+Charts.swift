// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
  /// The part of the script that draws the charts.
  ///
  /// Each chart has its numbers as text beside it.
  static let scriptCharts = #"""
    // Agreement against the threshold, or its difference from the noise floor against the margin

    // The ticks of an axis, at round shares, with room for their labels.
    function ticks(start, end, width) {
      const room = Math.max(2, Math.floor(width / 60));
      const step = [.001, .002, .005, .01, .02, .05, .1, .2, .25].find(step =>
        (end - start) / step <= room) ?? .5;
      const first = Math.ceil(start / step - 1e-9), last = Math.floor(end / step + 1e-9);
      return Array.from({length: last - first + 1}, (_, index) =>
        Number(((first + index) * step).toFixed(3)));
    }

    // The greatest share with `digits` decimals below `lowest`, where an axis starts.
    const axisStart = (lowest, digits) =>
      clamp(Math.floor(lowest * 10 ** digits - 1e-9) / 10 ** digits, 0, 1 - 10 ** -digits);

    const inPoints = share => signed(100 * share, 2) + " points";
    const exactPoints = share => Number((100 * share).toFixed(2)).toString().replace("-", "−");

    // What the verdict rests on: an estimate, its threshold, and the axis from start to end.
    function judgedEstimate() {
      const {agreement, threshold, margin, noise} = report;
      if (!noise) {
        if (!isEstimate(agreement) || !isNumber(threshold)) return null;
        const lowest = Math.min(threshold, agreement.low);
        return {name: "v1 and v2", estimate: agreement, threshold,
          thresholdText: exactPercent(threshold),
          start: axisStart(lowest, lowest > .9 ? 2 : 1), end: 1, text: share => percent(share), tickText: exactPercent};
      }
      const difference = noise.difference;
      if (!isEstimate(difference) || !isNumber(margin)) return null;
      const lowest = Math.min(-margin, difference.low), highest = Math.max(0, difference.high);
      const unit = highest - lowest > .2 ? .1 : .01;
      return {name: "Difference", estimate: difference, threshold: -margin,
        thresholdText: exactPoints(-margin) + " points",
        start: Math.max(-1, unit * Math.floor(lowest / unit - 1e-9)),
        end: Math.min(1, unit * Math.ceil(highest / unit + 1e-9)),
        text: inPoints, tickText: exactPoints};
    }

    function drawAgreement() {
      const judged = judgedEstimate();
      if (!judged) return;
      const {name, estimate: {value, low, high}, threshold, thresholdText} = judged;
      const {start, end, text, tickText} = judged;
      const figure = document.getElementById("agreement");
      figure.hidden = false;
      figure.append(h("figcaption", {},
        "The bar is the 95% interval, the dot the observed value. The shaded zone lies above the",
        ` threshold of ${thresholdText}.`,
        report.noise ? " The difference is the agreement minus the noise floor, which measures the"
          + ` ${readable(report.noise.measures)}.` : ""));
      const description = `threshold ${thresholdText}; ${name}: ${text(value)}, interval `
        + `${text(low)} to ${text(high)}`;
      chart(figure, width => {
        const top = 20, height = top + 52, middle = top + 34;
        const left = 18, right = width - 18;
        const x = share => left + (right - left) * clamp((share - start) / (end - start), 0, 1);
        const edge = x(threshold);
        const parts = [line(left, height, right, height, "axis"),
          label(edge, top - 8, `threshold ${thresholdText}`,
            edge > width - 80 ? "end" : edge < 80 ? "start" : "middle")];
        for (const tick of ticks(start, end, right - left)) {
          parts.push(line(x(tick), height, x(tick), height + 5, "axis"),
            label(x(tick), height + 19, tickText(tick)));
        }
        parts.push(
          s("rect", {x: edge, y: top + 22, width: right - edge, height: 24, class: "zone"}),
          line(edge, top + 22, edge, top + 46, "threshold"),
          label(left, top + 14, `${name}: ${text(value)}`, "start", "strong"),
          line(x(low), middle, x(high), middle, "interval"),
          s("circle", {cx: x(value), cy: middle, r: 6, class: "point"}));
        return drawing(width, height + 24, description, ...parts);
      });
    }

    // Confidence of both versions

    // Points at the same place are drawn as one, whose area is their number.
    function pointGroups(points) {
      const groups = new Map();
      for (const [v1, v2, agreed] of points) {
        const key = [v1.toFixed(2), v2.toFixed(2), agreed].join(" ");
        const group = groups.get(key) ?? {v1, v2, agreed, count: 0};
        group.count += 1;
        groups.set(key, group);
      }
      // Rare and small marks are drawn last, on top.
      return [...groups.values()].sort((left, right) =>
        right.agreed - left.agreed || right.count - left.count);
    }

    function pointMark({agreed, count}, x, y, scale = 1) {
      const size = scale * clamp(2 * Math.sqrt(count), 2.5, 9);
      if (agreed) return s("circle", {cx: x, cy: y, r: size, class: "agreed"});
      const arm = Math.max(3, size * .8);
      return s("path", {class: "disagreed",
        d: `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`});
    }

    const widestScatter = 520;

    function drawConfidence() {
      const confidence = report.confidence ?? {};
      const points = list(confidence.points).filter(([v1, v2]) => isNumber(v1) && isNumber(v2));
      if (points.length === 0) {
        section("confidence", "Confidence",
          h("p", {}, "No document has a confidence on both versions."));
        return;
      }
      const {shift, documents} = confidence;
      const sentence = isEstimate(shift)
        ? `On ${plural(documents, "document", "documents")} with a confidence on both versions,`
          + ` v2's confidence minus v1's is ${signed(shift.value, 3)} on average (95% interval`
          + ` ${signed(shift.low, 3)} to ${signed(shift.high, 3)}).`
        : `${plural(documents, "document has", "documents have")} a confidence on both versions.`;
      const figure = h("figure", {}, h("figcaption", {class: "legend"},
        h("span", {}, s("svg", {width: 12, height: 12, "aria-hidden": "true"},
          pointMark({agreed: 1, count: 4}, 6, 6)), "same label"),
        h("span", {}, s("svg", {width: 12, height: 12, "aria-hidden": "true"},
          pointMark({agreed: 0, count: 4}, 6, 6)), "different labels"),
        h("span", {}, "larger marks stand for several documents"),
        points.length < documents
          ? h("span", {}, `a random sample of ${count(points.length)} documents; the other`
            + ` ${count(documents - points.length)} are not shown`)
          : null));
      const groups = pointGroups(points);
      section("confidence", "Confidence", h("p", {}, sentence), figure,
        h("details", {}, h("summary", {}, "As a table"), confidenceTable(points)));
      chart(figure, width => {
        const side = Math.min(width, widestScatter), left = 52, bottom = side - 40, top = 12;
        const right = side - 12;
        // Most confidences are high: the axes start just below the lowest.
        const start = axisStart(Math.min(...points.map(([v1, v2]) => Math.min(v1, v2))), 1);
        const share = value => clamp((value - start) / (1 - start), 0, 1);
        // Marks of the greatest confidence stay inside.
        const x = value => left + (right - 9 - left) * share(value);
        const y = value => bottom - (bottom - top - 9) * share(value);
        const parts = [];
        for (const tick of ticks(start, 1, side - left)) {
          parts.push(line(x(tick), top, x(tick), bottom, "axis"),
            line(left, y(tick), right, y(tick), "axis"),
            label(x(tick), bottom + 18, fixed(tick, 2)),
            label(left - 8, y(tick) + 4, fixed(tick, 2), "end"));
        }
        parts.push(line(x(start), y(start), x(1), y(1), "threshold"),
          label((left + right) / 2, side - 4, "confidence on v1", "middle", "strong"),
          s("text", {class: "strong", "text-anchor": "middle",
            transform: `translate(11 ${(top + bottom) / 2}) rotate(-90)`}, "confidence on v2"));
        parts.push(...groups.map(group => 
          pointMark(group, x(group.v1), y(group.v2), Math.sqrt(side / widestScatter))));
        return drawing(side, side, `Confidence on v1 against v2. ${sentence}`, ...parts);
      });
    }

    function confidenceTable(points) {
      const wide = .1;
      const bands = [
        ["v2 lower by more than 0.10", shift => shift < -wide],
        ["within 0.10 of each other", shift => Math.abs(shift) <= wide],
        ["v2 higher by more than 0.10", shift => shift > wide],
      ];
      return table("Shown documents by difference in confidence",
        [{title: "Confidence"}, {title: "Same label", class: "number"},
          {title: "Different labels", class: "number"}],
        bands.map(([name, isInside]) => {
          const inside = points.filter(([v1, v2]) => isInside(Number((v2 - v1).toFixed(6))));
          const agreed = inside.filter(point => point[2]).length;
          return h("tr", {}, rowHead(name), numeric(count(agreed)),
            numeric(count(inside.length - agreed)));
        }));
    }

    // Time to result

    // The buckets up to each bound and beyond the last, without empty ones at both ends.
    function timeBuckets({bounds, v1, v2}) {
      const buckets = list(v1).map((first, index) => ({
        from: index === 0 ? 0 : bounds[index - 1], to: bounds[index], v1: first,
        v2: list(v2)[index] ?? 0,
      }));
      const isUsed = bucket => bucket.v1 + bucket.v2 > 0;
      const first = buckets.findIndex(isUsed);
      return first < 0 ? [] : buckets.slice(first, buckets.findLastIndex(isUsed) + 1);
    }

    function drawLatency() {
      const latency = report.latency ?? {};
      const buckets = timeBuckets(latency.histogram ?? {});
      const sides = ["v1", "v2"].filter(side => latency[side]);
      if (sides.length === 0) {
        section("time", "Time to result", h("p", {}, "No time was measured."));
        return;
      }
      const summary = table("Time from submission to result",
        ["Version", "Documents", "Median", "90% within", "99% within"].map((title, index) =>
          ({title, class: index > 0 ? "number" : null})),
        sides.map(side => h("tr", {}, rowHead(side), numeric(count(latency[side].documents)),
          ...["p50", "p90", "p99"].map(key => numeric(seconds(latency[side][key]))))));
      if (buckets.length === 0) {
        section("time", "Time to result", summary);
        return;
      }
      const figure = h("figure", {}, h("figcaption", {},
        "Share of the documents of each version by time; v1 above the axis, v2 below."));
      const range = bucket => bucket.to === undefined ? `over ${seconds(bucket.from)}`
        : `${seconds(bucket.from)} to ${seconds(bucket.to)}`;
      section("time", "Time to result", summary, figure,
        h("details", {}, h("summary", {}, "As a table"),
          table("Documents by time", [{title: "Time"}, {title: "v1", class: "number"},
            {title: "v2", class: "number"}],
          buckets.map(bucket => h("tr", {}, rowHead(range(bucket)), numeric(count(bucket.v1)),
            numeric(count(bucket.v2)))))));
      chart(figure, width => drawTimes(buckets, Math.min(width, 880)));
    }

    function drawTimes(buckets, width) {
      const total = side => buckets.reduce((sum, bucket) => sum + bucket[side], 0) || 1;
      const totals = {v1: total("v1"), v2: total("v2")};
      const highest = Math.max(...buckets.map(bucket =>
        Math.max(bucket.v1 / totals.v1, bucket.v2 / totals.v2)));
      const left = 28, half = 84, gap = 24, height = 2 * half + gap;
      const step = (width - left - 16) / buckets.length;
      const parts = [label(0, half - 4, "v1", "start", "strong"),
        label(0, half + gap + 12, "v2", "start", "strong")];
      const every = Math.ceil(56 / step);
      buckets.forEach((bucket, index) => {
        const x = left + index * step;
        const bar = (side, height, y) => bucket[side] === 0 ? null
          : s("rect", {x: x + 1, y, width: Math.max(1, step - 2), height, class: side});
        const tall = side => Math.max(1, (half - 4) * bucket[side] / totals[side] / highest);
        parts.push(bar("v1", tall("v1"), half - tall("v1")),
          bar("v2", tall("v2"), half + gap));
        if (index % every === 0) parts.push(label(x, half + 16, seconds(bucket.from)));
      });
      parts.push(line(left, half, width - 16, half, "axis"),
        line(left, half + gap, width - 16, half + gap, "axis"));
      return drawing(width, height, "Time to result of v1 and v2; the table has the numbers",
        ...parts.filter(part => part !== null));
    }
    """#
}
