// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox

/// A minimal HTTP client, written from the published contract alone.
struct Client {
  let sandbox: Sandbox
  var key: String? = "llx-test"

  init(_ sandbox: Sandbox = Sandbox()) {
    self.sandbox = sandbox
  }

  /// A response and its parts.
  struct Reply {
    let response: HTTPResponse
    var status: Int { response.status.code }

    /// The body; null if it is not JSON.
    var json: JSONValue { (try? JSONValue(json: response.body)) ?? .null }
    var id: String { json["id"]?.string ?? "none" }
    var items: [JSONValue] { json["items"]?.array ?? [] }
    var nextToken: String? { json["next_page_token"]?.string }
    /// The first validation error.
    var validationError: JSONValue { json["detail"]?[0] ?? .null }

    subscript(pointer: JSONPointer) -> JSONValue? { json[pointer: pointer] }
  }

  func send(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, type: String? = "application/json"
  ) async throws -> Reply {
    var fields: HTTPFields = []
    if let key { fields.append(try HTTPField(name: "Authorization", value: "Bearer \(key)")) }
    if body != nil, let type {
      fields.append(try HTTPField(name: .contentType, value: type))
    }
    let request = HTTPRequest(
      method: method, scheme: "https", authority: "sandbox.test", path: path,
      headerFields: fields, body: body)
    return Reply(response: try await sandbox.send(request))
  }

  func get(_ path: String) async throws -> Reply {
    try await send(.get, path)
  }

  func post(_ path: String, _ body: JSONValue) async throws -> Reply {
    try await send(.post, path, body: body.jsonBytes())
  }

  func post(_ path: String) async throws -> Reply {
    try await send(.post, path)
  }

  func delete(_ path: String) async throws -> Reply {
    try await send(.delete, path)
  }
}

/// The paths of the endpoints.
enum Path {
  static let v1 = "/api/v1/classifier/jobs"
  static let v2 = "/api/v2/classify"
  static let files = "/api/v1/beta/files"
  static let oldFiles = "/api/v1/files"
}
