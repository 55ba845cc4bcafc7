// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

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
