// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
public import ClassifyModel

/// One call of a service operation: the request, and how to decode the response.
public struct ServiceCall<Output: Sendable>: Sendable {
  /// The name of the operation in the service's API reference, such as `classify.create`.
  public var operation: String
  /// The HTTP method.
  public var method: HTTPMethod
  /// The path segments after the base URL, not encoded, such as `["api", "v2", "classify"]`.
  public var path: [String]
  /// The query items.
  public var query: QueryItems
  /// The request body; `nil` for none.
  public var body: RequestBody?
  /// Whether the request can be retried when the service may have processed it.
  public var idempotency: Idempotency
  /// The job that the call reads or changes, which errors name; `nil` for none.
  public private(set) var jobID: JobID?
  /// The idempotency key of a creation, which errors name if the job may have been created.
  package var idempotencyKey: String?

  /// Decodes the body of a response whose status is 2xx.
  let decode: @Sendable ([UInt8], JSONLimits) throws(JSONError) -> Output
  /// Returns the IDs of the jobs that a response is about.
  private(set) var jobIDs: @Sendable (Output) -> [String] = { _ in [] }
  /// The value of a response without a body, such as one with the status 204; `nil` if the contract
  /// requires a body.
  private(set) var valueOfEmptyBody: Output?

  private init(
    _ operation: String, _ method: HTTPMethod, _ path: [String], _ query: QueryItems,
    _ body: RequestBody?, _ idempotency: Idempotency?,
    decode: @escaping @Sendable ([UInt8], JSONLimits) throws(JSONError) -> Output
  ) {
    self.operation = operation
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.idempotency = idempotency ?? (method == .post ? .nonIdempotent : .idempotent)
    self.decode = decode
  }

  /// Creates a call whose response body is JSON.
  ///
  /// If `idempotency` is `nil`, every method except `POST` is idempotent.
  public init(
    operation: String, method: HTTPMethod, path: [String], query: QueryItems = [:],
    body: RequestBody? = nil, idempotency: Idempotency? = nil
  ) where Output: JSONReadable {
    self.init(operation, method, path, query, body, idempotency) {
      bytes, limits throws(JSONError) in
      try Output(json: bytes, limits: limits)
    }
  }

  /// Creates a call whose response body is ignored.
  ///
  /// If `idempotency` is `nil`, every method except `POST` is idempotent.
  public init(
    operation: String, method: HTTPMethod, path: [String], query: QueryItems = [:],
    body: RequestBody? = nil, idempotency: Idempotency? = nil
  ) where Output == Void {
    self.init(operation, method, path, query, body, idempotency) { _, _ in }
  }
}

extension ServiceCall {
  /// Returns the call with the job that it reads or changes.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - jobIDs: Returns the IDs of the jobs that a response is about; any other job than `job` makes
  ///     the response an error.
  /// - Returns: The call.
  package func about(
    _ job: JobID, jobIDs: @escaping @Sendable (Output) -> [String]
  ) -> ServiceCall {
    var call = self
    call.jobID = job
    call.jobIDs = jobIDs
    return call
  }

  /// Returns the call with the value of a response without a body.
  package func acceptingEmptyBody(as value: Output) -> ServiceCall {
    var call = self
    call.valueOfEmptyBody = value
    return call
  }

  /// Returns the ID of another job than the call's that the response is about; `nil` for none.
  func foreignJobID(in output: Output) -> String? {
    guard let jobID else { return nil }
    return jobIDs(output).first { !JobID.isSame($0, jobID.text) }
  }
}

/// A request body and its content type.
public struct RequestBody: Sendable, Hashable {
  /// The value of the `Content-Type` field.
  public var contentType: String
  /// The content.
  public var bytes: [UInt8]
  /// The texts in the content that must not appear in errors.
  private(set) var secrets: [String] = []
  /// The texts in unknown members of the content.
  private var unknownTexts: [String] = []
  /// The texts in the content that are possibly secret; only errors need them.
  var possibleSecrets: [String] { Redaction.possibleSecrets(unknownTexts, inJSON: bytes) }

  /// Creates a body of any content type.
  public init(contentType: String, bytes: [UInt8]) {
    self.contentType = contentType
    self.bytes = bytes
  }

  /// Returns a body of type `application/json`.
  public static func json(_ value: some JSONWritable) -> RequestBody {
    RequestBody(contentType: "application/json", bytes: value.jsonBytes())
  }

  /// Returns a body of type `application/json` whose secrets are redacted in errors.
  package static func json(_ value: some JSONWritable & SecretBearing) -> RequestBody {
    var body = RequestBody(contentType: "application/json", bytes: value.jsonBytes())
    body.secrets = value.secrets
    body.unknownTexts = value.unknownTexts
    return body
  }
}

extension RequestBody: CustomStringConvertible, CustomReflectable {
  /// The content type and the size in bytes; the content is omitted because it can hold secrets.
  public var description: String { "\(contentType), \(bytes.count) bytes" }

  /// A mirror whose only child is the description.
  public var customMirror: Mirror {
    Mirror(self, children: ["body": description], displayStyle: .struct)
  }
}
