// SPDX-License-Identifier: Apache-2.0

/// A response as it comes from a transport, with its whole body.
///
/// The description and the mirror show neither the body nor fields that may be secret.
public struct HTTPResponse: Sendable, Hashable {
  /// The status.
  public var status: HTTPStatus
  /// The header fields.
  public var headerFields: HTTPFields
  /// The body, without any transfer or content coding; empty if there is none.
  public var body: [UInt8]

  /// Makes a response.
  public init(status: HTTPStatus, headerFields: HTTPFields = [], body: [UInt8] = []) {
    self.status = status
    self.headerFields = headerFields
    self.body = body
  }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
  /// The status, the fields with their values hidden, and the size of the body.
  public var description: String {
    "\(status) \(headerFields), \(body.count) bytes"
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["response": description], displayStyle: .struct)
  }
}
