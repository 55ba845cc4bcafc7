// SPDX-License-Identifier: Apache-2.0

/// What a second run of a document on v2 measures.
///
/// The raw values name what the second run classifies, as in a results file.
@nonexhaustive
public enum NoiseMeasure: String, Sendable, Hashable, CaseIterable {
  /// The second run classifies the parse job of the first: only the classifier can differ.
  ///
  /// By LlamaCloud's documentation, such a run bills nothing of its own; this is not verified.
  case classifier = "parse-job"
  /// The second run parses and classifies the file again, at the full price.
  case parsingAndClassifier = "file"
}

extension NoiseMeasure: CustomStringConvertible {
  /// What can differ: `classifier`, or `parsing and classifier`.
  public var description: String {
    switch self {
    case .classifier: "classifier"
    case .parsingAndClassifier: "parsing and classifier"
    }
  }
}
