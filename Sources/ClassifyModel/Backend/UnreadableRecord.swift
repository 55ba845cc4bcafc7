// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// A record in a list that is not what the contract says, such as a job without a status.
///
/// The other records of its page are read as usual. The record is kept as the service wrote it.
public struct UnreadableRecord: Sendable, Hashable {
  /// The maximum number of unreadable records in one page; a page with more is an error.
  public static let maximumCount = 1_000

  /// The zero-based position in the page as the service returned it.
  public let index: Int
  /// The place of the fault in the response, such as `/items/3/status`.
  public let pointer: JSONPointer
  /// The fault, such as `expected a string, found the number 5`.
  public let message: String
  /// The record.
  public let value: JSONValue

  /// Creates an unreadable record.
  ///
  /// - Parameters:
  ///   - index: The zero-based position in the page.
  ///   - list: The name of the array in the page, such as `items`.
  ///   - error: The fault, with a pointer that is relative to the record.
  ///   - value: The record.
  public init(index: Int, in list: String, error: JSONError, value: JSONValue) {
    self.index = index
    pointer = JSONPointer(tokens: [list, String(index)] + error.pointer.tokens)
    message = error.message
    self.value = value
  }
}

extension UnreadableRecord: CustomStringConvertible {
  /// The ID, if the record has one, the place and the fault; not the record itself.
  public var description: String {
    let id = value["id"]?.string.map { " \($0.prefix(100))" } ?? ""
    return "record\(id) at \(pointer): \(message)"
  }
}
