// SPDX-License-Identifier: Apache-2.0

/// One entry of the ledger: something that a translation did to a value.
public struct Note: Sendable, Hashable, Codable {
  /// What happened, as a code that the ``Catalogue`` explains.
  public let code: NoteCode
  /// How much it matters.
  public let effect: Effect
  /// Where, as a JSON Pointer (RFC 6901) into the wire shape that was read or written.
  public let pointer: String
  /// The text before, in JSON where it is not a plain text; `nil` if there was nothing.
  public let before: String?
  /// The text after; `nil` if nothing is left.
  public let after: String?
  /// What happened, for a person.
  public let message: String

  /// Makes a note of the effect that the catalogue gives its code.
  ///
  /// - Parameters:
  ///   - code: What happened.
  ///   - pointer: Where, as a JSON Pointer.
  ///   - before: The text before.
  ///   - after: The text after.
  ///   - message: A sentence about this very value; the catalogue's own if there is none.
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
  /// The note on one line: effect, code, place, before and after, sentence.
  public var description: String {
    var change = ""
    if before != nil || after != nil {
      change = " \(before ?? "nothing") → \(after ?? "nothing"):"
    }
    return "\(effect.rawValue) \(code.rawValue) at \(pointer.isEmpty ? "/" : pointer):"
      + "\(change) \(message)"
  }
}
