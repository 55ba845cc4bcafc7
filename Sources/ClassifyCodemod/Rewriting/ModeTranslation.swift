// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// v2's mode for one of v1: the one place for its rule.
enum ModeTranslation {
  /// Checks that a mode is the one that v2 has.
  ///
  /// - Parameters:
  ///   - mode: The value; nil if it is known only at run time.
  ///   - range: The bytes that a refusal points at.
  /// - Throws: A refusal for MULTIMODAL, and for other values.
  static func check(_ mode: Constant.Value?, at range: ByteRange) throws(Refusal) {
    switch mode {
    // No mode means FAST too.
    case .text("FAST"), .null, .undefined: return
    case .text("MULTIMODAL"):
      throw Refusal(
        .multimodal, at: range,
        "v2 has no MULTIMODAL; classify with FAST, or parse the file first with a tier that reads"
          + " images and classify the parse job", note: .modeMultimodal)
    default:
      throw Refusal(
        .modeVariable, at: range,
        "the mode is known only at run time, and v2 has FAST only; leave it out where it can't be"
          + " MULTIMODAL", note: .modeMultimodal)
    }
  }
}
