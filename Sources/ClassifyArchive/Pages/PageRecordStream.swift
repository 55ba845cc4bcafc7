// SPDX-License-Identifier: Apache-2.0

/// A validator of a stream of page records (JSON Lines), chunk by chunk in bounded memory.
///
/// ```swift
/// var stream = PageRecordStream()
/// while let chunk = try readChunk() {
///   stream.push(chunk.span) { verdict, source in
///     verdict.appendJSON(to: &output, source: source)
///   }
/// }
/// stream.finish { verdict, source in … }
/// ```
///
/// Blank lines are counted and skipped.
public struct PageRecordStream: ~Copyable {
  /// Receives a verdict and its line, without the newline.
  public typealias Consumer = (_ verdict: PageRecordVerdict, _ source: Span<UInt8>) -> Void

  private var splitter: LineSplitter
  private var lines: Lines

  /// Creates a stream without lines.
  public init(options: PageRecordOptions = PageRecordOptions()) {
    splitter = LineSplitter(maximumLineBytes: options.maximumLineBytes)
    lines = Lines(validator: PageRecordValidator(options: options))
  }

  /// The number of lines so far, including blank ones.
  public var lineCount: Int { lines.count }

  /// Appends a chunk of the stream, and validates each line that ends in it.
  ///
  /// - Parameters:
  ///   - chunk: The next bytes of the stream.
  ///   - body: Called for each line that isn't blank.
  public mutating func push(_ chunk: Span<UInt8>, _ body: Consumer) {
    splitter.push(chunk) { lines.validate($0, body) }
  }

  /// Validates the last line if it lacks a newline.
  ///
  /// - Parameter body: Called for that line unless it is blank.
  public mutating func finish(_ body: Consumer) {
    splitter.finish { lines.validate($0, body) }
  }
}

extension PageRecordStream {
  /// The validation of whole lines.
  private struct Lines: ~Copyable {
    private(set) var count = 0
    private var validator: PageRecordValidator

    init(validator: consuming PageRecordValidator) {
      self.validator = validator
    }

    mutating func validate(_ source: Span<UInt8>, _ body: Consumer) {
      count += 1
      guard !source.isBlankLine else { return }
      body(validator.verdict(on: source, line: count), source)
    }
  }
}
