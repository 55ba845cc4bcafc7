// SPDX-License-Identifier: Apache-2.0

#if Webhooks
public import ClassifyJSON

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
