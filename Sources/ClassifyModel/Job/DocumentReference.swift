// SPDX-License-Identifier: Apache-2.0

/// What is classified.
@nonexhaustive
public enum DocumentReference: Sendable, Hashable {
  /// An uploaded file, by its id. v1 writes ids as bare UUIDs, v2 as `dfl-<uuid>`; whether each
  /// takes the other's form is not published.
  case file(String)
  /// A parse job, by its id (`pjb-<uuid>`). Only v2 takes it.
  case parseJob(String)
  /// A URL. Only v2's records have it.
  case url(String)
  /// An input of a kind that this package does not know.
  case unrecognized(kind: String, identifier: String)

  /// The id or the URL.
  public var identifier: String {
    switch self {
    case .file(let identifier), .parseJob(let identifier), .url(let identifier),
      .unrecognized(_, let identifier):
      identifier
    }
  }
}

extension DocumentReference: CustomStringConvertible {
  /// The id or the URL.
  public var description: String { identifier }
}
