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

  private var blocks: LineBlocks
  private var lines: Lines

  /// Creates a stream without lines.
  public init(options: PageRecordOptions = PageRecordOptions()) {
    blocks = LineBlocks(maximumLineBytes: options.maximumLineBytes)
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
    // Not as an argument below: `self` would be copied first, and the unfinished line with it.
    let block = blocks.push(chunk)
    lines.validate(block, body)
  }

  /// Validates the last line if it lacks a newline.
  ///
  /// - Parameter body: Called for that line unless it is blank.
  public mutating func finish(_ body: Consumer) {
    let block = blocks.finish()
    lines.validate(block, body)
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

    mutating func validate(_ block: LineBlock?, _ body: Consumer) {
      guard var block else { return }
      // A line that is too long is truncated to one byte more than the maximum.
      let maximum = LineBlocks.clamped(validator.options.maximumLineBytes) + 1
      while let line = block.next() {
        count += 1
        let source = block.bytes.span.extracting(line.prefix(maximum))
        if !source.isBlankLine { body(validator.verdict(on: source, line: count), source) }
      }
    }
  }
}
