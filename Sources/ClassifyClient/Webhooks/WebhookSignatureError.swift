// SPDX-License-Identifier: Apache-2.0

#if Webhooks
public import ClassifyJSON

/// The reason why a delivery was not verified; it holds neither a secret nor a signature.
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
  /// A sentence with the reason and the remedy.
  public var description: String {
    switch self {
    case .emptySecret:
      "The signing secret is empty: give the one that the webhook was configured with."
    case .missing:
      "The delivery has no LC-Signature: configure the webhook with a signing secret, and pass its "
        + "header fields on."
    case .repeated: "The delivery has more than one LC-Signature: refuse it."
    case .malformed:
      "The delivery's LC-Signature is not sha256= and 64 hexadecimal digits: refuse it."
    case .mismatch:
      "The delivery's LC-Signature is not of this body and secret: refuse it; if all are so, check "
        + "the secret, and that the body is passed on byte for byte."
    case .unreadableBody(let error):
      "The delivery is signed as it should be, but can't be read: \(error)."
    }
  }
}
#endif
