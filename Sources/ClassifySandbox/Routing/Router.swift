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
