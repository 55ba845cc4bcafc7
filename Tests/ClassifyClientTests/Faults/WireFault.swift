// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import TestSupport
import Testing

/// Something that goes wrong between a client and the service, and what must become of a call.
struct WireFault: Sendable {
  /// Where it happens.
  enum Act: Sendable {
    /// To the connection, before the service has a whole request.
    case connection(LoopbackGreeting)
    /// In the place of the service, which does nothing of what was asked.
    case instead(LoopbackBehavior)
    /// To the answer of the service, which has done all of what was asked.
    case afterwards(@Sendable (HTTPResponse) -> LoopbackBehavior)
  }

  /// What must become of a call.
  enum Consequence: Sendable {
    /// It succeeds however often this happens.
    case success
    /// It is sent again, whatever it is: certainly nothing was done.
    case repeated(orElse: ClassifyError.Code)
    /// It is sent again if it may be, and else only if certainly nothing was sent.
    case repeatedIfUnsent(orElse: ClassifyError.Code)
    /// It is sent again if sending it twice does what sending it once does.
    case repeatedIfIdempotent(orElse: ClassifyError.Code)
    /// It is not sent again.
    case failure(ClassifyError.Code)
  }

  let name: String
  let act: Act
  let consequence: Consequence

  init(_ name: String, _ act: Act, _ consequence: Consequence) {
    self.name = name
    self.act = act
    self.consequence = consequence
  }

  /// Whether the service has done what was asked when it happens.
  var leavesWorkDone: Bool {
    if case .afterwards = act { true } else { false }
  }

  /// The error of a call that does not get over it.
  var code: ClassifyError.Code? {
    switch consequence {
    case .success: nil
    case .repeated(let code), .repeatedIfUnsent(let code), .repeatedIfIdempotent(let code),
      .failure(let code):
      code
    }
  }

  /// Whether a call is sent again; nil if that depends on how far it had come.
  func isRepeated(_ call: FaultedCall) -> Bool? {
    switch consequence {
    case .repeated: true
    case .repeatedIfUnsent: call.isIdempotent ? true : nil
    case .repeatedIfIdempotent: call.isIdempotent
    case .success, .failure: false
    }
  }
}

extension WireFault: CustomTestStringConvertible {
  var testDescription: String { name }
}

extension HTTPResponse {
  /// The response as a server writes it.
  var wire: [UInt8] {
    Array("HTTP/1.1 \(status.code) Status\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}
