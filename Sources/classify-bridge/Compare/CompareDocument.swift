// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A document to compare: a file to upload, or an uploaded one.
struct CompareDocument: Sendable, Hashable {
  /// Where the document comes from.
  enum Source: Sendable, Hashable {
    /// A file on disk, by its path; see ``SystemText``.
    case file(path: String)
    /// A file at the service, by its ID.
    case uploaded(fileID: String)
  }

  /// The name in results, by which a repeated command finds the document again.
  let name: String
  let source: Source

  /// What tells the document from others.
  var key: DocumentName { DocumentName(name) }

  /// Creates a document from a path.
  init(path: String) {
    name = Self.canonicalName(SystemText.displayed(path))
    source = .file(path: path)
  }

  /// Creates a document from the ID of a file, with or without `dfl-`.
  init(fileID: String) {
    name = Self.canonicalName(fileID)
    source = .uploaded(fileID: fileID)
  }

  /// Returns what the names of one document have in common: paths without `./`, and file IDs without
  /// `dfl-`.
  static func canonicalName(_ name: String) -> String {
    let bare = FileID.bare(name)
    let key = FileList.key(of: bare)
    return key.isEmpty ? bare : String(decoding: key, as: UTF8.self)
  }

  /// Returns the documents in a fixed random order, each once.
  ///
  /// Any first part of them is then a fair sample, whatever budget or interruption ends the run. The
  /// order depends on the names alone, so a repeated command has the same first part.
  ///
  /// - Parameter documents: The documents.
  /// - Returns: The documents and the number of repetitions that were dropped.
  static func shuffled(
    _ documents: [CompareDocument]
  ) -> (documents: [CompareDocument], repetitions: Int) {
    var keys: Set<DocumentName> = []
    let distinct = documents.filter { keys.insert($0.key).inserted }
    let ranked = distinct.map { document in
      var digest = RunKeys.Digest()
      digest.combine(document.name)
      // The hash of similar names differs mostly in its low bits.
      return (rank: SplitMix64(seed: digest.value).first, document: document)
    }
    let sorted = ranked.sorted {
      ($0.rank, $0.document.key) < ($1.rank, $1.document.key)
    }
    return (sorted.map(\.document), documents.count - distinct.count)
  }

  /// The file; `nil` for an uploaded one.
  var file: RunFile? {
    guard case .file(let path) = source else { return nil }
    return RunFile(name: PlainText.printable(name), path: path)
  }
}

extension SplitMix64 {
  /// The first number of the sequence.
  fileprivate var first: UInt64 {
    var generator = self
    return generator.next()
  }
}
