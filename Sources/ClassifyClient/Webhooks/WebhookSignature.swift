// SPDX-License-Identifier: Apache-2.0

#if Webhooks
import ClassifyHTTP
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
#endif
