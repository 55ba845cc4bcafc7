// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyJSON

/// A webhook delivery as received over HTTP, not yet verified.
///
/// The signature covers the body byte for byte: keep it unchanged, verify it, then parse the
/// ``delivery()``. `delivery(verifiedBy:)`, which requires the trait `Webhooks`, does both.
public struct WebhookRequest: Sendable, Hashable {
  /// The header fields.
  public var headerFields: HTTPFields
  /// The body, byte for byte.
  public var body: [UInt8]

  /// Creates a request from what a server received.
  public init(headerFields: HTTPFields, body: [UInt8]) {
    self.headerFields = headerFields
    self.body = body
  }

  /// `LC-Signature`: `sha256=` and the hexadecimal HMAC of the body; `nil` for a webhook without a
  /// signing secret.
  public var signature: String? { headerFields[Self.signatureField] }

  /// The name of the header field with the signature.
  static let signatureField = "LC-Signature"

  /// Parses the delivery without verifying it.
  ///
  /// - Returns: The delivery, not yet verified.
  /// - Throws: ``JSONError`` if the body is not a delivery.
  public func delivery() throws(JSONError) -> WebhookDelivery {
    try WebhookDelivery(json: body)
  }
}

extension WebhookRequest: CustomStringConvertible, CustomReflectable {
  /// The header fields, redacted, and the size of the body.
  public var description: String { "webhook \(headerFields), \(body.count) bytes" }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["request": description], displayStyle: .struct)
  }
}
