// SPDX-License-Identifier: Apache-2.0

/// A change that a translation made to a value; one entry of a ``Ledger``.
public struct Note: Sendable, Hashable, Codable {
  /// The kind of change; the ``Catalogue`` describes each code.
  public let code: NoteCode
  /// The severity of the change.
  public let effect: Effect
  /// The JSON Pointer (RFC 6901) of the value in the wire format that was read or written.
  public let pointer: String
  /// The value before the change, as JSON unless it is a plain string; `nil` if there was none.
  public let before: String?
  /// The value after the change; `nil` if there is none.
  public let after: String?
  /// A description of the change for people.
  public let message: String

  /// Creates a note with the effect of the code's ``Catalogue`` row.
  ///
  /// - Parameters:
  ///   - code: The kind of change.
  ///   - pointer: The JSON Pointer of the value.
  ///   - before: The value before the change.
  ///   - after: The value after the change.
  ///   - message: A description of this particular change; `nil` for the code's summary.
  public init(
    _ code: NoteCode, at pointer: String, before: String? = nil, after: String? = nil,
    message: String? = nil
  ) {
    let entry = Catalogue[code]
    self.code = code
    effect = entry.effect ?? .normalized
    self.pointer = pointer
    self.before = before
    self.after = after
    self.message = message ?? entry.summary
  }
}

extension Note: CustomStringConvertible {
  /// The maximum number of characters of a value in ``description``.
  private static let maximumValueLength = 200

  /// The note on one line: effect, code, JSON Pointer, before and after, message.
  ///
  /// Long values are truncated.
  public var description: String {
    var change = ""
    if before != nil || after != nil {
      change = " \(Self.shortened(before ?? "nothing")) → \(Self.shortened(after ?? "nothing")):"
    }
    return "\(effect.rawValue) \(code.rawValue) at \(pointer.isEmpty ? "/" : pointer):"
      + "\(change) \(message)"
  }

  private static func shortened(_ value: String) -> String {
    let rest = value.dropFirst(maximumValueLength)
    return rest.isEmpty ? value : "\(value[..<rest.startIndex])…"
  }
}
