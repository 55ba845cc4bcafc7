// SPDX-License-Identifier: Apache-2.0

/// A document to classify.
@nonexhaustive
public enum DocumentReference: Sendable, Hashable {
  /// An uploaded file, by its ID. v1 writes IDs as bare UUIDs, v2 as `dfl-<uuid>`; whether either
  /// version accepts the other form is not published.
  case file(String)
  /// A parse job, by its ID (`pjb-<uuid>`); v2 only.
  case parseJob(String)
  /// A URL; only in v2's records.
  case url(String)
  /// An input of a kind unknown to this package.
  case unrecognized(kind: String, identifier: String)

  /// The ID or the URL.
  public var identifier: String {
    switch self {
    case .file(let identifier), .parseJob(let identifier), .url(let identifier),
      .unrecognized(_, let identifier):
      identifier
    }
  }
}

extension DocumentReference {
  /// The allowed lengths of the ID or URL of a document to classify, in Unicode scalars.
  public static let identifierLengths = 1...200

  /// Returns whether two references name the same document.
  ///
  /// File IDs are equal with or without the prefix `dfl-`, and their UUIDs are compared
  /// case-insensitively: the service can echo an ID in another form, and Foundation writes UUIDs in
  /// uppercase.
  public func isSameDocument(as other: DocumentReference) -> Bool {
    switch (self, other) {
    case (.file(let left), .file(let right)):
      left == right || Self.canonical(left) == Self.canonical(right)
    default: self == other
    }
  }

  private static func canonical(_ id: String) -> String {
    let bare = FileID.withoutPrefix(id)
    return UniversalID(bare)?.description ?? bare
  }
}

/// The two forms of a file ID: `dfl-<uuid>` and the bare UUID.
package enum FileID {
  private static let prefix = "dfl-"

  /// Returns the UUID of an ID of the form `dfl-<uuid>`, in its original case; any other ID is
  /// returned unchanged.
  package static func bare(_ id: String) -> String {
    let bare = withoutPrefix(id)
    return UniversalID(bare) == nil ? id : bare
  }

  /// Returns an ID with the prefix if it is a bare UUID, else `nil`.
  package static func prefixed(_ id: String) -> String? {
    UniversalID(id) == nil ? nil : prefix + id
  }

  fileprivate static func withoutPrefix(_ id: String) -> String {
    id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : id
  }
}

extension DocumentReference: CustomStringConvertible {
  /// The ID or the URL.
  public var description: String { identifier }
}
