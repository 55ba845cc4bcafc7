// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyJSON

/// A delivery as it came in over HTTP, before anything of it is believed.
///
/// What is signed is the body byte for byte: keep it as it came, judge the signature, and read the
/// ``delivery()`` then. With the trait `Gateway`, `delivery(verifiedBy:)` does both.
public struct WebhookRequest: Sendable, Hashable {
  /// The header fields.
  public var headerFields: HTTPFields
  /// The body, byte for byte.
  public var body: [UInt8]

  /// Makes a request of what a server received.
  public init(headerFields: HTTPFields, body: [UInt8]) {
    self.headerFields = headerFields
    self.body = body
  }

  /// `LC-Signature`: `sha256=` and the hexadecimal HMAC of the body; `nil` for a webhook without a
  /// signing secret.
  public var signature: String? { headerFields["LC-Signature"] }

  /// Reads the delivery.
  ///
  /// - Returns: The delivery, which nobody has checked the origin of.
  /// - Throws: ``JSONError`` if the body is none.
  public func delivery() throws(JSONError) -> WebhookDelivery {
    try WebhookDelivery(json: body)
  }
}

extension WebhookRequest: CustomStringConvertible, CustomReflectable {
  /// The fields with their values hidden, and the size of the body.
  public var description: String { "webhook \(headerFields), \(body.count) bytes" }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["request": description], displayStyle: .struct)
  }
}
