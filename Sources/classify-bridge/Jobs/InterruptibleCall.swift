// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// A call that creates jobs or waits for one, and that a signal can interrupt.
struct InterruptibleCall: Sendable {
  let jobs: InterruptedJobs
  let action: InterruptAction

  /// Performs a call; after a signal, says which jobs exist, and cancels them if so chosen.
  ///
  /// - Parameter call: The call, which must return soon after its task is cancelled.
  /// - Returns: The call's result, also after a signal if jobs are kept.
  /// - Throws: ``ExitStatus`` after a signal, or the call's error.
  func run<Value: Sendable>(
    _ call: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    Interruption.installSignalHandlers(
      lastWords: jobs.areCreated ? InterruptionText.unknownJobs : jobs.text)
    let result = await Interruption.cancelOnSignal {
      do {
        return Result<Value, any Error>.success(try await call())
      } catch {
        return .failure(error)
      }
    } onInterruption: {
      Interruption.setLastWords(jobs.text)
      InterruptionText.writeStart(action == .cancel ? "cancelling" : "stopping")
    }
    guard let status = Interruption.status else { return try result.get() }
    Interruption.setLastWords(jobs.text)
    if case .failure(let error) = result { writeReason(error) }
    switch (action, result) {
    case (.keep, .success(let value)):
      if jobs.areCreated { Console.writeMessage(jobs.text) }
      return value
    case (.keep, .failure): Console.writeMessage(jobs.text)
    case (.cancel, _): Console.writeMessage(await jobs.cancel())
    }
    throw status
  }

  /// Writes why a call failed: why the service refused a job, or else its error, unless the signal
  /// cancelled it.
  private func writeReason(_ error: any Error) {
    let reason: String? =
      switch (jobs.connection.creations.refusal, error) {
      case (let refusal?, _): refusal
      case (nil, is CancellationError): nil
      case (nil, let error as ClassifyError): error.message
      case (nil, _): "\(error)"
      }
    if let reason { Console.writeMessage("classify-bridge: \(PlainText.printable(reason))") }
  }
}
#endif
