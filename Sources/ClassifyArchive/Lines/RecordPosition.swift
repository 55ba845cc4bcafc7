// SPDX-License-Identifier: Apache-2.0

/// A form of a stream of records.
public enum StreamForm: String, Sendable, Hashable, Codable, CaseIterable {
  /// JSON Lines: one record a line.
  case lines
  /// One JSON array: each element is a record.
  case array
  /// One page of a list, an object with a member `items`: each element of it is a record.
  case page
}

/// A position between two records of a stream, from which a ``RecordSplitter`` can go on.
public struct RecordPosition: Sendable, Hashable, Codable {
  /// The number of bytes of the stream before the position.
  public let offset: Int
  /// The one-based number of the next record; in JSON Lines, of the next line.
  public let record: Int
  /// The form of the stream; `nil` if it is not yet known, at the beginning.
  public let form: StreamForm?

  /// The beginning of a stream.
  public static let start = RecordPosition(offset: 0, record: 1, form: nil)

  /// Creates a position.
  ///
  /// - Parameters:
  ///   - offset: The number of bytes before the position. A negative number counts as 0.
  ///   - record: The one-based number of the next record. Less than 1 counts as 1.
  ///   - form: The form of the stream. Without one, the position is the beginning of a stream.
  public init(offset: Int, record: Int, form: StreamForm?) {
    self.offset = form == nil ? 0 : min(max(0, offset), .max / 2)
    self.record = form == nil ? 1 : min(max(1, record), .max / 2)
    self.form = form
  }
}
