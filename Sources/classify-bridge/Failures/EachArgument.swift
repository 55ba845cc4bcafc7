// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Performs an operation on each of several arguments, such as IDs or paths.
enum EachArgument {
  /// Performs the operation on one argument after the other; a failure does not stop the others.
  ///
  /// Failures are written to stderr: a ``ServiceFailure`` after the argument, unless it begins with
  /// it, and a ``CommandFailure`` as it is.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - operation: Called with each argument; its command failures name the argument.
  /// - Throws: ``ExitStatus/impossible`` after the last argument if the operation failed for any;
  ///   immediately, an error that every other argument would cause, too, such as an invalid key, and
  ///   any error that is neither a ``ServiceFailure`` nor a ``CommandFailure``.
  static func perform(
    on arguments: [String], _ operation: (String) async throws -> Void
  ) async throws {
    var hasFailed = false
    for argument in arguments {
      do {
        try await operation(argument)
      } catch let failure as ServiceFailure where !failure.error.affectsEveryRequest {
        // The error of a wait begins with the ID.
        let isNamed = failure.error.message.hasPrefix("job \(argument) ")
        report((isNamed ? "" : "\(PlainText.printable(argument)): ") + "\(failure)")
        hasFailed = true
      } catch let failure as CommandFailure {
        report("\(failure)")
        hasFailed = true
      }
    }
    if hasFailed { throw ExitStatus.impossible }
  }

  private static func report(_ message: String) {
    Console.writeMessage("classify-bridge: \(message)")
  }
}

extension ClassifyError {
  /// Whether any other request would fail alike, as without a valid key or without a connection.
  fileprivate var affectsEveryRequest: Bool {
    switch code {
    // A key without permission for one job or file can have it for another.
    case .authentication, .paymentRequired, .insecureConnection: true
    // Nothing was sent: no connection could be made.
    case .connection: !mayHaveBeenProcessed
    default: false
    }
  }
}
