// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// A writer of Prometheus' text format, version 0.0.4.
struct PrometheusText {
  /// The media type of the format.
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  /// The type of a family of metrics.
  enum Kind: String {
    case counter
    case gauge
    case histogram
  }

  private(set) var text = ""

  /// Writes a family: its help and its type, then the samples that `body` adds.
  ///
  /// - Parameters:
  ///   - name: The name; that of a counter ends with `_total`.
  ///   - kind: The type.
  ///   - help: A description on one line.
  ///   - body: Adds the samples.
  mutating func family(
    _ name: String, _ kind: Kind, _ help: String, _ body: (inout Samples) -> Void
  ) {
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    var samples = Samples(name: name)
    body(&samples)
    text += samples.text
  }

  /// Writes a family with one sample without labels.
  mutating func value(_ name: String, _ kind: Kind, _ help: String, _ value: some Numeric) {
    family(name, kind, help) { $0.add([], "\(value)") }
  }

  /// The samples of a family.
  struct Samples {
    let name: String
    fileprivate var text = ""

    /// Adds a sample.
    mutating func add(_ labels: [(String, String)], _ value: some Numeric) {
      add(labels, "\(value)")
    }

    fileprivate mutating func add(
      _ labels: [(String, String)], suffix: String = "", _ value: String
    ) {
      text += name + suffix
      if !labels.isEmpty {
        let pairs = labels.map { "\($0.0)=\"\(PrometheusText.escaped($0.1, quotes: true))\"" }
        text += "{\(pairs.joined(separator: ","))}"
      }
      text += " \(value)\n"
    }

    /// Adds the samples of a histogram: its buckets, each with all smaller ones, sum and count.
    mutating func add(_ labels: [(String, String)], _ histogram: DurationHistogram) {
      var total = 0
      for (bound, count) in zip(DurationHistogram.bounds, histogram.counts) {
        total += count
        add(labels + [("le", "\(bound)")], suffix: "_bucket", "\(total)")
      }
      add(labels + [("le", "+Inf")], suffix: "_bucket", "\(histogram.count)")
      add(labels, suffix: "_sum", "\(histogram.sum)")
      add(labels, suffix: "_count", "\(histogram.count)")
    }
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}

/// The distribution of times, in fixed buckets.
struct DurationHistogram: Sendable, Hashable {
  /// The upper bounds of the buckets in seconds, inclusive, from 1 ms to 5 minutes.
  static let bounds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
  ]

  /// The number of times in each bucket; longer ones are only in ``count``.
  private(set) var counts = [Int](repeating: 0, count: bounds.count)
  private(set) var count = 0
  /// The sum of all times in seconds.
  private(set) var sum = 0.0

  /// Counts a time in seconds.
  mutating func add(_ seconds: Double) {
    if let bucket = Self.bounds.firstIndex(where: { seconds <= $0 }) { counts[bucket] += 1 }
    count += 1
    sum += seconds
  }
}
#endif
