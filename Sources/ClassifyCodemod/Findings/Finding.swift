// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// One thing to tell about a file: what was rewritten and why, or what is left.
public struct Finding: Sendable, Hashable {
  /// What it is about, and its kind.
  public let code: FindingCode
  /// The bytes of the old file.
  public let range: ByteRange
  /// What it is and what to do, in one or two sentences.
  public let message: String
  /// Why it is v1: the steps from the SDK to the site.
  ///
  /// Empty where the text itself shows it.
  public let proof: [ProofStep]
  /// The row of the v1–v2 mapping, where one applies.
  public let note: NoteCode?
  /// The edits of this finding, which only make sense together.
  ///
  /// Empty unless the finding is a rewrite or uses a shim; a remark, which explains a part of another
  /// rewrite, has none.
  public let edits: [Edit]
  /// The name for ``MigrationOptions/assumedClients`` that would prove a probable place.
  let client: String?

  init(
    _ code: FindingCode, at range: ByteRange, _ message: String, proof: [ProofStep] = [],
    note: NoteCode? = nil, edits: [Edit] = [], client: String? = nil
  ) {
    self.code = code
    self.range = range
    self.message = message
    self.proof = proof
    self.note = note
    self.edits = edits
    self.client = client
  }
}

extension Finding {
  /// Returns the finding with more at the end of its message.
  func adding(_ text: String) -> Finding {
    Finding(
      code, at: range, message + text, proof: proof, note: note, edits: edits, client: client)
  }
}

extension [Finding] {
  /// The findings in ascending order of their ranges, then of their codes and messages.
  func ascending() -> [Finding] {
    sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code.rawValue, $0.message)
        < ($1.range.lowerBound, $1.range.upperBound, $1.code.rawValue, $1.message)
    }
  }
}
