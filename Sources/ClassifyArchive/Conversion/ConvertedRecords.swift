// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

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
