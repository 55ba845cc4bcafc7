// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel

/// Converts selections of pages; results go to stdout, notes and faults to stderr.
struct PageConverter: ~Copyable {
  /// Whether any selection was faulty.
  private(set) var hasFindings = false
  private let target: APIVersion
  private let isQuiet: Bool
  private let report: PageReport
  private var validator: PageRecordValidator
  private var output = ByteOutput(.standardOutput)
  private var failure: OutputError?
  private var count = 0

  /// Creates a converter.
  ///
  /// - Parameters:
  ///   - target: The version to convert to.
  ///   - options: The options for validating the selections.
  ///   - isQuiet: Whether notes are not written.
  init(target: APIVersion, options: PageRecordOptions, isQuiet: Bool) {
    self.target = target
    self.isQuiet = isQuiet
    validator = PageRecordValidator(options: options)
    report = PageReport(terminal: .at(.standardError))
  }

  /// The maximum length of a selection in bytes.
  var maximumLineBytes: Int { validator.options.maximumLineBytes }

  /// Converts each line of a block.
  mutating func convert(_ block: LineBlock) {
    var rest = block
    while let line = rest.next() { convert(block.bytes.span.extracting(line), unit: "line") }
  }

  /// Converts a selection.
  ///
  /// - Parameters:
  ///   - source: The selection; a trailing carriage return is dropped.
  ///   - unit: The noun for messages, such as `line`.
  mutating func convert(_ source: Span<UInt8>, unit: String) {
    guard failure == nil else { return }
    count += 1
    let end = source.count > 0 && source[source.count - 1] == UInt8(ascii: "\r") ? 1 : 0
    let source = source.extracting(droppingLast: end)
    let verdict = verdict(on: source)
    let text = source.withUnsafeBufferPointer { Array($0) }
    let advice =
      verdict.isValid ? nil : PageDirection.advice(on: text, convertingTo: target)
    if !(verdict.isValid && isQuiet),
      let lines = report.render(
        verdict, source: .selection(text), place: "\(unit) \(count)", advice: advice)
    {
      Console.writeMessage(lines.joined(separator: "\n"))
    }
    if !verdict.isValid { hasFindings = true }
    do throws(OutputError) {
      let target = target
      try output.append { Self.write(verdict.outcome, as: target, to: &$0) }
    } catch {
      failure = error
    }
  }

  /// Writes the buffered results, or throws the first error of an earlier write.
  mutating func flush() throws(OutputError) {
    if let failure { throw failure }
    try output.flush()
  }

  private mutating func verdict(on source: Span<UInt8>) -> PageRecordVerdict {
    // null selects all pages in both directions; it is not a range string.
    let isRangeString = target == .v1 && !Self.isNull(source)
    return isRangeString
      ? validator.verdict(onRangeString: source, line: count)
      : validator.verdict(onIndices: source, line: count)
  }

  private static func isNull(_ source: Span<UInt8>) -> Bool {
    source.withUnsafeBufferPointer { $0.elementsEqual("null".utf8) }
  }

  private static func write(
    _ outcome: Result<PageRecord, PageRecordFault>, as target: APIVersion,
    to output: inout [UInt8]
  ) {
    if case .success(let record) = outcome {
      switch (record.selection, target) {
      case (.all, _): output.append(contentsOf: "null".utf8)
      // The validator has checked the limit.
      case (.pages(let pages), .v1): try? pages.appendIndices(to: &output, limit: .max)
      case (.pages(let pages), .v2): pages.appendUTF8(to: &output)
      }
    }
    output.append(UInt8(ascii: "\n"))
  }
}
