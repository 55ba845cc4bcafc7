// SPDX-License-Identifier: Apache-2.0

#if Webhooks
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

#if canImport(CryptoKit)
import CryptoKit
#else
import Crypto
#endif

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Signs webhook deliveries and verifies their signatures.
///
/// A signature is the HMAC-SHA256 (RFC 2104) of the body, byte for byte, under the UTF-8 bytes of
/// the secret.
///
/// ```swift
/// let signer = try WebhookSigner(secret: secret)
/// let delivery = try request.delivery(verifiedBy: signer)
/// ```
///
/// ### Rotate the secret
///
/// While the service may still sign with the old secret, configure both: deliveries signed with
/// either are accepted, and new signatures use `secret`.
///
/// ### Replay
///
/// A signature does not cover a timestamp, so a recorded delivery can be replayed, and the service
/// repeats deliveries that were not acknowledged. Store each ``WebhookDelivery/eventID`` and ignore
/// repeats.
public struct WebhookSigner: Sendable {
  private let key: SymmetricKey
  private let formerKeys: [SymmetricKey]

  /// Creates a signer.
  ///
  /// - Parameters:
  ///   - secret: The webhook's current signing secret.
  ///   - formerSecrets: Earlier secrets that are still accepted.
  /// - Throws: ``WebhookSignatureError/emptySecret`` if one of them is empty.
  public init(
    secret: String, formerSecrets: [String] = []
  ) throws(WebhookSignatureError) {
    key = try Self.key(secret)
    var keys: [SymmetricKey] = []
    for secret in formerSecrets { keys.append(try Self.key(secret)) }
    formerKeys = keys
  }

  private static func key(_ secret: String) throws(WebhookSignatureError) -> SymmetricKey {
    if secret.isEmpty { throw .emptySecret }
    return SymmetricKey(data: Array(secret.utf8))
  }

  /// Returns the signature of a body.
  ///
  /// - Parameter body: The body as sent, byte for byte.
  /// - Returns: The value of the `LC-Signature` field.
  public func sign(_ body: [UInt8]) -> WebhookSignature {
    WebhookSignature(code: HMAC<SHA256>.authenticationCode(for: body, using: key))
  }

  /// Returns whether a signature matches a body, in constant time.
  ///
  /// - Parameters:
  ///   - signature: The signature.
  ///   - body: The body as received, byte for byte.
  /// - Returns: Whether the signature was made with one of the secrets.
  public func isValid(_ signature: WebhookSignature, of body: [UInt8]) -> Bool {
    var isValid = false
    // Checks every key, so that the time does not reveal which one matched.
    for key in [key] + formerKeys {
      let isOfKey = HMAC<SHA256>.isValidAuthenticationCode(
        signature.bytes, authenticating: body, using: key)
      isValid = isOfKey || isValid
    }
    return isValid
  }
}

extension WebhookSigner: CustomStringConvertible, CustomReflectable {
  /// The number of secrets; never a secret.
  public var description: String {
    "a signer with \(Counted.text(1 + formerKeys.count, "secret"))"
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["signer": description], displayStyle: .struct)
  }
}

extension WebhookRequest {
  /// Verifies the signature and parses the delivery.
  ///
  /// The body is not parsed before its signature is verified.
  ///
  /// - Parameter signer: The signer with the webhook's secrets.
  /// - Returns: The verified delivery.
  /// - Throws: ``WebhookSignatureError`` if the signature is missing or wrong, or the body of a
  ///   valid one can't be parsed.
  public func delivery(
    verifiedBy signer: WebhookSigner
  ) throws(WebhookSignatureError) -> WebhookDelivery {
    let name = HTTPFieldName(rawValue: WebhookSignature.fieldName)
    let values = name.map(headerFields.values(of:)) ?? []
    guard let value = values.first else { throw .missing }
    if values.count > 1 { throw .repeated }
    guard signer.isValid(try WebhookSignature(value), of: body) else { throw .mismatch }
    do throws(JSONError) {
      return try delivery()
    } catch {
      throw .unreadableBody(error)
    }
  }
}
#endif
