// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

// MARK: - The static part

extension ReportPage {
  /// Returns the verdict and the main numbers as HTML.
  static func summary(of report: JSONValue) -> String {
    let verdict = Verdict(report["verdict"]?.string)
    let numbers = keyNumbers(of: report).map { name, value in
      "<div><dt>\(name)</dt><dd>\(escaped(value))</dd></div>"
    }
    return """
      <section id="verdict" class="verdict \(verdict.style)" aria-labelledby="verdict-title">
      <h2 id="verdict-title"><span class="mark" aria-hidden="true">\(verdict.mark)</span>\
      \(verdict.title)\(origin(of: report))\(ignored(in: report))</h2>
      \(stop(of: report))\(unfinished(in: report))\(repetitions(in: report))\
      <p class="lead">\(escaped(report["reason"]?.string ?? ""))</p>
      <p>\(verdict.meaning)</p>
      \(nextStep(of: report))\
      <figure id="agreement" hidden></figure>
      <dl class="numbers">
      \(numbers.joined(separator: "\n"))
      </dl>
      </section>
      """
  }

  /// Returns what the report is about as HTML: the time it was made, the documents and the margin.
  static func basis(of report: JSONValue, generated: Timestamp.Instant?) -> String {
    var facts: [String] = []
    if let time = generated?.description {
      let minute = time.prefix("YYYY-MM-DDTHH:MM".count).replacing("T", with: " ")
      facts.append(#"<time datetime="\#(time)">\#(minute) UTC</time>"#)
    }
    if let documents = report["documents"]?.integer {
      facts.append("\(count(documents)) \(documents == 1 ? "document" : "documents")")
    }
    if let margin = report["margin"]?.number {
      let points = trimmed(decimal(margin.double * 100, digits: 2))
      facts.append("margin \(points) \(points == "1" ? "point" : "points")")
    }
    return facts.isEmpty ? "" : #"<p class="note">\#(facts.joined(separator: " · "))</p>"#
  }

  /// Returns the part of the headline about ignored disagreements; an empty text without any.
  private static func ignored(in report: JSONValue) -> String {
    guard let number = ignoredCount(in: report), number > 0 else { return "" }
    let text = "\(count(number)) \(number == 1 ? "disagreement" : "disagreements") ignored"
    return #" <span class="aside">with \#(text)</span>"#
  }

  /// Returns the part of the headline about what answered instead of the service; an empty text if the
  /// service answered.
  private static func origin(of report: JSONValue) -> String {
    guard let origin = report["origin"]?.string else { return "" }
    return #" <span class="aside">(\#(escaped(origin)))</span>"#
  }

  /// The number of documents that are neither compared nor unanswered; `nil` if it is unknown.
  private static func ignoredCount(in report: JSONValue) -> Int? {
    guard let documents = report["documents"]?.integer, let compared = report["compared"]?.integer,
      let unanswered = report["unanswered"]?.integer
    else { return nil }
    return documents - compared - unanswered
  }

  /// Returns the banner of a stopped run, with a newline; an empty text for another one.
  private static func stop(of report: JSONValue) -> String {
    guard let reason = report["stopped"]?.string else { return "" }
    let documents =
      "\(count(report["documents"]?.integer)) of \(count(report["planned"]?.integer)) documents"
    return "<p><strong>Partial: \(documents). Stopped: \(escaped(reason)).</strong></p>\n"
  }

  /// Returns the banner about documents without a result, with a newline; an empty text without any.
  private static func unfinished(in report: JSONValue) -> String {
    guard let number = report["unfinished"]?.integer, number > 0 else { return "" }
    let documents = "\(count(number)) more \(number == 1 ? "document" : "documents")"
    return "<p><strong>Unfinished: \(documents) without a result yet.</strong></p>\n"
  }

  /// Returns the banner about documents that occur several times, with a newline; an empty text if few
  /// do.
  private static func repetitions(in report: JSONValue) -> String {
    guard let documents = report["documents"]?.integer, let names = report["distinct"]?.integer,
      Double(names) < Double(documents) * MigrationReport.fewNamesShare
    else { return "" }
    return "<p><strong>Distinct: \(count(names)) documents, so that the intervals are too narrow."
      + "</strong></p>\n"
  }

  /// Returns what to do next, with a newline; an empty text if it is not known.
  private static func nextStep(of report: JSONValue) -> String {
    guard let step = report["nextStep"]?.string else { return "" }
    return #"<p><strong>Next:</strong> \#(escaped(step))</p>"# + "\n"
  }

  /// A verdict in words.
  private struct Verdict {
    let style: String
    let mark: String
    let title: String
    let meaning: String

    init(_ verdict: String?) {
      switch verdict {
      case "equivalent":
        (style, mark, title) = ("equivalent", "=", "Equivalent")
        meaning =
          "On documents like these, v2 agrees with v1 at least as often as the threshold requires."
      case "different":
        (style, mark, title) = ("different", "≠", "Different")
        meaning =
          "On documents like these, v2 agrees with v1 less often than the threshold requires."
      default:
        (style, mark, title) = ("undecided", "?", "Not enough data")
        meaning = "These documents do not decide whether v2 agrees with v1 often enough."
      }
    }
  }

  private static func keyNumbers(of report: JSONValue) -> [(name: String, value: String)] {
    var numbers: [(name: String, value: String)] = []
    let compared = report["compared"]?.integer
    let agreed = report["agreed"]?.integer
    if let agreement = estimate(report["agreement"]) {
      numbers.append(("Agreement, with its 95% interval", agreement))
    }
    if let threshold = report["threshold"]?.number {
      numbers.append(("Threshold", ShareText.percent(threshold.double)))
    }
    if let noise = estimate(report["noise"]) {
      numbers.append(("Noise floor: v2 against itself", noise))
    } else if report["noise"]?.object != nil {
      numbers.append(("Noise floor: v2 against itself", "not measured: no document was repeated"))
    }
    if let difference = report["noise"]?["difference"],
      let parts = numbersOf(difference)?.map({ decimal($0 * 100, digits: 2) })
    {
      let text = "\(parts[0]) points (\(parts[1]) to \(parts[2]))"
      numbers.append(("Difference from the noise floor", text))
    }
    numbers.append(("Documents", count(report["documents"]?.integer)))
    numbers.append(("Compared", count(compared)))
    numbers.append(("Agreed", count(agreed)))
    if let compared, let agreed {
      numbers.append(("Disagreed", count(compared - agreed)))
    }
    numbers.append(("Unanswered by both versions", count(report["unanswered"]?.integer)))
    if let ignored = ignoredCount(in: report) {
      numbers.append(("Ignored by a rule", count(ignored)))
    }
    if let more = report["moreDocuments"]?.integer {
      numbers.append(("More documents needed, about", count(more)))
    }
    for version in ["v1", "v2"] {
      if let median = report["latency"]?[version]?["p50"]?.number {
        numbers.append(("Median time, \(version)", "\(decimal(median.double, digits: 1)) s"))
      }
    }
    for version in ["v1", "v2"] {
      let credits = report["credits"]?[version]?.number.map {
        trimmed(decimal($0.double, digits: 2))
      }
      numbers.append(("Credits, \(version)", credits ?? "not reported"))
    }
    return numbers
  }
}

// MARK: - Numbers as text

extension ReportPage {
  /// Returns the value and the bounds of an estimate; `nil` if one is missing.
  private static func numbersOf(_ estimate: JSONValue?) -> [Double]? {
    let numbers = ["value", "low", "high"].compactMap { estimate?[$0]?.number?.double }
    return numbers.count == 3 ? numbers : nil
  }

  private static func estimate(_ value: JSONValue?) -> String? {
    guard let parts = numbersOf(value)?.map(ShareText.percent) else { return nil }
    return "\(parts[0]) (\(parts[1]) to \(parts[2]))"
  }

  /// Removes the zeros at the end of a fraction, and its point.
  static func trimmed(_ number: String) -> String {
    guard number.contains(".") else { return number }
    let digits = number.reversed().drop { $0 == "0" }
    return String(digits.drop { $0 == "." }.reversed())
  }

  /// Returns a number with its thousands separated by commas; `unknown` without a number.
  static func count(_ number: Int?) -> String {
    guard let number else { return "unknown" }
    let digits = Array(String(number.magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits[max(end - 3, 0)..<end])
    }
    return (number < 0 ? "−" : "") + groups.reversed().joined(separator: ",")
  }

  /// Returns a number rounded to 1 or more digits after the point; `unknown` beyond 10^15.
  static func decimal(_ number: Double, digits: Int) -> String {
    let scale = repeatElement(10.0, count: digits).reduce(1, *)
    guard number.magnitude < 1e15 else { return "unknown" }
    let scaled = Int((number.magnitude * scale).rounded())
    let fraction = String(scaled % Int(scale))
    let padding = String(repeating: "0", count: digits - fraction.count)
    let sign = number < 0 && scaled > 0 ? "−" : ""
    return "\(sign)\(count(scaled / Int(scale))).\(padding)\(fraction)"
  }
}
