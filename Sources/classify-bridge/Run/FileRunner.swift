// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes one file from the disk to its classification.
struct FileRunner: Sendable {
  /// How long stopping a job may take when somebody waits for the end.
  private static let patience = Duration.seconds(10)

  let connection: Connection
  let request: RunRequest
  let schedule: PollingSchedule
  let board: RunBoard

  /// Uploads and classifies a file.
  ///
  /// When the task is cancelled, its job is stopped where the version can.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - index: Its number on the board.
  /// - Returns: What became of it; never nothing.
  func run(_ file: RunFile, index: Int) async -> RunResult {
    defer { board.set(.done, of: index) }
    var result = RunResult(file: file, ending: .interrupted)
    if Task.isCancelled { return result }
    if let reason = board.obstacle {
      result.ending = .broken(reason: reason)
      return result
    }
    do {
      try Self.checkReadable(file)
      board.set(.uploading(nil), of: index)
      let fileID = try await upload(file, index)
      result.fileID = fileID
      board.set(.classifying, of: index)
      let job = try await submit(fileID)
      result.job = job
      result.ending = try await outcome(of: job)
    } catch is CancellationError {
      if let job = result.job { result.ending = await stop(job) }
    } catch let failure as CommandFailure {
      result.ending = .unreadable(reason: failure.description)
    } catch let error as ClassifyError {
      result.ending = ending(error)
    } catch {
      result.ending = .broken(reason: "\(error)")
    }
    return result
  }

  // MARK: - Steps

  /// Looks whether the file can be read, since the system says best why not.
  private static func checkReadable(_ file: RunFile) throws(CommandFailure) {
    if let kind = System.kind(ofFileAt: file.path), kind != .regular {
      throw CommandFailure("it is not a regular file")
    }
    System.close(try System.open(file.path))
  }

  private func upload(_ file: RunFile, _ index: Int) async throws -> String {
    let source = FileSource.url(URL(filePath: file.path))
    let board = board
    return try await connection.client.files.create(file: source) { progress in
      board.set(.uploading(progress), of: index)
    }.id
  }

  /// Creates the job, and comes back with its id even if the task is cancelled meanwhile: a job of
  /// which nobody knew could not be stopped.
  private func submit(_ fileID: String) async throws -> JobID {
    let backend = request.backend(connection) { [board] in board.note($0) }
    let request = request.request(for: fileID)
    try Task.checkCancellation()
    return try await Task { try await backend.submit(request).id }.value
  }

  private func outcome(of id: JobID) async throws -> RunResult.Ending {
    let job = try await request.backend(connection).waitUntilFinished(id, schedule: schedule)
    guard let document = job.documents.first else {
      return .finished(.failed(message: job.errorMessage ?? "the job has no result"))
    }
    if case .failed(message: nil) = document.outcome {
      return .finished(.failed(message: job.errorMessage))
    }
    return .finished(document.outcome)
  }

  // MARK: - Ends

  /// Stops a job at the service, in a task of its own since this one is cancelled.
  private func stop(_ id: JobID) async -> RunResult.Ending {
    let backend = request.backend(connection, within: Self.patience)
    guard backend.capabilities.canCancel else {
      return .unfinished(reason: "\(request.version) has no way to stop a job")
    }
    do {
      let job = try await Task { try await backend.cancel(id) }.value
      return job.status == .cancelled ? .stopped : .unfinished(reason: "it is \(job.status)")
    } catch let error as ClassifyError where error.status == 404 || error.status == 405 {
      return .unfinished(reason: "this v2 has no way to stop a job (\(error.status ?? 0))")
    } catch let error as ClassifyError {
      return .unfinished(reason: error.serverMessage ?? error.message)
    } catch {
      return .unfinished(reason: "\(error)")
    }
  }

  /// Explains an error, and keeps further files from meeting it again where they all would.
  private func ending(_ error: ClassifyError) -> RunResult.Ending {
    switch error.code {
    case .authentication, .permissionDenied, .paymentRequired, .connection, .insecureConnection:
      board.stop(because: "not begun: \(error.message)")
    default: break
    }
    return .broken(reason: error.message)
  }
}
