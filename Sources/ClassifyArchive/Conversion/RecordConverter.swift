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
