// SPDX-License-Identifier: Apache-2.0

/// Why a YAML document can't be read.
public struct DocumentFault: Error, Sendable, Hashable {
  /// The place that the parser names; nil if it names none.
  public let location: SourceLocation?
  /// A sentence without the place.
  public let reason: String

  /// Creates a fault.
  ///
  /// - Parameters:
  ///   - line: The one-based line, if the parser names one.
  ///   - column: The one-based column in Unicode code points.
  ///   - reason: A sentence without the place.
  public init(line: Int?, column: Int, reason: String) {
    location = line.map { SourceLocation(line: max(1, $0), column: max(1, column)) }
    self.reason = reason
  }
}
