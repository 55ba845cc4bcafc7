// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

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
      \(verdict.title)</h2>
      \(stop(of: report))\
      <p class="lead">\(escaped(report["reason"]?.string ?? ""))</p>
      <p>\(verdict.meaning)</p>
      <figure id="agreement" hidden></figure>
      <dl class="numbers">
      \(numbers.joined(separator: "\n"))
      </dl>
      </section>
      """
  }

  /// Returns the banner of a stopped run, with a newline; an empty text for another one.
  private static func stop(of report: JSONValue) -> String {
    guard let reason = report["stopped"]?.string else { return "" }
    let documents =
      "\(count(report["documents"]?.integer)) of \(count(report["planned"]?.integer)) documents"
    return "<p><strong>Partial: \(documents). Stopped: \(escaped(reason)).</strong></p>\n"
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
    let documents = report["documents"]?.integer
    let compared = report["compared"]?.integer
    let agreed = report["agreed"]?.integer
    let unanswered = report["unanswered"]?.integer
    if let agreement = estimate(report["agreement"]) {
      numbers.append(("Agreement, with its 95% interval", agreement))
    }
    if let threshold = report["threshold"]?.number {
      let text = trimmed(decimal(threshold.double * 100, digits: 2))
      numbers.append(("Threshold", "\(text)%"))
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
    numbers.append(("Documents", count(documents)))
    numbers.append(("Compared", count(compared)))
    numbers.append(("Agreed", count(agreed)))
    if let compared, let agreed {
      numbers.append(("Disagreed", count(compared - agreed)))
    }
    numbers.append(("Unanswered by both versions", count(unanswered)))
    if let documents, let compared, let unanswered {
      numbers.append(("Ignored by a rule", count(documents - compared - unanswered)))
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
    numbersOf(value).map { "\(percent($0[0])) (\(percent($0[1])) to \(percent($0[2])))" }
  }

  /// Removes the zeros at the end of a fraction, and its point.
  static func trimmed(_ number: String) -> String {
    guard number.contains(".") else { return number }
    let digits = number.reversed().drop { $0 == "0" }
    return String(digits.drop { $0 == "." }.reversed())
  }

  /// Returns a share as a percentage with two digits; only a share of exactly 1 is `100%`.
  static func percent(_ share: Double) -> String {
    if share < 1, share > 0.9999 { return ">99.99%" }
    guard share.isFinite else { return "unknown" }
    return share == 1 ? "100%" : "\(decimal(share * 100, digits: 2))%"
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
