// SPDX-License-Identifier: Apache-2.0

/// Judges a stream of page records, JSON Lines, chunk by chunk and in bounded memory.
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
/// Lines of nothing but spaces, tabs and carriage returns are counted and passed over.
public struct PageRecordStream: ~Copyable {
  /// Takes a verdict and the line that it is about, without its line feed.
  public typealias Consumer = (_ verdict: PageRecordVerdict, _ source: Span<UInt8>) -> Void

  private var splitter: LineSplitter
  private var lines: Lines

  /// Makes a stream at its first line.
  public init(options: PageRecordOptions = PageRecordOptions()) {
    splitter = LineSplitter(maximumLineBytes: options.maximumLineBytes)
    lines = Lines(validator: PageRecordValidator(options: options))
  }

  /// The number of lines that have ended so far.
  public var lineCount: Int { lines.count }

  /// Takes the next bytes of the stream, and judges each line that ends in them.
  ///
  /// - Parameters:
  ///   - chunk: The next bytes, as many as there are.
  ///   - body: Is called for each line.
  public mutating func push(_ chunk: Span<UInt8>, _ body: Consumer) {
    splitter.push(chunk) { lines.judge($0, body) }
  }

  /// Ends the stream, and judges a last line that has no line feed.
  ///
  /// - Parameter body: Is called for that line.
  public mutating func finish(_ body: Consumer) {
    splitter.finish { lines.judge($0, body) }
  }
}

extension PageRecordStream {
  /// The lines, apart from the bytes that they are made of.
  private struct Lines: ~Copyable {
    private(set) var count = 0
    private var validator: PageRecordValidator

    init(validator: consuming PageRecordValidator) {
      self.validator = validator
    }

    mutating func judge(_ source: Span<UInt8>, _ body: Consumer) {
      count += 1
      guard !source.isBlankLine else { return }
      body(validator.verdict(on: source, line: count), source)
    }
  }
}
