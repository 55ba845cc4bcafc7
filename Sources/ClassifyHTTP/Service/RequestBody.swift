// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// The body of a request and what it is.
public struct RequestBody: Sendable, Hashable {
  /// The value of the `Content-Type` field.
  public var contentType: String
  /// The bytes.
  public var bytes: [UInt8]

  /// Makes a body of any type.
  public init(contentType: String, bytes: [UInt8]) {
    self.contentType = contentType
    self.bytes = bytes
  }

  /// Makes a body of JSON.
  public static func json(_ value: some JSONWritable) -> RequestBody {
    RequestBody(contentType: "application/json", bytes: value.jsonBytes())
  }
}

extension RequestBody: CustomStringConvertible, CustomReflectable {
  /// The type and the size: the bytes may hold secrets, such as a webhook's.
  public var description: String { "\(contentType), \(bytes.count) bytes" }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["body": description], displayStyle: .struct)
  }
}
