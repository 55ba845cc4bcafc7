// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

/// One operation: where it is asked for, and what answers it.
struct Route: Sendable {
  typealias Handler = @Sendable (Call, inout Store) throws(Refusal) -> Answer

  /// One part of a path: a word, or the name of what stands there.
  enum Segment: Sendable, Hashable {
    case word(String)
    case parameter(String)
  }

  let operation: Sandbox.Operation
  let method: HTTPMethod
  let segments: [Segment]
  let handler: Handler

  /// Makes a route from a path such as `/api/v2/classify/{job_id}`.
  init(
    _ operation: Sandbox.Operation, _ method: HTTPMethod, _ path: String,
    handler: @escaping Handler
  ) {
    self.operation = operation
    self.method = method
    segments = path.split(separator: "/").map { segment in
      segment.first == "{"
        ? .parameter(String(segment.dropFirst().dropLast())) : .word(String(segment))
    }
    self.handler = handler
  }

  /// Returns what stands at the parameters, or nil if the path is another one.
  func parameters(of path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var parameters: [String: String] = [:]
    for (segment, text) in zip(segments, path) {
      switch segment {
      case .word(let word):
        guard word == text else { return nil }
      case .parameter(let name):
        guard !text.isEmpty else { return nil }
        parameters[name] = text
      }
    }
    return parameters
  }
}
