// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Foundation
import TestSupport

/// The ways in which a server repeats a request in its response.
enum Echo: String, CaseIterable, Sendable {
  /// In the fields of a job, file or list.
  case record
  /// In the `detail` of an error, as text.
  case detail
  /// In `detail`, with every character escaped.
  case escapedDetail
  /// In `detail`, as an object.
  case detailObject
  /// In `detail`, in base64.
  case base64
  /// In FastAPI's validation problems, as `msg`, `loc`, `input` and `ctx`.
  case problems
  /// In an HTML page.
  case page
  /// In a redirect's `Location`.
  case redirect
  /// In the status line.
  case reason
  /// In header fields.
  case fields
  /// In a response that is not JSON.
  case garbage
  /// In JSON that violates the contract.
  case violation

  /// Returns the response to a request.
  func response(to request: LoopbackRequest) -> LoopbackBehavior {
    let text = Self.text(of: request)
    let line = text.replacing("\n", with: " ")
    switch self {
    case .record: return .json(200, EchoRecord(request).json)
    case .detail: return Self.json(401, ["detail": .string(text)])
    case .escapedDetail: return .json(401, "{\"detail\":\"\(Self.escaped(text))\"}")
    case .detailObject: return Self.json(409, ["detail": Self.members(of: request)])
    case .base64:
      return Self.json(400, ["detail": .string(Data(text.utf8).base64EncodedString())])
    case .problems:
      let problem: JSONObject = [
        "loc": ["body", .string(line)], "msg": .string("Wrong: \(line)"),
        "input": Self.members(of: request), "ctx": ["error": .string(line)],
      ]
      var other = problem
      other["msg"] = nil
      return Self.json(422, ["detail": [.object(problem), .object(other)]])
    case .page:
      return .respond(
        status: 400, headers: [("Content-Type", "text/html")], body: Array("<p>\(text)".utf8))
    case .redirect:
      let encoded = line.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      return .json(
        302, "{}", headers: [("Location", "https://u:\(SecretMarkers.key)@b.example/\(encoded)")])
    case .reason: return .raw(Array("HTTP/1.1 400 \(line)\r\nContent-Length: 0\r\n\r\n".utf8))
    case .fields:
      return .respond(
        status: 401,
        headers: [("Content-Type", line), ("x-request-id", line), ("x-echo", line)], body: [0x3C])
    case .garbage: return .json(200, text)
    case .violation:
      return Self.json(200, [text: Self.members(of: request), "id": [.string(text)]])
    }
  }

  private static func json(_ status: Int, _ members: JSONObject) -> LoopbackBehavior {
    .json(status, JSONValue.object(members).jsonText())
  }

  /// Returns the whole request as text.
  static func text(of request: LoopbackRequest) -> String {
    let fields = request.headerLines.map { "\($0.name): \($0.value)" }
    return ([request.requestLine] + fields + ["", String(decoding: request.body, as: UTF8.self)])
      .joined(separator: "\n")
  }

  /// Returns the whole request as JSON.
  static func members(of request: LoopbackRequest) -> JSONValue {
    var fields = JSONObject()
    for line in request.headerLines { fields.append(line.name, .string(line.value)) }
    return .object([
      "request": .string(request.requestLine), "headers": .object(fields),
      "body": (try? JSONValue(json: request.body)) ?? .null, "text": .string(text(of: request)),
    ])
  }

  private static func escaped(_ text: String) -> String {
    text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}

/// A successful response that repeats the request in all its fields.
private struct EchoRecord {
  private let request: LoopbackRequest
  private let body: JSONObject
  private let text: JSONValue

  init(_ request: LoopbackRequest) {
    self.request = request
    body = (try? JSONValue(json: request.body))?.object ?? [:]
    text = .string(Echo.text(of: request))
  }

  var json: String { JSONValue.object(object).jsonText() }

  private var object: JSONObject {
    let segments = request.path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    if segments.contains("files") { return file }
    if segments.last == "results" {
      return ["items": [.object(item(of: segments.dropLast().last ?? ""))], "echo": text]
    }
    let isList = request.method == "GET" && ["classify", "jobs"].contains(segments.last)
    let index = segments.firstIndex { ["classify", "jobs"].contains($0) } ?? 0
    let id = segments.dropFirst(index + 1).first ?? "clj-1"
    let job = segments.contains("v2") ? v2Job(id) : v1Job(id)
    return isList ? ["items": [.object(job)], "echo": text] : job
  }

  private var file: JSONObject {
    ["id": "dfl-1", "name": text, "project_id": "p", "echo": Echo.members(of: request)]
  }

  private func item(of jobID: String) -> JSONObject {
    [
      "id": "i", "classify_job_id": .string(jobID), "file_id": "f", "result": result,
      "echo": Echo.members(of: request),
    ]
  }

  private var result: JSONValue {
    ["type": "a", "confidence": 0.75, "reasoning": text]
  }

  private func v2Job(_ id: String) -> JSONObject {
    [
      "id": .string(id), "configuration": body["configuration"] ?? ["rules": []],
      "document_input_type": "file_id", "file_input": body["file_input"] ?? "dfl-1",
      "project_id": "p", "status": "COMPLETED", "user_id": "u", "error_message": text,
      "transaction_id": body["transaction_id"] ?? .null, "result": result,
      "webhook_configurations": body["webhook_configurations"] ?? .null,
      "echo": Echo.members(of: request),
    ]
  }

  private func v1Job(_ id: String) -> JSONObject {
    [
      "id": .string(id), "project_id": "p", "rules": body["rules"] ?? [], "status": "SUCCESS",
      "user_id": "u", "error_message": text,
      "webhook_configurations": body["webhook_configurations"] ?? .null,
      "echo": Echo.members(of: request),
    ]
  }
}
#endif
