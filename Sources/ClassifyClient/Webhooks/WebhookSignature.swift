// SPDX-License-Identifier: Apache-2.0

#if Webhooks
import ClassifyHTTP
public import ClassifyJSON
import ClassifyModel

/// The value of a delivery's `LC-Signature` field: `sha256=` and the HMAC-SHA256 of the body.
///
/// It is not `Equatable`, because `==` is open to timing attacks: verify it with
/// ``WebhookSigner/isValid(_:of:)``, which compares in constant time.
public struct WebhookSignature: Sendable {
  /// The name of the header field.
  public static let fieldName = WebhookRequest.signatureField

  private static let prefix = "sha256="
  private static let byteCount = 32

  /// The authentication code of 32 bytes.
  let bytes: [UInt8]

  /// Creates a signature from an authentication code of 32 bytes.
  init(code: some Sequence<UInt8>) {
    bytes = Array(code)
  }

  /// Parses `sha256=` and 64 hexadecimal digits of either case.
  ///
  /// - Throws: ``WebhookSignatureError/malformed`` for anything else.
  public init(_ text: String) throws(WebhookSignatureError) {
    let digits = text.utf8.dropFirst(Self.prefix.utf8.count)
    guard text.utf8.starts(with: Self.prefix.utf8), digits.count == 2 * Self.byteCount else {
      throw .malformed
    }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = digit.hexadecimalValue else { throw .malformed }
      if let upper = high {
        bytes.append(upper << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    self.bytes = bytes
  }
}

extension WebhookSignature: CustomStringConvertible {
  /// The field value, with lowercase digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
    return Self.prefix + String(decoding: text, as: UTF8.self)
  }
}

/// The reason why a delivery was rejected; it never contains a secret or a signature.
@nonexhaustive
public enum WebhookSignatureError: Error, Sendable, Hashable {
  /// A secret is empty.
  case emptySecret
  /// There is no `LC-Signature`: the webhook has no signing secret.
  case missing
  /// There is more than one `LC-Signature`.
  case repeated
  /// `LC-Signature` is not `sha256=` and 64 hexadecimal digits.
  case malformed
  /// The signature does not match the body under any of the secrets.
  case mismatch
  /// The signature is valid, and the body is not a delivery.
  case unreadableBody(JSONError)
}

extension WebhookSignatureError: CustomStringConvertible {
  /// The reason and how to fix it.
  public var description: String {
    switch self {
    case .emptySecret:
      "The signing secret is empty: pass the one that the webhook is configured with."
    case .missing:
      "The delivery has no LC-Signature: configure the webhook with a signing secret, and forward "
        + "the header fields."
    case .repeated: "The delivery has more than one LC-Signature: reject it."
    case .malformed:
      "The delivery's LC-Signature is not sha256= and 64 hexadecimal digits: reject it."
    case .mismatch:
      "The delivery's LC-Signature does not match its body and the secrets: reject it. If this "
        + "happens to every delivery, check the secret, and that the body is forwarded byte for "
        + "byte."
    case .unreadableBody(let error):
      "The delivery's signature is valid, but its body can't be parsed: \(error)."
    }
  }
}
#endif
