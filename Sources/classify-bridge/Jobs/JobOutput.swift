// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// Prints the answer to one call.
struct JobOutput {
  let options: OutputOptions
  let connection: Connection
  var subject = Connection.Subject.other

  /// Makes a call and prints its answer, or the service's own bytes if those were asked for.
  ///
  /// - Returns: The answer.
  /// - Throws: ``ServiceFailure``, after the bytes of an answer that is not what the contract says
  ///   if they were asked for.
  @discardableResult
  func print<Answer: JSONWritable>(_ call: () async throws -> Answer) async throws -> Answer {
    var output = AnswerOutput(options)
    let answer: Answer
    do {
      answer = try await connection.asking(about: subject, call)
    } catch {
      try writeRaw(to: &output)
      throw error
    }
    if options.format == .raw {
      try writeRaw(to: &output)
    } else {
      try output.write(answer)
    }
    return answer
  }

  private func writeRaw(to output: inout AnswerOutput) throws {
    guard options.format == .raw, let bytes = connection.latestAnswer.body else { return }
    try output.write(bytes: bytes)
  }
}
#endif
