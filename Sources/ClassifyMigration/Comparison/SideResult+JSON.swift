// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
import ClassifyModel

// MARK: - Labels

extension Label: JSONReadable, JSONWritable {
  /// The maximum length of a type in a file, in Unicode scalars; a longer one is truncated.
  ///
  /// The service's own limit is lower (`Rule.maximumTypeLength`).
  public static let maximumTypeLength = 200

  /// Reads `{"kind":"type","name":…}`, `{"kind":"unmatched"}`, or a string, which is a type.
  ///
  /// - Throws: ``JSONError`` for any other value.
  public init(from reader: inout JSONReader) throws(JSONError) {
    if reader.nextKind == .string {
      self = .type(BoundedText.bounded(try reader.readString(), to: Self.maximumTypeLength))
      return
    }
    var kind: String?
    var name: String?
    try reader.readObject { (member, reader) throws(JSONError) in
      switch member {
      case "kind": kind = try reader.readString()
      case "name": name = try reader.readString()
      default: break
      }
    }
    switch try reader.require(kind, "kind") {
    case "type":
      let name = try reader.require(name, "name")
      self = .type(BoundedText.bounded(name, to: Self.maximumTypeLength))
    case "unmatched": self = .unmatched
    case let other:
      throw reader.error(
        message: "expected the kind \"type\" or \"unmatched\", found \"\(other.prefix(40))\"")
    }
  }

  /// Writes an object with the member `kind` and, for a type, `name`.
  public func write(to writer: inout JSONWriter) {
    json.write(to: &writer)
  }

  var json: JSONValue {
    switch self {
    case .type(let name): ["kind": "type", "name": .string(name)]
    case .unmatched: ["kind": "unmatched"]
    }
  }
}

// MARK: - Results

extension SideResult {
  /// The maximum length of a reasoning in a file, in Unicode scalars; a longer one is truncated.
  public static let maximumReasoningLength = 4_000
  /// The maximum length of an error message in a file, in Unicode scalars; a longer one is truncated.
  public static let maximumMessageLength = 1_000
  /// The maximum length of an error code or an ID in a file, in Unicode scalars; a longer one is
  /// truncated.
  public static let maximumIDLength = 300
}

extension SideResult: JSONReadable, JSONWritable {
  /// Reads the object that ``write(to:)`` writes; only `label` or `error` is required.
  ///
  /// - Throws: ``JSONError`` for another value, and unless the result has either a label or an error.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var label: Label?
    var error: SideError?
    var confidence: Double?
    var reasoning: String?
    var jobID: JobID?
    var seconds: Double?
    var credits: Double?
    var parseJobID: String?
    var status: JobStatus?
    try reader.readObject { (member, reader) throws(JSONError) in
      switch member {
      case "label": label = try reader.readOptional()
      case "error": error = try reader.readOptional()
      case "confidence": confidence = try reader.readNumber(in: 0...1)
      case "reasoning": reasoning = try reader.readOptional(String.self)
      case "job": jobID = try reader.readJobID()
      case "seconds": seconds = try reader.readNumber(in: Self.amounts)
      case "credits": credits = try reader.readNumber(in: Self.amounts)
      case "status": status = try reader.readOptional(String.self).map(JobStatus.init(word:))
      case "parseJob": parseJobID = try reader.readOptional(String.self)
      default: break
      }
    }
    let answer: Answer
    switch (label, error) {
    case (let label?, nil): answer = .label(label)
    case (nil, let error?) where error.code == .failed:
      answer = .failed(message: error.message)
    case (nil, let error?): answer = .error(code: error.code, message: error.message)
    default:
      throw reader.error(message: "expected a label or an error, and not both")
    }
    self.init(
      answer: answer, confidence: confidence,
      reasoning: reasoning.map { BoundedText.bounded($0, to: Self.maximumReasoningLength) },
      jobID: jobID, seconds: seconds, credits: credits,
      parseJobID: parseJobID.map { BoundedText.bounded($0, to: Self.maximumIDLength) },
      status: status)
  }

  /// Writes the result as an object.
  ///
  /// ```json
  /// {"label":{"kind":"type","name":"invoice"},"confidence":0.9,"reasoning":"has a total",
  ///  "error":null,"status":"succeeded","job":"v1:…","seconds":2.5,"credits":null,
  ///  "parseJob":"pjb-…"}
  /// ```
  ///
  /// Without a label, `label` is null and `error` has a `code` and a `message`; the code of a document
  /// that the service failed to classify is `failed`. `status` is a ``JobStatus``, or null.
  /// `parseJob` is left out if it is unknown. Long texts are truncated, and numbers that JSON can't
  /// represent are null.
  public func write(to writer: inout JSONWriter) {
    json.write(to: &writer)
  }

  var json: JSONValue { json(reasoningLength: Self.maximumReasoningLength) }

  /// Returns the object, with the reasoning truncated to a number of scalars.
  func json(reasoningLength: Int) -> JSONValue {
    var members: JSONObject = [
      "label": label?.json ?? .null,
      "confidence": .decimal(confidence),
      "reasoning": .text(reasoning, to: reasoningLength),
      "error": errorJSON,
      "status": .text(status?.description, to: Self.maximumIDLength),
      "job": .text(jobID?.description, to: Self.maximumIDLength),
      "seconds": .decimal(seconds),
      "credits": .decimal(credits),
    ]
    if let parseJobID {
      members.append("parseJob", .text(parseJobID, to: Self.maximumIDLength))
    }
    return .object(members)
  }

  private var errorJSON: JSONValue {
    guard let error else { return .null }
    return [
      "code": .text(error.code.rawValue, to: Self.maximumIDLength),
      "message": .text(error.message, to: Self.maximumMessageLength),
    ]
  }

  /// The code and the message of a result without a label.
  var error: (code: ErrorCode, message: String)? {
    switch answer {
    case .label: nil
    case .failed(let message): (ErrorCode.failed, message)
    case .error(let code, let message): (code, message)
    }
  }
}

/// The member `error` of a result.
private struct SideError: JSONReadable {
  let code: SideResult.ErrorCode
  let message: String

  init(from reader: inout JSONReader) throws(JSONError) {
    var code: String?
    var message: String?
    try reader.readObject { (member, reader) throws(JSONError) in
      switch member {
      case "code": code = try reader.readString()
      case "message": message = try reader.readString()
      default: break
      }
    }
    self.code = SideResult.ErrorCode(
      rawValue: BoundedText.bounded(
        try reader.require(code, "code"), to: SideResult.maximumIDLength))
    self.message = BoundedText.bounded(
      try reader.require(message, "message"), to: SideResult.maximumMessageLength)
  }
}

extension JobStatus {
  /// Creates a status from its description.
  fileprivate init(word: String) {
    let known: [JobStatus] = [
      .pending, .running, .succeeded, .partiallySucceeded, .failed, .cancelled,
    ]
    self =
      known.first { $0.description == word }
      ?? .unrecognized(BoundedText.bounded(word, to: SideResult.maximumIDLength))
  }
}

// MARK: - Values

extension JSONReader {
  /// Reads a number or `null`; a number outside the range is an error.
  fileprivate mutating func readNumber(
    in range: ClosedRange<Double>
  ) throws(JSONError) -> Double? {
    guard let number = try readOptional(JSONNumber.self)?.double else { return nil }
    guard range.contains(number) else { throw error(message: "the number is out of range") }
    return number
  }

  /// Reads the ID of a job, such as `v1:…`, or `null`.
  mutating func readJobID() throws(JSONError) -> JobID? {
    guard let text = try readOptional(String.self) else { return nil }
    guard let id = JobID(text) else {
      throw error(message: "expected a job ID such as v1:… or v2:…")
    }
    return id
  }
}

extension JSONValue {
  /// Returns a number, or null for `nil`, infinity and NaN.
  static func decimal(_ value: Double?) -> JSONValue {
    value.flatMap { JSONNumber($0) }.map { .number($0) } ?? .null
  }

  /// Returns an integer, or null for `nil`.
  static func count(_ value: Int?) -> JSONValue {
    value.map { .number(JSONNumber($0)) } ?? .null
  }

  /// Returns a string of at most `limit` scalars, or null for `nil`.
  static func text(_ value: String?, to limit: Int) -> JSONValue {
    value.map { .string(BoundedText.bounded($0, to: limit)) } ?? .null
  }
}
