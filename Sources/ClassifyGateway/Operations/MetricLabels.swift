// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// The values of labels: no client and no upstream can add one.
enum MetricLabel {
  /// The label `route`.
  enum Route: String, Sendable, Hashable, CaseIterable {
    case create, list, get, results, forwarded

    init(_ route: V1Route) {
      self =
        switch route {
        case .create: .create
        case .list: .list
        case .get: .get
        case .results: .results
        }
    }
  }

  /// The label `method`.
  enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    case other

    init(_ method: HTTPMethod) {
      self = Method(rawValue: method.rawValue) ?? .other
    }
  }

  /// The label `status`: the class of the status, or how the request ended without one.
  enum Outcome: String, Sendable, Hashable, CaseIterable {
    case informational = "1xx"
    case successful = "2xx"
    case redirection = "3xx"
    case clientError = "4xx"
    case serverError = "5xx"
    /// The client closed its connection before the response was complete.
    case abandoned
    /// The connection was closed because the upstream's response broke off.
    case broken

    init(status: Int) {
      self =
        switch HTTPStatus(code: status).kind {
        case .informational: .informational
        case .successful: .successful
        case .redirection: .redirection
        case .clientError: .clientError
        case .serverError, .invalid: .serverError
        }
    }
  }

  /// The label `result` of a document that a mirror compared.
  enum Comparison: String, Sendable, Hashable, CaseIterable {
    case agreed, disagreed, unanswered
  }
}
#endif
