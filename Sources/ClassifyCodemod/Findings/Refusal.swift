// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Why something of v1 is not rewritten, and what a person has to do.
struct Refusal: Error, Sendable, Hashable {
  /// The code of the finding for a person.
  var code: FindingCode
  var range: ByteRange
  /// What stands in the way and what to do, in one or two sentences.
  var message: String
  var note: NoteCode?
  /// Whether the shim does not help either, whatever the code says.
  private var isFinal = false

  init(
    _ code: FindingCode, at range: ByteRange, _ message: String, note: NoteCode? = nil,
    isFinal: Bool = false
  ) {
    self.code = code
    self.range = range
    self.message = message
    self.note = note
    self.isFinal = isFinal
  }

  init(_ member: ConfigurationTranslation.InvalidMember, at range: ByteRange) {
    self.init(member.code, at: range, member.message, note: member.note)
  }

  /// Whether the shim can serve the site nevertheless.
  ///
  /// It never hides what v2 can't do, and never gets values that v2 rejects.
  var allowsShim: Bool {
    guard !isFinal else { return false }
    return switch code {
    case .fileCount, .resultEscapes, .storedJobID, .pagesVariable, .statusLogic, .partialSuccess,
      .unclearSyntax:
      true
    default: false
    }
  }

  /// Why the shim serves a call of one file, as a part of a sentence; nil if the number of files
  /// says so itself.
  func reasonForShim(in program: ProgramFile) -> String? {
    let line = "line \(program.text.location(at: range.lowerBound).line)"
    return switch code {
    case .resultEscapes: "\(line) uses v1's result in another way than as that of one file"
    case .storedJobID: "\(line) gets the ID of a job from elsewhere, or passes it on"
    case .pagesVariable: "pages or limits on \(line) are known only at run time"
    case .statusLogic: "\(line) passes on v1's status"
    case .partialSuccess: "\(line) depends on PARTIAL_SUCCESS"
    case .unclearSyntax: "\(line) is not clear enough for a v2 call"
    default: nil
    }
  }

  /// The finding for a person.
  func finding(proof: [ProofStep] = []) -> Finding {
    Finding(code, at: range, message, proof: proof, note: note)
  }
}
