// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// A compared document with the drift that its jobs showed: one line of a results file.
///
/// ```json
/// {"document":"a.pdf","v1":{…},"v2":{…},"repeated":{…},"noise":"parse-job",
///  "v1File":"…","v2File":"…","drift":[{…}]}
/// ```
///
/// Members after `v2` are left out if there is none. `noise` is a ``NoiseMeasure``.
public struct ComparisonResult: Sendable, Hashable {
  /// The maximum number of findings of drift.
  public static let maximumFindingCount = 50

  /// The document with its results.
  public let document: ComparedDocument
  /// The drift that its jobs and errors showed, each finding once; at most
  /// ``maximumFindingCount``.
  public let drift: [DriftFinding]

  /// Creates a result.
  ///
  /// - Parameters:
  ///   - document: The document with its results.
  ///   - drift: The findings; repeated ones, and those beyond the maximum, are left out.
  public init(_ document: ComparedDocument, drift: [DriftFinding] = []) {
    self.document = document
    self.drift = Array(drift.unique.prefix(Self.maximumFindingCount))
  }
}

extension ComparedDocument {
  /// The maximum length of a document's name in a file, in Unicode scalars.
  ///
  /// Paths are at most 4,096 bytes on Linux. A longer name is an error: truncated, it could be that
  /// of another document.
  public static let maximumNameLength = 8_192
}

extension ComparisonResult: JSONReadable, JSONWritable {
  /// Reads a line; members that are not known are ignored.
  ///
  /// - Throws: ``JSONError`` for another value, with the location of the fault.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var members = ComparisonResultMembers()
    try reader.readObject { (name, reader) throws(JSONError) in
      try members.read(name, from: &reader)
    }
    self = try members.result(reader)
  }

  /// Writes the object on one line.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("document", document.name)
      object.member("v1", document.v1)
      object.member("v2", document.v2)
      object.member("repeated", Presence(document.repeated))
      object.member("noise", Presence(document.noise?.rawValue))
      object.member("v1File", Presence(document.v1ID))
      object.member("v2File", Presence(document.v2ID))
      if !drift.isEmpty { object.member("drift", drift) }
    }
  }
}

/// The members of a result that are being read.
struct ComparisonResultMembers {
  private var name: String?
  private var v1: SideResult?
  private var v2: SideResult?
  private var repeated: SideResult?
  private var noise: NoiseMeasure?
  private var v1ID: String?
  private var v2ID: String?
  private var drift: [DriftFinding] = []
  private var hasKnownMember = false
  private var firstUnknownMember: String?

  /// The first member of an object that has no member of a result; `nil` for another object.
  var unknownKind: String? {
    hasKnownMember ? nil : firstUnknownMember.map { BoundedText.bounded($0, to: 50) }
  }

  /// Reads the value of one member, or leaves that of an unknown one to be skipped.
  mutating func read(
    _ member: JSONMemberName, from reader: inout JSONReader
  ) throws(JSONError) {
    var isKnown = true
    defer { hasKnownMember = hasKnownMember || isKnown }
    switch member {
    case "document": name = try reader.readDocumentName()
    case "v1": v1 = try reader.read()
    case "v2": v2 = try reader.read()
    case "repeated": repeated = try reader.readOptional()
    case "v1File": v1ID = try reader.readOptional(String.self)
    case "noise":
      if !reader.isAtNull {
        noise = try reader.readWord("parse-job or file", NoiseMeasure.init(rawValue:))
      }
    case "v2File": v2ID = try reader.readOptional(String.self)
    case "drift": drift = try reader.readArray(of: DriftFinding.self)
    default:
      isKnown = false
      firstUnknownMember = firstUnknownMember ?? member.description
    }
  }

  /// Returns the result, or throws an error that names the missing member.
  func result(_ reader: borrowing JSONReader) throws(JSONError) -> ComparisonResult {
    ComparisonResult(
      ComparedDocument(
        name: try reader.require(name, "document"), v1: try reader.require(v1, "v1"),
        v2: try reader.require(v2, "v2"), repeated: repeated, v1ID: v1ID, v2ID: v2ID,
        noise: noise),
      drift: drift)
  }
}

extension JSONReader {
  /// Reads the name of a document.
  mutating func readDocumentName() throws(JSONError) -> String {
    let name = try readString()
    guard name.unicodeScalars.count <= ComparedDocument.maximumNameLength else {
      throw error(
        message: "the name of a document has at most \(ComparedDocument.maximumNameLength) "
          + "characters")
    }
    return name
  }
}
