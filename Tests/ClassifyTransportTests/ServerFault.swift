// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

/// Something unusual that a server does with one request, and what a transport may make of it.
struct ServerFault: Sendable {
  /// What the server does.
  enum Behavior: Sendable {
    /// It does this with the connection, before it has read a request.
    case greeting(LoopbackGreeting)
    /// It does this with the request.
    case answer(LoopbackBehavior)
  }

  let name: String
  let behavior: Behavior
  /// What a transport may do, unless ``exceptions`` says something else.
  let allowed: Allowed
  /// The body of the request; `nil` for a `GET` request.
  var requestBody: [UInt8]?
  /// Transports that do something else, which is legitimate or a known fault.
  var exceptions: [TransportUnderTest.Name: Exception] = [:]

  init(_ name: String, _ behavior: Behavior, _ allowed: Allowed) {
    self.name = name
    self.behavior = behavior
    self.allowed = allowed
  }

  /// A server that answers with these bytes and closes the connection.
  init(_ name: String, _ text: String, _ allowed: Allowed) {
    self.init(name, .answer(.raw(Array(text.utf8))), allowed)
  }

  /// A server that answers in these steps and closes the connection.
  init(_ name: String, steps: [LoopbackStep], _ allowed: Allowed) {
    self.init(name, .answer(.script(steps)), allowed)
  }

  /// Returns the fault with an exception for a transport.
  func except(_ transport: TransportUnderTest.Name, _ exception: Exception) -> ServerFault {
    var fault = self
    fault.exceptions[transport] = exception
    return fault
  }

  /// Returns the fault for a `POST` request with a body.
  func uploading(_ body: [UInt8]) -> ServerFault {
    var fault = self
    fault.requestBody = body
    return fault
  }
}

extension ServerFault: CustomStringConvertible {
  var description: String { name }
}

/// The exception of one transport under one fault.
enum Exception: Sendable {
  /// Something else is allowed.
  case allowed(Allowed, reason: String)
  /// The fault is not tried, since it ends the process or never ends.
  case untried(reason: String)
}
