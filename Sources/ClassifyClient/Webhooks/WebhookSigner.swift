// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What signs deliveries with a secret, and judges their signatures.
///
/// A signature is the HMAC-SHA256 (RFC 2104) of the body, byte for byte, under the UTF-8 bytes of
/// the secret.
///
/// ```swift
/// let signer = try WebhookSigner(secret: secret)
/// let delivery = try request.delivery(verifiedBy: signer)
/// ```
///
/// ### Change the secret
///
/// While the service may still sign with the secret from before, give both: deliveries signed with
/// either are believed, and new ones are signed with the first.
///
/// ### What a signature does not say
///
/// It covers no time, so a delivery that was overheard can be sent again and is believed again, and
/// the service itself repeats deliveries that were not answered. Remember each
/// ``WebhookDelivery/eventID``, and pass over those seen before.
public struct WebhookSigner: Sendable {
  private let key: SymmetricKey
  private let formerKeys: [SymmetricKey]

  /// Makes a signer.
  ///
  /// - Parameters:
  ///   - secret: The signing secret that the webhook is configured with.
  ///   - formerSecrets: Secrets from before, with which deliveries may still be signed.
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
  /// - Parameter body: The body, byte for byte as it is sent.
  /// - Returns: The value of the `LC-Signature` field.
  public func sign(_ body: [UInt8]) -> WebhookSignature {
    WebhookSignature(code: HMAC<SHA256>.authenticationCode(for: body, using: key))
  }

  /// Tells whether a signature is of a body, in a time that says nothing of how much of it is right.
  ///
  /// - Parameters:
  ///   - signature: The signature.
  ///   - body: The body, byte for byte as it came.
  /// - Returns: Whether it was made with one of the secrets.
  public func isValid(_ signature: WebhookSignature, of body: [UInt8]) -> Bool {
    var isValid = false
    // All of them, so that the time does not tell which it was.
    for key in [key] + formerKeys {
      let isOfKey = HMAC<SHA256>.isValidAuthenticationCode(
        signature.bytes, authenticating: body, using: key)
      isValid = isOfKey || isValid
    }
    return isValid
  }
}

extension WebhookSigner: CustomStringConvertible, CustomReflectable {
  /// How many secrets there are, and nothing of them.
  public var description: String { "a signer with \(1 + formerKeys.count) secrets" }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["signer": description], displayStyle: .struct)
  }
}

extension WebhookRequest {
  /// Reads the delivery, if its signature is right.
  ///
  /// What the body says is not looked at before the signature was judged.
  ///
  /// - Parameter signer: What judges the signature.
  /// - Returns: The delivery, which whoever has the secret has made.
  /// - Throws: ``WebhookSignatureError``, which says what is wrong.
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
