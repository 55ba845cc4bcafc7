// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifySandbox

/// Parses the values of `--fault`: `NAME[@WHERE][+SKIP][*TIMES][%PERCENT]`.
enum FaultText {
  private static let markers: [Character] = ["@", "+", "*", "%"]

  private static let named: [String: Sandbox.Fault] = [
    "reset-before": .connectionLost(.beforeProcessing),
    "reset-after": .connectionLost(.afterProcessing),
    "hang": .hang(.beforeProcessing),
    "hang-before": .hang(.beforeProcessing),
    "hang-after": .hang(.afterProcessing),
    "garbage": .garbage,
    "truncate": .truncation,
  ]

  /// The statuses for which the sandbox has the service's own error message.
  private static let serviceErrors: [Int: Sandbox.Fault] = [
    402: .creditsExhausted, 429: .rateLimited(), 500: .serverError, 503: .unavailable,
  ]

  /// Parses a fault and its limits.
  ///
  /// - Throws: ``CommandFailure`` that names the invalid part.
  static func rule(_ text: String) throws(CommandFailure) -> Sandbox.FaultRule {
    var rest = text[...]
    var limits: [Character: String] = [:]
    // From the end, so that each part ends at the marker of the next one.
    for marker in markers.reversed() {
      guard let index = rest.lastIndex(of: marker) else { continue }
      limits[marker] = String(rest[rest.index(after: index)...])
      rest = rest[..<index]
    }
    let fault = try fault(String(rest))
    let operations = try limits["@"].map(operations)
    let skipped = try limits["+"].map { text throws(CommandFailure) in
      try count(text, "a number of requests to skip")
    }
    let probability = try limits["%"].map(probability)
    let times = try limits["*"].map { text throws(CommandFailure) in
      text == "all" ? Int.max : try count(text, "a number of requests to affect, or all")
    }
    return Sandbox.FaultRule(
      fault, into: operations, skipping: skipped ?? 0,
      times: times ?? (probability == nil ? 1 : .max), probability: probability ?? 1)
  }

  private static func fault(_ name: String) throws(CommandFailure) -> Sandbox.Fault {
    if let fault = named[name] { return fault }
    if name.hasPrefix("wait=") {
      return .latency(try DurationText.duration(String(name.dropFirst("wait=".count))))
    }
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let status = parts.first.flatMap { Int($0) }
    guard let status, parts[0].utf8.count == 3, (400...599).contains(status) else {
      let names = (["429", "503"] + named.keys.sorted() + ["wait=2s"]).joined(separator: ", ")
      throw CommandFailure(
        "there is no fault \(name.debugDescription): write an error status from 400 to 599 or one "
          + "of the names, such as \(names).")
    }
    guard parts.count > 1 else { return errorResponse(status, retryAfter: nil) }
    guard parts[1].hasPrefix("retry-after=") else {
      throw CommandFailure(
        "\(name.debugDescription) is not understood: a status takes only retry-after, as in "
          + "429:retry-after=2.")
    }
    let retryAfter = String(parts[1].dropFirst("retry-after=".count))
    guard (try? HTTPField(name: .retryAfter, value: retryAfter)) != nil, !retryAfter.isEmpty else {
      throw CommandFailure("\(name.debugDescription) has an invalid Retry-After value.")
    }
    return errorResponse(status, retryAfter: retryAfter)
  }

  private static func errorResponse(_ status: Int, retryAfter: String?) -> Sandbox.Fault {
    guard let retryAfter else {
      return serviceErrors[status]
        ?? .errorResponse(HTTPStatus(code: status), detail: "A fault of the sandbox.")
    }
    if status == 429 { return .rateLimited(retryAfter: retryAfter) }
    return .errorResponse(
      HTTPStatus(code: status), detail: "A fault of the sandbox.", retryAfter: retryAfter)
  }

  private static func operations(
    _ text: String
  ) throws(CommandFailure) -> Set<Sandbox.Operation> {
    var operations: Set<Sandbox.Operation> = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      let found = Sandbox.Operation.allCases.filter { $0.rawValue == name || $0.group == name }
      guard !found.isEmpty else {
        throw CommandFailure(
          "there is no operation \(name.debugDescription): write v1, v2, files or any of "
            + Sandbox.Operation.allCases.map(\.rawValue).joined(separator: ", ") + ".")
      }
      operations.formUnion(found)
    }
    return operations
  }

  private static func count(_ text: String, _ meaning: String) throws(CommandFailure) -> Int {
    guard let count = Int(text), count >= 0, text.utf8.first != UInt8(ascii: "+") else {
      throw CommandFailure("\(text.debugDescription) is not \(meaning): write 0 or more.")
    }
    return count
  }

  private static func probability(_ text: String) throws(CommandFailure) -> Double {
    guard let percent = Double(text), (0...100).contains(percent) else {
      throw CommandFailure(
        "\(text.debugDescription) is not a probability: write a number from 0 to 100 after %.")
    }
    return percent / 100
  }
}

extension Sandbox.Operation {
  /// The group name that stands for this operation in `@WHERE`.
  fileprivate var group: String {
    switch self {
    case .uploadFile, .uploadFileOld, .listFiles, .getFile, .deleteFile: "files"
    case .createV1Job, .listV1Jobs, .getV1Job, .getV1Results: "v1"
    case .createV2Job, .listV2Jobs, .getV2Job, .cancelV2Job, .deleteV2Job: "v2"
    }
  }
}
#endif
