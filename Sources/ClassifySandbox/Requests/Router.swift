// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyValidation

/// Matches requests against the routes of a dialect.
struct Router: Sendable {
  /// The result of matching a request.
  enum Match: Sendable {
    case route(Route, parameters: [String: String])
    /// The path is known, but only with these methods.
    case methodNotAllowed([HTTPMethod])
    case notFound

    var operation: Sandbox.Operation? {
      if case .route(let route, _) = self { route.operation } else { nil }
    }
  }

  private let routes: [Route]

  init(dialect: Sandbox.Dialect) {
    routes = Route.published + (dialect == .current ? Route.currentOnly : [])
  }

  func match(_ request: HTTPRequest) -> Match {
    let path = RequestTarget.segments(ofPath: RequestTarget.parts(of: request.path).path)
    let matches = routes.compactMap { route in
      route.parameters(of: path).map { (route, $0) }
    }
    if let (route, parameters) = matches.first(where: { $0.0.method == request.method }) {
      return .route(route, parameters: parameters)
    }
    return matches.isEmpty ? .notFound : .methodNotAllowed(matches.map(\.0.method))
  }
}

/// An operation with its method, path, and handler.
struct Route: Sendable {
  typealias Handler = @Sendable (RequestContext, inout Store) throws(ErrorResponse) -> JSONResponse

  /// A path segment: literal text or a named parameter.
  enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)
  }

  let operation: Sandbox.Operation
  let method: HTTPMethod
  let segments: [Segment]
  let handler: Handler

  /// Creates a route from a path template such as `/api/v2/classify/{job_id}`.
  init(
    _ operation: Sandbox.Operation, _ method: HTTPMethod, _ path: String,
    handler: @escaping Handler
  ) {
    self.operation = operation
    self.method = method
    segments = path.split(separator: "/").map { segment in
      segment.first == "{"
        ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
    }
    self.handler = handler
  }

  /// Returns the values of the path parameters; `nil` if the path doesn't match.
  func parameters(of path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var parameters: [String: String] = [:]
    for (segment, text) in zip(segments, path) {
      switch segment {
      case .literal(let literal):
        guard literal == text else { return nil }
      case .parameter(let name):
        guard !text.isEmpty else { return nil }
        parameters[name] = text
      }
    }
    return parameters
  }
}

extension Store {
  /// Processes a request and returns its response.
  ///
  /// As in the service's framework, the path is checked first, then the method, the API key, and
  /// the rest.
  mutating func respond(
    to request: HTTPRequest, _ match: Router.Match, configuration: Sandbox.Configuration, now: Int
  ) -> HTTPResponse {
    do throws(ErrorResponse) {
      switch match {
      case .notFound: throw .notFound
      case .methodNotAllowed(let methods): throw .methodNotAllowed(allowed: methods)
      case .route(let route, let parameters):
        try Self.authenticate(request, accepting: configuration.acceptedKeys)
        guard (request.body?.count ?? 0) <= configuration.maximumBodyBytes else {
          throw .bodyTooLarge
        }
        let context = RequestContext(
          request: request, parameters: parameters, configuration: configuration, now: now)
        return try route.handler(context, &self).httpResponse
      }
    } catch {
      return error.httpResponse
    }
  }

  private static func authenticate(
    _ request: HTTPRequest, accepting keys: Set<String>?
  ) throws(ErrorResponse) {
    let scheme = "Bearer "
    guard let field = request.headerFields[.authorization], field.hasPrefix(scheme) else {
      throw .notAuthenticated
    }
    let key = String(field.dropFirst(scheme.count))
    guard keys?.contains(key) ?? !key.isEmpty else { throw .notAuthenticated }
  }

  /// Counts the creation of a job.
  ///
  /// - Throws: An error response with status 429 if the rate limit is exceeded.
  mutating func checkCreationRate(_ context: RequestContext) throws(ErrorResponse) {
    guard let limit = context.configuration.creationsPerSecond else { return }
    guard creationRate.admit(at: context.now, limit: limit) else {
      throw .creationRateExceeded(limit: limit)
    }
  }
}
