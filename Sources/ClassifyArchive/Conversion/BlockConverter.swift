// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Converts blocks of lines, in parallel: each call is independent of the others.
///
/// The records of one job can be in several blocks, so that ``ArchiveConversion`` joins the results.
///
/// ```swift
/// let converter = BlockConverter(options: ArchiveOptions(target: .v2))
/// var conversion = ArchiveConversion(options: converter.options)
/// let chunk = conversion.append(converter.convert(block))
/// ```
public struct BlockConverter: Sendable {
  /// The options of all conversions.
  public let options: ArchiveOptions

  /// Creates a converter.
  public init(options: ArchiveOptions) {
    self.options = options
  }

  /// Converts the lines of a block.
  ///
  /// - Parameters:
  ///   - block: Whole lines.
  ///   - file: The name of the file for rejections and notes; `nil` to omit it.
  /// - Returns: The converted lines, and those that can belong to records in other blocks.
  /// - Complexity: O(*n*) in the bytes of the block.
  public func convert(_ block: consuming LineBlock, file: String? = nil) -> ConvertedBlock {
    var work = BlockWork(options: options)
    while let range = block.next() {
      work.convert(block.bytes.span.extracting(range), number: block.line, file: file)
    }
    return work.finish()
  }

  /// Converts one line.
  func convert(_ line: Span<UInt8>, number: Int) -> ConvertedBlock {
    var work = BlockWork(options: options)
    work.convert(line, number: number, file: nil)
    return work.finish()
  }
}
