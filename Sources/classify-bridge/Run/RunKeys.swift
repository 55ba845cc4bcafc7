// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The idempotency keys of a run that has an ID: repeated with it, the run creates no job twice if
/// the service keeps the keys.
///
/// A key depends on the ID, the request, and the name and contents of the file, but not on the ID of
/// its upload, which a repeated run makes anew.
final class RunKeys: Sendable {
  /// The allowed lengths of a run's ID in Unicode scalars; a key has up to 255.
  static let idLengths = 1...100
  /// The maximum number of jobs that a file can have, of which all but one are cancelled.
  static let maximumJobsPerFile = 100

  /// An FNV-1a hash of a request and a file.
  struct Digest: Hashable, Sendable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func combine(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    mutating func combine(_ text: String) {
      for byte in text.utf8 { combine(byte) }
      combine(0)
    }
  }

  private let runID: String
  private let requestDigest: Digest
  private let counts = Mutex<[Digest: Int]>([:])

  /// Creates the keys of a run.
  ///
  /// - Throws: `TranslationRefusal` if v2 can't represent the request.
  init(runID: String, request: RunRequest) throws(TranslationRefusal) {
    self.runID = runID
    var digest = Digest()
    let bodies = try request.translator.params(
      from: request.request(for: RunRequest.anyFileID)
    ) { _ in nil }
    for body in bodies.value { digest.combine(body.jsonText()) }
    requestDigest = digest
  }

  /// Returns the digest of a file.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be read.
  func digest(of file: RunFile) throws -> Digest {
    var digest = requestDigest
    digest.combine(file.path.split(separator: "/").last.map(String.init) ?? "")
    var input = try ByteInput(path: file.path)
    try input.forEachChunk { chunk in
      for index in chunk.indices { digest.combine(chunk[index]) }
    }
    return digest
  }

  /// Returns a key that no other file of this run has; a new one for each call.
  func nextKey(for digest: Digest) -> String {
    let number = counts.withLock { counts in
      counts[digest, default: 0] += 1
      return counts[digest, default: 0]
    }
    return "cb1-run.\(runID).\(String(digest.value, radix: 16)).\(number)"
  }
}

/// A created job without the idempotency key of its creation.
struct UnkeptKey: Error, CustomStringConvertible {
  let job: JobID

  var description: String {
    "job \(job.text) has no transaction_id: the service doesn't keep idempotency keys, so --run-id "
      + "can't be used, and a repeated run would create another job; run without --run-id. The job "
      + "continues."
  }
}

extension FileRunner {
  /// Creates the job of a file, or returns the one that an earlier run with the same ID created.
  ///
  /// A cancelled job is replaced by a new one.
  ///
  /// - Throws: ``UnkeptKey``, also aborting the run, if the service keeps no keys; `ClassifyError` if
  ///   the job has another key or belongs to another file of this run; ``CommandFailure`` if too many
  ///   jobs are cancelled.
  func createOnce(_ request: ClassifyRequest, for file: RunFile, _ keys: RunKeys) async throws
    -> JobID
  {
    let digest = try keys.digest(of: file)
    for _ in 0..<RunKeys.maximumJobsPerFile {
      let key = keys.nextKey(for: digest)
      let bodies = try connection.translator.params(from: request) { _ in key }
      connection.notes.add(bodies.notes, in: SystemText.displayed(file.path))
      guard let body = bodies.value.first else { break }
      let job = try await connection.service.send(V2Calls.create(body)).value
      try check(job, of: file, against: body)
      if job.status != .known(.cancelled) { return .v2(job.id) }
    }
    throw CommandFailure(
      "\(RunKeys.maximumJobsPerFile) jobs of this file were cancelled; give another --run-id")
  }

  /// Checks that a job is the one of a request: it has the request's key, and names the request's
  /// file, or an upload of it by an earlier run, which is none of this run.
  private func check(
    _ job: V2.Job, of file: RunFile, against body: V2.ClassifyCreateParams
  ) throws {
    guard job.transactionID.value != nil else {
      progress.abort(reason: "not started: the service doesn't keep idempotency keys")
      throw UnkeptKey(job: .v2(job.id))
    }
    var expected = body
    if let document = job.fileInput ?? job.documentInputValue, !progress.hasUploaded(document) {
      expected.fileInput = .value(document)
    }
    do throws(ClassifyError) {
      connection.notes.add(
        try IdempotencyCheck.check(
          job, against: expected, key: .generated,
          redactor: connection.service.redactor(of: expected)),
        in: SystemText.displayed(file.path), jobID: .v2(job.id))
    } catch {
      // The error is about a key, which no one gave.
      var mismatch = error
      mismatch.message =
        "the service responded with job \(job.id), which is of another file or run: give another "
        + "--run-id"
      throw mismatch
    }
    try progress.take(.v2(job.id))
  }
}
