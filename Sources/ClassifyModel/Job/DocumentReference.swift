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

extension DocumentReference {
  /// Tells whether both name the same document, a file's id being the same with or without `dfl-`,
  /// and its UUID in capitals or not.
  ///
  /// The service may echo another form than it was given: Foundation writes UUIDs in capitals.
  public func isSameDocument(as other: DocumentReference) -> Bool {
    switch (self, other) {
    case (.file(let left), .file(let right)):
      left == right || Self.canonical(left) == Self.canonical(right)
    default: self == other
    }
  }

  /// Returns the UUID of a file ID in the form `dfl-<uuid>`, as it was written; any other ID is
  /// returned unchanged.
  package static func bareFileID(_ id: String) -> String {
    guard id.hasPrefix("dfl-") else { return id }
    let uuid = String(id.dropFirst(4))
    return UniversalID(uuid) == nil ? id : uuid
  }

  private static func canonical(_ id: String) -> String {
    let bare = id.hasPrefix("dfl-") ? String(id.dropFirst(4)) : id
    return UniversalID(bare)?.description ?? bare
  }
}

extension DocumentReference: CustomStringConvertible {
  /// The id or the URL.
  public var description: String { identifier }
}
