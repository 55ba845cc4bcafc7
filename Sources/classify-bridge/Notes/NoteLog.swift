// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The translation notes of a command, thread-safe.
///
/// Each is written to the file of `--notes` as it comes; stderr gets a summary.
final class NoteLog: Sendable {
  private struct State {
    /// The notes that stderr does not have yet.
    var pending: [Note] = []
    /// The notes about jobs that are not printed yet, by job; `nil` if notes do not wait for that.
    var unprinted: [String: [TranslationNotes]]?
    /// Why the file can't be written; nothing is written to it afterwards.
    var failure: OutputError?
  }

  /// How each line of the file begins.
  static let lineStart = Array(#"{"in":"#.utf8)

  private let isQuiet: Bool
  private let file: FileDescriptor?
  private let path: String
  private let state = Mutex(State())

  /// Creates an empty log.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether nothing is written to stderr.
  ///   - file: The file, which the log closes at the end; `nil` for none.
  ///   - path: The path of the file.
  init(isQuiet: Bool = false, file: FileDescriptor? = nil, path: String = "") {
    self.isQuiet = isQuiet
    self.file = file
    self.path = path
  }

  deinit {
    if let file { System.close(file) }
  }

  /// Appends notes.
  ///
  /// - Parameters:
  ///   - notes: The notes.
  ///   - place: What their pointers refer to: the call, or the path of a file.
  ///   - jobID: The job that was translated; `nil` if they are about a request.
  func add(_ notes: [Note], in place: String, jobID: JobID? = nil) {
    state.withLock { state in
      state.pending += notes
      write(notes, place, jobID, &state)
    }
  }

  /// Appends the notes of one call, or keeps those about a job until ``addNotes(ofPrintedJob:)``.
  func add(_ notes: TranslationNotes) {
    let isKept = state.withLock { state in
      guard let id = notes.jobID?.text, state.unprinted != nil else { return false }
      state.unprinted?[id, default: []].append(notes)
      return true
    }
    if !isKept { add(notes.notes, in: notes.operation, jobID: notes.jobID) }
  }

  /// Keeps the notes about each job from now on until it is printed: a list reads more jobs than it
  /// prints.
  func keepNotesOfUnprintedJobs() {
    state.withLock { $0.unprinted = [:] }
  }

  /// Appends the notes about a job that were kept.
  func addNotes(ofPrintedJob id: String) {
    let kept = state.withLock { $0.unprinted?.removeValue(forKey: id) } ?? []
    for notes in kept { add(notes.notes, in: notes.operation, jobID: notes.jobID) }
  }

  /// Appends the notes of a refused translation; those that refuse it are left to the error message.
  func add(_ refusal: TranslationRefusal, in place: String = "request") {
    state.withLock { state in
      state.pending += refusal.notes.filter { !refusal.policy.refuses($0.effect) }
      write(refusal.notes, place, nil, &state)
    }
  }

  /// Writes a summary of the notes to stderr that it does not have yet, unless the log is quiet.
  func writeMessage() {
    let notes = state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
    guard !isQuiet else { return }
    for line in NoteText(terminal: .at(.standardError)).lines(notes) { Console.writeMessage(line) }
  }

  /// Performs a command, then writes the summary to stderr, also if the command fails.
  ///
  /// - Throws: The error of `body`; ``CommandFailure`` if a note could not be written to the file.
  func summarizing(_ body: () async throws -> Void) async throws {
    do {
      defer { writeMessage() }
      try await body()
    }
    try checkFile()
  }

  /// Checks that every note could be written to the file.
  func checkFile() throws(CommandFailure) {
    guard let failure = state.withLock({ $0.failure }) else { return }
    throw CommandFailure("can't write \(PlainText.printable(path)): \(failure.reason)")
  }

  private func write(_ notes: [Note], _ place: String, _ jobID: JobID?, _ state: inout State) {
    guard let file, state.failure == nil else { return }
    let job: JSONObject.Element = (
      name: "job_id", value: jobID.map { JSONValue.string($0.text) } ?? .null
    )
    do throws(OutputError) {
      for note in notes {
        let line = Console.redactor.redacting(NoteJSON.object(note, in: place, more: [job]))
        try System.write(Array("\(line.jsonText())\n".utf8), to: file)
      }
    } catch {
      state.failure = error
    }
  }
}
