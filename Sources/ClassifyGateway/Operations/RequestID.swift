// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import ClassifyHTTP
import ClassifyModel
import Synchronization

/// The ID of a request, for logs and responses: the client's `x-request-id`, or a new one.
///
/// An ID is safe to log and to send back: it has 1 to 128 letters, digits and `-._~:+/=@`, and is not
/// a key of LlamaCloud.
public struct RequestID: Sendable, Hashable {
  /// The maximum length in bytes.
  public static let maximumLength = 128
  /// The allowed characters other than ASCII letters and digits.
  private static let punctuation = Array("-._~:+/=@".utf8)
  /// The length from which a part of an ID that is also in the credentials counts as a secret.
  private static let minimumSecretLength = 8

  /// The text.
  public let text: String

  /// How keys of LlamaCloud begin.
  private static let keyPrefix = "llx-"

  /// Creates an ID, or returns `nil` if the text is empty, longer than ``maximumLength``, has a
  /// character other than letters, digits and `-._~:+/=@`, or has a key of LlamaCloud (`llx-…`).
  public init?(_ text: String) {
    guard (1...Self.maximumLength).contains(text.utf8.count),
      text.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || Self.punctuation.contains($0) }),
      !text.lowercased().contains(Self.keyPrefix)
    else { return nil }
    self.text = text
  }

  /// Creates the ID of a request: the value of its `x-request-id`, or a new one if it has none, more
  /// than one, an invalid one, or one with the credentials of the request.
  ///
  /// - Parameter fields: The header fields of the request.
  public init(of fields: HTTPFields) {
    guard let field = fields.first(of: .requestID) else {
      self = Self.next()
      return
    }
    let isOnly = fields.values(of: .requestID).count == 1
    let id = isOnly ? RequestID(field.value) : nil
    self = id.flatMap { $0.reveals(fields) ? nil : $0 } ?? Self.next()
  }

  /// The field `x-request-id` with the ID.
  var field: HTTPField { HTTPField(name: .requestID, unchecked: text) }

  private init(number: Int) {
    text = "\(Self.processPrefix)-\(number)"
  }

  /// Returns a new ID: 16 hexadecimal digits, the same for all of the process, and a number.
  static func next() -> RequestID {
    RequestID(number: counter.wrappingAdd(1, ordering: .relaxed).newValue)
  }

  private static let counter = Atomic(0)
  private static let processPrefix: String = {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }()

  /// Whether the ID is in the credentials of a request, or has them.
  private func reveals(_ fields: HTTPFields) -> Bool {
    fields.values(of: .authorization).contains { value in
      let credentials = Redaction.credentials(in: value)
      guard credentials.utf8.count >= Self.minimumSecretLength else { return false }
      return text.contains(credentials)
        || text.utf8.count >= Self.minimumSecretLength && credentials.contains(text)
    }
  }
}

extension RequestID: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}
#endif
