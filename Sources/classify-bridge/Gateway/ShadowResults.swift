// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import Synchronization

/// The file with the documents that the mirrors have compared.
final class ShadowResults: Sendable {
  private struct State {
    var writer: ComparisonResultWriter
    var hasFailed = false
  }

  private let state: Mutex<State>
  private let path: String
  private let notices: GatewayNotices

  /// Opens the file, and creates it if there is none.
  ///
  /// - Throws: ``CommandFailure`` if it can't be opened, or has something other than results.
  init(path: String, notices: GatewayNotices) throws(CommandFailure) {
    do {
      state = Mutex(State(writer: try ComparisonResultWriter(FileResultStorage(path: path))))
    } catch {
      throw CommandFailure("--shadow-results \(PlainText.printable(path)): \(error)")
    }
    self.path = path
    self.notices = notices
  }

  /// Appends a result; the first failure is reported, and each result is tried.
  func append(_ result: ComparisonResult) {
    let failure = state.withLock { state -> (any Error)? in
      do {
        try state.writer.append(result)
        state.hasFailed = false
        return nil
      } catch {
        defer { state.hasFailed = true }
        return state.hasFailed ? nil : error
      }
    }
    guard let failure else { return }
    notices.warn(
      "Results of mirrors are lost, since \(PlainText.printable(path)) can't be written: \(failure)"
    )
  }
}
#endif
