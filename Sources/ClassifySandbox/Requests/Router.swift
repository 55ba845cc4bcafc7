// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

/// Finds what answers a request.
struct Router: Sendable {
  /// What was found.
  enum Match: Sendable {
    case route(Route, parameters: [String: String])
    /// The path is known, with these methods only.
    case otherMethods([HTTPMethod])
    case nothing

    var operation: Sandbox.Operation? {
      if case .route(let route, _) = self { route.operation } else { nil }
    }
  }

  private let routes: [Route]

  init(dialect: Sandbox.Dialect) {
    routes = Route.published + (dialect == .current ? Route.later : [])
  }

  func match(_ request: HTTPRequest) -> Match {
    let path = URLText.segments(ofPath: URLText.parts(of: request.path).path)
    let matches = routes.compactMap { route in
      route.parameters(of: path).map { (route, $0) }
    }
    if let (route, parameters) = matches.first(where: { $0.0.method == request.method }) {
      return .route(route, parameters: parameters)
    }
    return matches.isEmpty ? .nothing : .otherMethods(matches.map(\.0.method))
  }
}

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

extension Store {
  /// Answers a request, in the order in which the service's framework looks at it: the path, the
  /// method, the key, and then all the rest.
  mutating func answer(
    _ request: HTTPRequest, _ match: Router.Match, configuration: Sandbox.Configuration, now: Int
  ) -> HTTPResponse {
    do throws(Refusal) {
      switch match {
      case .nothing: throw .unknownPath
      case .otherMethods(let methods): throw .wrongMethod(allowed: methods)
      case .route(let route, let parameters):
        try Self.authenticate(request, accepting: configuration.acceptedKeys)
        guard (request.body?.count ?? 0) <= configuration.maximumBodyBytes else {
          throw .bodyTooLarge
        }
        let call = Call(
          request: request, parameters: parameters, configuration: configuration, now: now)
        return try route.handler(call, &self).response
      }
    } catch {
      return error.answer.response
    }
  }

  private static func authenticate(
    _ request: HTTPRequest, accepting keys: Set<String>?
  ) throws(Refusal) {
    let scheme = "Bearer "
    guard let field = request.headerFields[.authorization], field.hasPrefix(scheme) else {
      throw .notAuthenticated
    }
    let key = String(field.dropFirst(scheme.count))
    guard keys?.contains(key) ?? !key.isEmpty else { throw .notAuthenticated }
  }

  /// Counts the creation of a job.
  mutating func admitCreation(_ call: Call) throws(Refusal) {
    guard let limit = call.configuration.creationsPerSecond else { return }
    guard creations.admit(at: call.now, limit: limit) else {
      throw .tooManyCreations(limit: limit)
    }
  }
}
