// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Converts stored records one line at a time.
///
/// ```swift
/// var converter = RecordConverter(options: ArchiveOptions(target: .v2))
/// for line in lines {
///   let chunk = converter.convert(line.utf8.span)
///   // chunk.output: the records known so far
/// }
/// let rest = converter.finish()
/// ```
///
/// For large inputs, ``BlockConverter`` converts many lines at once, on all processors.
public struct RecordConverter: Sendable {
  private let blocks: BlockConverter
  private var conversion: ArchiveConversion
  private var nextLine = 1

  /// Creates a converter at the beginning of an input.
  public init(options: ArchiveOptions) {
    blocks = BlockConverter(options: options)
    conversion = ArchiveConversion(options: options)
  }

  /// Converts a line.
  ///
  /// - Parameter line: The bytes of the line, without its newline.
  /// - Returns: What is known now; nothing for a record that can belong to the next ones.
  /// - Complexity: O(*n*) in the bytes of the line.
  public mutating func convert(_ line: Span<UInt8>) -> ArchiveChunk {
    defer { nextLine += 1 }
    return conversion.append(blocks.convert(line, number: nextLine))
  }

  /// Ends the input.
  ///
  /// - Returns: The rest of the results.
  public mutating func finish() -> ArchiveChunk { conversion.finish() }
}

/// The converted records of a sequence of lines.
///
/// ```swift
/// for try await chunk in ConvertedRecords(url.lines, options: ArchiveOptions(target: .v2)) { … }
/// ```
public struct ConvertedRecords<Lines: AsyncSequence>: AsyncSequence
where Lines.Element: StringProtocol {
  /// The results of some lines; never empty.
  public typealias Element = ArchiveChunk
  /// The error of the lines.
  public typealias Failure = Lines.Failure

  private let lines: Lines
  private let options: ArchiveOptions

  /// Creates a sequence.
  ///
  /// - Parameters:
  ///   - lines: The lines without their newlines.
  ///   - options: The options of the conversion.
  public init(_ lines: Lines, options: ArchiveOptions) {
    self.lines = lines
    self.options = options
  }

  /// Starts at the first line.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(lines: lines.makeAsyncIterator(), converter: RecordConverter(options: options))
  }

  /// An iterator over the results.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var lines: Lines.AsyncIterator
    fileprivate var converter: RecordConverter
    private var isAtEnd = false

    fileprivate init(lines: Lines.AsyncIterator, converter: RecordConverter) {
      self.lines = lines
      self.converter = converter
    }

    /// Reads lines until there are results.
    ///
    /// - Throws: The error of the lines.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Failure) -> ArchiveChunk? {
      while !isAtEnd {
        var chunk: ArchiveChunk
        if let line = try await lines.next(isolation: actor) {
          chunk = converter.convert(Array(line.utf8).span)
        } else {
          isAtEnd = true
          chunk = converter.finish()
        }
        if chunk.counts.lines > 0 || !chunk.output.isEmpty { return chunk }
      }
      return nil
    }

    /// Reads lines until there are results.
    ///
    /// - Throws: The error of the lines.
    public mutating func next() async throws(Failure) -> ArchiveChunk? {
      try await next(isolation: nil)
    }
  }
}
